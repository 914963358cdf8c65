"""Messages about leads as partners give them: a draft that ends, a lead taken back, typos corrected."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from domain.leads import Lead
from domain.notices import DraftEnding, Face, LeadCorrected, LeadGivingNotice, LeadWithdrawn
from handlers.blocks import button, buttons, section
from handlers.context import Reading
from handlers.ids import Action
from handlers.leads.card import card_key
from handlers.leads.draft_views import discard, name_of
from handlers.leads.facts import title
from handlers.leads.list_views import quoted
from handlers.leads.timeline import value_of
from handlers.notices.lead_posts import card_of, lead_of
from handlers.results import Post
from handlers.texts.catalogue import mark, say
from handlers.texts.words import who

NOTHING_ENDS = mark(":white_check_mark: A lead that you had begun was submitted or discarded. There is nothing to do.")


def lead_giving(notice: LeadGivingNotice, face: Face, reading: Reading) -> Post:
    """The reminder to the draft's person; or a lead's card, the line in its thread, or what its partner reads."""
    if isinstance(notice, DraftEnding):
        return _ending(notice, reading)
    found = lead_of(notice.lead_id, reading)
    if face is Face.CARD:
        return card_of(found, reading)
    if face is Face.THREAD:
        return Post(_told_to_desk(notice), thread_of=card_key(found.id))
    text = _told_to_partner(notice, found)
    return Post(text, [section(text, accessory=button(say("Details"), Action.LEAD, str(found.id)))])


def _told_to_desk(notice: LeadWithdrawn | LeadCorrected) -> str:
    if isinstance(notice, LeadWithdrawn):
        reason = f"\n> {quoted(notice.reason)}" if notice.reason else ""
        withdrawn = say(
            ":leftwards_arrow_with_hook: {person} withdrew it: there is nothing left to do about it.",
            person=who(notice.by),
        )
        return f"{withdrawn}{reason}"
    return say(":pencil2: {person} corrected it:", person=who(notice.by)) + "\n" + _changes(notice)


def _told_to_partner(notice: LeadWithdrawn | LeadCorrected, lead: Lead) -> str:
    """The partner's people read what one of them did."""
    if isinstance(notice, LeadWithdrawn):
        reason = f"\n> {quoted(notice.reason)}" if notice.reason else ""
        withdrawn = say(
            ":leftwards_arrow_with_hook: {person} withdrew *{lead}*.", person=who(notice.by), lead=title(lead)
        )
        return f"{withdrawn}{reason}"
    corrected = say(":pencil2: {person} corrected *{lead}*:", person=who(notice.by), lead=title(lead))
    return f"{corrected}\n{_changes(notice)}"


def _changes(notice: LeadCorrected) -> str:
    return "\n".join(f"• {value_of(before)} → {value_of(after)}" for before, after in notice.changes)


def _ending(notice: DraftEnding, reading: Reading) -> Post:
    """The draft as it is when the message goes out; one that was finished meanwhile needs nothing."""
    draft = reading.uow.leads.draft(notice.draft_id)
    if draft is None or draft.lead_id is not None:
        return Post(say(NOTHING_ENDS))
    until = reading.format.day(notice.last_day)
    text = say(
        ":hourglass: You have begun a lead, *{lead}*. We keep it until {day}, or longer if you go on.",
        lead=name_of(draft),
        day=until,
    )
    row = buttons(button(say("Go on"), Action.LEAD_DRAFT, draft.id, style="primary"), discard(draft))
    blocks: list[Block] = [section(text), row]
    return Post(text, blocks)
