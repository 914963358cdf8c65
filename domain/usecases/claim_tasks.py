"""What must be looked at again: claims whose tier was lost, and benefits whose yearly review has come."""

from __future__ import annotations

from datetime import date, datetime

from domain.benefits import Benefit, OnLoss
from domain.claims import Attention, Claim, ClaimEventKind
from domain.notices import ClaimFlagged
from domain.partners import Partner, TierChange
from domain.people import SYSTEM
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.claim_telling import ClaimCase, decide

REVIEWS_AT_ONCE = 500


def flag_lost_benefits(
    uow: UnitOfWork, program: Program, partner: Partner, change: TierChange, *, now: datetime
) -> list[Claim]:
    """Makes tasks of a partner's claims when its tier falls: of those still open that are now above it, and of benefits
    that run and about which somebody is to decide. Where it rises again, what it gives needs no decision any more.

    The partner must have been loaded for update, so that nothing is claimed meanwhile. Gives the claims it changed.
    """
    if change.from_tier is None:
        return []
    before, after = program.rank(change.from_tier), program.rank(change.to_tier)
    between = range(min(before, after) + 1, max(before, after) + 1)
    concerned = {each.key: each for each in program.benefits if program.rank(each.tier) in between}
    changed = []
    for claim in uow.claims.to_flag(partner.id, concerned.keys()):
        case, is_flagged = ClaimCase(uow, claim, partner, SYSTEM, now), claim.attention is Attention.TIER_LOST
        if after < before and not is_flagged and _is_lost(claim, concerned[claim.benefit]):
            _flag(case, Attention.TIER_LOST)
        elif after > before and is_flagged:
            decide(case, kept=True)
        else:
            continue
        changed.append(claim)
    return changed


def open_reviews(uow: UnitOfWork, program: Program, *, now: datetime) -> list[Claim]:
    """Makes a task of each benefit that runs and whose review has come; at most so many at once, the oldest first.

    One that needs attention already is left to it. Run again at once it changes nothing.
    """
    today = program.calendar.local_day(now)
    opened = []
    for claim_id in sorted(uow.claims.review_due(today, limit=REVIEWS_AT_ONCE)):
        claim = uow.claims.get(claim_id, for_update=True)
        partner = uow.partners.get(claim.partner_id) if claim else None
        if claim is None or partner is None or not _is_due(claim, today):
            continue
        _flag(ClaimCase(uow, claim, partner, SYSTEM, now), Attention.REVIEW_DUE)
        opened.append(claim)
    return opened


def _is_lost(claim: Claim, benefit: Benefit) -> bool:
    return claim.is_open or (claim.is_running and benefit.when_tier_lost is OnLoss.DECIDE)


def _is_due(claim: Claim, today: date) -> bool:
    """Whether it still is, now that it is locked."""
    return claim.is_running and claim.attention is None and claim.review_on is not None and claim.review_on <= today


def _flag(case: ClaimCase, attention: Attention) -> None:
    claim = case.claim
    before, claim.attention = claim.attention, attention
    claim.version += 1
    case.record(ClaimEventKind.FLAGGED, before, attention)
    case.tell(ClaimFlagged(claim.id, claim.partner_id, claim.version, attention, case.desk))
