"""A lead in its partner's channel: one message that always says how it stands and what happens next."""

from __future__ import annotations

from datetime import date

from slack_sdk.models.blocks import Block

from domain.involvement import awaits_introduction
from domain.lead_deadlines import trial_ends
from domain.leads import Lead, LeadStatus
from domain.program import Program
from handlers.blocks import button, buttons, section, small
from handlers.context import House
from handlers.ids import Action
from handlers.leads.facts import marks, promise, reward_amount, status_line, title
from handlers.texts.catalogue import say
from handlers.texts.format import Format, safe
from handlers.texts.words import who


def channel_key(lead_id: int) -> str:
    """The name under which the message is remembered."""
    return f"lead-card:{lead_id}:partner"


def channel_text(lead: Lead) -> str:
    """The message in one line."""
    return say("{person} submitted *{lead}*", person=who(lead.submitted_by), lead=title(lead))


def channel_card(lead: Lead, house: House, today: date) -> list[Block]:
    """Who gave which lead, how it stands, what happens next, and its marks. The vendor's people are not named."""
    program, fmt = house.program, house.format
    state = say(":leftwards_arrow_with_hook: Withdrawn") if lead.withdrawn_at else status_line(lead, program)
    details = button(say("Details"), Action.LEAD, str(lead.id))
    then = say("*Next:* {what_comes}", what_comes=comes_next(lead, program, fmt, today))
    text = f"{channel_text(lead)}\n{state}\n{then}"
    blocks: list[Block] = [section(text, accessory=details)]
    found = marks(lead, fmt, today)
    if found:
        blocks.append(small(" · ".join(found)))
    if awaits_introduction(lead, program):
        done = button(say("I've introduced them"), Action.LEAD_INTRODUCED, str(lead.id), style="primary")
        blocks.append(buttons(done))
    return blocks


def comes_next(lead: Lead, program: Program, fmt: Format, today: date) -> str:
    """What happens next, and whose turn it is."""
    if lead.withdrawn_at is not None:
        return say("nothing more. You took it back.")
    if lead.deal_of is not None:
        return say("it goes the way of L-{number}: both are one deal.", number=lead.deal_of)
    if lead.question:
        return say("please answer our question below.")
    match lead.status:
        case LeadStatus.WON:
            found = say("nothing more to do. It earned you {reward}.", reward=reward_amount(lead, program, fmt))
        case LeadStatus.LOST | LeadStatus.REJECTED:
            found = say("nothing more. Questions? Write to {contact}.", contact=program.vendor.contact)
        case LeadStatus.SUBMITTED:
            found = _review(_review_until(lead, program), fmt, today)
        case _:
            found = _next_step(lead, program, fmt)
    return found


def _review(until: date, fmt: Format, today: date) -> str:
    """By which day the partner hears of it. Once that day is over it is no promise any more, and is not made again."""
    day = fmt.day(until)
    if today > until:
        return say("we review it, later than we said. Sorry! It was to be by {day}.", day=day)
    return say("we review it. You hear from us by {day}.", day=day)


def _next_step(lead: Lead, program: Program, fmt: Format) -> str:
    person = _contact(lead)
    if awaits_introduction(lead, program):
        return say("please introduce us to {person}, then tell us here.", person=person)
    stage = program.stage(lead.stage or "")
    if stage is None:
        return say(
            "we get in touch with {person}. A win earns you {reward}.",
            person=person,
            reward=promise(lead, program, fmt),
        )
    ends = trial_ends(lead, program)
    if ends is not None:
        return say("{person} tries it out, until about {day}.", person=person, day=fmt.day(ends))
    length = f" ({stage.duration})" if stage.duration else ""
    return say("{stage} with {person}.", stage=f"{stage.name}{length}", person=person)


def _review_until(lead: Lead, program: Program) -> date:
    days = program.leads.review_within_business_days
    return program.calendar.local_day(program.calendar.add_business_days(lead.waiting_since, days))


def _contact(lead: Lead) -> str:
    return safe(f"{lead.contact.first_name} {lead.contact.last_name}")
