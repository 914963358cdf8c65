"""What a partner has earned: rewards one by one, and what its customers bring in a month and a year."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, ButtonElement

from domain.program import Program
from domain.rewards import Booking, EntryKind
from domain.usecases.earnings import ENTRIES_A_PAGE, Earnings
from handlers.blocks import buttons, divider, facts, header, pager, section, small
from handlers.estimate.views import a_month_and_a_year
from handlers.ids import Action
from handlers.texts.catalogue import mark, say
from handlers.texts.format import Format, safe, shortened
from handlers.ways import way_to

LONGEST_NAME = 80

HOW_IT_COUNTS = mark(
    "Commission and savings are those of subscriptions that are active and paid now. A "
    "reseller's discount is in its price already."
)


def earnings(shown: Earnings, program: Program, fmt: Format, *, gives_leads: bool) -> list[Block]:
    """A page of rewards below what all of it comes to. `gives_leads`: whether the reader may hand over leads."""
    blocks: list[Block] = [header(say("Your earnings"))]
    if shown.nothing:
        blocks.append(section(say("Nothing yet. A won lead earns you a reward, a referral's customer a commission.")))
    else:
        blocks.append(facts(_sums(shown, fmt)))
    if shown.booked.count:
        blocks += [divider(), *(section(_line(each, fmt)) for each in shown.booked.rows)]
        blocks += pager(
            Action.EARNINGS,
            Action.EARNINGS_BACK,
            offset=shown.offset,
            page=ENTRIES_A_PAGE,
            total=shown.booked.count,
        )
    blocks += [small(_terms(program, fmt)), buttons(*_ways_on(gives_leads=gives_leads))]
    return blocks


def _sums(shown: Earnings, fmt: Format) -> list[tuple[str, str]]:
    booked = shown.booked
    rewards = (
        say("{total}\n{part} in {year}", total=fmt.money(booked.total), part=fmt.money(booked.since), year=shown.year)
        if booked.count
        else say("None yet")
    )
    sums = [
        (say("Rewards for won leads"), rewards),
        (
            say("Commission on referrals"),
            a_month_and_a_year(shown.commission, fmt) if shown.commission.yearly else say("None now"),
        ),
    ]
    if shown.saved.yearly:
        sums.append((say("Saved on resellers"), a_month_and_a_year(shown.saved, fmt)))
    return sums


def _line(booking: Booking, fmt: Format) -> str:
    entry = booking.entry
    day, amount = fmt.day_of(entry.at), fmt.money(entry.amount)
    lead = f"L-{entry.lead_id} · {safe(shortened(booking.company, LONGEST_NAME))}"
    if entry.kind is EntryKind.REVERSAL:
        day = say("{day}, taken back: the lead was reopened", day=day)
    return f"*{amount}* · {lead}\n{day}"


def _terms(program: Program, fmt: Format) -> str:
    rewards = program.leads.rewards
    earned = say(
        "A won lead earns you a {fee} fixed fee or {share} of the deal's annual value, as you choose.",
        fee=fmt.amount(rewards.fixed_fee),
        share=fmt.rate(rewards.revenue_share),
    )
    return f"{earned} {say(HOW_IT_COUNTS)}"


def _ways_on(*, gives_leads: bool) -> list[ButtonElement]:
    row = [way_to(Action.CUSTOMERS), way_to(Action.ESTIMATE)]
    row.append(way_to(Action.OVERVIEW))
    return [way_to(Action.LEADS), *row] if gives_leads else row
