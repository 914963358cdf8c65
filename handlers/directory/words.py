"""Words that the list, a partner and the report share."""

from __future__ import annotations

from domain.money import Cents
from domain.partners import TierChange, TierEvent
from domain.people import PersonKey
from domain.program import Program
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import Format, safe, shortened
from handlers.texts.words import who

LONGEST_REASON = 150
"""In a line of history, so that the newest lines always fit."""

WHAT = Spoken(
    {
        TierEvent.JOINED: mark("joined at {tier}"),
        TierEvent.PROMOTED: mark("promoted to {tier}"),
        TierEvent.DEMOTED: mark("moved down to {tier}"),
        TierEvent.GRACE_STARTED: mark("{tier} missed, kept"),
        TierEvent.GRACE_WARNED: mark("{tier} still missed, kept"),
        TierEvent.RECOVERED: mark("{tier} kept, its requirement is met again"),
        TierEvent.OVERRIDDEN: mark("set to {tier}"),
        TierEvent.OVERRIDE_ENDED: mark("no longer set, {tier} by the figures"),
    }
)

WHAT_UNTIL = Spoken(
    {
        TierEvent.GRACE_STARTED: mark("{tier} missed, kept until {day}"),
        TierEvent.GRACE_WARNED: mark("{tier} still missed, kept until {day}"),
        TierEvent.OVERRIDDEN: mark("set to {tier} through {day}"),
    }
)
"""What is over on a day, or after it where that is said."""


def movement(cents: Cents, fmt: Format) -> str:
    """`▲ +$1,200.00`, `▼ -$300.00`, `no change`."""
    if not cents:
        return say("no change")
    return f"▲ +{fmt.money(cents)}" if cents > 0 else f"▼ {fmt.money(cents)}"


def tier_name(program: Program, key: str) -> str:
    """A tier's name with its sign; one that the program has no more by its key."""
    if not program.has_tier(key):
        return safe(key)
    tier = program.tier(key)
    return f"{tier.emoji} {tier.name}"


def figures(arr: Cents, new_customers: int, fmt: Format) -> str:
    """`$5,000.00 ARR, 1 new customer`."""
    return say("{arr} ARR, {customers}", arr=fmt.money(arr), customers=fmt.number_of(new_customers, "new customer"))


def change_line(change: TierChange, program: Program, fmt: Format) -> str:
    """One line of a tier's history in the staff's version: what happened, on which figures, by whom and why."""
    line = f"{_what(change, program, fmt)} · {figures(change.arr, change.new_customers, fmt)}"
    if change.by:
        line = say("{change}, by {person}", change=line, person=who(PersonKey(change.by)))
    reason = f": {safe(shortened(' '.join(change.reason.split()), LONGEST_REASON))}" if change.reason else ""
    return f"{fmt.day(change.on)}: {line}{reason}"


def _what(change: TierChange, program: Program, fmt: Format) -> str:
    """The last day on which a tier is set is named everywhere, and so is the day on which a grace period is over."""
    tier, day = tier_name(program, change.to_tier), change.override_until or change.grace_until
    if day and change.event in WHAT_UNTIL:
        return WHAT_UNTIL[change.event].format(tier=tier, day=fmt.day(day))
    return WHAT[change.event].format(tier=tier)
