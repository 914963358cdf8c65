"""The staff's list of all leads."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, PlainTextObject, StaticSelectElement

from domain.leads import Lead, LeadStatus
from domain.partners import Partner
from domain.usecases.work_leads import LEADS_A_PAGE, Board
from handlers.blocks import button, buttons, chosen, header, option, pager, section
from handlers.context import House
from handlers.ids import Action
from handlers.leads.facts import flags, may_pay, reward_line, status_line, title
from handlers.texts.format import safe
from handlers.texts.words import STATUS, who

EVERY = "all"


def board(shown: Board, status: LeadStatus | None, house: House) -> list[Block]:
    """Counts by status as a filter, and one page of leads with their review a click away."""
    fmt = house.format
    everything = sum(shown.counts.values())
    entries = [option(f"All ({fmt.number(everything)})", EVERY)]
    entries += [option(f"{STATUS[each]} ({fmt.number(shown.counts.get(each, 0))})", each) for each in LeadStatus]
    select = StaticSelectElement(
        action_id=Action.BOARD_FILTER,
        placeholder=PlainTextObject(text="Status"),
        options=entries,
        initial_option=chosen(entries, status or EVERY),
    )
    blocks: list[Block] = [header("Leads"), buttons(select)]
    if not shown.leads:
        blocks.append(section("No leads here." if everything else "No leads yet. They arrive from `/partner lead`."))
    for lead in shown.leads:
        review = button("Review", Action.LEAD_REVIEW, str(lead.id))
        blocks.append(section(_row(lead, shown.partners[lead.partner_id], house), accessory=review))
    prefix = f"{status or EVERY}:"
    blocks += pager(
        Action.BOARD, Action.BOARD_BACK, offset=shown.offset, page=LEADS_A_PAGE, total=shown.total, prefix=prefix
    )
    return blocks


def _row(lead: Lead, partner: Partner, house: House) -> str:
    owner = f"with {who(lead.assignee)}" if lead.assignee else "unassigned"
    marks = "".join(f" · {mark}" for mark in flags(lead))
    reward = f" · reward {reward_line(lead, house.program, house.format)}" if may_pay(lead) else ""
    return f"*{title(lead)}* from {safe(partner.name)}\n{status_line(lead, house.program)} · {owner}{reward}{marks}"
