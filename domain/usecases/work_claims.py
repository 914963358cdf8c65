"""The vendor's people work the claims: take them on, ask, settle them, and decide on what must be looked at again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.benefits import Queue
from domain.claims import Attention, Claim, ClaimEvent, ClaimEventKind, ClaimFile, ClaimMove, ClaimStatus
from domain.entitlements import year_after
from domain.errors import Code, DomainError
from domain.free_text import required_text
from domain.notices import ClaimAsked, ClaimAssigned
from domain.paging import page_at
from domain.partners import Partner
from domain.people import Actor, PersonKey, Task
from domain.ports import DeskSelection, DeskView, UnitOfWork
from domain.program import Program
from domain.staff import stood_in_for
from domain.usecases.claim_telling import ClaimCase, decide, desk_of, load_claim, require_version
from domain.usecases.evidence import checked_evidence

__all__ = [
    "CLAIMS_A_PAGE",
    "ClaimFolder",
    "DeskPage",
    "DeskView",
    "ask",
    "claim_desk",
    "claim_file",
    "decline",
    "end_entitlement",
    "fulfil",
    "keep_entitlement",
    "reassign",
    "take",
]

CLAIMS_A_PAGE = 10


@dataclass(frozen=True)
class ClaimFolder:
    """All that staff sees of a claim. `may_work`: the person's role lets them do something about it."""

    claim: Claim
    partner: Partner
    history: Sequence[ClaimEvent]
    files: Sequence[ClaimFile]
    may_work: bool


@dataclass(frozen=True)
class DeskPage:
    """A page of the desk's list, with how many there are to be done in the views that ask for it.

    `absent` are the colleagues for whom the person stands in now: their claims are among the person's own.
    """

    counts: Mapping[DeskView, int]
    claims: Sequence[Claim]
    partners: Mapping[str, Partner]
    offset: int
    total: int
    absent: Collection[PersonKey] = ()


def claim_desk(
    uow: UnitOfWork,
    actor: Actor,
    view: DeskView,
    *,
    today: date,
    offset: int,
    benefit: str | None = None,
    queue: Queue | None = None,
) -> DeskPage:
    """A page of the claims of a view, for staff. An offset past the end shows the last page."""
    actor.require(Task.SEE_PROGRAM)
    absent = stood_in_for(actor.person, uow.staff.away())
    people = {actor.person, *absent}
    selection = DeskSelection(view, people, today, benefit, queue)
    claims, offset, total = page_at(
        lambda start: uow.claims.desk(selection, offset=start, limit=CLAIMS_A_PAGE), offset, CLAIMS_A_PAGE
    )
    partners = uow.partners.by_id({claim.partner_id for claim in claims})
    return DeskPage(uow.claims.desk_counts(people, today), claims, partners, offset, total, absent)


def claim_file(uow: UnitOfWork, actor: Actor, claim_id: int) -> ClaimFolder:
    """A claim with all about it, for staff. Raises DomainError(CLAIM_UNKNOWN)."""
    actor.require(Task.SEE_PROGRAM)
    claim, partner = load_claim(uow, claim_id)
    history, files = uow.claims.history(claim.id), uow.claims.files(claim.id)
    return ClaimFolder(claim, partner, history, files, may_work=actor.may(Task.WORK_CLAIMS))


def take(uow: UnitOfWork, actor: Actor, claim_id: int, version: int, *, now: datetime) -> Claim:
    """Takes a claim on, from a colleague too. For whoever has it already it changes nothing.

    Raises DomainError: CLAIM_CHANGED where somebody was faster, CLAIM_MOVED for one that is closed.
    """
    case = _case(uow, actor, claim_id, now=now)
    claim = case.claim
    if claim.handler == actor.person and claim.status is ClaimStatus.IN_PROGRESS:
        return claim
    require_version(claim, version)
    if claim.status is ClaimStatus.IN_PROGRESS:
        _hand_over(case, actor.person)
        return claim
    claim.handler = actor.person
    case.move(ClaimMove.TAKE)
    return claim


def ask(uow: UnitOfWork, actor: Actor, claim_id: int, version: int, question: str, *, now: datetime) -> Claim:
    """Asks the partner something. Who asks about a claim that is nobody's takes it on.

    Raises DomainError: CLAIM_CHANGED, CLAIM_MOVED for one that is closed, REQUIRED, TOO_LONG.
    """
    case = _case(uow, actor, claim_id, version=version, now=now)
    asked, claim = required_text(question, "question"), case.claim
    claim.require(that=claim.is_open)
    if claim.status is ClaimStatus.REQUESTED:
        claim.handler = claim.handler or actor.person
        case.move(ClaimMove.TAKE)
    claim.waiting = True
    claim.version += 1
    case.record(ClaimEventKind.ASKED, text=asked)
    case.tell(
        ClaimAsked(claim.id, claim.partner_id, claim.version, actor.person, claim.claimed_by, case.desk, text=asked)
    )
    return claim


def fulfil(
    uow: UnitOfWork,
    program: Program,
    actor: Actor,
    claim_id: int,
    version: int,
    evidence: str | None,
    *,
    files: Sequence[Mapping[str, Any]] = (),
    now: datetime,
) -> Claim:
    """Settles a claim with the evidence: a link, what was done, or files. A benefit that goes on runs from today.

    Raises DomainError: CLAIM_CHANGED, CLAIM_MOVED, REQUIRED without any evidence, TOO_LONG, TOO_MANY, FILE_TOO_LARGE.
    """
    case = _case(uow, actor, claim_id, version=version, now=now)
    claim, benefit = case.claim, program.benefit(case.claim.benefit)
    kept, today = checked_evidence(claim.id, files), program.calendar.local_day(now)
    said = (evidence or "").strip()
    shown = None if kept and not said else required_text(said, "evidence")
    claim.handler = claim.handler or actor.person
    if benefit is not None and benefit.runs:
        claim.running_since, claim.review_on = today, year_after(today)
    claim.evidence = shown
    case.move(ClaimMove.FULFIL, text=shown)
    uow.claims.attach(kept)
    return claim


def decline(uow: UnitOfWork, actor: Actor, claim_id: int, version: int, reason: str, *, now: datetime) -> Claim:
    """Refuses a claim with a reason, which the person who claimed reads.

    Raises DomainError: CLAIM_CHANGED, CLAIM_MOVED, REQUIRED, TOO_LONG.
    """
    case = _case(uow, actor, claim_id, version=version, now=now)
    why = required_text(reason, "reason")
    case.claim.handler = case.claim.handler or actor.person
    case.claim.reason = why
    case.move(ClaimMove.DECLINE, text=why)
    return case.claim


def reassign(uow: UnitOfWork, actor: Actor, claim_id: int, version: int, to: PersonKey, *, now: datetime) -> Claim:
    """Gives a claim that is open or needs attention to a colleague, who then has it in progress.

    Raises DomainError: CLAIM_CHANGED, CLAIM_MOVED for one with which nothing is to be done, UNKNOWN_CHOICE for somebody
    who does not work claims.
    """
    case = _case(uow, actor, claim_id, version=version, now=now)
    claim = case.claim
    claim.require(that=claim.is_open or claim.attention is not None)
    if not uow.people.actor(to).may(Task.WORK_CLAIMS):
        raise DomainError(Code.UNKNOWN_CHOICE, field="to", text=to)
    if claim.handler != to:
        _hand_over(case, to)
    return claim


def keep_entitlement(
    uow: UnitOfWork, program: Program, actor: Actor, claim_id: int, version: int, note: str | None, *, now: datetime
) -> Claim:
    """Decides that the partner keeps what needed attention; the next review of what runs is a year on.

    Raises DomainError: CLAIM_CHANGED, CLAIM_MOVED where nothing is to be decided, TOO_LONG.
    """
    case = _case(uow, actor, claim_id, version=version, now=now)
    claim = case.claim
    claim.require(that=claim.attention is not None)
    if claim.is_running and claim.attention is Attention.REVIEW_DUE:
        claim.review_on = year_after(program.calendar.local_day(now))
    decide(case, note, kept=True)
    return claim


def end_entitlement(
    uow: UnitOfWork, program: Program, actor: Actor, claim_id: int, version: int, note: str | None, *, now: datetime
) -> Claim:
    """Ends a benefit that runs, as of today; it can be claimed again. A claim that is open is declined instead.

    Raises DomainError: CLAIM_CHANGED, CLAIM_MOVED for one that does not run, TOO_LONG.
    """
    case = _case(uow, actor, claim_id, version=version, now=now)
    claim = case.claim
    claim.require(that=claim.is_running)
    claim.ended_on, claim.review_on = program.calendar.local_day(now), None
    decide(case, note, kept=False)
    return claim


def _case(uow: UnitOfWork, actor: Actor, claim_id: int, *, now: datetime, version: int | None = None) -> ClaimCase:
    actor.require(Task.WORK_CLAIMS)
    claim, partner = load_claim(uow, claim_id, for_update=True)
    if version is not None:
        require_version(claim, version)
    return ClaimCase(uow, claim, partner, actor.person, now)


def _hand_over(case: ClaimCase, to: PersonKey) -> None:
    """Puts a claim into somebody's hands; where its card moves with it, the old one tells so as well."""
    claim, before = case.claim, case.claim.handler
    old_desk = case.desk
    claim.handler = to
    if claim.status is ClaimStatus.REQUESTED:
        case.move(ClaimMove.TAKE)
    claim.version += 1
    case.record(ClaimEventKind.ASSIGNED, before, to)
    for desk in dict.fromkeys((desk_of(claim, case.partner), old_desk)):
        case.tell(ClaimAssigned(claim.id, claim.partner_id, claim.version, to, case.by, desk))
