"""The rep's review of a lead: everything about it in one look, and only the moves that are legal now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block
from slack_sdk.models.blocks.block_elements import InteractiveElement
from slack_sdk.models.views import View

from domain.contacts import countries, readable_phone
from domain.leads import Lead, LeadEvent, LeadSource, LeadStatus
from domain.money import Cents
from domain.program import Program
from domain.usecases.work_leads import LeadFile
from handlers.blocks import button, buttons, divider, facts, modal, section, small
from handlers.conflicts.views import conflicts, protect_button
from handlers.context import House
from handlers.ids import Action, Callback
from handlers.leads.facts import as_sold, deal_line, deal_lines, flags, may_pay, reward_line, status_line, title
from handlers.leads.list_views import quoted
from handlers.leads.refs import LeadRef
from handlers.leads.review_inputs import Answers, inputs
from handlers.leads.set_aside import set_aside, written
from handlers.leads.timeline import staff_line
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import Format, safe, shortened
from handlers.texts.words import CYCLE, who

NEWEST_EVENTS = 12
"""In the history, so that the newest lines always fit."""

EVENTS_A_SECTION = 10
MOST_SECTIONS = 15
FACTS_A_BLOCK = 10
MOST_PARTS = 10

SOURCE = Spoken(
    {
        LeadSource.FORM: mark("by the form"),
        LeadSource.TALK: mark("in a talk with the app"),
        LeadSource.MESSAGE: mark("from a message"),
        LeadSource.FILE: mark("by a file"),
    }
)


def review(
    file: LeadFile, house: House, answers: Answers, *, notice: str | None = None, is_overtaken: bool = False
) -> View:
    """The review as far as it is filled in. `notice` stands on top, such as that a colleague was faster.

    Of a lead that was overtaken it also shows what was written where there is no field any more.
    """
    lead, program, fmt = file.lead, house.program, house.format
    can_review = bool(file.moves) or (file.may_work and lead.is_open)
    fields = inputs(file, house, answers) if can_review else []
    blocks: list[Block] = [section(notice if notice.startswith(":") else f":warning: {notice}")] if notice else []
    if is_overtaken:
        blocks += written(answers, [each.block_id for each in fields if each.block_id])
    blocks += [section(f"*{status_line(lead, program)}*"), *_facts(file, program, fmt), *_marks(file, program, fmt)]
    blocks += conflicts(file.conflicts, lead, house, may_decide=file.may_work, more=file.more_conflicts)
    row = _buttons(file, fmt)
    if row:
        blocks.append(buttons(*row))
    if can_review:
        blocks += [divider(), *fields]
    blocks += [divider(), section(_history(file.history, program, fmt))]
    if len(file.history) > NEWEST_EVENTS:
        blocks.append(buttons(button(say("Whole history"), Action.LEAD_TIMELINE, str(lead.id))))
    if not can_review:
        return modal(say("Lead {number}", number=lead.number), blocks)
    return modal(
        say("Lead {number}", number=lead.number),
        blocks,
        callback=Callback.LEAD_REVIEW,
        submit=say("Save"),
        close=say("Cancel"),
        metadata={"lead": lead.id, "version": lead.version, "aside": set_aside(answers)},
    )


def timeline(file: LeadFile, house: House) -> View:
    """What has happened, the newest last; of an endless history what fits: all of it goes into the file."""
    lines = [
        f"• {house.format.moment(event.at)}: {staff_line(event, house.program, house.format)}"
        for event in file.history[-EVENTS_A_SECTION * MOST_SECTIONS :]
    ]
    parts = [lines[start : start + EVENTS_A_SECTION] for start in range(0, len(lines), EVENTS_A_SECTION)]
    return modal(say("Lead {number}", number=file.lead.number), [section("\n".join(part)) for part in parts])


def _buttons(file: LeadFile, fmt: Format) -> list[InteractiveElement]:
    lead, ref = file.lead, str(LeadRef.of(file.lead))
    row: list[InteractiveElement] = []
    if file.may_work and lead.is_open:
        row.append(button(say("Ask the partner"), Action.LEAD_ASK, ref))
        row.append(button(say("Hand over"), Action.LEAD_HAND_OVER, ref))
        if lead.status is LeadStatus.APPROVED and file.longer_until is not None:
            row.append(protect_button(say("Protect longer"), lead, lead.protected_until, file.longer_until, fmt))
        if not file.parts:
            row.append(button(say("Same deal as…"), Action.LEAD_LINK, ref))
    if file.main is not None:
        row.append(button(say("Open {number}", number=file.main.number), Action.LEAD_REVIEW, f"{file.main.id}:instead"))
        if file.may_work:
            row.append(button(say("A deal of its own"), Action.LEAD_UNLINK, ref))
    row.append(button(say("Send me as CSV"), Action.LEAD_EXPORT, str(lead.id)))
    return row


def _facts(file: LeadFile, program: Program, fmt: Format) -> list[Block]:
    pairs = list(_pairs(file, program, fmt))
    blocks: list[Block] = [facts(pairs[start : start + FACTS_A_BLOCK]) for start in range(0, len(pairs), FACTS_A_BLOCK)]
    if file.lead.contact.notes:
        blocks.append(section(f"> {quoted(file.lead.contact.notes)}"))
    return blocks


def _pairs(file: LeadFile, program: Program, fmt: Format) -> Iterator[tuple[str, str]]:
    lead, contact = file.lead, file.lead.contact
    job = f", {safe(contact.job_title)}" if contact.job_title else ""
    phone = f"\n{safe(readable_phone(contact.phone))}" if contact.phone else ""
    involvement = program.involvement(lead.involvement)
    yield say("Company"), f"{safe(contact.company)}\n{safe(contact.domain)}"
    yield say("Contact"), f"{safe(f'{contact.first_name} {contact.last_name}')}{job}\n{safe(contact.email)}{phone}"
    yield say("Deal"), deal_lines(lead, program, fmt)
    yield say("Reward"), reward_line(lead, program, fmt) if may_pay(lead) else say("none")
    yield say("Employees"), fmt.number(contact.employees) if contact.employees else say("not given")
    yield say("Billing"), CYCLE[lead.deal.billing_cycle] if lead.deal.billing_cycle else say("not given")
    yield say("Partner"), f"{safe(file.partner.name)}\n{who(lead.submitted_by)}"
    yield say("Involvement"), safe(involvement.name) if involvement else say("not given")
    yield say("With"), who(lead.assignee) if lead.assignee else say("nobody yet")
    see_it = say("see it")
    link = f", <{lead.source_link}|{see_it}>" if lead.source_link else ""
    yield say("Came"), f"{SOURCE[lead.source]}{link}"
    if contact.country:
        yield say("Country"), countries(program.vendor.locale).get(contact.country, contact.country)
    if lead.confirmed_value is not None and lead.estimate is not None:
        estimate = say("{amount} a year", amount=fmt.money(lead.estimate))
        yield say("Estimate"), f"{estimate}\n{_difference(lead, fmt)}"
    if as_sold(lead) != lead.deal:
        yield say("Given as"), deal_line(lead.deal, program, fmt) or say("products not known yet")
    if lead.protected_until is not None and lead.is_open:
        yield say("Protected"), say("for this partner through {day}", day=fmt.day(lead.protected_until))


def _difference(lead: Lead, fmt: Format) -> str:
    """How the confirmed value compares with the estimate."""
    more = (lead.confirmed_value or 0) - (lead.estimate or 0)
    if not more:
        return say("confirmed as estimated")
    amount = fmt.money(Cents(abs(more)))
    return (
        say("confirmed {amount} above it", amount=amount)
        if more > 0
        else say("confirmed {amount} below it", amount=amount)
    )


def _marks(file: LeadFile, program: Program, fmt: Format) -> list[Block]:
    """What needs attention: flags, what is waited for, and which leads are one deal with it."""
    lead = file.lead
    noted = flags(lead)
    if lead.next_step_on is not None:
        noted.append(say(":calendar: next step {day}", day=fmt.day(lead.next_step_on)))
    blocks: list[Block] = [small(" · ".join(noted))] if noted else []
    if lead.question is not None and lead.asked_at is not None:
        blocks.append(section(f"{_asked(lead, lead.asked_at, fmt)}\n> {quoted(lead.question)}"))
    if file.main is not None:
        text = say(
            ":link: *Part of the deal of {lead}*, {status}\nIt is worked on there, and brings no reward of its own.",
            lead=title(file.main),
            status=status_line(file.main, program),
        )
        blocks.append(section(text))
    if file.parts:
        blocks.append(section(_parts(file.parts)))
    return blocks


def _asked(lead: Lead, at: datetime, fmt: Format) -> str:
    """That the partner was asked: when, and by whom where that is known."""
    if not lead.asked_by:
        return say(":speech_balloon: *Waits for the partner's answer*, asked {when}", when=fmt.moment(at))
    return say(
        ":speech_balloon: *Waits for the partner's answer*, asked {when} by {person}",
        when=fmt.moment(at),
        person=who(lead.asked_by),
    )


def _parts(parts: Sequence[Lead]) -> str:
    """The leads that are one deal with it: the first of very many by name."""
    names, more = ", ".join(title(each) for each in parts[:MOST_PARTS]), len(parts) - MOST_PARTS
    if more > 0:
        return say(":link: *One deal with* {leads} and {number} more: one reward for all.", leads=names, number=more)
    return say(":link: *One deal with* {leads}: one reward for all.", leads=names)


def _history(events: Sequence[LeadEvent], program: Program, fmt: Format) -> str:
    lines = [f"• {fmt.moment(event.at)}: {staff_line(event, program, fmt)}" for event in events[-NEWEST_EVENTS:]]
    return shortened("\n".join([say("*History*"), *lines]), 3000)
