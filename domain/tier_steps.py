"""What an evaluation does to a partner's tier: pure functions of (program, state, figures, day).

A promotion is immediate. A missed requirement starts a grace period; the demotion comes on the day it ends, to the best
tier whose requirement is met. A tier that an admin has set is kept whatever the figures through its last day, unless
they earn a higher one; on the first day after it, the tier goes at once to the one that is earned.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Protocol

from domain.partners import Partner, TierChange, TierEvent
from domain.program import Program, Tier
from domain.tiers import Figures, earned_tier, gap


class HoldsTier(Protocol):
    """A tier as it is held on a day: a partner's own, or one from the records."""

    @property
    def tier(self) -> str: ...
    @property
    def tier_since(self) -> date: ...
    @property
    def grace_since(self) -> date | None: ...
    @property
    def grace_until(self) -> date | None: ...
    @property
    def grace_warned(self) -> bool: ...
    @property
    def override_until(self) -> date | None: ...


@dataclass(frozen=True)
class TierState:
    """The tier that is held, since when, with its grace period and the end of what an admin has set."""

    tier: str
    tier_since: date
    grace_since: date | None = None
    grace_until: date | None = None
    grace_warned: bool = False
    override_until: date | None = None

    @classmethod
    def of(cls, holder: HoldsTier) -> TierState:
        """The state of a partner as it is now."""
        return cls(*(getattr(holder, field.name) for field in fields(cls)))


@dataclass(frozen=True)
class Step:
    """One thing that happens to a partner's tier."""

    event: TierEvent
    from_tier: str
    to_tier: str
    grace_until: date | None = None
    override_until: date | None = None


def evaluate(program: Program, state: HoldsTier, figures: Figures, today: date) -> list[Step]:
    """What must happen to the tier today, in order. Empty when all is as it should be.

    Evaluating again after the steps were applied gives nothing, whatever the day's figures.
    """
    held, earned = program.tier(state.tier), earned_tier(program, figures)
    if program.rank(earned.key) > program.rank(held.key):
        return [Step(TierEvent.PROMOTED, held.key, earned.key)]
    if state.override_until is not None:
        is_over = today > state.override_until
        return [Step(TierEvent.OVERRIDE_ENDED, held.key, earned.key)] if is_over else []
    if gap(held, figures).closed:
        return [Step(TierEvent.RECOVERED, held.key, held.key)] if state.grace_since else []
    return _missed(program, state, held, earned, today)


def _missed(program: Program, state: HoldsTier, held: Tier, earned: Tier, today: date) -> list[Step]:
    """The steps for a partner whose tier's requirement is not met."""
    demotion = [Step(TierEvent.DEMOTED, held.key, earned.key)]
    since, until = state.grace_since, state.grace_until
    if since is None or until is None:
        end = today + timedelta(days=program.grace.days)
        return [Step(TierEvent.GRACE_STARTED, held.key, held.key, end)] if program.grace.days else demotion
    if today >= until:
        return demotion
    warn_from = until - timedelta(days=program.grace.warn_days_before)
    if since < warn_from <= today and not state.grace_warned:
        return [Step(TierEvent.GRACE_WARNED, held.key, held.key, until)]
    return []


def after(state: TierState, step: Step, today: date) -> TierState:
    """The state once a step was carried out. A tier that stays the same is held since when it was."""
    match step.event:
        case TierEvent.GRACE_STARTED:
            return replace(state, grace_since=today, grace_until=step.grace_until, grace_warned=False)
        case TierEvent.GRACE_WARNED:
            return replace(state, grace_warned=True)
        case TierEvent.JOINED:
            return TierState(step.to_tier, today)
        case _:
            since = state.tier_since if step.to_tier == step.from_tier else today
            return TierState(step.to_tier, since, override_until=step.override_until)


def apply(partner: Partner, step: Step, today: date) -> None:
    """Carries a step out on the partner."""
    state = after(TierState.of(partner), step, today)
    for field in fields(state):
        setattr(partner, field.name, getattr(state, field.name))


def step_of(change: TierChange) -> Step:
    """The step that a line of history tells of."""
    before = change.to_tier if change.from_tier is None else change.from_tier
    return Step(change.event, before, change.to_tier, change.grace_until, change.override_until)


def state_after(start: TierState, changes: Iterable[TierChange]) -> TierState:
    """The state that lines of history lead to, the oldest first."""
    state = start
    for change in changes:
        state = after(state, step_of(change), change.on)
    return state
