"""The program at a glance, for staff."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.lead_board import MOST_COUNTED, Group
from domain.leads import Lead, LeadStatus
from domain.people import Actor, Task
from domain.ports import DeadLetter, DeskView, UnitOfWork
from domain.program import Program
from domain.staff import stood_in_for
from domain.usecases.work_leads import waiting_too_long

DEAD_LETTERS = 5


@dataclass(frozen=True)
class ProgramState:
    """Partners by tier, leads by status, claims by what is to do, what waits too long, and what was not delivered.

    Leads of a status are counted up to one more than MOST_COUNTED. `applications` wait for a decision; none do for who
    does not decide them.
    """

    partners: Mapping[str, int]
    leads: Mapping[LeadStatus, int]
    late: Sequence[Lead]
    dead_letters: Sequence[DeadLetter]
    dead_letter_count: int
    claims: Mapping[DeskView, int] = field(default_factory=dict)
    applications: int = 0


def program_state(uow: UnitOfWork, program: Program, actor: Actor, *, now: datetime) -> ProgramState:
    """The state now. Raises DomainError(NOT_STAFF) for others than staff."""
    actor.require(Task.SEE_PROGRAM)
    dead, count = uow.dead_letters(limit=DEAD_LETTERS)
    groups = uow.leads_desk.groups(most=MOST_COUNTED)
    return ProgramState(
        partners=_by_tier(program, uow.partners.counts_by_tier()),
        leads={status: groups[Group(status.value)] for status in LeadStatus},
        late=waiting_too_long(uow, program, now=now),
        dead_letters=dead,
        dead_letter_count=count,
        claims=uow.claims.desk_counts(
            {actor.person, *stood_in_for(actor.person, uow.staff.away())}, program.calendar.local_day(now)
        ),
        applications=uow.joining.waiting_applications() if actor.may(Task.ADMIT_PARTNERS) else 0,
    )


def _by_tier(program: Program, held: Mapping[str, int]) -> Mapping[str, int]:
    """Partners by the present keys of their tiers."""
    partners: Counter[str] = Counter()
    for key, count in held.items():
        partners[program.tier(key).key if program.has_tier(key) else key] += count
    return partners
