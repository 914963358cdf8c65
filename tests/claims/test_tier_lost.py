"""When a tier is lost, what came with it becomes a task for somebody: never silent, and nothing is dropped."""

from __future__ import annotations

from datetime import date, timedelta

from domain.claims import Attention, Claim, ClaimEventKind, ClaimStatus
from domain.entitlements import EntitlementState
from domain.notices import CLAIMS_DESK, ClaimFlagged
from domain.people import SYSTEM
from domain.usecases.set_tier import end_override, set_tier
from domain.usecases.work_claims import end_entitlement, fulfil, keep_entitlement, take
from tests.claims.desk import Desk
from tests.tiers.vendor import ADA, AMY

MANAGER = f"person:{AMY.person}"


def demote(desk: Desk) -> None:
    """Northwind's ARR falls to Silver's, and the grace period goes by."""
    desk.sell(6_000)
    desk.evaluate_daily(desk.today + timedelta(days=31))
    assert desk.partner().tier == "silver"


def flagged(desk: Desk) -> list[tuple[str, int]]:
    return [(place, notice.claim_id) for place, notice in desk.told() if isinstance(notice, ClaimFlagged)]


def test_open_claims_and_what_runs_become_tasks(desk: Desk) -> None:
    listing, training = desk.fulfilled("premium_listing"), desk.claim("training")
    badge, onboarding = desk.claim("badge"), desk.claim("onboarding")
    newsletter = desk.fulfilled("newsletter")  # it was delivered, and does not go on
    demote(desk)

    for claim in (listing, training):
        now = desk.claim_now(claim)
        assert (now.attention, now.version) == (Attention.TIER_LOST, claim.version + 1)
        last = desk.history(claim)[-1]
        assert (last.kind, last.by, last.after) == (ClaimEventKind.FLAGGED, SYSTEM, "tier_lost")
    for claim in (badge, onboarding, newsletter):
        assert desk.claim_now(claim).attention is None
    assert flagged(desk) == [(MANAGER, each) for each in (listing.id, listing.id, training.id, training.id)]
    assert desk.entitlement("premium_listing").state is EntitlementState.RUNNING
    assert desk.entitlement("training").state is EntitlementState.OPEN


def test_a_tier_that_an_admin_takes_away_flags_as_well(desk: Desk) -> None:
    training, profile, badge = desk.claim("training"), desk.fulfilled("directory_profile"), desk.claim("badge")
    desk.sell(0)
    until, now = date(2027, 3, 31), desk.clock.now()
    desk.act(lambda uow: set_tier(uow, desk.program, ADA, "northwind", "silver", until, "Agreed", now=now))
    assert flagged(desk) == [(MANAGER, training.id)] * 2
    desk.act(lambda uow: end_override(uow, desk.program, ADA, "northwind", "Called off", now=now))
    assert desk.partner().tier == "bronze"
    assert flagged(desk)[2:] == [(CLAIMS_DESK, each) for each in (profile.id, profile.id, badge.id, badge.id)]
    assert desk.claim_now(training).version == 2  # it was flagged already


def _decided(desk: Desk, claim: Claim, *, kept: bool) -> Claim:
    version, now, decide = (
        desk.claim_now(claim).version,
        desk.clock.now(),
        keep_entitlement if kept else end_entitlement,
    )
    return desk.act(lambda uow: decide(uow, desk.program, AMY, claim.id, version, None, now=now))


def test_it_is_kept_or_ended(desk: Desk) -> None:
    listing, featured = desk.fulfilled("premium_listing"), desk.fulfilled("featured_partner")
    demote(desk)
    kept, ended = _decided(desk, listing, kept=True), _decided(desk, featured, kept=False)
    assert (kept.attention, kept.is_running, kept.review_on) == (None, True, date(2027, 11, 2))
    assert (ended.attention, ended.is_running, ended.ended_on) == (None, False, desk.today)
    assert desk.look(lambda uow: uow.claims.counts_of_attention()) == {}
    assert desk.entitlement("featured_partner").state is EntitlementState.LOCKED


def test_a_tier_that_comes_back_settles_the_question(desk: Desk) -> None:
    listing, training = desk.fulfilled("premium_listing"), desk.claim("training")
    demote(desk)
    desk.sell(20_000)
    assert desk.partner().tier == "gold"
    for claim in (listing, training):
        assert desk.claim_now(claim).attention is None
        last = desk.history(claim)[-1]
        assert (last.kind, last.by, last.before) == (ClaimEventKind.KEPT, SYSTEM, "tier_lost")
    assert desk.heard_at(MANAGER)[-1] == "claim_decided"


def test_an_open_claim_that_is_settled_all_the_same_needs_no_other_decision(desk: Desk) -> None:
    training = desk.claim("training")
    demote(desk)
    taken = desk.act(lambda uow: take(uow, AMY, training.id, 2, now=desk.clock.now()))
    assert taken.attention is Attention.TIER_LOST
    done = desk.act(
        lambda uow: fulfil(uow, desk.program, AMY, training.id, 3, "https://done.example", now=desk.clock.now())
    )
    assert (done.status, done.attention) == (ClaimStatus.FULFILLED, None)
