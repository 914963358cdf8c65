"""The forms of the leads desk: one question each, about one lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    Block,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from domain.free_text import MAX_TEXT
from domain.leads import Lead
from domain.usecases.work_leads import LeadFile
from handlers.blocks import chosen, field, modal, option, section, small
from handlers.context import House
from handlers.ids import Callback
from handlers.leads.facts import status_line, title
from handlers.leads.list_views import quoted
from handlers.leads.refs import Below
from handlers.leads.set_aside import QUESTION
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import safe
from handlers.texts.words import STATUS, who

TO, MAIN = "to", "main"
"""The names of the fields."""

TITLE: Mapping[Callback, str] = Spoken(
    {
        Callback.LEAD_ASK: mark("Ask the partner"),
        Callback.LEAD_HAND_OVER: mark("Hand over"),
        Callback.LEAD_LINK: mark("Same deal as another"),
    }
)
SUBMIT: Mapping[Callback, str] = Spoken(
    {
        Callback.LEAD_ASK: mark("Ask"),
        Callback.LEAD_HAND_OVER: mark("Hand over"),
        Callback.LEAD_LINK: mark("Link"),
    }
)
DONE: Mapping[Callback, str] = Spoken(
    {
        Callback.LEAD_ASK: mark(":speech_balloon: Asked. You hear of the answer by direct message."),
        Callback.LEAD_HAND_OVER: mark(":white_check_mark: Done. Whom it concerns was told."),
        Callback.LEAD_LINK: mark(":link: Linked: one deal, one reward."),
    }
)
TAKEN_OUT = mark(":link: It is a deal of its own again.")


@dataclass(frozen=True)
class Shown:
    """What a form shows, over the review `below`, if it was opened there. `candidates` are leads it may be one deal
    with.
    """

    file: LeadFile
    house: House
    answers: Mapping[str, object]
    below: Below | None = None
    notice: str = ""
    candidates: Sequence[Lead] = ()


def form(kind: Callback, shown: Shown) -> View:
    """The form, with what was typed so far."""
    lead, house = shown.file.lead, shown.house
    blocks: list[Block] = [section(f":warning: {shown.notice}")] if shown.notice else []
    about = say("*{lead}* from {partner}", lead=title(lead), partner=safe(shown.file.partner.name))
    blocks.append(section(f"{about}\n{status_line(lead, house.program)}"))
    if kind is Callback.LEAD_LINK and not shown.candidates:
        return modal(TITLE[kind], [*blocks, section(say("This partner has no other open lead."))])
    make = {Callback.LEAD_ASK: _question, Callback.LEAD_HAND_OVER: _colleague, Callback.LEAD_LINK: _main}[kind]
    return modal(
        TITLE[kind],
        [*blocks, *make(shown)],
        callback=kind,
        submit=SUBMIT[kind],
        close=say("Cancel"),
        metadata={"lead": lead.id, "version": lead.version, **(shown.below.metadata if shown.below else {})},
    )


def _question(shown: Shown) -> list[Block]:
    lead, typed = shown.file.lead, shown.answers.get(QUESTION)
    before: list[Block] = []
    if lead.question is not None:
        before.append(
            section(
                say("Not answered yet; a new question takes its place:\n> {question}", question=quoted(lead.question))
            )
        )
    text = PlainTextInputElement(initial_value=str(typed) if typed else None, multiline=True, max_length=MAX_TEXT)
    hint = say("The partner reads this in its channel, with a button to answer. The lead waits until then.")
    return [*before, field(QUESTION, say("Question"), text, hint=hint)]


def _colleague(shown: Shown) -> list[Block]:
    lead, picked = shown.file.lead, shown.answers.get(TO)
    if lead.assignee is None:
        now, hint = say("It is nobody's yet."), say("A sales rep or an admin.")
    else:
        now = say("{person} has it.", person=who(lead.assignee))
        hint = say("A sales rep or an admin. Leave it empty to give the lead back to all.")
    people = UserSelectElement(
        placeholder=PlainTextObject(text=say("A colleague")), initial_user=str(picked) if picked else None
    )
    return [small(now), field(TO, say("To whom?"), people, optional=lead.assignee is not None, hint=hint)]


def _main(shown: Shown) -> list[Block]:
    entries = [
        option(f"{each.number} · {each.contact.company} · {STATUS[each.status]}", str(each.id))
        for each in shown.candidates
    ]
    select = StaticSelectElement(
        placeholder=PlainTextObject(text=say("An open lead of this partner")),
        options=entries,
        initial_option=chosen(entries, shown.answers.get(MAIN)),
    )
    return [
        section(
            say(
                "This lead becomes a part of the other one's deal. It is worked on there, moves no "
                "more, and brings no reward of its own. You can take it out again until the deal is "
                "won."
            )
        ),
        field(MAIN, say("Which lead stands for the deal?"), select),
    ]
