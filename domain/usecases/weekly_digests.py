"""Everybody's week in leads: figures and the three things to do first; nothing where there is neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from domain.involvement import awaits_introduction
from domain.lead_deadlines import Missed
from domain.lead_drafts import LeadDraft
from domain.leads import Lead
from domain.notices import WeeklyDigest
from domain.people import PersonKey, Role
from domain.ports import UnitOfWork
from domain.program import Program
from domain.staff import Topic
from domain.usecases.late_leads import late_leads
from domain.weeks import MOST_THINGS, Figures, Part, Reader, Thing, ThingKind, Week, total

READER_OF: Mapping[Role, Reader] = {
    Role.ADMIN: Reader.ADMIN,
    Role.ACCOUNT_MANAGER: Reader.MANAGER,
    Role.SALES_REP: Reader.REP,
}


@dataclass(frozen=True)
class _Read:
    """All that the digests of a week are made of."""

    week: Week
    parts: Sequence[Part]
    late: Sequence[tuple[Lead, list[Missed]]]
    unassigned: Sequence[Lead]
    partners_turn: Mapping[str, Sequence[Lead]]
    drafts: Mapping[PersonKey, LeadDraft]
    manager_of: Mapping[str, PersonKey]
    program: Program
    by_partner: dict[str, list[Part]] = field(default_factory=lambda: defaultdict(list))


def weekly_digests(uow: UnitOfWork, program: Program, ends: date, *, now: datetime) -> list[WeeklyDigest]:
    """The digests of the week before a day, for everybody who has not turned them off and has something to read."""
    read = _read(uow, program, ends, now)
    off = uow.lead_weeks.turned_off(Topic.WEEKLY)
    digests = [*_of_partners(uow, read), *_of_staff(uow, read)]
    return [each for each in digests if each.person not in off and (each.things or not each.figures.is_quiet)]


def _read(uow: UnitOfWork, program: Program, ends: date, now: datetime) -> _Read:
    week = Week(ends - timedelta(days=7), ends)
    begin, end = (
        datetime.combine(day, time(), program.vendor.zone).astimezone(UTC) for day in (week.starts, week.ends)
    )
    introducing = [choice.key for choice in program.leads.involvement if choice.introduces]
    turn: dict[str, list[Lead]] = defaultdict(list)
    for lead in uow.lead_weeks.partners_turn(introducing):
        turn[lead.partner_id].append(lead)
    parts = uow.lead_weeks.parts(begin, end)
    partner_ids = {part.partner_id for part in parts}
    managers = {
        partner.id: PersonKey(partner.account_manager)
        for partner in uow.partners.by_id(partner_ids).values()
        if partner.account_manager
    }
    read = _Read(
        week=week,
        parts=parts,
        late=list(late_leads(uow, program, now)),
        unassigned=uow.lead_weeks.unassigned(limit=MOST_THINGS),
        partners_turn=turn,
        drafts=uow.lead_weeks.drafts(now - timedelta(days=program.leads.drafts.kept_days)),
        manager_of=managers,
        program=program,
    )
    for part in parts:
        read.by_partner[part.partner_id].append(part)
    return read


def _of_partners(uow: UnitOfWork, read: _Read) -> Iterator[WeeklyDigest]:
    for partner_id, people in uow.lead_weeks.members().items():
        figures = total(read.by_partner.get(partner_id, ()))
        for person in people:
            things = _things_of_member(read, partner_id, person)
            yield WeeklyDigest(person, Reader.PARTNER, read.week, figures, things, partner_id)


def _things_of_member(read: _Read, partner_id: str, person: PersonKey) -> tuple[Thing, ...]:
    """What its partner's leads wait for, the person's own leads first; then the lead it has begun."""
    waiting = sorted(read.partners_turn.get(partner_id, ()), key=lambda lead: (lead.submitted_by != person, lead.id))
    things = [Thing(ThingKind.REPLY, lead.id) for lead in waiting if lead.question is not None]
    things += [Thing(ThingKind.INTRODUCE, lead.id) for lead in waiting if awaits_introduction(lead, read.program)]
    draft = read.drafts.get(person)
    if draft is not None and draft.is_begun and draft.partner_id == partner_id:
        things.append(Thing(ThingKind.FINISH, draft_id=draft.id))
    return tuple(things[:MOST_THINGS])


def _of_staff(uow: UnitOfWork, read: _Read) -> Iterator[WeeklyDigest]:
    for each in uow.people.staff():
        reader = READER_OF[each.role]
        yield WeeklyDigest(
            each.person, reader, read.week, _figures(read, each.person, reader), _things(read, each.person, reader)
        )


def _figures(read: _Read, person: PersonKey, reader: Reader) -> Figures:
    if reader is Reader.ADMIN:
        return total(read.parts)
    if reader is Reader.MANAGER:
        return total(part for part in read.parts if read.manager_of.get(part.partner_id) == person)
    return total(part for part in read.parts if part.assignee == person)


def _things(read: _Read, person: PersonKey, reader: Reader) -> tuple[Thing, ...]:
    """What is late among the person's leads or its partners', the longest due first; admins see what is nobody's, too.

    Reps see what is nobody's last, to take it on.
    """
    late = [
        (lead, missed) for lead, of_lead in read.late for missed in of_lead if _concerns(read, lead, person, reader)
    ]
    late.sort(key=lambda each: (each[1].due_on, each[0].id))
    seen: dict[int, Thing] = {}
    for lead, missed in late:
        seen.setdefault(lead.id, Thing(ThingKind(missed.kind.value), lead.id))
    if reader is not Reader.MANAGER:
        for lead in read.unassigned:
            seen.setdefault(lead.id, Thing(ThingKind.TAKE, lead.id))
    return tuple(seen.values())[:MOST_THINGS]


def _concerns(read: _Read, lead: Lead, person: PersonKey, reader: Reader) -> bool:
    if reader is Reader.ADMIN:
        return True
    if reader is Reader.MANAGER:
        return read.manager_of.get(lead.partner_id) == person
    return lead.assignee == person
