"""The card of a lead in the leads channel."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from domain.leads import Lead
from domain.partners import Partner
from handlers.blocks import button, buttons, facts, section, small
from handlers.context import House
from handlers.ids import Action
from handlers.leads.facts import deal_lines, flags, may_pay, reward_line, status_line, title
from handlers.leads.list_views import quoted
from handlers.texts.catalogue import say
from handlers.texts.format import safe, shortened
from handlers.texts.words import who

LONGEST_QUESTION = 300
"""What is longer is read in full in the review."""


def card_key(lead_id: int) -> str:
    """The name under which the card's message is remembered."""
    return f"lead-card:{lead_id}"


def card_text(lead: Lead, partner: Partner) -> str:
    """The card in one line."""
    return say("{lead} from {partner}", lead=title(lead), partner=safe(partner.name))


def card(lead: Lead, partner: Partner, house: House) -> list[Block]:
    """Who, what, how it stands, what it may earn, and what a rep can do about it."""
    program, fmt = house.program, house.format
    contact = lead.contact
    person = safe(f"{contact.first_name} {contact.last_name}")
    job = f", {safe(contact.job_title)}" if contact.job_title else ""
    blocks: list[Block] = [
        section(f"*{title(lead)}* · {status_line(lead, program)}"),
        facts(
            [
                (say("Partner"), safe(partner.name)),
                (say("Contact"), f"{person}{job}"),
                (say("Deal"), deal_lines(lead, program, fmt)),
                (say("Reward"), reward_line(lead, program, fmt) if may_pay(lead) else say("none")),
            ]
        ),
    ]
    marks = flags(lead)
    if lead.is_open and lead.next_step_on is not None:
        marks.append(say(":calendar: next step {day}", day=fmt.day(lead.next_step_on)))
    if lead.deal_of is not None:
        marks.append(say(":link: part of L-{number}", number=lead.deal_of))
    if marks:
        blocks.append(small(" · ".join(marks)))
    if lead.is_open and lead.question is not None:
        asked = quoted(shortened(lead.question, LONGEST_QUESTION))
        blocks.append(section(say(":speech_balloon: *Waits for the partner's answer*\n> {question}", question=asked)))
    owner = say("With {person}", person=who(lead.assignee)) if lead.assignee else say("Unassigned")
    came = say("submitted {when} by {person}", when=fmt.moment(lead.submitted_at), person=who(lead.submitted_by))
    blocks.append(small(f"{owner} · {came}"))
    if lead.withdrawn_at is not None:
        return blocks
    row = [button(say("Review"), Action.LEAD_REVIEW, str(lead.id), style="primary" if lead.is_open else None)]
    if lead.assignee is None and lead.is_open:
        row.append(button(say("Assign to me"), Action.LEAD_ASSIGN, str(lead.id)))
    blocks.append(buttons(*row))
    return blocks
