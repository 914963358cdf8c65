"""Which channel a partner has: one that is made for it in Slack, or one that is there already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.errors import Code, DomainError
from domain.manners import Trouble
from domain.notices import ChannelReady, partner_channel
from domain.notices.rooms import ChannelLinked, ChannelOutcome, ChannelReport, ChannelWanted, RoomWork
from domain.partners import Partner
from domain.people import Actor, PersonKey, Task
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.known_partner import known_partner
from domain.usecases.telling import tell


class ChannelWay(StrEnum):
    """How a partner comes by a channel."""

    CREATE = "create"
    LINK = "link"
    NONE = "none"


@dataclass(frozen=True)
class ChannelChoice:
    """What somebody has chosen. `key` names the form it was chosen in: sent off twice, one channel is made."""

    way: ChannelWay
    key: str
    channel_id: str | None = None


@dataclass(frozen=True)
class ChannelFile:
    """A partner's channel, and what is wrong with it."""

    partner: Partner
    trouble: Trouble | None

    @property
    def is_needed(self) -> bool:
        """Whether the partner could do with another one."""
        return self.partner.slack_channel_id is None or self.trouble is not None


def open_channel(uow: UnitOfWork, actor: Actor, partner_id: str) -> ChannelFile:
    """A partner's channel. Raises DomainError: NOT_STAFF, NOT_ALLOWED, PARTNER_UNKNOWN."""
    actor.require(Task.ADMIT_PARTNERS)
    return ChannelFile(known_partner(uow, partner_id), trouble_of(uow, partner_id))


def trouble_of(uow: UnitOfWork, partner_id: str) -> Trouble | None:
    """Why nothing can be posted to a partner's channel now."""
    return uow.manners.troubles([partner_id]).get(partner_id)


def choose_channel(
    uow: UnitOfWork, program: Program, actor: Actor, partner_id: str, choice: ChannelChoice, *, now: datetime
) -> Partner:
    """Gives a partner a channel that has none, or whose channel is closed. Sent off again, it changes nothing.

    Raises DomainError: NOT_STAFF, NOT_ALLOWED, PARTNER_UNKNOWN; CHANNEL_THERE where it has a channel that works;
    REQUIRED, CHANNEL_TAKEN (field `channel`).
    """
    actor.require(Task.ADMIT_PARTNERS)
    partner = known_partner(uow, partner_id, for_update=True)
    if choice.way is ChannelWay.LINK and choice.channel_id and partner.slack_channel_id == choice.channel_id:
        return partner
    if not ChannelFile(partner, trouble_of(uow, partner.id)).is_needed:
        raise DomainError(Code.CHANNEL_THERE, partner=partner.name)
    give_channel(uow, program, actor, partner, choice, now=now)
    return partner


def give_channel(
    uow: UnitOfWork, program: Program, actor: Actor, partner: Partner, choice: ChannelChoice, *, now: datetime
) -> None:
    """Links the channel that was chosen, or has one made. Raises DomainError: REQUIRED, CHANNEL_TAKEN."""
    match choice.way:
        case ChannelWay.NONE:
            return
        case ChannelWay.LINK:
            channel_id = _free(uow, partner, choice.channel_id)
            _link(uow, partner, ChannelLinked(partner.id, channel_id, (), actor.person, now), now=now)
        case ChannelWay.CREATE:
            rules = program.joining
            wanted = ChannelWanted(
                partner_id=partner.id,
                name=rules.channel_name(partner.name, partner.id),
                is_private=rules.private_channels,
                people=_brought_in(uow, partner, actor.person),
                by=actor.person,
                order=choice.key,
                instead_of=partner.slack_channel_id,
            )
            tell(uow, wanted, partner)


def is_still_wanted(wanted: ChannelWanted, partner: Partner | None) -> bool:
    """Whether a partner still lacks the channel that was asked for: it may have been linked to another one since."""
    return partner is not None and partner.slack_channel_id == wanted.instead_of


def channel_made(uow: UnitOfWork, wanted: ChannelWanted, channel_id: str, *, now: datetime) -> None:
    """Slack has made a channel: it is the partner's, unless that has another one by now."""
    partner = uow.partners.get(wanted.partner_id, for_update=True)
    if partner is None:
        return
    if not is_still_wanted(wanted, partner):
        _report(uow, partner, wanted, ChannelOutcome.LEFT_OVER, now=now, channel_id=channel_id)
        return
    made = ChannelLinked(partner.id, channel_id, wanted.people, wanted.by, now, is_new=True)
    _link(uow, partner, made, now=now)


def channel_refused(
    uow: UnitOfWork, wanted: ChannelWanted, reason: str, *, now: datetime, for_good: bool = True
) -> None:
    """Slack makes no channel: not at all, or not before somebody has mended what is in the way. Told once."""
    partner = uow.partners.get(wanted.partner_id)
    if partner is not None and is_still_wanted(wanted, partner):
        what = ChannelOutcome.REFUSED if for_good else ChannelOutcome.BLOCKED
        _report(uow, partner, wanted, what, now=now, reason=reason)


def channel_seen(uow: UnitOfWork, linked: ChannelLinked, left_out: Sequence[PersonKey], *, now: datetime) -> None:
    """A channel is as it should be; who waits for a new one hears of it, and whom Slack did not let be brought in."""
    partner = uow.partners.get(linked.partner_id)
    if partner is None or not linked.is_new:
        return
    came = tuple(person for person in linked.people if person not in left_out)
    _report(
        uow,
        partner,
        linked,
        ChannelOutcome.MADE,
        now=now,
        channel_id=linked.channel_id,
        people=came,
        left_out=tuple(left_out),
    )


def _link(uow: UnitOfWork, partner: Partner, linked: ChannelLinked, *, now: datetime) -> None:
    """What has waited for a channel goes out there, behind the pinned message where nothing waited."""
    partner.slack_channel_id = linked.channel_id
    uow.manners.end_trouble(partner.id)
    uow.flush()
    tell(uow, linked, partner)
    tell(uow, ChannelReady(partner.id, linked.channel_id), partner)
    uow.manners.let_go(partner_channel(partner.id), now)


def _free(uow: UnitOfWork, partner: Partner, channel_id: str | None) -> str:
    if not channel_id:
        raise DomainError(Code.REQUIRED, field="channel")
    taken = uow.joining.partner_of_channel(channel_id)
    if taken is not None and taken.id != partner.id:
        raise DomainError(Code.CHANNEL_TAKEN, field="channel", partner=taken.name)
    return channel_id


def _brought_in(uow: UnitOfWork, partner: Partner, by: PersonKey) -> tuple[PersonKey, ...]:
    """The partner's people, and who looks after it: its account manager, else who has asked for the channel."""
    manager = PersonKey(partner.account_manager) if partner.account_manager else by
    return tuple(dict.fromkeys([*uow.people.members(partner.id), manager]))


def _report(
    uow: UnitOfWork,
    partner: Partner,
    work: RoomWork,
    what: ChannelOutcome,
    *,
    now: datetime,
    channel_id: str | None = None,
    people: tuple[PersonKey, ...] = (),
    left_out: tuple[PersonKey, ...] = (),
    reason: str = "",
) -> None:
    manager = (PersonKey(partner.account_manager),) if partner.account_manager else ()
    told = tuple(dict.fromkeys([work.by, *manager]))
    order = work.order if isinstance(work, ChannelWanted) else work.channel_id
    report = ChannelReport(partner.id, what, told, now, order, channel_id, people, left_out, reason)
    tell(uow, report, partner)
