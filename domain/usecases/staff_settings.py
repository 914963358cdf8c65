"""What people choose for themselves: which news they hear when, and who of the vendor's stands in for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

from domain.errors import Code, DomainError
from domain.manners import QuietHours
from domain.notices import ManagerAway, direct
from domain.people import ALLOWED, Actor, PersonKey, Task
from domain.ports import UnitOfWork
from domain.program import Program
from domain.staff import (
    DEFAULT_DIGEST_HOUR,
    PARTNER_TOPICS,
    Absence,
    Mode,
    StaffSettings,
    Topic,
    topics_for,
    unless_chosen,
)
from domain.usecases.digests import send_digest
from domain.usecases.telling import tell

LONGEST_ABSENCE = timedelta(days=366)
HOURS = range(24)


@dataclass(frozen=True)
class OwnSettings:
    """A person's choices about `topics`, as one of the staff or (`of_partner`) as one of a partner's people.

    `absence` is there while it is to come or under way; `held` notices wait for a digest. `has_channel`: the partner's
    channel tells of its leads as well.
    """

    settings: StaffSettings
    topics: tuple[Topic, ...]
    absence: Absence | None = None
    held: int = 0
    of_partner: bool = False
    has_channel: bool = True


@dataclass(frozen=True)
class Choices:
    """What somebody has chosen in the form, not yet checked."""

    modes: Mapping[Topic, Mode]
    timezone: str
    digest_hour: int
    quiet: QuietHours | None = None


@dataclass(frozen=True)
class AbsenceOrder:
    """An absence as it was asked for, both days included. `announce`: the partners' channels are told."""

    since: date
    until: date
    stand_in: PersonKey
    announce: bool


def own_settings(uow: UnitOfWork, program: Program, actor: Actor, today: date) -> OwnSettings:
    """What holds for somebody of the staff. Raises DomainError(NOT_STAFF)."""
    actor.require(Task.SEE_PROGRAM)
    absence = uow.staff.absence(actor.person)
    return OwnSettings(
        settings=_chosen(uow, program, actor),
        topics=topics_for(actor.roles),
        absence=absence if absence is not None and absence.until >= today else None,
        held=uow.staff.held_count(actor.person),
    )


def member_settings(uow: UnitOfWork, program: Program, actor: Actor) -> OwnSettings:
    """What holds for one of a partner's people: who gives no leads hears of none. Raises DomainError(NOT_A_MEMBER)."""
    has_channel = actor.of_partner().slack_channel_id is not None
    if not actor.may(Task.GIVE_LEADS):  # what was held before is dropped, not told
        return OwnSettings(_chosen(uow, program, actor), (), of_partner=True, has_channel=has_channel)
    held, topics = uow.staff.held_count(actor.person), PARTNER_TOPICS
    return OwnSettings(_chosen(uow, program, actor), topics, held=held, of_partner=True, has_channel=has_channel)


def choose(uow: UnitOfWork, program: Program, actor: Actor, choices: Choices, *, now: datetime) -> OwnSettings:
    """Keeps what somebody of the staff chose.

    What is held goes out with the next digest; at once where none is wanted any more. Raises DomainError: NOT_STAFF;
    with their field TIMEZONE_UNKNOWN (`timezone`), OUT_OF_RANGE (`digest_hour`), QUIET_HOURS_EMPTY (`quiet_to`).
    """
    today = program.calendar.local_day(now)
    _keep(uow, program, own_settings(uow, program, actor, today), choices, now=now)
    return own_settings(uow, program, actor, today)


def choose_as_member(
    uow: UnitOfWork, program: Program, actor: Actor, choices: Choices, *, now: datetime
) -> OwnSettings:
    """Keeps what one of a partner's people chose, as `choose` does. Raises DomainError(NOT_A_MEMBER) and as there."""
    _keep(uow, program, member_settings(uow, program, actor), choices, now=now)
    return member_settings(uow, program, actor)


def _chosen(uow: UnitOfWork, program: Program, actor: Actor) -> StaffSettings:
    chosen = uow.staff.settings(actor.person)
    if chosen is not None:
        return chosen
    zone = uow.manners.timezone(actor.person) or program.vendor.timezone
    return StaffSettings(actor.person, {}, zone, DEFAULT_DIGEST_HOUR)


def _keep(uow: UnitOfWork, program: Program, own: OwnSettings, choices: Choices, *, now: datetime) -> None:
    """What waits for the end of quiet hours goes by the new ones."""
    if choices.digest_hour not in HOURS:
        raise DomainError(Code.OUT_OF_RANGE, field="digest_hour", least=HOURS[0], most=HOURS[-1])
    person = own.settings.person
    modes = {topic: choices.modes.get(topic, unless_chosen(topic)) for topic in own.topics}
    zone = checked_timezone(choices.timezone, program.vendor.timezone)
    quiet = choices.quiet
    if quiet is not None and not {quiet.start, quiet.end} <= set(HOURS):
        raise DomainError(Code.OUT_OF_RANGE, field="quiet_from", least=HOURS[0], most=HOURS[-1])
    if quiet is not None and quiet.start == quiet.end:  # all day, or never: nobody knows which was meant
        raise DomainError(Code.QUIET_HOURS_EMPTY, field="quiet_to")
    uow.staff.keep(StaffSettings(person, modes, zone, choices.digest_hour, quiet))
    until = quiet.until(now, ZoneInfo(zone)) if quiet else None
    uow.manners.let_go(direct(person), until or now)
    if Mode.DIGEST not in {**own.settings.modes, **modes}.values():
        send_digest(uow, person, before=None)


def checked_timezone(typed: str, example: str) -> str:
    """The IANA name that was typed, whatever its case. Raises DomainError(TIMEZONE_UNKNOWN), field `timezone`."""
    known = {name.casefold(): name for name in available_timezones()}
    wanted = "_".join(typed.split()).casefold()
    if wanted in known:
        return known[wanted]
    by_city = {name.rpartition("/")[2].casefold(): name for name in sorted(known.values()) if "/" in name}
    near = get_close_matches(wanted.rpartition("/")[2], by_city, n=1)
    raise DomainError(Code.TIMEZONE_UNKNOWN, field="timezone", near=by_city[near[0]] if near else example)


def set_absence(uow: UnitOfWork, program: Program, actor: Actor, order: AbsenceOrder, *, now: datetime) -> Absence:
    """Notes that the person is away, in place of what was noted before; the stand-in is told what comes meanwhile.

    Raises DomainError: NOT_STAFF; with their field DATE_OUT_OF_RANGE (`since`, `until`) or NOT_A_STAND_IN
    (`stand_in`) for who is the person itself or delivers no benefits.
    """
    actor.require(Task.SEE_PROGRAM)
    today = program.calendar.local_day(now)
    latest = today + LONGEST_ABSENCE
    before = uow.staff.absence(actor.person)
    earliest = min(today, before.since) if before and before.covers(today) else today
    if not earliest <= order.since <= latest:
        raise DomainError(Code.DATE_OUT_OF_RANGE, field="since", earliest=earliest, latest=latest)
    first_end = max(order.since, today)
    if not first_end <= order.until <= latest:
        raise DomainError(Code.DATE_OUT_OF_RANGE, field="until", earliest=first_end, latest=latest)
    if order.stand_in == actor.person or not can_stand_in(uow, order.stand_in, actor):
        raise DomainError(Code.NOT_A_STAND_IN, field="stand_in")
    absence = Absence(actor.person, order.stand_in, order.since, order.until)
    uow.staff.put_absence(
        absence,
        begins_at=_midnight(program, order.since),
        ends_at=_midnight(program, order.until + timedelta(days=1)),
    )
    if order.announce:
        _announce(uow, absence)
    return absence


def end_absence(uow: UnitOfWork, actor: Actor) -> bool:
    """The person is here again, from now on. False where there was no absence."""
    actor.require(Task.SEE_PROGRAM)
    return uow.staff.end_absence(actor.person)


def _announce(uow: UnitOfWork, absence: Absence) -> None:
    partners = uow.partners.by_id(uow.staff.partners_of(absence.person))
    for partner_id, partner in sorted(partners.items()):
        notice = ManagerAway(partner_id, absence.person, absence.stand_in, absence.since, absence.until)
        if partner.slack_channel_id:
            tell(uow, notice, partner)


def can_stand_in(uow: UnitOfWork, stand_in: PersonKey, actor: Actor) -> bool:
    """Whether somebody can do the person's work: deliver benefits where the person does, else work on leads."""
    work = Task.WORK_CLAIMS if actor.may(Task.WORK_CLAIMS) else Task.WORK_LEADS
    return any(each.person == stand_in and each.role in ALLOWED[work] for each in uow.people.staff())


def _midnight(program: Program, day: date) -> datetime:
    return datetime.combine(day, time(), program.vendor.zone).astimezone(UTC)
