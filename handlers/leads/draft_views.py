"""What somebody has begun: the list to go on from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject
from slack_sdk.models.views import View

from domain.lead_drafts import LeadDraft
from domain.lead_fields import Page
from domain.usecases.lead_drafts import last_day, page_reached
from handlers.blocks import button, buttons, divider, modal, section, small
from handlers.context import House
from handlers.ids import Action
from handlers.texts.catalogue import mark, say, say_many
from handlers.texts.format import safe, shortened

TITLE = mark("Submit a lead")
UNTITLED = mark("Untitled")
DISCARDED = mark("Discarded. Nothing is left of it.")
LONGEST_NAME = 80
MOST_SHOWN = 20

PAGE_NUMBER = {page: number for number, page in enumerate(Page, start=1)}


def drafts(found: Sequence[LeadDraft], house: House, today: date) -> View:
    """The drafts, those touched last first; each can be gone on with or discarded, the last of very many later."""
    begun = say_many(
        "You have begun a lead. Go on, or start a new one?",
        "You have begun {leads}. Go on, or start a new one?",
        len(found),
        leads=house.format.count(len(found), "lead"),
    )
    blocks: list[Block] = [section(begun)]
    for draft in found[:MOST_SHOWN]:
        blocks += [section(_row(draft, house, today)), buttons(_go_on(draft), discard(draft))]
    left = len(found) - MOST_SHOWN
    if left > 0:
        more = say_many(
            "And {leads}: you see it once you have submitted or discarded some of these.",
            "And {leads}: you see them once you have submitted or discarded some of these.",
            left,
            leads=house.format.count(left, "more lead"),
        )
        blocks.append(small(more))
    blocks += [divider(), buttons(button(say("Start a new one"), Action.LEAD_NEW))]
    return modal(say(TITLE), blocks)


def gone(text: str) -> list[Block]:
    """What is said where there is nothing to go on with, and the way to a new one."""
    return [section(text), buttons(button(say("Start a new one"), Action.LEAD_NEW, style="primary"))]


def none_left() -> View:
    """After the last draft was discarded."""
    return modal(say(TITLE), gone(say(DISCARDED)))


def discard(draft: LeadDraft) -> ButtonElement:
    """The button that removes a draft once that is confirmed."""
    remove = button(say("Discard"), Action.LEAD_DISCARD, draft.id)
    remove.confirm = ConfirmObject(
        title=say("Discard this draft?"),
        text=say("What you have typed is gone for good."),
        confirm=say("Discard"),
        deny=say("Keep it"),
        style="danger",
    )
    return remove


def name_of(draft: LeadDraft) -> str:
    """The company, else whoever is named, else `Untitled`; safe for mrkdwn."""
    typed = draft.so_far
    person = " ".join(str(typed[each]).strip() for each in ("first_name", "last_name") if typed.get(each))
    company = str(typed.get("company") or "").strip()
    return safe(shortened(" ".join((company or person).split()), LONGEST_NAME)) or say(UNTITLED)


def _row(draft: LeadDraft, house: House, today: date) -> str:
    page = PAGE_NUMBER[page_reached(draft, house.program, today)]
    until = house.format.day(last_day(draft, house.program))
    touched = house.format.moment(draft.updated_at)
    state = say("Page {page} of 3 · last touched {when} · kept until {day}", page=page, when=touched, day=until)
    return f"*{name_of(draft)}*\n{state}"


def _go_on(draft: LeadDraft) -> ButtonElement:
    return button(say("Go on"), Action.LEAD_DRAFT, draft.id, style="primary")
