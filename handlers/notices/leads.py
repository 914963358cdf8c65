"""Messages about leads."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from domain.involvement import involvement_of
from domain.lead_conflicts import Ruling
from domain.leads import CLOSED, Lead, LeadStatus
from domain.money import Cents
from domain.notices import Face, LeadArrived, LeadAssigned, LeadFlagged, LeadMoved, LeadNotice, LeadStaged, LeadsWaiting
from domain.program import Program
from handlers.blocks import button, section
from handlers.context import Reading
from handlers.ids import Action
from handlers.leads.card import card_key
from handlers.leads.facts import title
from handlers.leads.list_views import quoted
from handlers.notices.lead_posts import card_of, lead_of
from handlers.notices.partners import partner_of
from handlers.results import Post
from handlers.texts.catalogue import say, say_many
from handlers.texts.format import safe
from handlers.texts.words import REOPENED_EMOJI, STATUS, STATUS_EMOJI, who


def lead(notice: LeadNotice, face: Face, reading: Reading) -> Post:
    """What happened to a lead: its card, a line in its thread, or the partner's or account manager's version."""
    found = lead_of(notice.lead_id, reading)
    if face is Face.CARD:
        return card_of(found, reading)
    if face is Face.THREAD:
        return Post(_told_to_desk(notice, reading), thread_of=card_key(found.id))
    partner = partner_of(notice.partner_id, reading)
    if face is Face.MANAGER and isinstance(notice, LeadMoved):
        text = _told_to_manager(notice, found, safe(partner.name), reading)
        return Post(text, [section(text)])
    if face is Face.MANAGER and isinstance(notice, LeadArrived):
        text = say(":inbox_tray: New from {partner}: *{lead}*", partner=safe(partner.name), lead=title(found))
        return Post(text, [section(text, accessory=button(say("Review"), Action.LEAD_REVIEW, str(found.id)))])
    text = _told_to_partner(notice, found, reading)
    return Post(text, [section(text, accessory=button(say("Details"), Action.LEAD, str(found.id)))])


def _told_to_desk(notice: LeadNotice, reading: Reading) -> str:
    match notice:
        case LeadMoved():
            # of a ruling, the line just before gave the reason
            reason = f"\n> {quoted(notice.reason)}" if notice.reason and not _is_known(notice, reading) else ""
            return f"{_joined(_move_for_desk(notice), _booked(notice, reading))}{reason}"
        case LeadStaged():
            stage = reading.program.stage(notice.stage or "")
            name = stage.name if stage else say("none")
            return say("{person} set the stage to *{stage}*.", person=who(notice.by), stage=name)
        case LeadFlagged():
            both = (
                (notice.legal_review, say(":scales: legal review")),
                (notice.security_review, say(":lock: security review")),
            )
            marks = [name for under_way, name in both if under_way]
            noted = ", ".join(marks) or say("no review under way")
            return say("{person} noted: {reviews}.", person=who(notice.by), reviews=noted)
        case LeadAssigned():
            return say("{person} took it on.", person=who(notice.assignee))
        case LeadArrived():
            return say("{person} submitted it.", person=who(notice.by))


def _told_to_manager(notice: LeadMoved, lead: Lead, partner: str, reading: Reading) -> str:
    if notice.before in CLOSED:
        reopened = say(
            "{emoji} *{lead}* of {partner} was reopened.", emoji=REOPENED_EMOJI, lead=title(lead), partner=partner
        )
        return _joined(reopened, _booked(notice, reading))
    if notice.after is LeadStatus.WON:
        won = say(":tada: {partner} won *{lead}*.", partner=partner, lead=title(lead))
        return _joined(won, _booked(notice, reading))
    reason = f"\n> {quoted(notice.reason)}" if notice.reason else ""
    lost = say("{emoji} {partner} lost *{lead}*.", emoji=STATUS_EMOJI[notice.after], partner=partner, lead=title(lead))
    return f"{lost}{reason}"


def _move_for_desk(notice: LeadMoved) -> str:
    if notice.before in CLOSED:
        return say(
            "{emoji} {person} reopened it: *{status}* again.",
            emoji=REOPENED_EMOJI,
            person=who(notice.by),
            status=STATUS[notice.after],
        )
    return say(
        "{emoji} {person} moved it to *{status}*.",
        emoji=STATUS_EMOJI[notice.after],
        person=who(notice.by),
        status=STATUS[notice.after],
    )


def _told_to_partner(notice: LeadNotice, lead: Lead, reading: Reading) -> str:
    """The partner's version: of a move as it was then, even where the lead has gone on since."""
    match notice:
        case LeadArrived():
            days = reading.format.count(reading.program.leads.review_within_business_days, "business day")
            thanks = reading.program.leads.texts.submitted
            return say(
                ":inbox_tray: {person} submitted *{lead}*\n{thanks} You hear from us within {days}.",
                person=who(notice.by),
                lead=title(lead),
                thanks=thanks,
                days=days,
            )
        case LeadMoved():
            return _move_for_partner(notice, lead, reading)
        case LeadStaged():
            stage = reading.program.stage(notice.stage or "")
            length = f" ({stage.duration})" if stage and stage.duration else ""
            name = stage.name if stage else notice.stage
            return say(":mag: *{lead}*: the next step is {stage}.", lead=title(lead), stage=f"*{name}*{length}")
        case LeadFlagged() | LeadAssigned():
            return say("*{lead}*: our team is working on it.", lead=title(lead))


def _move_for_partner(notice: LeadMoved, lead: Lead, reading: Reading) -> str:
    texts, contact = reading.program.leads.texts, reading.program.vendor.contact
    emoji, name = STATUS_EMOJI[notice.after], STATUS[notice.after]
    if notice.before in CLOSED:
        reopened = say(
            "{emoji} *{lead}* was reopened and is *{status}* again.",
            emoji=REOPENED_EMOJI,
            lead=title(lead),
            status=name,
        )
        return f"{_joined(reopened, _booked(notice, reading))}\n{_next(notice, lead, reading.program)}"
    if _is_known(notice, reading):  # the ruling, which was told just before, gave the reason
        return f"{emoji} *{title(lead)}* · *{name}*\n{_next(notice, lead, reading.program)}"
    template = texts.of(notice.after)
    reward = "" if notice.credited is None else reading.format.money(notice.credited)
    reason = f"\n> {quoted(notice.reason)}" if notice.reason else ""
    text = template.format(reward=reward, contact=contact)
    return f"{emoji} *{title(lead)}* · *{name}*\n{text}{reason}\n{_next(notice, lead, reading.program)}"


def _is_known(notice: LeadMoved, reading: Reading) -> bool:
    """Whether a ruling closed it: somebody else had the company first."""
    found = reading.uow.lead_conflicts.of_lead(notice.lead_id) if notice.after in CLOSED else ()
    return any(
        each.ruling is Ruling.KNOWN and each.lead_id == notice.lead_id and each.explanation == notice.reason
        for each in found
    )


def _next(notice: LeadMoved, lead: Lead, program: Program) -> str:
    """What happens next, as of the move."""
    contact = safe(f"{lead.contact.first_name} {lead.contact.last_name}")
    what = say("we talk to {person}.", person=contact)
    match notice.after:
        case LeadStatus.WON:
            what = say("nothing to do. You see the reward in your overview.")
        case LeadStatus.LOST | LeadStatus.REJECTED:
            what = say("nothing more with this one. Other leads are welcome at any time.")
        case LeadStatus.SUBMITTED:
            what = say("we review it again.")
        case LeadStatus.APPROVED if notice.before in CLOSED:
            what = say("we work on it again.")
        case LeadStatus.APPROVED if (chosen := involvement_of(lead, program)) is not None and chosen.introduces:
            what = say("you introduce us to {person}.", person=contact)
    return say("*Next:* {what_comes}", what_comes=what)


def _booked(notice: LeadMoved, reading: Reading) -> str:
    if notice.credited is None:
        return ""
    amount = reading.format.money(Cents(abs(notice.credited)))
    if notice.credited > 0:
        return say("The reward of {amount} was credited.", amount=amount)
    return say("The reward of {amount} was taken back.", amount=amount)


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def waiting(notice: LeadsWaiting, reading: Reading) -> Post:
    """The leads that still wait for a review when the message goes out."""
    found = reading.uow.leads.by_id(notice.lead_ids)
    leads = [found[each] for each in notice.lead_ids if each in found]
    still = [lead for lead in leads if lead.status is LeadStatus.SUBMITTED]
    if not still:
        return Post(say(":white_check_mark: The leads that had waited too long were all reviewed."))
    text = say_many(
        ":hourglass: {leads} has waited too long for a review",
        ":hourglass: {leads} have waited too long for a review",
        len(still),
        leads=reading.format.count(len(still), "lead"),
    )
    blocks: list[Block] = [section(f"*{text}*")]
    for lead in still[:20]:
        since = say("since {when}", when=reading.format.moment(lead.waiting_since))
        owner = say("with {person}", person=who(lead.assignee)) if lead.assignee else say("unassigned")
        review = button(say("Review"), Action.LEAD_REVIEW, str(lead.id))
        line = f"*{title(lead)}* · {since} · {owner}"
        blocks.append(section(line, accessory=review))
    return Post(text, blocks)
