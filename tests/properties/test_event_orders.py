"""Billing events in any order, repeated and in lists of any size, end in the same state."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billing import BillingEvent, EventType, SubscriptionData
from domain.money import BasisPoints, Cents
from domain.program import Program
from domain.subscriptions import BillingCycle, Kind, SubscriptionStatus
from domain.usecases.record_billing import put_subscriptions, record_events
from tests.properties.worlds import Row, World, Worlds
from tests.unit import samples

pytestmark = pytest.mark.timeout(3600)  # the long profile needs more than the usual two minutes

# A tier that is kept by a grace period depends on what was true meanwhile, so on the order: here there is none.
PROGRAM: Program = samples.program(**{"grace.days": 0})

PROMOTED_AT = datetime(2026, 2, 10, 12, tzinfo=UTC)
"""From then on Northwind was Silver."""

DELIVERED_AT = datetime(2026, 3, 20, 12, tzinfo=UTC)

DAYS = [date(2026, 2, 1), date(2026, 2, 10), date(2026, 3, 1), date(2027, 1, 1)]
INSTANTS = [PROMOTED_AT + timedelta(hours=hours) for hours in (-200, -3, -2, 2, 3, 300, 301, 600)]

told = st.builds(
    SubscriptionData,
    id=st.sampled_from(["sub-0", "sub-1", "sub-2"]),
    partner_id=st.sampled_from(["northwind", "southridge"]),
    customer_id=st.sampled_from(["cus-1", "cus-2"]),
    customer_name=st.sampled_from(["Acme", "Bolt"]),
    customer_domain=st.sampled_from([None, "acme.example"]),
    kind=st.sampled_from(Kind),
    product=st.just("livechat"),
    plan=st.just("business"),
    seats=st.integers(1, 3),
    billing_cycle=st.sampled_from(BillingCycle),
    amount=st.sampled_from([Cents(0), Cents(250_00), Cents(2_500_00)]),
    currency=st.just("USD"),
    status=st.sampled_from([*[SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE] * 3, *SubscriptionStatus]),
    rate=st.sampled_from([None, None, None, BasisPoints(0), BasisPoints(2100)]),
    started_on=st.sampled_from(DAYS),
    ended_on=st.none(),
)


@st.composite
def histories(draw: st.DrawFn) -> list[BillingEvent]:
    """What happened, in the order of time."""
    rows = draw(st.lists(st.tuples(st.sampled_from(INSTANTS), told), min_size=1, max_size=8))
    events = [
        BillingEvent(f"evt-{number}", EventType.UPDATED, at, data, payload(data))
        for number, (at, data) in enumerate(rows)
    ]
    return sorted(events, key=lambda event: event.key)


def payload(data: SubscriptionData) -> str:
    """As much of the event as the record is read for."""
    return json.dumps({"subscription": {"started_on": data.started_on.isoformat()}})


@st.composite
def deliveries(draw: st.DrawFn, events: Sequence[BillingEvent]) -> list[list[BillingEvent]]:
    """All of the events in any order, some of them again, in lists."""
    again = draw(st.lists(st.sampled_from(events), max_size=4))
    lists: list[list[BillingEvent]] = [[]]
    for event in draw(st.permutations([*events, *again])):
        if draw(st.booleans()):
            lists.append([])
        lists[-1].append(event)
    return lists


def told_before(world: World, *, imported: bool, named: BasisPoints | None) -> None:
    """Northwind becomes Silver; one of the subscriptions may have been imported before any event of it."""
    big = _imported("sub-big", BasisPoints(2000), Cents(600_00))
    rows = [big, *([_imported("sub-0", named, Cents(100_00))] if imported else [])]
    for row, at in zip(rows, (PROMOTED_AT, PROMOTED_AT + timedelta(hours=1)), strict=False):
        world.clock.set(at)
        assert not isinstance(world.act(partial(put_subscriptions, program=PROGRAM, rows=[row], now=at)), Exception)
    world.clock.set(DELIVERED_AT)


def _imported(subscription_id: str, rate: BasisPoints | None, amount: Cents) -> SubscriptionData:
    return samples.subscription(
        id=subscription_id,
        customer_id="cus-1",
        kind=Kind.RESELLER,
        seats=1,
        amount=amount,
        rate=rate,
        started_on=DAYS[0],
    )


def ending(world: World, lists: Sequence[Sequence[BillingEvent]]) -> dict[str, list[Row]]:
    """What it all ends in, when these lists have been delivered one after the other."""
    for events in lists:
        taken = world.act(partial(record_events, program=PROGRAM, events=events, now=DELIVERED_AT))
        assert not isinstance(taken, Exception)
        with world.database.read() as uow:
            assert not list(uow.audit.kept_apart())
    columns = {
        "subscriptions": "*",
        "customers": "*",
        "partners": "id, tier",
        "billing_events": "id, subscription_id, partner_id, occurred_at, type, status, payload",
        "daily_figures": "*",
    }
    return {table: sorted(world.rows(table, names), key=repr) for table, names in columns.items()}


def test_any_order_repetition_and_grouping_ends_the_same(worlds: Worlds) -> None:
    @given(data=st.data(), imported=st.booleans(), named=st.sampled_from([None, BasisPoints(1900)]))
    def ends_the_same(data: st.DataObject, *, imported: bool, named: BasisPoints | None) -> None:
        events = data.draw(histories())
        endings = []
        for lists in ([[event] for event in events], data.draw(deliveries(events))):
            world = worlds.new()
            told_before(world, imported=imported, named=named)
            endings.append(ending(world, lists))
            world.end()
        assert endings[0] == endings[1]

    ends_the_same()
