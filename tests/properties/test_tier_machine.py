"""Customers come and go, admins set tiers, days pass with the bot or without.

A tier is always explained by its history and never lost too early, and any day of the past can be replayed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from bot.jobs import Jobs
from bot.telemetry import Metrics
from domain.billing import SubscriptionData
from domain.errors import Code, DomainError
from domain.money import BasisPoints, Cents
from domain.partners import Partner, TierChange, TierEvent
from domain.ports import UnitOfWork
from domain.program import Program
from domain.subscriptions import BillingCycle, Kind, SubscriptionStatus
from domain.tier_steps import TierState, evaluate, state_after, step_of
from domain.tiers import Figures, customer_window, earned_tier
from domain.usecases.evaluate_tiers import evaluate_partner
from domain.usecases.record_billing import put_subscriptions
from domain.usecases.replay import replay
from domain.usecases.set_tier import end_override, set_tier
from tests.properties.tier_model import Book, hold_to_rules
from tests.properties.worlds import ADA, WARSAW, Row, World, WorldMachine, Worlds
from tests.unit import samples

pytestmark = pytest.mark.timeout(3600)  # the long profile needs more than the usual two minutes

BY_HAND = {TierEvent.JOINED, TierEvent.OVERRIDDEN}

# a few of them are just below, at and above the bounds of 5,000 and 20,000 a year
amounts = st.sampled_from([100_00, 250_00, 416_66, 416_67, 520_83, 1_000_00, 1_666_66, 1_666_67, 2_500_00])
numbers = st.integers(1, 6)
statuses = st.sampled_from([*[SubscriptionStatus.ACTIVE] * 3, *SubscriptionStatus])
rates = st.sampled_from([None, None, BasisPoints(2000), BasisPoints(2500)])
hours = st.sampled_from([0, 5, 21, 22, 23])


class TierMachine(WorldMachine):
    """One partner, day by day; the evaluation runs late on each day that the bot is up, and makes up the others."""

    program: Program = samples.program()

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.book = Book(self.program)
        self.changes: list[Row] = []
        self.recorded: dict[date, tuple[TierState, Figures]] = {}
        self.partner, self.history = self._read()

    def _read(self) -> tuple[Partner, list[TierChange]]:
        """The partner as it is stored after an act, and its history with the oldest line first."""
        self.recorded.pop(self.today, None)  # the day is not over yet
        with self.world.database.read() as uow:
            partner = uow.partners.by_id(["northwind"])["northwind"]
            return partner, list(reversed(uow.history.changes_until("northwind", date.max)))

    # what happens

    @rule(
        number=numbers,
        kind=st.sampled_from(Kind),
        cycle=st.sampled_from(BillingCycle),
        amount=amounts,
        status=statuses,
        rate=rates,
        days_ago=st.sampled_from([0, 0, 1, 20, 200, 500]),
    )
    def tell_of_a_subscription(
        self,
        number: int,
        kind: Kind,
        cycle: BillingCycle,
        amount: int,
        status: SubscriptionStatus,
        rate: BasisPoints | None,
        days_ago: int,
    ) -> None:
        known = self.book.sold.get(f"sub-{number}")
        data = samples.subscription(
            id=f"sub-{number}",
            customer_id=f"cus-{number % 3}",
            customer_name=f"Customer {number % 3}",
            customer_domain=None,
            kind=kind,
            billing_cycle=cycle,
            amount=Cents(amount * (12 if cycle is BillingCycle.ANNUAL else 1)),
            status=status,
            rate=rate,
            started_on=known.data.started_on if known else self.today - timedelta(days=days_ago),
        )
        self._tell(data)

    @precondition(lambda self: any(each.arr for each in self.book.sold.values()))
    @rule(pick=st.integers(0, 5), status=st.sampled_from([SubscriptionStatus.CANCELLED, SubscriptionStatus.PAUSED]))
    def end_a_subscription(self, pick: int, status: SubscriptionStatus) -> None:
        paying = [each for _, each in sorted(self.book.sold.items()) if each.arr]
        self._tell(replace(paying[pick % len(paying)].data, status=status, rate=None))

    @rule(tier=st.sampled_from(["bronze", "silver", "gold"]), days=st.sampled_from([0, 1, 7, 31, 366, 367]))
    def set_the_tier(self, tier: str, days: int) -> None:
        until = self.today + timedelta(days=days)
        actor, earned = self.world.actor(ADA), earned_tier(self.program, self.book.figures(self.today))
        result = self.world.act(
            lambda uow: set_tier(uow, self.program, actor, "northwind", tier, until, "Why not", now=self.now)
        )
        if self.program.rank(tier) < self.program.rank(earned.key):
            assert isinstance(result, DomainError)
            assert result.code is Code.TIER_BELOW_EARNED
        elif not 1 <= days <= 366:
            assert isinstance(result, DomainError)
            assert result.code is Code.DATE_OUT_OF_RANGE
        else:
            self.partner, self.history = self._read()
            assert (self.partner.tier, self.partner.override_until, self.partner.grace_until) == (tier, until, None)

    @precondition(lambda self: self.partner.override_until is not None)
    @rule()
    def end_what_was_set(self) -> None:
        actor, is_over = self.world.actor(ADA), self.today > (self.partner.override_until or date.max)
        result = self.world.act(lambda uow: end_override(uow, self.program, actor, "northwind", "Enough", now=self.now))
        assert isinstance(result, DomainError) is is_over
        self.partner, self.history = self._read()
        if not is_over:
            assert self.partner.tier == earned_tier(self.program, self.book.figures(self.today)).key

    @rule(days=st.sampled_from([1, 1, 2, 7, 14, 22, 23, 29, 30, 31, 366]), hour=hours, made_up_first=st.booleans())
    def end_the_day_and_come_back_later(self, days: int, hour: int, made_up_first: bool) -> None:
        self._end_the_day()
        self.world.clock.set(
            datetime.combine(self.now.date() + timedelta(days=days), time(hour, tzinfo=self.now.tzinfo))
        )
        if made_up_first:
            self._run_the_job()

    @precondition(lambda self: self.partner.grace_until or self.partner.override_until)
    @rule(days_before=st.sampled_from([8, 7, 6, 1, 0, 0, -1]))
    def come_near_the_end_of_the_grace_or_of_what_was_set(self, days_before: int) -> None:
        self._end_the_day()
        until = self.partner.grace_until or self.partner.override_until
        if until is not None and until - timedelta(days=days_before) > self.today:
            day = until - timedelta(days=days_before)
            self.world.clock.set(datetime.combine(day, time(9, tzinfo=self.now.tzinfo)))
            self._evaluate()

    @rule(days=st.integers(1, 8))
    def let_days_pass_with_the_bot(self, days: int) -> None:
        for _ in range(days):
            self._end_the_day()
            self.world.clock.advance(timedelta(days=1))

    @rule()
    def evaluate_twice(self) -> None:
        self._evaluate()
        before = self.world.look()
        self._evaluate()
        assert self.world.look() == before

    def _tell(self, data: SubscriptionData) -> None:
        self.book.tell(data, self.history, self.now)
        self._judged(lambda uow: put_subscriptions(uow, self.program, [data], now=self.now))

    def _evaluate(self) -> None:
        def do(uow: UnitOfWork) -> None:
            partner = uow.partners.get("northwind", for_update=True)
            assert partner is not None
            evaluate_partner(uow, self.program, partner, now=self.now)

        self._judged(do)

    def _judged(self, do: Callable[[UnitOfWork], object]) -> None:
        """Carries an evaluation out and holds what became of the tier against the rules."""
        before, known = self.partner, len(self.history)
        result = self.world.act(do)
        assert not isinstance(result, Exception)
        self.partner, self.history = self._read()
        steps = [change.event for change in self.history[known:]]
        hold_to_rules(self.program, before, self.partner, steps, self.book.figures(self.today), self.today)

    def _run_the_job(self) -> None:
        """The daily evaluation, as the scheduler runs it; afterwards there is nothing left to do as of its day."""
        database, clock = self.world.database, self.world.clock
        jobs = Jobs(database=database, program=self.program, clock=clock, metrics=Metrics(), wake=lambda: None)
        done = jobs.run("tiers", self.now)
        assert done != ""
        self.partner, self.history = self._read()
        local = self.now.astimezone(WARSAW)
        is_today = local.time() >= self.program.jobs.tier_evaluation_at
        due = local.date() if is_today else local.date() - timedelta(days=1)
        if done is not None:
            self.book.end_of_past_due(due, again=is_today)

    def _end_the_day(self) -> None:
        """Late in the evening the day is evaluated by the job, or was already; what it came to is kept for later."""
        evening = datetime.combine(self.today, time(23, 30), WARSAW)
        self.world.clock.set(max(self.now, evening.astimezone(self.now.tzinfo)))
        self._run_the_job()
        self.recorded[self.today] = TierState.of(self.partner), self.book.figures(self.today)

    # what must always hold

    @invariant()
    def the_figures_are_the_sum_of_what_was_told(self) -> None:
        with self.world.database.read() as uow:
            found = uow.partners.tier_figures("northwind", new_since=customer_window(self.program, self.today))
            assert found == self.book.figures(self.today)
            kept = uow.history.figures_on("northwind", self.today)
        assert kept is None or kept.arr == found.arr
        assert all(contribution >= 0 for (contribution,) in self.world.rows("subscriptions", "contribution"))

    @invariant()
    def a_rate_once_fixed_stays(self) -> None:
        assert dict(self.world.rows("subscriptions", "id", "rate")) == {
            key: each.rate for key, each in self.book.sold.items()
        }

    @invariant()
    def each_line_of_history_follows_from_its_own_figures(self) -> None:
        first, *later = self.history
        state = TierState(first.to_tier, first.on)
        for change in later:
            assert change.from_tier == state.tier
            ended_by_hand = change.event is TierEvent.OVERRIDE_ENDED and change.by is not None
            if change.event not in BY_HAND and not ended_by_hand:
                figures = Figures(change.arr, change.new_customers)
                assert evaluate(self.program, state, figures, change.on) == [step_of(change)]
            state = state_after(state, [change])
        assert state == TierState.of(self.partner)
        assert [change.on for change in later] == sorted(change.on for change in later)

    @invariant()
    def any_day_replayed_is_as_it_was_recorded(self) -> None:
        with self.world.database.read() as uow:
            for day, (state, figures) in list(self.recorded.items())[-3:]:
                found = replay(uow, self.program, "northwind", day, today=self.today)
                assert (found.state, found.standing.figures) == (state, figures)
                assert found.figures is not None
                assert (found.figures.on, found.figures.tier) == (day, state.tier)

    @invariant()
    def history_is_only_added_to_and_told_once_a_line_at_most(self) -> None:
        changes = self.world.rows("tier_changes", "*")
        assert changes[: len(self.changes)] == self.changes
        self.changes = changes
        told = [key for (key,) in self.world.rows("outbox", "DISTINCT payload ->> '$.change_id'") if key is not None]
        silent = {TierEvent.JOINED, TierEvent.GRACE_STARTED, TierEvent.GRACE_WARNED}  # the risk may be past already
        assert len(told) >= sum(change.event not in silent for change in self.history)
        assert len(told) <= sum(change.event is not TierEvent.JOINED for change in self.history)


class WithoutGrace(TierMachine):
    """The same where a demotion is immediate."""

    program = samples.program(**{"grace.days": 0})


def test_a_tier_is_explained_by_its_history_and_never_lost_before_the_grace_ends(worlds: Worlds) -> None:
    worlds.hold(TierMachine)


def test_without_grace_a_tier_is_always_the_one_that_is_earned(worlds: Worlds) -> None:
    worlds.hold(WithoutGrace)
