"""A partner's own leads: the list, and one lead with what happened to it."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from domain.leads import OPEN, Lead, LeadEvent, LeadStatus
from domain.program import Program
from domain.usecases.own_leads import LEADS_A_PAGE, LeadPage
from handlers.blocks import button, buttons, divider, header, pager, section, small
from handlers.context import House
from handlers.ids import Action
from handlers.leads.facts import deal_lines, may_pay, reviews, reward_amount, reward_line, status_line, title
from handlers.leads.timeline import partner_line, told
from handlers.texts.format import Format, safe

NEWEST_EVENTS = 20


def leads(page: LeadPage, program: Program, fmt: Format) -> list[Block]:
    """A page of leads, newest first."""
    if not page.total:
        return [
            header("Your leads"),
            section("No leads yet. Hand us a company that may want our products, and earn when it buys."),
            buttons(button("Submit a lead", Action.LEAD_FORM, style="primary")),
        ]
    blocks: list[Block] = [header(f"Your {fmt.count(page.total, 'lead')}")]
    for lead in page.leads:
        details = button("Details", Action.LEAD, str(lead.id))
        blocks.append(section(_row(lead, program, fmt), accessory=details))
    blocks += pager(Action.LEADS, Action.LEADS_BACK, offset=page.offset, page=LEADS_A_PAGE, total=page.total)
    blocks.append(
        buttons(button("Submit a lead", Action.LEAD_FORM, style="primary"), button("Overview", Action.OVERVIEW))
    )
    return blocks


def _row(lead: Lead, program: Program, fmt: Format) -> str:
    earns = ""
    if lead.status is LeadStatus.WON:
        earns = f"earned {reward_amount(lead, program, fmt)}"
    elif lead.status in OPEN:
        earns = f"may earn {reward_line(lead, program, fmt)}"
    line = f"*{title(lead)}*\n{status_line(lead, program)}"
    return f"{line} · {earns}" if earns else line


def lead(shown: Lead, history: Sequence[LeadEvent], house: House) -> list[Block]:
    """One lead in its partner's version: the status explained, what it may earn, what happened when."""
    program, fmt = house.program, house.format
    marks = reviews(shown)
    blocks: list[Block] = [
        header(f"{shown.number} · {shown.contact.company}"),
        section(f"*{status_line(shown, program)}*\n{status_text(shown, house)}"),
        section(_deal(shown, program, fmt)),
    ]
    if marks:
        blocks.append(small(" · ".join(marks)))
    newest = told(history)[-NEWEST_EVENTS:]
    blocks += [
        divider(),
        section("\n".join(f"• {fmt.moment(each.at)}: {partner_line(each, program)}" for each in newest)),
        buttons(button("All my leads", Action.LEADS)),
    ]
    return blocks


def _deal(shown: Lead, program: Program, fmt: Format) -> str:
    lines = deal_lines(shown, program, fmt)
    return f"{lines}\nReward: {reward_line(shown, program, fmt)}" if may_pay(shown) else lines


def status_text(shown: Lead, house: House) -> str:
    """The program's text for the lead's status, with its actual reward and, where there is one, the reason."""
    texts = house.program.leads.texts
    template = texts.of(shown.status)
    text = template.format(
        reward=reward_amount(shown, house.program, house.format), contact=house.program.vendor.contact
    )
    closed = shown.status in {LeadStatus.REJECTED, LeadStatus.LOST}
    return f"{text}\n> {quoted(shown.reason)}" if closed and shown.reason else text


def quoted(text: str) -> str:
    """User text inside a quotation of mrkdwn."""
    return safe(text).replace("\n", "\n> ")
