"""Messages about leads that are late."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.models.blocks import Block

from domain.lead_deadlines import Deadline
from domain.leads import Lead
from domain.notices import AnswerMissing, LateLead, LeadDeadlineNotice, LeadsLate
from domain.partners import Partner
from handlers.blocks import button, section, small
from handlers.context import Reading
from handlers.ids import Action
from handlers.leads.facts import title
from handlers.leads.list_views import quoted
from handlers.notices.lead_posts import lead_of
from handlers.results import Post
from handlers.texts.format import Format, safe
from handlers.texts.words import who

MOST_SHOWN = 20


def lead_deadline(notice: LeadDeadlineNotice, reading: Reading) -> Post:
    """What is late, or the question that the partner is reminded of."""
    return _late(notice, reading) if isinstance(notice, LeadsLate) else _answer_missing(notice, reading)


def _late(notice: LeadsLate, reading: Reading) -> Post:
    """Those that are still to be worked on when the message goes out."""
    fmt = reading.format
    leads = reading.uow.leads.by_id(each.lead_id for each in notice.leads)
    still = [(leads[each.lead_id], each) for each in notice.leads if each.lead_id in leads]
    still = [(lead, each) for lead, each in still if lead.is_open]
    if not still:
        return Post(":white_check_mark: The leads that were late have all been dealt with.")
    text = _heading(notice, len({lead.id for lead, _ in still}), fmt)
    partners = reading.uow.partners.by_id({lead.partner_id for lead, _ in still})
    blocks: list[Block] = [section(f"*{text}*")]
    for lead, each in still[:MOST_SHOWN]:
        review = button("Review", Action.LEAD_REVIEW, str(lead.id))
        blocks.append(section(_line(lead, each, partners, reading, tells_whose=notice.escalated), accessory=review))
    if len(still) > MOST_SHOWN:
        blocks.append(small(f"And {fmt.number(len(still) - MOST_SHOWN)} more: see `/program leads`."))
    return Post(text, blocks)


def _heading(notice: LeadsLate, number: int, fmt: Format) -> str:
    leads = fmt.count(number, "lead")
    if notice.escalated:
        return f":rotating_light: {leads} still {'waits' if number == 1 else 'wait'} though somebody was reminded"
    if notice.to is None:
        return f":hourglass: {leads} {'needs' if number == 1 else 'need'} somebody to take {_them(number)} on"
    return f":hourglass: {leads} of yours {'needs' if number == 1 else 'need'} you"


def _them(number: int) -> str:
    return "it" if number == 1 else "them"


def _line(lead: Lead, late: LateLead, partners: Mapping[str, Partner], reading: Reading, *, tells_whose: bool) -> str:
    partner = partners.get(lead.partner_id)
    name = f" from {safe(partner.name)}" if partner else ""
    owner = ""
    if tells_whose:
        owner = f" · with {who(lead.assignee)}" if lead.assignee else " · unassigned"
    return f"*{title(lead)}*{name}{owner}\n{_why(late, reading)}"


def _why(late: LateLead, reading: Reading) -> str:
    day = reading.format.day(late.due_on)
    match late.deadline:
        case Deadline.REVIEW:
            return f"The review was due on {day}."
        case Deadline.STEP:
            return f"The next step was planned for {day}."
        case Deadline.TRIAL:
            verb = "ends" if late.due_on >= reading.today else "ended"
            return f"The trial {verb} on {day}."
        case Deadline.ANSWER:
            return f"The partner hasn't answered our question; the answer was due on {day}."
        case Deadline.SILENT:
            days = reading.format.count(reading.program.leads.deadlines.silent_days, "day")
            return f"Nobody has touched it for {days} or more."


def _answer_missing(notice: AnswerMissing, reading: Reading) -> Post:
    lead = lead_of(notice.lead_id, reading)
    if lead.question != notice.question or not lead.is_open:
        return Post(f":white_check_mark: *{title(lead)}*: our question is answered. Thank you!")
    asked = f"> {quoted(notice.question)}"
    text = f":hourglass: *{title(lead)}* waits for your answer.\n{asked}\n*Next:* once you answer, we go on."
    return Post(text, [section(text, accessory=button("Answer", Action.LEAD_REPLY, str(lead.id), style="primary"))])
