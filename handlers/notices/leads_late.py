"""Messages about leads that are late."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.models.blocks import Block

from domain.lead_deadlines import Deadline
from domain.leads import Lead
from domain.notices import AnswerMissing, LateLead, LeadDeadlineNotice, LeadEscalated, LeadsLate
from domain.partners import Partner
from handlers.blocks import button, section, small
from handlers.context import Reading
from handlers.ids import Action
from handlers.leads.card import card_key
from handlers.leads.facts import title
from handlers.leads.list_views import quoted
from handlers.notices.lead_posts import lead_of
from handlers.results import Post
from handlers.texts.catalogue import say, say_many
from handlers.texts.format import Format, safe
from handlers.texts.words import who

MOST_SHOWN = 20


def lead_deadline(notice: LeadDeadlineNotice, reading: Reading) -> Post:
    """What is late, the line about it in the lead's thread, or the question that the partner is reminded of."""
    match notice:
        case LeadsLate():
            return _late(notice, reading)
        case LeadEscalated():
            return Post(_escalated(notice, reading), thread_of=card_key(notice.lead_id))
        case AnswerMissing():
            return _answer_missing(notice, reading)


def _escalated(notice: LeadEscalated, reading: Reading) -> str:
    if notice.to_manager:
        told = say(
            ":rotating_light: It still waits though somebody was reminded. The account manager and the admins know."
        )
    else:
        told = say(":rotating_light: It still waits though somebody was reminded. The admins know.")
    return "\n".join([told, *(_why(each, reading) for each in notice.late)])


def _late(notice: LeadsLate, reading: Reading) -> Post:
    """Those that are still to be worked on when the message goes out."""
    fmt = reading.format
    leads = reading.uow.leads.by_id(each.lead_id for each in notice.leads)
    still = [(leads[each.lead_id], each) for each in notice.leads if each.lead_id in leads]
    still = [(lead, each) for lead, each in still if lead.is_open]
    if not still:
        return Post(say(":white_check_mark: The leads that were late have all been dealt with."))
    text = _heading(notice, len({lead.id for lead, _ in still}), fmt)
    partners = reading.uow.partners.by_id({lead.partner_id for lead, _ in still})
    blocks: list[Block] = [section(f"*{text}*")]
    for lead, each in still[:MOST_SHOWN]:
        review = button(say("Review"), Action.LEAD_REVIEW, str(lead.id))
        blocks.append(section(_line(lead, each, partners, reading, tells_whose=notice.escalated), accessory=review))
    if len(still) > MOST_SHOWN:
        blocks.append(
            small(say("And {number} more: see `/program leads`.", number=fmt.number(len(still) - MOST_SHOWN)))
        )
    return Post(text, blocks)


def _heading(notice: LeadsLate, number: int, fmt: Format) -> str:
    leads = fmt.count(number, "lead")
    if notice.escalated:
        return say_many(
            ":rotating_light: {leads} still waits though somebody was reminded",
            ":rotating_light: {leads} still wait though somebody was reminded",
            number,
            leads=leads,
        )
    if notice.to is None:
        return say_many(
            ":hourglass: {leads} needs somebody to take it on",
            ":hourglass: {leads} need somebody to take them on",
            number,
            leads=leads,
        )
    return say_many(
        ":hourglass: {leads} of yours needs you", ":hourglass: {leads} of yours need you", number, leads=leads
    )


def _line(lead: Lead, late: LateLead, partners: Mapping[str, Partner], reading: Reading, *, tells_whose: bool) -> str:
    partner = partners.get(lead.partner_id)
    first = f"*{title(lead)}*"
    if partner:
        first = say("*{lead}* from {partner}", lead=title(lead), partner=safe(partner.name))
    if tells_whose:
        owner = say("with {person}", person=who(lead.assignee)) if lead.assignee else say("unassigned")
        first = f"{first} · {owner}"
    return f"{first}\n{_why(late, reading)}"


def _why(late: LateLead, reading: Reading) -> str:
    day = reading.format.day(late.due_on)
    match late.deadline:
        case Deadline.REVIEW:
            return say("The review was due on {day}.", day=day)
        case Deadline.STEP:
            return say("The next step was planned for {day}.", day=day)
        case Deadline.TRIAL:
            is_over = late.due_on < reading.today
            return say("The trial ended on {day}.", day=day) if is_over else say("The trial ends on {day}.", day=day)
        case Deadline.ANSWER:
            return say("The partner hasn't answered our question; the answer was due on {day}.", day=day)
        case Deadline.SILENT:
            days = reading.format.count(reading.program.leads.deadlines.silent_days, "day")
            return say("Nobody has touched it for {days} or more.", days=days)


def _answer_missing(notice: AnswerMissing, reading: Reading) -> Post:
    lead = lead_of(notice.lead_id, reading)
    if lead.question != notice.question or not lead.is_open:
        return Post(say(":white_check_mark: *{lead}*: our question is answered. Thank you!", lead=title(lead)))
    text = say(
        ":hourglass: *{lead}* waits for your answer.\n> {question}\n*Next:* once you answer, we go on.",
        lead=title(lead),
        question=quoted(notice.question),
    )
    return Post(
        text, [section(text, accessory=button(say("Answer"), Action.LEAD_REPLY, str(lead.id), style="primary"))]
    )
