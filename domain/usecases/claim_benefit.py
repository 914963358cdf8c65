"""A partner sees what it is entitled to, claims it, and follows its claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.benefit_form import Checked, check_answers
from domain.benefits import Benefit, Way
from domain.claims import Claim, ClaimDraft, ClaimEvent, ClaimEventKind, ClaimFile, ClaimMove, ClaimStatus
from domain.drafts import KEPT_FOR, is_newest
from domain.entitlements import Entitlement, entitlement, entitlements, year_after
from domain.errors import Code, DomainError
from domain.free_text import required_text
from domain.notices import ClaimAnswered, ClaimArrived, ClaimMoved
from domain.paging import page_at
from domain.partners import Partner
from domain.people import Actor
from domain.ports import UnitOfWork
from domain.program import Program, Tier
from domain.tiers import Standing, customer_window, standing
from domain.usecases.claim_telling import ClaimCase, desk_of, load_claim, require_version
from domain.usecases.known_partner import known_partner
from domain.usecases.telling import tell

CLAIMS_A_PAGE = 10
LOOKED_BACK = timedelta(days=368)
"""A quota's year, with a day on each side for time zones."""


@dataclass(frozen=True)
class TierBenefits:
    """The benefits that begin at a tier, as the partner has them. `is_held`: the partner's tier gives them."""

    tier: Tier
    is_held: bool
    entitlements: Sequence[Entitlement]


@dataclass(frozen=True)
class Catalogue:
    """All benefits by tier, the lowest first, and where the partner stands."""

    standing: Standing
    tiers: Sequence[TierBenefits]

    @property
    def all(self) -> Sequence[Entitlement]:
        """Every benefit, in the order of tiers."""
        return [each for tier in self.tiers for each in tier.entitlements]


@dataclass(frozen=True)
class ClaimPage:
    """One page of a partner's claims, newest first."""

    claims: Sequence[Claim]
    offset: int
    total: int


def catalogue(uow: UnitOfWork, program: Program, partner: Partner, today: date) -> Catalogue:
    """What a partner has, could claim and could reach on a day. Two queries."""
    figures = uow.partners.tier_figures(partner.id, new_since=customer_window(program, today))
    each = entitlements(program, partner.tier, _counting(uow, program, partner, today), today)
    held = program.rank(partner.tier)
    return Catalogue(
        standing(program, partner.tier, figures),
        [
            TierBenefits(tier, rank <= held, [one for one in each if program.rank(one.benefit.tier) == rank])
            for rank, tier in enumerate(program.tiers)
        ],
    )


def start_claim(
    uow: UnitOfWork, program: Program, actor: Actor, benefit_key: str, draft_id: str, *, now: datetime
) -> ClaimDraft:
    """The form to fill in: the person's unfinished one of that benefit, else a new one with that id.

    Raises DomainError: BENEFIT_UNKNOWN, those of `Entitlement.require_claimable`, and DRAFT_UNKNOWN for an id that
    another form has.
    """
    partner = actor.of_partner()
    benefit = _benefit(program, benefit_key)
    _entitlement(uow, program, partner, benefit, now).require_claimable(program)
    draft = uow.claims.unfinished(partner.id, benefit.key, actor.person)
    if draft is None:
        if uow.claims.draft(draft_id) is not None:
            raise DomainError(Code.DRAFT_UNKNOWN, command="/partner claim")
        draft = ClaimDraft(draft_id, partner.id, benefit.key, actor.person, now)
        uow.claims.add_draft(draft)
    return draft


def keep_answers(
    uow: UnitOfWork, actor: Actor, draft_id: str, answers: Mapping[str, Any], *, now: datetime
) -> ClaimDraft:
    """Keeps what was typed, unchecked; once it was submitted it stays as it is. Raises DomainError(DRAFT_UNKNOWN)."""
    draft = _own_draft(uow, actor, draft_id)
    if draft.claim_id is None:
        draft.answers = {**draft.answers, **answers}
        draft.updated_at = now
    return draft


def keep_typing(
    uow: UnitOfWork, actor: Actor, draft_id: str, answers: Mapping[str, Any], *, at: str, now: datetime
) -> ClaimDraft:
    """Keeps what is being typed, as it was reported `at` Slack's time; a report that arrives late changes nothing.

    Raises DomainError(DRAFT_UNKNOWN).
    """
    draft = _own_draft(uow, actor, draft_id)
    if draft.claim_id is None and is_newest(draft, at, now):
        draft.answers = {**draft.answers, **answers}
    return draft


def forget_drafts(uow: UnitOfWork, *, now: datetime) -> int:
    """Forgets the forms that nobody has gone on with for long, and tells nobody; how many."""
    return uow.claims.forget_drafts_before(now - KEPT_FOR)


def submit_claim(
    uow: UnitOfWork,
    program: Program,
    actor: Actor,
    draft_id: str,
    answers: Mapping[str, Any],
    *,
    now: datetime,
    team: str | None = None,
) -> Claim:
    """Makes the draft a claim, once: a draft submitted before gives the claim it made. An instant benefit is fulfilled.

    Who may claim is decided again with the partner's row locked, so that of claims made at once no more get through
    than the quota has room for. `team` is the workspace whose installation was given the form's files. Raises FormError
    by field, and DomainErrors as `start_claim`.
    """
    draft = _own_draft(uow, actor, draft_id)
    if draft.claim_id is not None:
        return load_claim(uow, draft.claim_id)[0]
    benefit, today = _benefit(program, draft.benefit), program.calendar.local_day(now)
    partner = known_partner(uow, draft.partner_id, for_update=True)
    _entitlement(uow, program, partner, benefit, now).require_claimable(program)
    draft.answers, draft.updated_at = {**draft.answers, **answers}, now
    checked = check_answers(benefit, draft.answers, today)
    for file in checked.files:
        file.team = team
    claim = uow.claims.add(_claim(program, partner, benefit, draft, checked, now=now), checked.files)
    draft.claim_id = claim.id
    _tell_of(uow, claim, partner, now)
    return claim


def withdraw_claim(uow: UnitOfWork, actor: Actor, claim_id: int, version: int, *, now: datetime) -> Claim:
    """Takes a claim back while it is open; anybody of the partner may.

    Raises DomainError: CLAIM_UNKNOWN for a claim of others, CLAIM_CHANGED, CLAIM_MOVED.
    """
    case = _own_case(uow, actor, claim_id, now=now)
    if case.claim.status is ClaimStatus.WITHDRAWN:
        return case.claim
    require_version(case.claim, version)
    case.move(ClaimMove.WITHDRAW)
    return case.claim


def answer_question(uow: UnitOfWork, actor: Actor, claim_id: int, text: str, *, now: datetime) -> Claim:
    """Answers, or adds something to a claim that is open. Whatever is newer than the asker's look at it stays.

    Raises DomainError: CLAIM_UNKNOWN for a claim of others, CLAIM_MOVED for one that is closed, REQUIRED, TOO_LONG.
    """
    case = _own_case(uow, actor, claim_id, now=now)
    said, claim = required_text(text, "answer"), case.claim
    claim.require(that=claim.is_open)
    claim.waiting = False
    claim.version += 1
    case.record(ClaimEventKind.ANSWERED, text=said)
    case.tell(
        ClaimAnswered(claim.id, claim.partner_id, claim.version, actor.person, claim.handler, case.desk, text=said)
    )
    return claim


def partner_claims(uow: UnitOfWork, actor: Actor, *, offset: int) -> ClaimPage:
    """A page of the claims of the person's partner. An offset past the end shows the last page."""
    partner = actor.of_partner()
    claims, offset, total = page_at(
        lambda start: uow.claims.of_partner(partner.id, offset=start, limit=CLAIMS_A_PAGE), offset, CLAIMS_A_PAGE
    )
    return ClaimPage(claims, offset, total)


def partner_claim(
    uow: UnitOfWork, actor: Actor, claim_id: int
) -> tuple[Claim, Sequence[ClaimEvent], Sequence[ClaimFile]]:
    """One claim of the person's partner with its history and files. Raises DomainError(CLAIM_UNKNOWN) for any other."""
    claim = uow.claims.get(claim_id)
    if claim is None or claim.partner_id != actor.of_partner().id:
        raise DomainError(Code.CLAIM_UNKNOWN, number=f"C-{claim_id}")
    return claim, uow.claims.history(claim.id), uow.claims.files(claim.id)


def _benefit(program: Program, key: str) -> Benefit:
    benefit = program.benefit(key)
    if benefit is None:
        raise DomainError(Code.BENEFIT_UNKNOWN, benefit=key)
    return benefit


def _counting(uow: UnitOfWork, program: Program, partner: Partner, today: date) -> Sequence[Claim]:
    begin = datetime.combine(today, time(), program.calendar.zone) - LOOKED_BACK
    return uow.claims.for_entitlements(partner.id, since=begin)


def _entitlement(uow: UnitOfWork, program: Program, partner: Partner, benefit: Benefit, now: datetime) -> Entitlement:
    today = program.calendar.local_day(now)
    claims = [each for each in _counting(uow, program, partner, today) if each.benefit == benefit.key]
    return entitlement(program, program.tier(partner.tier), benefit, claims, today)


def _own_draft(uow: UnitOfWork, actor: Actor, draft_id: str) -> ClaimDraft:
    draft = uow.claims.draft(draft_id, for_update=True)
    if draft is None or draft.person != actor.person or draft.partner_id != actor.of_partner().id:
        raise DomainError(Code.DRAFT_UNKNOWN, command="/partner claim")
    return draft


def _own_case(uow: UnitOfWork, actor: Actor, claim_id: int, *, now: datetime) -> ClaimCase:
    claim, partner = load_claim(uow, claim_id, for_update=True)
    if claim.partner_id != actor.of_partner().id:
        raise DomainError(Code.CLAIM_UNKNOWN, number=f"C-{claim_id}")
    return ClaimCase(uow, claim, partner, actor.person, now)


def _claim(
    program: Program, partner: Partner, benefit: Benefit, draft: ClaimDraft, checked: Checked, *, now: datetime
) -> Claim:
    calendar = program.calendar
    today, is_instant = calendar.local_day(now), benefit.way is Way.INSTANT
    due = calendar.local_day(calendar.add_business_days(now, benefit.target_days)) if benefit.target_days else None
    goes_on = is_instant and benefit.runs
    return Claim(
        partner_id=partner.id,
        benefit=benefit.key,
        tier=program.tier(partner.tier).key,
        claimed_by=draft.person,
        claimed_at=now,
        draft_id=draft.id,
        answers=checked.answers,
        queue=benefit.queue,
        status=ClaimStatus.FULFILLED if is_instant else ClaimStatus.REQUESTED,
        status_since=now,
        due_on=due,
        running_since=today if goes_on else None,
        review_on=year_after(today) if goes_on else None,
    )


def _tell_of(uow: UnitOfWork, claim: Claim, partner: Partner, now: datetime) -> None:
    uow.claims.record(ClaimEvent(claim.id, now, claim.claimed_by, ClaimEventKind.CLAIMED, after=claim.status))
    if claim.is_open:
        tell(uow, ClaimArrived(claim.id, partner.id, claim.claimed_by, desk_of(claim, partner)), partner)
        return
    moved = ClaimMoved(
        claim_id=claim.id,
        partner_id=partner.id,
        version=claim.version,
        before=ClaimStatus.REQUESTED,
        after=claim.status,
        by=claim.claimed_by,
        claimant=claim.claimed_by,
        desk=None,
    )
    tell(uow, moved, partner)
