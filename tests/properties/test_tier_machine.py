"""Subscriptions come and go and days pass: a tier is always explained by its history and never lost too early."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain.billing import SubscriptionData
from domain.money import BasisPoints, Cents
from domain.partners import Partner, TierChange, TierEvent
from domain.ports import UnitOfWork
from domain.program import Program
from domain.subscriptions import BillingCycle, Kind, SubscriptionStatus
from domain.tiers import Figures, customer_window, earned_tier
from domain.usecases.evaluate_tiers import evaluate_partner
from domain.usecases.record_billing import put_subscriptions
from tests.properties.worlds import Row, World, Worlds
from tests.unit import samples

pytestmark = pytest.mark.timeout(3600)  # the long profile needs more than the usual two minutes

WARSAW = ZoneInfo("Europe/Warsaw")
ALL_HISTORY = 10_000

# a few of them are just below, at and above the bounds of 5,000 and 20,000 a year
amounts = st.sampled_from([100_00, 250_00, 416_66, 416_67, 520_83, 1_000_00, 1_666_66, 1_666_67, 2_500_00])
numbers = st.integers(1, 6)
statuses = st.sampled_from([*[SubscriptionStatus.ACTIVE] * 3, *SubscriptionStatus])
rates = st.sampled_from([None, None, BasisPoints(2000), BasisPoints(2500)])


@dataclass
class Sold:
    """A subscription as last told, at the rate that was fixed when it was first told."""

    data: SubscriptionData
    rate: int

    @property
    def arr(self) -> int:
        """What it adds to the ARR, in cents, by the formula of the rules."""
        if self.data.status is not SubscriptionStatus.ACTIVE:
            return 0
        yearly = self.data.amount * (12 if self.data.billing_cycle is BillingCycle.MONTHLY else 1)
        exact = Fraction(yearly * (10_000 - self.rate if self.data.kind is Kind.REFERRAL else 10_000), 10_000)
        return int(exact + Fraction(1, 2))


class TierMachine(RuleBasedStateMachine):
    """One partner's subscriptions change and time passes; each evaluation is judged by the rules."""

    program: Program = samples.program()

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        self.sold: dict[str, Sold] = {}
        self.paying_since: dict[str, date] = {}
        self.changes: list[Row] = []
        self.partner, self.history = self._read()

    def teardown(self) -> None:
        self.world.end()

    @property
    def today(self) -> date:
        """The vendor's day."""
        return self.world.clock.now().astimezone(WARSAW).date()

    @property
    def figures(self) -> Figures:
        """What the rules make of all that was told."""
        since = customer_window(self.program, self.today)
        new = sum(day >= since for day in self.paying_since.values())
        return Figures(Cents(sum(each.arr for each in self.sold.values())), new)

    def _read(self) -> tuple[Partner, list[TierChange]]:
        """The partner as it is stored, and its history with the oldest line first."""
        with self.world.database.read() as uow:
            partner = uow.partners.by_id(["northwind"])["northwind"]
            return partner, list(reversed(uow.partners.history("northwind", limit=ALL_HISTORY)))

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
        known = self.sold.get(f"sub-{number}")
        data = SubscriptionData(
            id=f"sub-{number}",
            partner_id="northwind",
            customer_id=f"cus-{number % 3}",
            customer_name=f"Customer {number % 3}",
            customer_domain=None,
            kind=kind,
            product="livechat",
            plan="business",
            seats=5,
            billing_cycle=cycle,
            amount=Cents(amount * (12 if cycle is BillingCycle.ANNUAL else 1)),
            currency="USD",
            status=status,
            rate=rate,
            started_on=known.data.started_on if known else self.today - timedelta(days=days_ago),
            ended_on=None,
        )
        self._tell(data)

    @precondition(lambda self: any(each.arr for each in self.sold.values()))
    @rule(pick=st.integers(0, 5), status=st.sampled_from([SubscriptionStatus.CANCELLED, SubscriptionStatus.PAUSED]))
    def end_a_subscription(self, pick: int, status: SubscriptionStatus) -> None:
        paying = [each for _, each in sorted(self.sold.items()) if each.arr]
        self._tell(replace(paying[pick % len(paying)].data, status=status, rate=None))

    @rule(days=st.sampled_from([1, 2, 7, 22, 23, 29, 30, 31, 366]), hour=st.sampled_from([0, 5, 21, 22, 23]))
    def let_days_pass(self, days: int, hour: int) -> None:
        now = self.world.clock.now()
        self.world.clock.set(datetime.combine(now.date() + timedelta(days=days), now.timetz()).replace(hour=hour))

    @precondition(lambda self: self.partner.grace_until is not None)
    @rule(days_before=st.sampled_from([8, 7, 6, 1, 0, -1]))
    def come_near_the_end_of_the_grace(self, days_before: int) -> None:
        now, until = self.world.clock.now(), self.partner.grace_until
        assert until is not None
        day = max(now.date(), until - timedelta(days=days_before))
        self.world.clock.set(datetime.combine(day, now.timetz()))
        self._evaluate()

    @rule(days=st.integers(1, 8))
    def evaluate_day_by_day(self, days: int) -> None:
        for _ in range(days):
            self.world.clock.advance(timedelta(days=1))
            self._evaluate()

    @rule()
    def evaluate_twice(self) -> None:
        self._evaluate()
        before = self.world.look()
        self._evaluate()
        assert self.world.look() == before

    def _tell(self, data: SubscriptionData) -> None:
        known = self.sold.get(data.id)
        rate = known.rate if known and data.rate is None else data.rate
        self.sold[data.id] = Sold(data, self._rate_on(data.started_on) if rate is None else rate)
        if data.status in {SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE}:
            since = self.paying_since.get(data.customer_id, data.started_on)
            self.paying_since[data.customer_id] = min(since, data.started_on)
        now = self.world.clock.now()
        self._judged(lambda uow: put_subscriptions(uow, self.program, [data], now=now))

    def _evaluate(self) -> None:
        now = self.world.clock.now()

        def do(uow: UnitOfWork) -> None:
            partner = uow.partners.get("northwind", for_update=True)
            assert partner is not None
            evaluate_partner(uow, self.program, partner, now=now)

        self._judged(do)

    def _judged(self, do: object) -> None:
        """Carries an evaluation out and holds what became of the tier against the rules."""
        assert callable(do)
        before, known = self.partner, len(self.history)
        result = self.world.act(do)
        assert not isinstance(result, Exception)

        self.partner, self.history = self._read()
        after, steps = self.partner, [change.event for change in self.history[known:]]
        rank = self.program.rank
        earned = earned_tier(self.program, self.figures).key
        missed = rank(earned) < rank(before.tier)
        over = before.grace_until is not None and self.today >= before.grace_until
        if rank(earned) > rank(before.tier):
            assert (steps, after.tier) == ([TierEvent.PROMOTED], earned)
        elif missed and (over or not self.program.grace.days):
            assert (steps, after.tier) == ([TierEvent.DEMOTED], earned)
        elif missed and before.grace_since is None:
            assert (steps, after.tier) == ([TierEvent.GRACE_STARTED], before.tier)
            assert after.grace_until == self.today + timedelta(days=self.program.grace.days)
        elif missed:
            assert steps in ([], [TierEvent.GRACE_WARNED])
            assert (after.tier, after.grace_until) == (before.tier, before.grace_until)
            assert after.grace_warned is self._is_warned(after)
        else:
            assert steps == ([TierEvent.RECOVERED] if before.grace_since else [])
            assert (after.tier, after.grace_since) == (before.tier, None)
        assert rank(after.tier) >= rank(earned)

    def _is_warned(self, partner: Partner) -> bool:
        """Whether the warning must have come: its day is past the grace's first and not in the future."""
        assert partner.grace_since is not None
        assert partner.grace_until is not None
        day = partner.grace_until - timedelta(days=self.program.grace.warn_days_before)
        return partner.grace_since < day <= self.today

    def _rate_on(self, day: date) -> int:
        """The rate of the tier held on a day, by the history; before the first line, of the first tier."""
        history = self.history
        until_then = [change.to_tier for change in history if change.on <= day]
        return self.program.tier(until_then[-1] if until_then else history[0].to_tier).rate

    # what must always hold

    @invariant()
    def the_figures_are_the_sum_of_what_was_told(self) -> None:
        with self.world.database.read() as uow:
            found = uow.partners.tier_figures("northwind", new_since=customer_window(self.program, self.today))
        assert found == self.figures

    @invariant()
    def a_rate_once_fixed_stays(self) -> None:
        assert dict(self.world.rows("subscriptions", "id", "rate")) == {
            key: each.rate for key, each in self.sold.items()
        }

    @invariant()
    def replaying_the_history_gives_the_tier_and_its_grace(self) -> None:
        tier, since, grace_since, grace_until, warned = "", date.min, None, None, False
        for change in self.history:
            assert (change.from_tier or "") == tier
            if change.event in {TierEvent.JOINED, TierEvent.PROMOTED, TierEvent.DEMOTED}:
                tier, since, grace_since, grace_until, warned = change.to_tier, change.on, None, None, False
                continue
            assert change.to_tier == tier
            if change.event is TierEvent.GRACE_STARTED:
                assert grace_since is None
                grace_since, grace_until = change.on, change.grace_until
            elif change.event is TierEvent.GRACE_WARNED:
                assert grace_until == change.grace_until
                assert not warned
                warned = True
            else:
                assert grace_since is not None
                grace_since, grace_until, warned = None, None, False
        held = self.partner
        assert (held.tier, held.tier_since) == (tier, since)
        assert (held.grace_since, held.grace_until, held.grace_warned) == (grace_since, grace_until, warned)

    @invariant()
    def each_line_of_history_is_explained_by_its_own_figures(self) -> None:
        rank = self.program.rank
        grace_until = None
        for change in self.history:
            earned = earned_tier(self.program, Figures(change.arr, change.new_customers)).key
            if change.event is TierEvent.PROMOTED:
                assert change.to_tier == earned
                assert rank(change.to_tier) > rank(change.from_tier or "bronze")
            elif change.event is TierEvent.DEMOTED:
                assert change.to_tier == earned
                assert rank(change.to_tier) < rank(change.from_tier or "bronze")
                assert grace_until is not None or not self.program.grace.days
                assert grace_until is None or change.on >= grace_until
            elif change.event in {TierEvent.GRACE_STARTED, TierEvent.GRACE_WARNED}:
                assert rank(earned) < rank(change.to_tier)
            elif change.event is TierEvent.RECOVERED:
                assert rank(earned) == rank(change.to_tier)
            grace_until = change.grace_until

    @invariant()
    def history_is_only_added_to_and_told_once_a_line(self) -> None:
        changes = self.world.rows("tier_changes", "*")
        assert changes[: len(self.changes)] == self.changes
        self.changes = changes
        told = [key for (key,) in self.world.rows("outbox", "DISTINCT payload ->> '$.change_id'") if key is not None]
        assert len(told) == sum(change.event is not TierEvent.JOINED for change in self.history)


class WithoutGrace(TierMachine):
    """The same where a demotion is immediate."""

    program = samples.program(**{"grace.days": 0})


def test_a_tier_is_explained_by_its_history_and_never_lost_before_the_grace_ends(worlds: Worlds) -> None:
    worlds.hold(TierMachine)


def test_without_grace_a_tier_is_always_the_one_that_is_earned(worlds: Worlds) -> None:
    worlds.hold(WithoutGrace)
