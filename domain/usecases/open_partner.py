"""One partner as staff sees it, and admins who set its tier from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from domain.claims import Claim
from domain.deadlines import customers_asked, standing_on
from domain.errors import Code, DomainError
from domain.manners import Trouble
from domain.money import Cents
from domain.partners import Partner, TierChange, TierEvent
from domain.people import Actor, PersonKey, Task
from domain.ports import UnitOfWork
from domain.program import Program
from domain.tiers import Standing, customer_window
from domain.usecases.known_partner import known_partner
from domain.usecases.partner_channels import trouble_of
from domain.usecases.partner_directory import movement_since
from domain.usecases.set_tier import end_override, set_tier

NEWEST_CHANGES = 5


@dataclass(frozen=True)
class PartnerFile:
    """All about a partner on one screen. `claims` are open or of benefits that run.

    `override` is the line of history by which its tier was set, while it is.

    `seen` is the number of its newest change: what is done from this screen is done only while nothing newer is there.
    """

    partner: Partner
    standing: Standing
    movement: Cents
    members: Sequence[PersonKey]
    open_leads: int
    changes: Sequence[TierChange]
    override: TierChange | None
    may_set_tier: bool
    may_assign: bool = False
    claims: Sequence[Claim] = ()
    trouble: Trouble | None = None
    may_link: bool = False

    @property
    def seen(self) -> int:
        """0 for a partner without history."""
        return newest_of(self.changes)


def open_partner(uow: UnitOfWork, program: Program, actor: Actor, partner_id: str, today: date) -> PartnerFile:
    """A partner as it stands today. Raises DomainError(PARTNER_UNKNOWN)."""
    actor.require(Task.SEE_PROGRAM)
    partner = known_partner(uow, partner_id)
    figures = uow.partners.figures(partner.id, new_since=customer_window(program, today))
    asked = customers_asked(program).get(partner.tier)
    counted_since = uow.history.counted_since(partner.id, asked) if asked else None
    before = uow.history.figures_on(partner.id, movement_since(today))
    changes = uow.history.changes_until(partner.id, today, limit=NEWEST_CHANGES)
    return PartnerFile(
        partner=partner,
        standing=standing_on(program, partner, figures.tiers, today, counted_since=counted_since),
        movement=Cents(figures.tiers.arr - (before.arr if before else 0)),
        members=uow.people.members(partner.id),
        open_leads=figures.open_leads,
        changes=changes,
        override=_override(uow, partner, today) if partner.override_until else None,
        may_set_tier=actor.may(Task.SET_TIERS),
        may_assign=actor.may(Task.ASSIGN_MANAGERS),
        claims=_under_way(uow, partner, today),
        trouble=trouble_of(uow, partner.id),
        may_link=actor.may(Task.ADMIT_PARTNERS),
    )


def _under_way(uow: UnitOfWork, partner: Partner, today: date) -> list[Claim]:
    claims = uow.claims.for_entitlements(partner.id, since=datetime.combine(today, time(), UTC))
    return [claim for claim in claims if claim.is_open or claim.is_running]


@dataclass(frozen=True)
class TierOrder:
    """What an admin decides about a tier, having seen its history up to the change `seen`.

    Without a tier, what was set before ends.
    """

    partner_id: str
    seen: int
    reason: str
    tier: str | None = None
    until: date | None = None


def carry_out(uow: UnitOfWork, program: Program, actor: Actor, order: TierOrder, *, now: datetime) -> None:
    """Sets the tier, or ends what was set. Sent off again, it changes nothing and nobody is told twice.

    Raises DomainError: PARTNER_CHANGED where the history has gone on meanwhile; REQUIRED without a last day (`until`);
    and those of `set_tier` and `end_override`.
    """
    actor.require(Task.SET_TIERS)
    partner = known_partner(uow, order.partner_id, for_update=True)
    newer = _newer(uow, order)
    if newer:
        if any(_is_same(change, order, actor) for change in newer):
            return
        raise DomainError(Code.PARTNER_CHANGED, partner=partner.name)
    if order.tier is None:
        end_override(uow, program, actor, partner.id, order.reason, now=now)
    elif order.until is None:
        raise DomainError(Code.REQUIRED, field="until")
    else:
        set_tier(uow, program, actor, partner.id, order.tier, order.until, order.reason, now=now)


def newest_of(changes: Sequence[TierChange]) -> int:
    """The highest number among lines of history."""
    return max((change.id or 0 for change in changes), default=0)


def _newer(uow: UnitOfWork, order: TierOrder) -> list[TierChange]:
    newest = uow.partners.history(order.partner_id, limit=NEWEST_CHANGES)
    return [change for change in newest if (change.id or 0) > order.seen]


def _is_same(change: TierChange, order: TierOrder, actor: Actor) -> bool:
    """Whether a line of history is this very order of this person."""
    if (change.by, change.reason) != (actor.person, order.reason.strip()):
        return False
    if order.tier is None:
        return change.event is TierEvent.OVERRIDE_ENDED
    return (change.event, change.to_tier, change.override_until) == (TierEvent.OVERRIDDEN, order.tier, order.until)


def _override(uow: UnitOfWork, partner: Partner, today: date) -> TierChange | None:
    changes = uow.history.changes_until(partner.id, today)
    return next((change for change in changes if change.event is TierEvent.OVERRIDDEN), None)
