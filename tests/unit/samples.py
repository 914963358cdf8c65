"""Values that tests of the domain are made of: the real program, and partners, leads and answers to start from."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from domain.billing import SubscriptionData
from domain.leads import Contact, Deal, Lead, LeadStatus, RewardOption
from domain.money import Cents
from domain.partners import Partner
from domain.people import Actor, PersonKey, Role
from domain.program import NewCustomers, Program, parse_program
from domain.subscriptions import BillingCycle, Kind, SubscriptionStatus

PROGRAM_FILE = Path(__file__).parents[2] / "program.yml"

PAT = PersonKey("T0PART:U0PAT")
SAM = PersonKey("T0VEND:U0SAM")
NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


class Missing(Enum):
    """Stands for a value that is not there; its name is the same in every process that collects the tests."""

    MISSING = "missing"


MISSING = Missing.MISSING
"""In `with_value`: takes the value out instead."""

CONTACT: Mapping[str, Any] = {
    "company": "Acme",
    "domain": "acme.com",
    "first_name": "Ann",
    "last_name": "Lee",
    "email": "ann@acme.com",
}
DEAL: Mapping[str, Any] = {"reward": "rev_share"}
INVOLVEMENT: Mapping[str, Any] = {"involvement": "email", "consent": ["yes"]}


def program_data() -> dict[str, Any]:
    """The file that ships, as read from YAML; to be changed as one likes."""
    return deepcopy(_read())


@cache
def _read() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(PROGRAM_FILE.read_text(encoding="utf-8"))
    return data


@cache
def _shipped() -> Program:
    return parse_program(_read())


def program(**changes: object) -> Program:
    """The program that ships, with values changed by path: `program(**{"grace.days": 0})`."""
    if not changes:
        return _shipped()  # nobody can change it, and a thousand tests ask for it
    data = program_data()
    for path, value in changes.items():
        set_value(data, path, value)
    return parse_program(data)


def set_value(data: Any, path: str, value: object) -> None:
    """Sets, adds or (with MISSING) removes the value at a path such as `tiers.1.rate`."""
    *parents, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
    for step in parents:
        data = data[step]
    if value is MISSING:
        del data[last]
    elif isinstance(data, list) and last == len(data):
        data.append(value)
    else:
        data[last] = value


def partner(tier: str = "bronze", *, account_manager: str | None = None) -> Partner:
    """A partner that has held its tier since the start of 2025."""
    since = date(2025, 1, 1)
    return Partner("northwind", "Northwind", since, tier=tier, tier_since=since, account_manager=account_manager)


def subscription(**changes: Any) -> SubscriptionData:
    """What a client of Northwind pays, as billing and imports tell of it: 250.00 a month, at the tier's rate."""
    data = SubscriptionData(
        id="sub",
        partner_id="northwind",
        customer_id="cus",
        customer_name="Acme",
        customer_domain="acme.example",
        kind=Kind.REFERRAL,
        product="livechat",
        plan="business",
        seats=5,
        billing_cycle=BillingCycle.MONTHLY,
        amount=Cents(250_00),
        currency="USD",
        status=SubscriptionStatus.ACTIVE,
        rate=None,
        started_on=date(2026, 6, 1),
        ended_on=None,
    )
    return replace(data, **changes)


def new_customers(window: Literal["rolling", "calendar"] = "rolling", months: int = 12) -> NewCustomers:
    """A tier's demand for one new customer within a window."""
    return NewCustomers(at_least=1, window=window, months=months)


def staff(*roles: Role) -> Actor:
    """A person of the vendor with these roles."""
    return Actor(SAM, roles=frozenset(roles))


def lead(
    status: LeadStatus = LeadStatus.SUBMITTED,
    *,
    reward: RewardOption = RewardOption.REV_SHARE,
    value: Cents | None = None,
) -> Lead:
    """Lead L-7 of Northwind in a status; won and confirmed at `value` where that is given."""
    made = Lead(
        partner_id="northwind",
        submitted_by=PAT,
        submitted_at=NOW,
        draft_id="draft-7",
        contact=Contact("Acme", "acme.com", "Ann", "Lee", "ann@acme.com"),
        deal=Deal(reward=reward),
        involvement="email",
        below_criteria=False,
        estimate=None,
        status=status,
        status_since=NOW,
        confirmed_value=value,
    )
    made.id = 7
    return made
