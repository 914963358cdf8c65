"""The partner's overview, its ARR taken apart, its tier explained."""

from __future__ import annotations

from functools import cache

from slack_sdk.models.blocks import Block

from domain.program import Program
from domain.rewards import EntryKind, LedgerEntry
from domain.subscriptions import ArrLine, BillingCycle, Kind
from domain.usecases.overview import ARR_LINES_A_PAGE, ArrExplained, Overview
from handlers.blocks import Prepared, button, buttons, divider, facts, header, pager, section, small
from handlers.ids import Action
from handlers.texts.format import Format, safe
from handlers.tiers.texts import at_risk, progress


def overview(shown: Overview, fmt: Format) -> list[Block]:
    """The whole state of a partner in one look, with the ways on."""
    standing = shown.standing
    blocks: list[Block] = [
        header(f"{standing.tier.emoji} {shown.partner.name} · {standing.tier.name}"),
        facts(
            [
                ("ARR", fmt.money(standing.figures.arr)),
                ("Your rate", f"{fmt.rate(standing.tier.rate)} on new subscriptions"),
                ("Open leads", fmt.number(shown.open_leads)),
                ("Latest reward", _latest(shown.latest_entry, fmt)),
            ]
        ),
        section(progress(standing, fmt)),
    ]
    if shown.partner.grace_until:
        blocks.append(section(at_risk(standing, fmt, fmt.day(shown.partner.grace_until))))
    blocks.append(_ways_on())
    return blocks


@cache
def _ways_on() -> Block:
    return Prepared(
        buttons(
            button("Submit a lead", Action.LEAD_FORM, style="primary"),
            button("My leads", Action.LEADS),
            button("How my ARR adds up", Action.ARR),
            button("My tier", Action.TIER),
            button("Help", Action.HELP),
        )
    )


def overview_text(shown: Overview, fmt: Format) -> str:
    """The overview in one line, for notifications and screen readers."""
    standing = shown.standing
    return f"{safe(shown.partner.name)}: {standing.tier.name}, ARR {fmt.money(standing.figures.arr)}"


def _latest(entry: LedgerEntry | None, fmt: Format) -> str:
    if entry is None:
        return "None yet. A won lead earns you one."
    what = "for" if entry.kind is EntryKind.LEAD_REWARD else "taken back for reopened"
    return f"{fmt.money(entry.amount)} {what} L-{entry.lead_id}, {fmt.day(entry.at.date())}"


def arr(shown: ArrExplained, program: Program, fmt: Format) -> list[Block]:
    """ARR line by line: a line for all subscriptions that pay alike, with its formula."""
    blocks: list[Block] = [header(f"ARR {fmt.money(shown.total)}")]
    if not shown.line_count:
        blocks.append(section("No active subscription counts yet. ARR starts with the first customer you bring."))
    blocks += [section(_line(line, program, fmt)) for line in shown.lines]
    blocks += pager(Action.ARR, Action.ARR_BACK, offset=shown.offset, page=ARR_LINES_A_PAGE, total=shown.line_count)
    if shown.line_count:
        blocks += [divider(), section(f"*Total {fmt.money(shown.total)}*")]
    blocks.append(small(_left_out(shown, fmt)))
    blocks.append(buttons(button("Overview", Action.OVERVIEW), button("My tier", Action.TIER)))
    return blocks


def _line(line: ArrLine, program: Program, fmt: Format) -> str:
    name = program.product_name(line.product, line.plan)
    return f"*{safe(name)}*\n{formula(line, fmt)}"


def formula(line: ArrLine, fmt: Format) -> str:
    """`15 referrals × ($250.00 − 20%) × 12 = $36,000.00`; a yearly price counts once."""
    price = fmt.money(line.amount)
    if line.kind is Kind.REFERRAL:
        price = f"({price} − {fmt.rate(line.rate)})"
    times = " × 12" if line.cycle is BillingCycle.MONTHLY else " a year"
    return f"{fmt.count(line.count, line.kind.value)} × {price}{times} = *{fmt.money(line.total)}*"


def _left_out(shown: ArrExplained, fmt: Format) -> str:
    counted = "Active, paid subscriptions count. A referral counts without your commission."
    if not shown.not_counting:
        return counted
    others = ", ".join(
        f"{fmt.number(n)} {status.replace('_', ' ')}" for status, n in sorted(shown.not_counting.items())
    )
    return f"{counted} Not counted: {others}."
