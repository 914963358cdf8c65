"""Late leads are brought up: with whoever has them, then with the account manager and the admins; each once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.lead_deadlines import Bounds, Deadline, Missed, is_to_escalate, missed
from domain.leads import Lead
from domain.notices import AnswerMissing, LateLead, LeadEscalated, LeadsLate
from domain.partners import Partner
from domain.people import ALLOWED, PersonKey, Role, Task
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.telling import tell

LEADS_AT_ONCE = 500


@dataclass(frozen=True)
class BroughtUp:
    """How many deadlines somebody is reminded of, and how many are told further up."""

    reminded: int
    escalated: int


def late_leads(uow: UnitOfWork, program: Program, now: datetime) -> Iterator[tuple[Lead, list[Missed]]]:
    """Every open lead with what it has missed, by rising id."""
    bounds, after = Bounds.at(program, now), 0
    while True:
        found = uow.lead_deadlines.candidates(bounds, after=after, limit=LEADS_AT_ONCE)
        for lead in found:
            late = missed(lead, program, now)
            if late:
                yield lead, late
        if len(found) < LEADS_AT_ONCE:
            return
        after = found[-1].id


def bring_up_late_leads(uow: UnitOfWork, program: Program, *, now: datetime) -> BroughtUp:
    """Reminds and escalates: each missed deadline once with whoever has the lead, and once further up.

    Everybody gets one message, however many leads: also where days were missed. That a lead was told further up stands
    in its thread at the desk, too. On a day off it does nothing.
    """
    today = program.calendar.local_day(now)
    if not program.calendar.is_business_day(today):
        return BroughtUp(0, 0)
    late = list(late_leads(uow, program, now))
    told = uow.lead_deadlines.told([lead.id for lead, _ in late])
    mail = _Mail.of(uow, now, [lead for lead, _ in late])
    reminded = escalated = 0
    for lead, each in ((lead, each) for lead, of_lead in late for each in of_lead):
        before = told.get((lead.id, each.kind, each.since))
        if before is None:
            reminded += mail.remind(lead, each)
        elif is_to_escalate(each, before, program, now):
            escalated += mail.escalate(lead, each)
    for notice in mail.notices(today):
        tell(uow, notice, None)
    return BroughtUp(reminded, escalated)


@dataclass
class _Mail:
    """What each person is to hear; nobody's leads are the desk's, `None`."""

    uow: UnitOfWork
    now: datetime
    partners: Mapping[str, Partner]
    reps: frozenset[PersonKey]
    managers: frozenset[PersonKey]
    admins: tuple[PersonKey, ...]
    reminders: dict[PersonKey | None, list[LateLead]] = field(default_factory=lambda: defaultdict(list))
    escalations: dict[PersonKey, list[LateLead]] = field(default_factory=lambda: defaultdict(list))
    threads: dict[int, LeadEscalated] = field(default_factory=dict)

    @classmethod
    def of(cls, uow: UnitOfWork, now: datetime, leads: Iterable[Lead]) -> _Mail:
        """With those who are of the staff now: who has left hears nothing."""
        staff = uow.people.staff()
        return cls(
            uow,
            now,
            partners=uow.partners.by_id({lead.partner_id for lead in leads}),
            reps=frozenset(each.person for each in staff if each.role in ALLOWED[Task.WORK_LEADS]),
            managers=frozenset(each.person for each in staff),
            admins=tuple(sorted(each.person for each in staff if each.role is Role.ADMIN)),
        )

    def remind(self, lead: Lead, late: Missed) -> bool:
        """Notes a deadline for whoever has the lead, and asks the partner again for an answer. False if done before."""
        if not self.uow.lead_deadlines.remind(lead.id, late.kind, late.since, self.now):
            return False
        to = lead.assignee if lead.assignee in self.reps else None
        self.reminders[to].append(LateLead(lead.id, late.kind, late.since, late.due_on))
        if late.kind is Deadline.ANSWER and lead.question is not None:
            again = AnswerMissing(lead.id, lead.partner_id, late.since, lead.question)
            tell(self.uow, again, self.partners[lead.partner_id])
        return True

    def escalate(self, lead: Lead, late: Missed) -> bool:
        """Notes a deadline for the partner's account manager and the admins. False if done before."""
        if not self.uow.lead_deadlines.escalate(lead.id, late.kind, late.since, self.now):
            return False
        manager = self.partners[lead.partner_id].account_manager
        of_partner = {PersonKey(manager)} & self.managers if manager else frozenset()
        told = sorted({*self.admins, *of_partner})
        each = LateLead(lead.id, late.kind, late.since, late.due_on)
        for person in told:
            self.escalations[person].append(each)
        if told:
            before = self.threads[lead.id].late if lead.id in self.threads else ()
            self.threads[lead.id] = LeadEscalated(lead.id, lead.partner_id, (*before, each), bool(of_partner))
        return True

    def notices(self, today: date) -> Iterator[LeadsLate | LeadEscalated]:
        """One for each person, those longest due first; and one for each lead that was told further up."""
        for to, leads in self.reminders.items():
            yield LeadsLate(today, to, escalated=False, leads=_longest_due_first(leads))
        for person, leads in self.escalations.items():
            yield LeadsLate(today, person, escalated=True, leads=_longest_due_first(leads))
        yield from self.threads.values()


def _longest_due_first(leads: Iterable[LateLead]) -> tuple[LateLead, ...]:
    return tuple(sorted(leads, key=lambda each: (each.due_on, each.lead_id, each.deadline)))
