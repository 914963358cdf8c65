"""Notices as they are kept in the outbox."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated, Any

from pydantic import Discriminator, TypeAdapter

from domain.notices.channels import ChannelReady
from domain.notices.claims import ClaimNotice
from domain.notices.lead_affairs import LeadAffair
from domain.notices.leads import LeadNotice, LeadsWaiting
from domain.notices.people import PeopleNotice
from domain.notices.rooms import RoomNotice
from domain.notices.staff import StaffNotice
from domain.notices.surroundings import SurroundingNotice
from domain.notices.tiers import CloseToPromotion, TierNotice

Notice = (
    LeadNotice
    | LeadAffair
    | LeadsWaiting
    | ClaimNotice
    | TierNotice
    | CloseToPromotion
    | StaffNotice
    | PeopleNotice
    | SurroundingNotice
    | RoomNotice
    | ChannelReady
)
"""Every kind there is."""

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
