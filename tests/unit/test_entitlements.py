"""What a partner may claim: by its tier, its claims and the day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.benefits import Benefit, Queue, Quota
from domain.claims import Claim, ClaimStatus
from domain.entitlements import EntitlementState, entitlement, entitlements, free_again, next_free
from domain.errors import Code, DomainError
from domain.people import PersonKey
from tests.unit import samples

PROGRAM = samples.program()
PAT = PersonKey("T0PART:U0PAT")
TODAY = date(2026, 11, 2)
ROLLING, CALENDAR = Quota(claims=1), Quota(claims=2, per="calendar_year")


def benefit(key: str) -> Benefit:
    found = PROGRAM.benefit(key)
    assert found is not None
    return found


def claim(
    of: str,
    on: date = TODAY,
    status: ClaimStatus = ClaimStatus.REQUESTED,
    *,
    number: int = 1,
    running: bool = False,
    ended: bool = False,
) -> Claim:
    made = Claim(
        partner_id="northwind",
        benefit=of,
        tier="gold",
        claimed_by=PAT,
        claimed_at=datetime.combine(on, time(10), UTC),
        draft_id=f"draft-{number}",
        answers={},
        queue=Queue.DESK,
        status=status,
        running_since=on if running else None,
        ended_on=on if ended else None,
    )
    made.id = number
    return made


def state(of: str, *claims: Claim, tier: str = "gold", today: date = TODAY) -> EntitlementState:
    return entitlement(PROGRAM, PROGRAM.tier(tier), benefit(of), claims, today).state


@pytest.mark.parametrize(
    ("tier", "of", "expected"),
    [
        ("bronze", "commission", EntitlementState.YOURS),
        ("bronze", "exclusive_content", EntitlementState.YOURS),
        ("bronze", "onboarding", EntitlementState.AVAILABLE),
        ("bronze", "recognition", EntitlementState.LOCKED),
        ("bronze", "badge", EntitlementState.LOCKED),
        ("silver", "badge", EntitlementState.AVAILABLE),
        ("silver", "training", EntitlementState.LOCKED),
        ("gold", "training", EntitlementState.AVAILABLE),
    ],
)
def test_a_tier_unlocks_its_benefits_and_those_below(tier: str, of: str, expected: EntitlementState) -> None:
    assert state(of, tier=tier) is expected


def test_all_sixteen_are_there_in_the_order_of_the_program() -> None:
    each = entitlements(PROGRAM, "gold", [claim("training")], TODAY)
    assert [one.benefit.key for one in each] == [one.key for one in PROGRAM.benefits]
    assert [one.benefit.key for one in each if one.state is EntitlementState.OPEN] == ["training"]


def test_without_a_quota_one_claim_is_open_at_a_time() -> None:
    assert state("onboarding", claim("onboarding")) is EntitlementState.OPEN
    for done in (ClaimStatus.FULFILLED, ClaimStatus.DECLINED, ClaimStatus.WITHDRAWN):
        assert state("onboarding", claim("onboarding", status=done)) is EntitlementState.AVAILABLE


def test_what_runs_is_claimed_again_only_when_it_has_ended() -> None:
    fulfilled = ClaimStatus.FULFILLED
    assert state("free_accounts", claim("free_accounts", status=fulfilled, running=True)) is EntitlementState.RUNNING
    over = claim("free_accounts", status=fulfilled, running=True, ended=True)
    assert state("free_accounts", over) is EntitlementState.AVAILABLE


def test_what_is_open_or_runs_stays_in_sight_when_the_tier_is_lost_but_cannot_be_claimed_anew() -> None:
    running = claim("premium_listing", status=ClaimStatus.FULFILLED, running=True)
    for kept, expected in ((claim("training"), EntitlementState.OPEN), (running, EntitlementState.RUNNING)):
        found = entitlement(PROGRAM, PROGRAM.tier("silver"), benefit(kept.benefit), [kept], TODAY)
        assert (found.state, found.is_unlocked, found.claim) == (expected, False, kept)
        with pytest.raises(DomainError) as refused:
            found.require_claimable(PROGRAM)
        assert refused.value.code is Code.BENEFIT_LOCKED
        assert refused.value.params["tier"] == "Gold"


def test_a_quota_is_reached_by_what_was_fulfilled_and_names_the_next_day() -> None:
    done = claim("training", date(2026, 3, 3), ClaimStatus.FULFILLED)
    found = entitlement(PROGRAM, PROGRAM.tier("gold"), benefit("training"), [done], TODAY)
    assert (found.state, found.next_on) == (EntitlementState.QUOTA_REACHED, date(2027, 3, 3))
    with pytest.raises(DomainError) as refused:
        found.require_claimable(PROGRAM)
    assert (refused.value.code, refused.value.params["from"]) == (Code.QUOTA_REACHED, date(2027, 3, 3))
    assert state("training", done, today=date(2027, 3, 2)) is EntitlementState.QUOTA_REACHED
    assert state("training", done, today=date(2027, 3, 3)) is EntitlementState.AVAILABLE


@pytest.mark.parametrize("free", [ClaimStatus.DECLINED, ClaimStatus.WITHDRAWN])
def test_declined_and_withdrawn_claims_leave_the_quota_free(free: ClaimStatus) -> None:
    assert state("training", claim("training", status=free)) is EntitlementState.AVAILABLE


def test_a_quota_of_two_has_room_for_a_second_while_the_first_is_open() -> None:
    first, second = claim("newsletter"), claim("newsletter", number=2)
    found = entitlement(PROGRAM, PROGRAM.tier("gold"), benefit("newsletter"), [first], TODAY)
    assert (found.state, found.claim, found.next_on) == (EntitlementState.AVAILABLE, first, None)
    found = entitlement(PROGRAM, PROGRAM.tier("gold"), benefit("newsletter"), [first, second], TODAY)
    assert (found.state, found.claim, found.next_on) == (EntitlementState.OPEN, second, date(2027, 1, 1))
    with pytest.raises(DomainError) as refused:
        found.require_claimable(PROGRAM)
    assert (refused.value.code, refused.value.params["number"]) == (Code.CLAIM_OPEN, "C-2")


def test_the_day_of_a_claim_is_the_vendors() -> None:
    late = claim("training", status=ClaimStatus.FULFILLED)
    late.claimed_at = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)  # half past midnight on the 4th in Warsaw
    assert entitlement(PROGRAM, PROGRAM.tier("gold"), benefit("training"), [late], TODAY).next_on == date(2027, 3, 4)


@pytest.mark.parametrize(
    ("quota", "claimed", "free"),
    [
        (ROLLING, date(2026, 3, 3), date(2027, 3, 3)),
        (ROLLING, date(2024, 2, 29), date(2025, 3, 1)),
        (ROLLING, date(2023, 2, 28), date(2024, 2, 28)),
        (CALENDAR, date(2026, 1, 1), date(2027, 1, 1)),
        (CALENDAR, date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_a_claim_counts_for_a_year_or_to_the_end_of_it(quota: Quota, claimed: date, free: date) -> None:
    assert free_again(quota, claimed) == free


days = st.dates(date(2023, 1, 1), date(2027, 12, 31))


@given(
    st.builds(Quota, claims=st.integers(1, 3), per=st.sampled_from(["rolling_year", "calendar_year"])),
    st.lists(days, max_size=6),
    days,
)
def test_the_next_possible_day_is_the_first_with_room(quota: Quota, claimed: list[date], today: date) -> None:
    def counted(on: date) -> int:
        return sum(on < free_again(quota, day) for day in claimed)

    found = next_free(quota, claimed, today)
    if found is None:
        assert counted(today) < quota.claims
    else:
        assert counted(today) >= quota.claims
        assert counted(found) < quota.claims
        assert counted(date.fromordinal(found.toordinal() - 1)) >= quota.claims
