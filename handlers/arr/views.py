"""ARR line by line: every line with its formula, who brings most, and what does not count."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from slack_sdk.models.blocks import Block

from domain.arr import ArrLine, Aside, BigCustomer
from domain.money import WHOLE, BasisPoints, half_up
from domain.program import Program
from domain.usecases.explain_arr import LINES_A_PAGE, ArrExplained
from handlers.arr.words import aside, formula
from handlers.blocks import button, buttons, divider, header, pager, section, small
from handlers.ids import Action
from handlers.texts.catalogue import say, say_many
from handlers.texts.format import Format, safe, shortened
from handlers.ways import way_to

LONGEST_NAME = 80
MOST_PAST_DUE = 5
"""Days of past due subscriptions that are told one by one."""


def arr(shown: ArrExplained, program: Program, fmt: Format) -> list[Block]:
    """A page of it, with the ways on."""
    blocks: list[Block] = [header(say("ARR {total}", total=fmt.money(shown.total))), *lines(shown, program, fmt)]
    blocks += pager(Action.ARR, Action.ARR_BACK, offset=shown.offset, page=LINES_A_PAGE, total=shown.line_count)
    blocks += beside(shown, program, fmt)
    blocks.append(
        buttons(
            way_to(Action.OVERVIEW),
            way_to(Action.TIER),
            way_to(Action.CUSTOMERS),
            button(say("Chart"), Action.ARR_CHART),
            button(say("Export CSV"), Action.ARR_EXPORT),
        )
    )
    return blocks


def lines(shown: ArrExplained, program: Program, fmt: Format) -> list[Block]:
    """The lines of a page under a heading for each plan, and the sum of all pages."""
    if not shown.line_count:
        return [section(say("No subscription counts yet. ARR starts with the first customer that pays."))]
    # by their keys, for plans that are named alike have sums of their own
    by_plan = groupby(shown.lines, key=lambda line: (line.product, line.plan))
    blocks: list[Block] = [section(_plan(program.product_name(*plan), list(group), fmt)) for plan, group in by_plan]
    if shown.line_count > 1:
        total = fmt.money(shown.total)
        is_more = shown.line_count > LINES_A_PAGE
        text = say("*Total of all pages {total}*", total=total) if is_more else say("*Total {total}*", total=total)
        blocks.append(section(text))
    return blocks


def _plan(name: str, found: Sequence[ArrLine], fmt: Format) -> str:
    first = found[0]
    title = f"*{safe(shortened(name, LONGEST_NAME))}*"
    if first.lines_of_plan > 1:
        title += f" · {fmt.money(first.of_plan)}"
    if len(found) < first.lines_of_plan:
        count, here = fmt.count(first.lines_of_plan, "line"), fmt.number(len(found))
        title += " " + say("in {lines}, {number} here", lines=count, number=here)
    return "\n".join([title, *(formula(line, fmt) for line in found)])


def beside(shown: ArrExplained, program: Program, fmt: Format) -> list[Block]:
    """The customers that bring most, and the subscriptions that need a word."""
    blocks: list[Block] = []
    if len(shown.biggest) > 1:
        rows = [_customer(place, each, shown, fmt) for place, each in enumerate(shown.biggest, 1)]
        blocks += [divider(), section("\n".join([say("*Biggest customers*"), *rows]))]
    days = program.arr.past_due_days
    for title, group in (
        (say("*Counts, but isn't paid*"), [each for each in shown.asides if each.counts]),
        (say("*Doesn't count*"), [each for each in shown.asides if not each.counts]),
    ):
        if group:
            blocks += [divider(), section("\n".join([title, *(f"• {text}" for text in _asides(group, days, fmt))]))]
    return [*blocks, small(_what_counts(days, fmt))]


def _what_counts(past_due_days: int, fmt: Format) -> str:
    if not past_due_days:
        return say("Active, paid subscriptions count. A referral counts without the commission.")
    return say(
        "Active, paid subscriptions count. So do past due ones, for {days}. A referral counts without the commission.",
        days=fmt.count(past_due_days, "day"),
    )


def _customer(place: int, of: BigCustomer, shown: ArrExplained, fmt: Format) -> str:
    name, share = safe(shortened(of.name, LONGEST_NAME)), _percent(of.share_of(shown.total), fmt)
    return f"{place}. {name} · {fmt.money(of.contribution)} · {share}"


def _asides(group: Sequence[Aside], days: int, fmt: Format) -> list[str]:
    """The newest days past due one by one, those before together: their number may grow without end."""
    late = sorted((each for each in group if each.since), key=lambda each: str(each.since), reverse=True)
    texts = [aside(each, days, fmt) for each in group if not each.since]
    texts += [aside(each, days, fmt) for each in late[:MOST_PAST_DUE]]
    rest = sum(each.count for each in late[MOST_PAST_DUE:])
    if rest:
        number = fmt.number(rest)
        texts.append(say_many("{number} past due for longer", "{number} past due for longer", rest, number=number))
    return texts


def _percent(share: BasisPoints, fmt: Format) -> str:
    """Whole percents; what is there is never nothing."""
    percent = BasisPoints(half_up(share * 100, WHOLE) * 100)
    return fmt.rate(percent) if percent else say("under {rate}", rate=fmt.rate(BasisPoints(100)))
