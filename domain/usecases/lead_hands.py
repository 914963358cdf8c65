"""In whose hands a lead is: taken by a rep, given by the program when it arrives, handed to a colleague, given back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from domain.errors import Code, DomainError
from domain.leads import Lead, LeadEventKind, require_version
from domain.notices import LeadAssigned, LeadHandedOver
from domain.partners import Partner
from domain.people import ALLOWED, SYSTEM, Actor, PersonKey, Role, Task, user_id
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.lead_case import LeadCase, require_open

TURN_ROLES = frozenset({Role.SALES_REP})


def assign_lead(uow: UnitOfWork, actor: Actor, lead_id: int, assignee: PersonKey, *, now: datetime) -> Lead:
    """Gives an open, unassigned lead to a rep. To the one who has it already it changes nothing.

    Raises DomainError: LEAD_UNKNOWN, LEAD_ALREADY_ASSIGNED where a colleague was faster, LEAD_CLOSED, LEAD_LINKED.
    """
    actor.require(Task.WORK_LEADS)
    case = LeadCase.of(uow, actor, lead_id, now)
    lead = case.lead
    if lead.assignee == assignee:
        return lead
    if lead.assignee is not None:
        raise DomainError(Code.LEAD_ALREADY_ASSIGNED, number=lead.number, assignee=lead.assignee)
    require_open(lead)
    lead.assignee = assignee
    case.changed()
    case.record(LeadEventKind.ASSIGNED, after=assignee)
    case.tell(LeadAssigned(lead.id, lead.partner_id, lead.version, assignee, actor.person))
    return lead


def hand_over(
    uow: UnitOfWork, actor: Actor, lead_id: int, version: int, to: PersonKey | None, *, now: datetime
) -> Lead:
    """Hands an open lead to another rep, or gives it back to all of them. Who has it already keeps it.

    Raises DomainError: NOT_STAFF, NOT_ALLOWED, LEAD_UNKNOWN, LEAD_CHANGED, LEAD_CLOSED, LEAD_LINKED; NOT_A_REP (field
    `to`) for who may not work on leads.
    """
    actor.require(Task.WORK_LEADS)
    if to is not None and to not in reps(uow):
        raise DomainError(Code.NOT_A_REP, field="to")
    case = LeadCase.of(uow, actor, lead_id, now)
    if case.lead.assignee == to:
        return case.lead
    require_version(case.lead, version)
    require_open(case.lead)
    _give(case, to)
    return case.lead


def assign_on_arrival(uow: UnitOfWork, program: Program, lead: Lead, partner: Partner, *, now: datetime) -> None:
    """Gives a lead that has just arrived to a rep, as the program says: by hand it is left to whoever takes it.

    In turn, the one who was given a lead the longest ago gets it. Who is away is passed over; where all are, the
    stand-in of whose turn it is gets it. By country the same holds for the reps of the lead's country.
    """
    pool = _pool(uow, program, lead)
    if not pool:
        return
    uow.leads_desk.take_turn()
    last, away = uow.leads_desk.last_given(pool), uow.staff.away()
    ranked = sorted(pool, key=lambda person: (last.get(person, 0), person))
    chosen = next((person for person in ranked if person not in away), None)
    to = chosen or _stand_in(ranked[0], away, reps(uow))
    if to is None:
        return
    # a lead that comes back is not the newest, but who gets it has had a turn
    uow.leads_desk.give_turn(chosen or ranked[0], max([lead.id, *last.values()]))
    _give(LeadCase(uow, lead, partner, Actor(SYSTEM), now), to)


def replace_who_left(case: LeadCase, program: Program) -> None:
    """Takes a lead out of the hands of somebody who may not work on leads any more, and gives it as one that arrives.

    Whoever closed a lead stays on record with it, also after leaving: so it needs somebody when it is reopened.
    """
    lead = case.lead
    if lead.assignee is None or lead.assignee in reps(case.uow):
        return
    _give(replace(case, actor=Actor(SYSTEM)), None)
    assign_on_arrival(case.uow, program, lead, case.partner, now=case.now)


def reps(uow: UnitOfWork) -> Sequence[PersonKey]:
    """Everybody who may work on leads, by id."""
    return sorted({each.person for each in uow.people.staff() if each.role in ALLOWED[Task.WORK_LEADS]})


def _pool(uow: UnitOfWork, program: Program, lead: Lead) -> Sequence[PersonKey]:
    """Who the program gives the lead to one of: those in its turn are sales reps, not all who may work on leads."""
    rules = program.leads.assignment
    if rules.way == "by_hand":
        return ()
    if rules.way == "in_turn":
        return sorted({each.person for each in uow.people.staff() if each.role in TURN_ROLES})
    named = next((each.reps for each in rules.by_country if lead.contact.country in each.countries), ())
    return [person for person in reps(uow) if user_id(person) in named] if named else ()


def _stand_in(person: PersonKey, away: Mapping[PersonKey, PersonKey], able: Sequence[PersonKey]) -> PersonKey | None:
    """Who stands in for somebody, where need be for the stand-in too; None where all of them are away."""
    seen = {person}
    while person in away:
        person = away[person]
        if person in seen:
            return None
        seen.add(person)
    return person if person in able else None


def _give(case: LeadCase, to: PersonKey | None) -> None:
    lead, former = case.lead, case.lead.assignee
    lead.assignee = to
    case.changed()
    case.record(LeadEventKind.ASSIGNED, former, to)
    case.tell(LeadHandedOver(lead.id, lead.partner_id, lead.version, former, to, case.actor.person))
