"""A partner's ARR over twelve months against the bounds of the tiers: what the chart shows, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextvars import copy_context
from dataclasses import replace
from datetime import date, timedelta

from domain.arr_history import ArrHistory
from domain.money import Cents
from domain.program import Program, Tier
from handlers.charts.steps import Bound, StepChart
from handlers.texts.catalogue import ENGLISH, say, speak
from handlers.texts.format import Format, shortened

MOST_LINES_OF_AMOUNTS = 5
FEW_DAYS = 75
"""So short a record has days below it instead of months."""

IN_SIGHT = 0.2
"""The next tier's bound is drawn from this share of it on: before, the line would lie flat at the bottom."""

AT_THE_BOTTOM = 0.04
"""A bound lower than this share of the plot was passed so long ago that it says nothing."""

APART = 0.13
"""Bounds nearer to each other than this share of the plot would have their names run into each other."""

LONGEST_TITLE, LONGEST_TIER = 36, 9

PLAIN_LOCALE = "en_US"
"""Its months and amounts can be written with any font."""


def picture(name: str, history: ArrHistory, program: Program, fmt: Format) -> bytes:
    """The chart of a history that can be drawn, as a PNG.

    What the font has no letters for is said another way: words, months and amounts in English, names not at all.
    """
    from handlers.charts.drawing import can_write, png  # noqa: PLC0415 - takes a second, and not all draw

    chart = arr_chart(name, history, program, fmt)
    if not can_write(chart.labels):
        chart = copy_context().run(_in_english, name, history, program, fmt)
    if not can_write(chart.title):
        chart = replace(chart, title="ARR")
    bounds = [bound if can_write(bound.name) else replace(bound, name="") for bound in chart.bounds]
    return png(replace(chart, bounds=bounds))


def _in_english(name: str, history: ArrHistory, program: Program, fmt: Format) -> StepChart:
    speak(ENGLISH)
    return arr_chart(name, history, program, Format(PLAIN_LOCALE, fmt.currency))


def arr_chart(name: str, history: ArrHistory, program: Program, fmt: Format) -> StepChart:
    """What the chart of a history shows."""
    bounds = _bounds(history, program, fmt)
    highest = max([history.highest, *(Cents(int(bound.at)) for bound in bounds)])
    return StepChart(
        title=shortened(name, LONGEST_TITLE),
        subtitle=say("Annual recurring revenue (ARR) since {day}", day=fmt.day(history.first.on)),
        last=fmt.money(history.last.arr),
        last_is=fmt.day(history.last.on),
        points=[(point.on, float(point.arr)) for point in history.points],
        days=list(_days(history, fmt)),
        amounts=[(float(cents), fmt.axis(cents)) for cents in _round_amounts(highest)],
        bounds=bounds,
    )


def in_words(history: ArrHistory, program: Program, fmt: Format) -> str:
    """`ARR from $3,200.00 in December 2025 to $18,640.00 today; next tier Gold at $20,000.00`."""
    before, now, month = fmt.money(history.first.arr), fmt.money(history.last.arr), fmt.month(history.first.on)
    told = say("ARR from {before} in {month} to {now} today", before=before, month=month, now=now)
    if len(history.points) == 1:
        told = say("ARR {now} today", now=now)
    elif len({point.arr for point in history.points}) == 1:
        told = say("ARR {now} ever since {month}", now=now, month=month)
    ahead = _ahead(history.last.arr, program)
    if ahead is None:
        return told
    bound = fmt.money(ahead.required_arr)
    return say("{told}; next tier {tier} at {bound}", told=told, tier=ahead.name, bound=bound)


def _ahead(arr: Cents, program: Program) -> Tier | None:
    """The next tier by ARR alone."""
    return next((tier for tier in program.tiers if tier.required_arr > arr), None)


def _bounds(history: ArrHistory, program: Program, fmt: Format) -> list[Bound]:
    """The bounds that were passed, as far as they can be told apart, and the next one where it is in sight."""
    highest = history.highest
    shown = [tier for tier in program.tiers if 0 < tier.required_arr <= highest]
    ahead = _ahead(highest, program)
    if ahead is not None and highest >= ahead.required_arr * IN_SIGHT:
        shown.append(ahead)
    found: list[Bound] = []
    coming, above = _ahead(history.last.arr, program), float("inf")
    whole = max([highest, *(tier.required_arr for tier in shown)])
    for tier in reversed(shown):
        if whole * AT_THE_BOTTOM <= tier.required_arr <= above - whole * APART:
            above = float(tier.required_arr)
            name, amount = shortened(tier.name, LONGEST_TIER), fmt.axis(tier.required_arr)
            found.append(Bound(above, name, amount, is_ahead=tier == coming))
    return found


def _round_amounts(highest: Cents) -> Sequence[Cents]:
    """Round amounts from 0 up to the highest or just above, at steps of 1, 2, 2.5 or 5 times a power of ten."""
    step, unit = 0, 100
    while not step:
        fitting = (unit * tenths // 10 for tenths in (10, 20, 25, 50) if unit * tenths % 1000 == 0)
        step = next((each for each in fitting if each * MOST_LINES_OF_AMOUNTS >= highest), 0)
        unit *= 10
    return [Cents(cents) for cents in range(0, highest + step, step)]


def _days(history: ArrHistory, fmt: Format) -> Iterator[tuple[date, str]]:
    """The first of each month, with the year below the first one and each January; of a short record some days."""
    first, last = history.first.on, history.last.on
    if (last - first).days < FEW_DAYS:
        every = max(1, -(-(last - first).days // 6))
        for ahead in range(0, (last - first).days + 1, every):
            day = first + timedelta(days=ahead)
            yield day, fmt.short_day(day)
        return
    month, names_year = _first_of_next_month(first - timedelta(days=1)), True
    while month <= last:
        yield month, f"{fmt.short_month(month)}\n{month.year}" if names_year else fmt.short_month(month)
        month = _first_of_next_month(month)
        names_year = month.month == 1


def _first_of_next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
