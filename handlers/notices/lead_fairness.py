"""Messages about whose company it is: to the desk with both sides, to a partner without the other's name."""

from __future__ import annotations

from collections.abc import Mapping

from domain.lead_conflicts import Ruling
from domain.leads import Lead
from domain.notices import (
    ConflictRuled,
    ConflictsFound,
    CustomerRuled,
    Face,
    LeadFairnessNotice,
    LeadsImported,
    ProtectionEnding,
    ProtectionExtended,
)
from domain.usecases.lead_conflicts import files_of
from domain.usecases.protection import longer_until
from handlers.blocks import button, buttons, section
from handlers.conflicts.views import protect_button
from handlers.conflicts.words import RULING, RULING_FOR_CUSTOMER, RULING_FOR_NEWER, RULING_FOR_OLDER, side_line
from handlers.context import Reading
from handlers.ids import Action
from handlers.leads.card import card_key
from handlers.leads.facts import title
from handlers.leads.list_views import quoted
from handlers.notices.lead_posts import card_of, lead_of
from handlers.results import Post
from handlers.texts.catalogue import say
from handlers.texts.format import safe
from handlers.texts.words import who
from handlers.ways import way_to


def lead_fairness(notice: LeadFairnessNotice, face: Face, reading: Reading) -> Post:
    """The card, the line in its thread, the message to the rep, or the partner's version."""
    if isinstance(notice, LeadsImported):
        return _imported(notice, reading)
    if isinstance(notice, CustomerRuled):
        return _of_customer(notice)
    found = lead_of(notice.lead_id, reading)
    if face is Face.CARD:
        return card_of(found, reading)
    if face is Face.THREAD:
        return _told_to_desk(notice, found, reading)
    if face is Face.MANAGER and isinstance(notice, ProtectionEnding):
        return _ending(notice, found, reading)
    text = _told_to_partner(notice, found, reading)
    return Post(text, [section(text, accessory=button(say("Details"), Action.LEAD, str(found.id)))])


def _told_to_desk(notice: LeadFairnessNotice, lead: Lead, reading: Reading) -> Post:
    thread = card_key(lead.id)
    match notice:
        case ConflictsFound():
            return Post(_found(lead, reading), thread_of=thread)
        case ConflictRuled():
            text = say(
                ":scales: {person} decided: {ruling}\n> {explanation}",
                person=who(notice.by),
                ruling=RULING[notice.ruling],
                explanation=quoted(notice.explanation),
            )
            return Post(text, thread_of=thread)
        case ProtectionExtended():
            until = reading.format.day(notice.until)
            return Post(
                say(":shield: {person} extended its protection until {day}.", person=who(notice.by), day=until),
                thread_of=thread,
            )
        case ProtectionEnding():
            ending = _ending(notice, lead, reading)
            return Post(ending.text, ending.blocks, thread_of=thread)
    raise LookupError(f"{notice.kind} has no line for the desk")


def _found(lead: Lead, reading: Reading) -> str:
    found = [each for each in reading.uow.lead_conflicts.of_lead(lead.id) if each.lead_id == lead.id]
    lines = [f"• {side_line(each.older, reading.house)}" for each in files_of(reading.uow, found)]
    return "\n".join(
        [say(":scales: We may know this company already. Open the review to see both sides and decide."), *lines]
    )


def _ending(notice: ProtectionEnding, lead: Lead, reading: Reading) -> Post:
    until, fmt = notice.until, reading.format
    text = say(
        ":shield: *{lead}* is protected until {day}. After that, other partners may hand the company over.",
        lead=title(lead),
        day=fmt.day(until),
    )
    days = fmt.count(reading.program.leads.protection.days, "day")
    row = [button(say("Review"), Action.LEAD_REVIEW, str(lead.id))]
    longer = longer_until(lead, reading.program, reading.today)
    if longer is not None:
        row.insert(0, protect_button(say("Extend by {days}", days=days), lead, until, longer, fmt))
    return Post(text, [section(text), buttons(*row)])


_TOLD: Mapping[bool, Mapping[Ruling, str]] = {True: RULING_FOR_NEWER, False: RULING_FOR_OLDER}


def _told_to_partner(notice: LeadFairnessNotice, lead: Lead, reading: Reading) -> str:
    fmt = reading.format
    match notice:
        case ConflictRuled():
            told = _TOLD[notice.is_newer][notice.ruling]
            return f":scales: *{title(lead)}*: {told}\n> {quoted(notice.explanation)}"
        case ProtectionExtended():
            return say(
                ":shield: *{lead}* is protected for you until {day} now.",
                lead=title(lead),
                day=fmt.day(notice.until),
            )
        case ProtectionEnding():
            return say(
                ":shield: *{lead}* is protected for you until {day}. If you are still working on "
                "it together, tell our sales team: it can protect it for longer.",
                lead=title(lead),
                day=fmt.day(notice.until),
            )
    raise LookupError(f"{notice.kind} is not for partners")


def _of_customer(notice: CustomerRuled) -> Post:
    told = RULING_FOR_CUSTOMER[notice.ruling]
    text = f":scales: *{safe(notice.customer)}*: {told}\n> {quoted(notice.explanation)}"
    return Post(text, [section(text, accessory=way_to(Action.CUSTOMERS))])


def _imported(notice: LeadsImported, reading: Reading) -> Post:
    count = reading.format.count(len(notice.lead_ids), "lead")
    days = reading.format.count(reading.program.leads.review_within_business_days, "business day")
    text = say(
        ":inbox_tray: {person} submitted {leads} from a file. You hear from us within {days}.",
        person=who(notice.by),
        leads=count,
        days=days,
    )
    return Post(text, [section(text, accessory=way_to(Action.LEADS))])
