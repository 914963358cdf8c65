"""Lines of a tier's history, each with the figures that it was decided on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from domain.money import Cents
from domain.partners import TierChange, TierEvent
from domain.program import Program
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import Format

_TEXTS: Mapping[TierEvent, str] = Spoken(
    {
        TierEvent.JOINED: mark("joined the program at {tier}"),
        TierEvent.PROMOTED: mark("promoted to {tier} with {figures}"),
        TierEvent.GRACE_STARTED: mark("{tier} missed with {figures}; kept until {until}"),
        TierEvent.GRACE_WARNED: mark("still missed with {figures}; {tier} kept until {until}"),
        TierEvent.RECOVERED: mark("{tier} met again with {figures}"),
        TierEvent.DEMOTED: mark("moved to {tier} with {figures}"),
        TierEvent.OVERRIDDEN: mark("{tier} set by our team through {until}, with {figures}"),
        TierEvent.OVERRIDE_ENDED: mark("no longer set by our team: {tier} with {figures}"),
    }
)


def history_lines(changes: Iterable[TierChange], program: Program, fmt: Format) -> list[str]:
    """`• Mar 3, 2026: promoted to Silver with $6,000.00 ARR, 1 new customer`, in the order given."""
    return [f"• {fmt.day(change.on)}: {told(change, program, fmt)}" for change in changes]


def told(change: TierChange, program: Program, fmt: Format) -> str:
    """What happened, and on which figures. Why somebody set a tier is between them and the staff."""
    until: date | None = change.override_until or change.grace_until
    return _TEXTS[change.event].format(
        tier=program.tier(change.to_tier).name,
        figures=_figures(change.arr, change.new_customers, fmt),
        until=fmt.day(until) if until else say("now"),
    )


def _figures(arr: Cents, customers: int, fmt: Format) -> str:
    return say("{arr} ARR, {customers}", arr=fmt.money(arr), customers=fmt.number_of(customers, "new customer"))
