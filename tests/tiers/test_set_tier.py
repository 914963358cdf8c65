"""Admins set a partner's tier for a while; on record with who and why, and told to those concerned."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.errors import Code, DomainError
from domain.notices import OverrideEnded, TierOverridden
from domain.people import Actor, Role
from domain.tier_steps import TierState
from domain.usecases.set_tier import LONGEST_REASON, end_override, override_days, set_tier
from tests.tiers.vendor import ADA, AMY, PAT, Vendor

START = date(2026, 11, 2)
UNTIL = date(2027, 3, 31)
NORTHWIND = "northwind"


def put(
    vendor: Vendor,
    tier: str,
    *,
    until: date = UNTIL,
    reason: str = " A merger ",
    by: Actor = ADA,
    of: str = "northwind",
) -> None:
    vendor.act(lambda uow: set_tier(uow, vendor.program, by, of, tier, until, reason, now=vendor.clock.now()))


def end(vendor: Vendor, *, reason: str = "Called off", by: Actor = ADA) -> None:
    vendor.act(lambda uow: end_override(uow, vendor.program, by, "northwind", reason, now=vendor.clock.now()))


def test_a_tier_is_set_with_who_why_and_until_when(vendor: Vendor) -> None:
    vendor.sell(1_000)
    put(vendor, "gold")

    [change] = vendor.changes()
    assert (change.event, change.from_tier, change.to_tier, change.on) == ("overridden", "bronze", "gold", START)
    assert (change.by, change.reason, change.override_until) == (ADA.person, "A merger", UNTIL)
    assert (change.arr, change.new_customers) == (100_000, 1)
    assert TierState.of(vendor.partner()) == TierState("gold", START, override_until=UNTIL)
    row = vendor.look(lambda uow: uow.history.figures_on("northwind", START))
    assert row is not None
    assert (row.tier, row.arr) == ("gold", 100_000)


def test_upward_is_news_for_the_channel_and_anything_else_for_the_people(vendor: Vendor) -> None:
    put(vendor, "gold")
    put(vendor, "gold", until=UNTIL + timedelta(days=1))
    put(vendor, "silver")

    told = [(place, notice.to_tier) for place, notice in vendor.told() if isinstance(notice, TierOverridden)]
    assert told == [
        ("partner:northwind", "gold"),
        (f"person:{AMY.person}", "gold"),
        (f"person:{PAT}", "gold"),
        (f"person:{AMY.person}", "gold"),
        (f"person:{PAT}", "silver"),
        (f"person:{AMY.person}", "silver"),
    ]


def test_it_is_kept_until_it_is_over_and_its_end_is_told(vendor: Vendor) -> None:
    vendor.sell(6_000)
    put(vendor, "gold")
    vendor.evaluate_daily(UNTIL)
    assert vendor.partner().tier == "gold"
    vendor.evaluate_daily(UNTIL + timedelta(days=1))

    assert vendor.events()[-1] == (UNTIL + timedelta(days=1), "override_ended", "silver")
    assert TierState.of(vendor.partner()) == TierState("silver", UNTIL + timedelta(days=1))
    ended = [(place, notice.by) for place, notice in vendor.told() if isinstance(notice, OverrideEnded)]
    assert ended == [(f"person:{PAT}", None), (f"person:{AMY.person}", None)]


def test_a_higher_tier_earned_meanwhile_ends_it(vendor: Vendor) -> None:
    put(vendor, "silver")
    vendor.sell(25_000)

    assert vendor.events()[-1] == (START, "promoted", "gold")
    assert vendor.partner().override_until is None


def test_an_admin_ends_it_before_its_time(vendor: Vendor) -> None:
    vendor.sell(6_000)
    put(vendor, "gold")
    end(vendor)

    change = vendor.changes()[-1]
    assert (change.event, change.to_tier, change.by, change.reason) == (
        "override_ended",
        "silver",
        ADA.person,
        "Called off",
    )
    assert vendor.heard()[-1] == "override_ended"
    with pytest.raises(DomainError) as refused:
        end(vendor)
    assert refused.value.code is Code.OVERRIDE_OVER


def test_one_that_is_over_by_its_date_can_no_longer_be_ended(vendor: Vendor) -> None:
    put(vendor, "gold")
    vendor.day(UNTIL + timedelta(days=1))
    with pytest.raises(DomainError) as refused:
        end(vendor)
    assert refused.value.code is Code.OVERRIDE_OVER


def test_the_lost_tier_in_its_grace_can_be_held(vendor: Vendor) -> None:
    vendor.sell(6_000)
    vendor.sell(4_000)
    assert vendor.partner().grace_until is not None
    put(vendor, "silver")

    assert TierState.of(vendor.partner()) == TierState("silver", START, override_until=UNTIL)
    vendor.evaluate_daily(START + timedelta(days=40))
    assert vendor.events()[-1][1] == "overridden"


@pytest.mark.parametrize("role", [Role.SALES_REP, Role.ACCOUNT_MANAGER])
def test_only_admins_may(vendor: Vendor, role: Role) -> None:
    rep = Actor(AMY.person, roles=frozenset({role}))
    with pytest.raises(DomainError) as refused:
        put(vendor, "gold", by=rep)
    assert refused.value.code is Code.NOT_ALLOWED
    with pytest.raises(DomainError) as refused:
        end(vendor, by=rep)
    assert refused.value.code is Code.NOT_ALLOWED
    with pytest.raises(DomainError) as refused:
        put(vendor, "gold", by=Actor(PAT))
    assert refused.value.code is Code.NOT_STAFF


def test_what_cannot_be_set_is_refused_with_its_field(vendor: Vendor) -> None:
    vendor.sell(6_000)
    first, last = override_days(START)
    for wrong, code, field in (
        ({"tier": "platinum"}, Code.UNKNOWN_CHOICE, "tier"),
        ({"tier": "bronze"}, Code.TIER_BELOW_EARNED, "tier"),
        ({"until": START}, Code.DATE_OUT_OF_RANGE, "until"),
        ({"until": last + timedelta(days=1)}, Code.DATE_OUT_OF_RANGE, "until"),
        ({"reason": "  "}, Code.REQUIRED, "reason"),
        ({"reason": "x" * (LONGEST_REASON + 1)}, Code.TOO_LONG, "reason"),
        ({"of": "nobody"}, Code.PARTNER_UNKNOWN, None),
    ):
        with pytest.raises(DomainError) as refused:
            put(vendor, **{"tier": "gold", **wrong})  # type: ignore[arg-type]
        assert (refused.value.code, refused.value.field) == (code, field)
    assert vendor.events() == [(START, "promoted", "silver")]
    for day in (first, last):
        put(vendor, "gold", until=day)
