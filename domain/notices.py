"""Facts that somebody should hear of, and who hears them.

A use case puts notices on the unit of work. Each is addressed here to places (a partner's channel, a desk, a person)
and becomes one outbox row a place, in the same transaction as what happened. `key` names the fact: telling it twice
changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Discriminator, TypeAdapter

from domain.leads import Lead, LeadStatus
from domain.money import Cents
from domain.partners import Partner
from domain.people import PersonKey


class Face(StrEnum):
    """How a notice shows itself at a place."""

    CARD = "card"  # one message a subject, posted once and updated in place
    THREAD = "thread"  # a reply under the card
    NEWS = "news"  # a message of its own
    MANAGER = "manager"  # the account manager's version, by DM
    PINNED = "pinned"  # posted once, pinned, updated in place


@dataclass(frozen=True)
class Address:
    """A place and how the notice shows itself there. Messages to one place keep their order."""

    place: str
    face: Face


def partner_channel(partner_id: str) -> str:
    """The channel shared with a partner, whatever its Slack id is when the message goes out."""
    return f"partner:{partner_id}"


def direct(person: PersonKey) -> str:
    """A person's direct messages with the app."""
    return f"person:{person}"


LEADS_DESK = "desk:leads"

PINNED_EDITION = 2
"""Raised when the pinned message changes, so that those that are out get updated."""


@dataclass(frozen=True)
class LeadArrived:
    """A partner submitted a lead."""

    lead_id: int
    partner_id: str
    by: PersonKey
    kind: Literal["lead_arrived"] = "lead_arrived"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:arrived"


@dataclass(frozen=True)
class LeadMoved:
    """A lead reached a status. `credited` is the reward booked for it, negative when one was taken back."""

    lead_id: int
    partner_id: str
    version: int
    before: LeadStatus
    after: LeadStatus
    by: PersonKey
    reason: str | None = None
    credited: Cents | None = None
    kind: Literal["lead_moved"] = "lead_moved"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:moved"


@dataclass(frozen=True)
class LeadStaged:
    """An approved lead reached a stage of the sale."""

    lead_id: int
    partner_id: str
    version: int
    stage: str | None
    by: PersonKey
    kind: Literal["lead_staged"] = "lead_staged"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:staged"


@dataclass(frozen=True)
class LeadFlagged:
    """The legal or security review of a lead began or ended."""

    lead_id: int
    partner_id: str
    version: int
    legal_review: bool
    security_review: bool
    by: PersonKey
    kind: Literal["lead_flagged"] = "lead_flagged"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:flagged"


@dataclass(frozen=True)
class LeadAssigned:
    """A sales rep took a lead on."""

    lead_id: int
    partner_id: str
    version: int
    assignee: PersonKey
    by: PersonKey
    kind: Literal["lead_assigned"] = "lead_assigned"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:assigned"


@dataclass(frozen=True)
class TierPromoted:
    """A partner rose to a tier."""

    partner_id: str
    change_id: int
    from_tier: str
    to_tier: str
    arr: Cents
    kind: Literal["tier_promoted"] = "tier_promoted"

    @property
    def key(self) -> str:
        return f"tier:{self.change_id}"


@dataclass(frozen=True)
class TierAtRisk:
    """A grace period began (`reminder` false) or is about to end (true)."""

    partner_id: str
    change_id: int
    tier: str
    until: date
    missing_arr: Cents
    missing_customers: int
    reminder: bool
    kind: Literal["tier_at_risk"] = "tier_at_risk"

    @property
    def key(self) -> str:
        return f"tier:{self.change_id}"


@dataclass(frozen=True)
class TierKept:
    """A partner met its tier's requirement again within the grace period."""

    partner_id: str
    change_id: int
    tier: str
    kind: Literal["tier_kept"] = "tier_kept"

    @property
    def key(self) -> str:
        return f"tier:{self.change_id}"


@dataclass(frozen=True)
class TierLost:
    """A grace period ended and the partner fell to a lower tier."""

    partner_id: str
    change_id: int
    from_tier: str
    to_tier: str
    arr: Cents
    kind: Literal["tier_lost"] = "tier_lost"

    @property
    def key(self) -> str:
        return f"tier:{self.change_id}"


@dataclass(frozen=True)
class LeadsWaiting:
    """Leads that nobody has reviewed in time, the oldest first."""

    on: date
    lead_ids: tuple[int, ...]
    kind: Literal["leads_waiting"] = "leads_waiting"

    @property
    def key(self) -> str:
        return f"leads-waiting:{self.on.isoformat()}"


@dataclass(frozen=True)
class ChannelReady:
    """A partner's channel is known: the pinned message belongs there."""

    partner_id: str
    channel_id: str
    edition: int = PINNED_EDITION
    kind: Literal["channel_ready"] = "channel_ready"

    @property
    def key(self) -> str:
        return f"pin:{self.channel_id}:{self.edition}"


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
    | LeadsWaiting
    | ChannelReady
)

LeadNotice = LeadArrived | LeadMoved | LeadStaged | LeadFlagged | LeadAssigned

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


def audience(notice: Notice, *, partner: Partner | None, members: Iterable[PersonKey] = ()) -> Iterator[Address]:
    """Every place that hears of a notice, in the order of sending.

    Sales news go to the leads desk and the partner's channel, with won leads and promotions also to the partner's
    account manager. Warnings about a tier go to the partner's people and the account manager only, by DM.
    """
    match notice:
        case LeadArrived() | LeadMoved() | LeadStaged() | LeadFlagged() | LeadAssigned():
            yield Address(LEADS_DESK, Face.CARD)
            if not isinstance(notice, LeadArrived):
                yield Address(LEADS_DESK, Face.THREAD)
            if isinstance(notice, LeadArrived | LeadMoved) or (isinstance(notice, LeadStaged) and notice.stage):
                yield Address(partner_channel(notice.partner_id), Face.NEWS)
            if isinstance(notice, LeadMoved) and notice.after is LeadStatus.WON:
                yield from _account_manager(partner)
        case TierPromoted():
            yield Address(partner_channel(notice.partner_id), Face.NEWS)
            yield from _account_manager(partner)
        case TierAtRisk() | TierKept() | TierLost():
            yield from (Address(direct(member), Face.NEWS) for member in members)
            yield from _account_manager(partner)
        case LeadsWaiting():
            yield Address(LEADS_DESK, Face.NEWS)
        case ChannelReady():
            yield Address(partner_channel(notice.partner_id), Face.PINNED)


def _account_manager(partner: Partner | None) -> Iterator[Address]:
    if partner is not None and partner.account_manager:
        yield Address(direct(PersonKey(partner.account_manager)), Face.MANAGER)


def moved(lead: Lead, before: LeadStatus, *, by: PersonKey, credited: Cents | None) -> LeadMoved:
    """The notice of a move that has just been made."""
    return LeadMoved(
        lead_id=lead.id,
        partner_id=lead.partner_id,
        version=lead.version,
        before=before,
        after=lead.status,
        by=by,
        reason=lead.reason,
        credited=credited,
    )
