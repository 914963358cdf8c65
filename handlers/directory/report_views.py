"""The month's report on screen."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.blocks.block_elements import InteractiveElement

from domain.money import WHOLE, BasisPoints, Cents, half_up
from domain.program import Program
from domain.usecases.program_report import Report
from handlers.blocks import button, buttons, facts, header, section, small
from handlers.context import House
from handlers.directory.words import movement, tier_name
from handlers.ids import Action
from handlers.texts.catalogue import say
from handlers.texts.format import Format
from handlers.ways import way_to

TENTH = 10
"""A tenth of a percent in basis points: shares are shown no finer."""


def report(shown: Report, house: House, *, sent: bool = False) -> list[Block]:
    """Totals by tier and the movement of the month. `sent`: the file is on its way."""
    program, fmt = house.program, house.format
    blocks: list[Block] = [header(fmt.month(shown.month.first))]
    if shown.month.is_running:
        blocks.append(small(say("So far. The month is still running.")))
    if shown.rows:
        blocks += [section(_tiers(shown, program, fmt)), facts(_arr(shown, fmt)), facts(_brought(shown, fmt))]
    else:
        blocks.append(section(say("No partners had joined yet.")))
    if sent:
        blocks.append(small(say(":outbox_tray: The CSV file is on its way to your messages.")))
    return [*blocks, buttons(*_ways_on(shown, fmt))]


def _tiers(shown: Report, program: Program, fmt: Format) -> str:
    """A line for each tier of the program, and for any that partners held and the program has no more."""
    held, total = shown.tiers, shown.arr
    keys = [tier.key for tier in reversed(program.tiers)]
    lines = []
    for key in [*keys, *sorted(set(held) - set(keys))]:
        count, arr = (held[key].partners, held[key].arr) if key in held else (0, Cents(0))
        line = f"{tier_name(program, key)}: {fmt.count(count, 'partner')}"
        lines.append(f"{line} · {fmt.money(arr)} ({fmt.share(share(arr, total))})" if count else line)
    partners = fmt.count(len(shown.rows), "partner")
    return "\n".join([*lines, say("*Total: {partners} · {arr} ARR*", partners=partners, arr=fmt.money(total))])


def share(part: Cents, whole: Cents) -> BasisPoints:
    """The part's share, to a tenth of a percent; 0 of nothing."""
    return BasisPoints(half_up(part * WHOLE, whole * TENTH) * TENTH if whole else 0)


def _arr(shown: Report, fmt: Format) -> list[tuple[str, str]]:
    moved = Cents(shown.arr - shown.arr_before)
    return [
        (say("ARR at the start"), fmt.money(shown.arr_before)),
        (
            say("ARR now") if shown.month.is_running else say("ARR at the end"),
            f"{fmt.money(shown.arr)}\n{movement(moved, fmt)}",
        ),
    ]


def _brought(shown: Report, fmt: Format) -> list[tuple[str, str]]:
    rows = shown.rows
    by_hand = []
    if shown.set_up:
        by_hand.append(say("{number} up", number=fmt.number(shown.set_up)))
    if shown.set_down:
        by_hand.append(say("{number} down", number=fmt.number(shown.set_down)))
    return [
        (say("Partners joined"), fmt.number(sum(row.joined for row in rows))),
        (say("New customers"), fmt.number(sum(row.new_customers for row in rows))),
        (say("Promotions"), fmt.number(shown.promotions)),
        (say("Demotions"), fmt.number(shown.demotions)),
        *([(say("Tiers set by hand"), ", ".join(by_hand))] if by_hand else []),
        (say("Leads submitted"), fmt.number(sum(row.leads for row in rows))),
        (say("Leads won"), fmt.number(sum(row.won for row in rows))),
        (say("Rewards booked"), fmt.money(shown.rewards)),
    ]


def _ways_on(shown: Report, fmt: Format) -> list[InteractiveElement]:
    row: list[InteractiveElement] = []
    if shown.before:
        row.append(button(f"◀ {fmt.month(shown.before)}", Action.REPORT_BACK, f"{shown.before:%Y-%m}"))
    if shown.after:
        row.append(button(f"{fmt.month(shown.after)} ▶", Action.REPORT, f"{shown.after:%Y-%m}"))
    if shown.rows:
        row.append(button(say("CSV, by partner"), Action.REPORT_FILE, f"{shown.month.first:%Y-%m}"))
    row.append(way_to(Action.PARTNERS))
    return row
