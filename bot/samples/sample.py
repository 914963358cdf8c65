"""The sample file as typed values, checked when it is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

from domain.leads import Move
from domain.money import Cents, parse_amount
from domain.people import Role
from domain.subscriptions import BillingCycle, Kind, SubscriptionStatus

FILE = Path(__file__).with_name("sample.yml")


def _ago(text: str) -> timedelta:
    found = re.fullmatch(r"(?:(\d+)d)? ?(?:(\d+)h)?", text)
    if not found or not text:
        raise ValueError("must be such as 12d, 3h or 4d 2h")
    return timedelta(days=int(found[1] or 0), hours=int(found[2] or 0))


Ago = Annotated[timedelta, BeforeValidator(_ago)]
Amount = Annotated[Cents, BeforeValidator(parse_amount)]


class Part(BaseModel):
    """A part of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StaffMember(Part):
    user: str
    role: Role


class Later(Part):
    """What became of a subscription."""

    status: SubscriptionStatus
    ago: Ago


class SampleSubscription(Part):
    """A customer and what is paid for one product."""

    customer: str
    domain: str
    kind: Kind
    product: str
    plan: str
    seats: int
    pays: Amount
    cycle: BillingCycle = BillingCycle.MONTHLY
    status: SubscriptionStatus = SubscriptionStatus.ACTIVE
    ago: Ago
    later: Later | None = None


class SamplePartner(Part):
    id: str
    name: str
    team: str | None = None
    channel: str
    account_manager: str
    members: tuple[str, ...]
    ago: Ago
    subscriptions: tuple[SampleSubscription, ...]


class SampleStep(Part):
    """One thing a sales rep did with a lead: took it on (`assign`), or reviewed it."""

    by: str
    ago: Ago
    do: Move | str | None = None
    stage: str | None = None
    legal: bool | None = None
    security: bool | None = None
    value: Amount | None = None
    reason: str | None = None


class SampleLead(Part):
    by: str
    ago: Ago
    answers: Mapping[str, Any]
    then: tuple[SampleStep, ...] = ()


class ClaimStep(StrEnum):
    """What can be done with a claim of the sample."""

    TAKE = "take"
    ASK = "ask"
    ANSWER = "answer"
    FULFIL = "fulfil"
    DECLINE = "decline"


class SampleClaimStep(Part):
    """One thing that somebody did with a claim; `text` is the question, the answer, the evidence or the reason."""

    by: str
    ago: Ago
    do: ClaimStep
    text: str = ""


class SampleClaim(Part):
    """A claim of a benefit. An answer such as `in 12d` is the day so long after it was claimed."""

    by: str
    ago: Ago
    benefit: str
    answers: Mapping[str, Any]
    then: tuple[SampleClaimStep, ...] = ()


class Sample(Part):
    """All of it."""

    vendor_team: str
    leads_channel: str
    claims_channel: str
    staff: tuple[StaffMember, ...]
    partners: tuple[SamplePartner, ...]
    leads: tuple[SampleLead, ...]
    claims: tuple[SampleClaim, ...]


def read_sample() -> Sample:
    """The sample data of the demo."""
    return Sample.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))
