"""Leads for companies that are known already: found before and at submission, shown to reps, who decide."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.errors import Code, DomainError
from domain.lead_conflicts import LeadConflict
from domain.leads import MAX_REASON, OPEN, Contact, Lead
from domain.notices import ConflictsFound
from domain.partners import Partner
from domain.people import Actor, Task
from domain.ports import UnitOfWork
from domain.program import Program
from domain.same_company import Company, Likeness, Wanted
from domain.subscriptions import Customer
from domain.usecases.telling import tell

WHY_YOURS = "why_yours"
"""The answer of a draft that says why a company which may be known should be the partner's."""

MOST_CONFLICTS = 10
"""So many of those that are most alike are brought before a rep."""


@dataclass(frozen=True)
class Familiar:
    """What is known of a company before a partner hands it over.

    `own` are the partner's own open leads for it: it may hear of them. Of all else no partner learns more than
    `may_be_known`.
    """

    own: Sequence[Lead] = ()
    may_be_known: bool = False


NOT_FAMILIAR = Familiar()


@dataclass(frozen=True)
class Side:
    """One of the two that claim a company: a lead or a customer, with the partner it came through."""

    partner: Partner
    lead: Lead | None = None
    customer: Customer | None = None


@dataclass(frozen=True)
class ConflictFile:
    """All that a rep sees of a conflict: the lead that came later, and what was there before."""

    conflict: LeadConflict
    newer: Side
    older: Side


def familiar(uow: UnitOfWork, program: Program, partner_id: str, contact: Contact, *, today: date) -> Familiar:
    """What there is to be said of a company before it is submitted. Whoever asks, the same is looked up."""
    likenesses = _likenesses(uow, _wanted(program, contact), today)
    own = [each.company.lead_id for each in likenesses if _is_own(each.company, partner_id)]
    found = uow.leads.by_id(lead_id for lead_id in own if lead_id is not None)
    return Familiar(tuple(found[each] for each in sorted(found)), bool(_of_others(likenesses, partner_id)))


def note_conflicts(
    uow: UnitOfWork,
    program: Program,
    lead: Lead,
    *,
    reason: str | None,
    now: datetime,
    known: Collection[tuple[int | None, str | None]] = (),
) -> None:
    """Keeps what a lead that has just been made may be the same as, however it was given.

    Nobody else adds such a lead meanwhile: of two who hand the same over at once, the later one finds the other's.
    """
    wanted = _wanted(program, lead.contact)
    uow.lead_conflicts.hold(wanted)
    alike = _of_others(_likenesses(uow, wanted, program.calendar.local_day(now)), lead.partner_id)
    found = [each for each in alike if (each.company.lead_id, each.company.customer_id) not in known]
    for each in found[:MOST_CONFLICTS]:
        uow.lead_conflicts.add(
            LeadConflict(
                lead_id=lead.id,
                other_lead_id=each.company.lead_id,
                other_customer_id=each.company.customer_id,
                match=each.match,
                score=each.score,
                found_at=now,
                reason=(reason or "").strip()[:MAX_REASON] or None,
            )
        )
    if found:
        tell(uow, ConflictsFound(lead.id, lead.partner_id), None)


def note_conflicts_anew(uow: UnitOfWork, program: Program, lead: Lead, *, now: datetime) -> None:
    """Keeps what a lead may be the same as by what its partner has corrected, beside what is known already."""
    known = {
        (each.other_lead_id, each.other_customer_id) if each.lead_id == lead.id else (each.lead_id, None)
        for each in uow.lead_conflicts.of_lead(lead.id)
    }
    note_conflicts(uow, program, lead, reason=None, now=now, known=known)


def conflicts_of(uow: UnitOfWork, actor: Actor, lead_id: int) -> tuple[Sequence[ConflictFile], int]:
    """What a lead may be the same as, from either side, for staff: the most pressing ones, and how many more there are.

    What must be decided before the lead goes on comes first, then what others wait for, then what is decided. However
    many come later than a lead, each can be decided from the one that came later.
    """
    actor.require(Task.SEE_PROGRAM)
    found = uow.lead_conflicts.of_lead(lead_id)
    pressing = sorted(found, key=lambda each: (each.ruling is not None, each.lead_id != lead_id))
    shown = pressing[:MOST_CONFLICTS]
    return files_of(uow, shown), len(found) - len(shown)


def open_conflict(uow: UnitOfWork, actor: Actor, conflict_id: int) -> ConflictFile:
    """A conflict with both its sides, for staff. Raises DomainError(CONFLICT_UNKNOWN)."""
    actor.require(Task.SEE_PROGRAM)
    conflict = uow.lead_conflicts.get(conflict_id)
    if conflict is None:
        raise DomainError(Code.CONFLICT_UNKNOWN)
    return file_of(uow, conflict)


def require_decided(uow: UnitOfWork, lead: Lead) -> None:
    """Raises DomainError(CONFLICT_UNDECIDED) for a lead that may be the same as another, until a rep has decided."""
    count = uow.lead_conflicts.undecided([lead.id]).get(lead.id, 0)
    if count:
        raise DomainError(Code.CONFLICT_UNDECIDED, field="move", number=lead.number, count=count)


def _wanted(program: Program, contact: Contact) -> Wanted:
    rules = program.leads
    return Wanted.of(contact, free_mail=rules.free_mail, least=rules.similar_names)


def _likenesses(uow: UnitOfWork, wanted: Wanted, today: date) -> Sequence[Likeness]:
    found = [wanted.likeness(company) for company in uow.lead_conflicts.alike(wanted, today=today)]
    return sorted((each for each in found if each is not None), key=lambda each: -each.score)


def _is_own(company: Company, partner_id: str) -> bool:
    return company.partner_id == partner_id and company.status in OPEN


def _of_others(likenesses: Sequence[Likeness], partner_id: str) -> Sequence[Likeness]:
    """Leads of other partners, and customers whoever brought them."""
    return [
        each
        for each in likenesses
        if each.company.is_taken and (each.company.lead_id is None or each.company.partner_id != partner_id)
    ]


def file_of(uow: UnitOfWork, conflict: LeadConflict) -> ConflictFile:
    """A conflict with both its sides."""
    [file] = files_of(uow, [conflict])
    return file


def files_of(uow: UnitOfWork, conflicts: Sequence[LeadConflict]) -> Sequence[ConflictFile]:
    """Conflicts with both their sides, in three queries however many they are."""
    ids = {side for each in conflicts for side in (each.lead_id, each.other_lead_id) if side is not None}
    leads = uow.leads.by_id(sorted(ids))
    customer_ids = sorted({each.other_customer_id for each in conflicts if each.other_customer_id})
    customers = uow.subscriptions.customers_by_id(customer_ids)
    brought_by = {lead.partner_id for lead in leads.values()} | {each.partner_id for each in customers.values()}
    partners = uow.partners.by_id(brought_by)

    def of_lead(lead_id: int) -> Side:
        return Side(partners[leads[lead_id].partner_id], lead=leads[lead_id])

    def older(conflict: LeadConflict) -> Side:
        if conflict.other_lead_id is not None:
            return of_lead(conflict.other_lead_id)
        customer = customers[conflict.other_customer_id or ""]
        return Side(partners[customer.partner_id], customer=customer)

    return [ConflictFile(each, of_lead(each.lead_id), older(each)) for each in conflicts]
