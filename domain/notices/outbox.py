"""Notices as they are kept in the outbox."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated, Any

from pydantic import Discriminator, TypeAdapter

from domain.notices.channels import ChannelReady
from domain.notices.claims import (
    ClaimAnswered,
    ClaimArrived,
    ClaimAsked,
    ClaimAssigned,
    ClaimDecided,
    ClaimFlagged,
    ClaimLate,
    ClaimMoved,
)
from domain.notices.leads import LeadArrived, LeadAssigned, LeadFlagged, LeadMoved, LeadStaged, LeadsWaiting
from domain.notices.staff import Digest, ManagerAway, ManagerIntroduced, ManagerMissing, ManagerRelieved
from domain.notices.tiers import (
    CloseToPromotion,
    CustomersAgeing,
    OverrideEnded,
    TierAtRisk,
    TierKept,
    TierLost,
    TierOverridden,
    TierPromoted,
)

Notice = (
    LeadArrived
    | LeadMoved
    | LeadStaged
    | LeadFlagged
    | LeadAssigned
    | TierPromoted
    | TierAtRisk
    | TierKept
    | TierLost
    | TierOverridden
    | OverrideEnded
    | CustomersAgeing
    | CloseToPromotion
    | LeadsWaiting
    | ClaimArrived
    | ClaimMoved
    | ClaimAsked
    | ClaimAnswered
    | ClaimAssigned
    | ClaimLate
    | ClaimFlagged
    | ClaimDecided
    | ChannelReady
    | ManagerIntroduced
    | ManagerRelieved
    | ManagerMissing
    | ManagerAway
    | Digest
)

_NOTICE: TypeAdapter[Notice] = TypeAdapter(Annotated[Notice, Discriminator("kind")])


def to_payload(notice: Notice) -> dict[str, Any]:
    """A notice as plain JSON."""
    payload: dict[str, Any] = _NOTICE.dump_python(notice, mode="json")
    return payload


def from_payload(payload: dict[str, Any]) -> Notice:
    """The notice back from its JSON. Fields added since it was written take their defaults."""
    known = {"kind"} | {field.name for kind in _KINDS if kind.kind == payload.get("kind") for field in fields(kind)}
    return _NOTICE.validate_python({name: value for name, value in payload.items() if name in known})


_KINDS = Notice.__args__
