"""The daily evaluation beside events in PostgreSQL: one of the two waits, and never each for the other."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from domain.subscriptions import SubscriptionStatus
from domain.tiers import customer_window
from domain.usecases.daily_tiers import begin_day
from storage.database import Database
from tests.databases import FrozenClock
from tests.tiers.vendor import Vendor
from tests.unit import samples
from tests.waiting import waits

PARTNERS = ("northwind", "contoso")


@pytest.fixture
def vendor(postgresql_url: str, clock: FrozenClock) -> Iterator[Vendor]:
    """A program with two partners, the later one in the order of their ids stored first."""
    database = Database(postgresql_url, clock=clock)
    made = Vendor(database, clock, samples.program())
    for partner_id in PARTNERS:
        made.enrol(partner_id)
        made.sell(1_000, partner_id)
    made.day(made.today + timedelta(days=20))
    yield made
    database.dispose()


def evaluation(vendor: Vendor) -> None:
    """Begins the day's evaluation: all that is past due for too long stops counting, and all figures are kept."""
    now = vendor.clock.now()
    vendor.act(lambda uow: begin_day(uow, vendor.program, at=now, now=now))


def arr(vendor: Vendor, partner_id: str) -> int:
    """A partner's ARR in cents."""
    return vendor.look(lambda uow: uow.partners.tier_figures(partner_id, new_since=vendor.today)).arr


def figures(vendor: Vendor, partner_id: str) -> tuple[date, int] | None:
    """The newest day whose figures were kept, and the ARR of it."""
    kept = vendor.look(lambda uow: uow.history.figures_on(partner_id, vendor.today))
    return (kept.on, kept.arr) if kept else None


def test_events_of_what_is_past_due_go_on_while_the_evaluation_waits_for_them(vendor: Vendor) -> None:
    for partner_id in PARTNERS:
        vendor.sell(1_000, partner_id, status=SubscriptionStatus.PAST_DUE)
    vendor.day(vendor.today + timedelta(days=20))
    with ThreadPoolExecutor(1) as thread, vendor.database.write() as events:
        events.subscriptions.by_id(["sub-contoso"], for_update=True)
        running = thread.submit(evaluation, vendor)
        assert waits(vendor.database, is_over=running.done)
        events.subscriptions.by_id(["sub-northwind"], for_update=True)
        events.commit()
        running.result()
    assert [arr(vendor, each) for each in PARTNERS] == [0, 0]


def test_events_keep_their_partners_figures_while_the_evaluation_waits_for_them(vendor: Vendor) -> None:
    today = vendor.today
    since = customer_window(vendor.program, today)
    with ThreadPoolExecutor(1) as thread, vendor.database.write() as events:
        events.partners.locked(["contoso", "northwind"])
        events.history.take_day("contoso", today, new_since=since)
        running = thread.submit(evaluation, vendor)
        assert waits(vendor.database, is_over=running.done)
        events.history.take_day("northwind", today, new_since=since)
        events.commit()
        running.result()
    assert [figures(vendor, each) for each in PARTNERS] == [(today, 100_000), (today, 100_000)]
