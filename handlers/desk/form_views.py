"""The forms of the desk: one question each, about one claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block, PlainTextInputElement, PlainTextObject, UserSelectElement
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from domain.claims import Claim
from domain.free_text import MAX_TEXT
from domain.partners import Partner
from domain.usecases.evidence import MOST_FILES
from handlers.blocks import field, modal, section
from handlers.context import House
from handlers.desk.facts import status_line, title
from handlers.ids import Callback
from handlers.texts.catalogue import say
from handlers.texts.format import safe

TEXT, TO, FILES = "text", "to", "files"
"""The names of the fields."""


@dataclass(frozen=True)
class Asked:
    """What one form asks: its title, the field with its hint, and the word on its button."""

    title: str
    label: str
    hint: str
    submit: str
    placeholder: str = ""
    optional: bool = False


FORMS: Mapping[Callback, Asked] = {
    Callback.DESK_ASK: Asked("Ask the partner", "Question", "Whoever claimed it gets it by direct message.", "Ask"),
    Callback.DESK_FULFIL: Asked(
        "Fulfil",
        "What was delivered?",
        "A link, or a few words; or attach files below. The partner gets both.",
        "Fulfil",
        "https:// …",
        optional=True,
    ),
    Callback.DESK_DECLINE: Asked("Decline", "Reason", "The partner reads this.", "Decline"),
    Callback.DESK_REASSIGN: Asked("Give to a colleague", "To whom?", "An account manager or an admin.", "Give"),
    Callback.DESK_KEEP: Asked("Keep", "Note", "Stays on record for the team.", "Keep", optional=True),
    Callback.DESK_END: Asked("End the benefit", "Reason", "The partner reads this.", "End it"),
}


def form(
    kind: Callback,
    claim: Claim,
    partner: Partner,
    house: House,
    answers: Mapping[str, Any],
    *,
    within: bool,
    notice: str | None = None,
) -> View:
    """The form, with what was typed so far. `within`: it took the place of the opened claim, and goes back there."""
    asked = FORMS[kind]
    blocks: list[Block] = [section(f":warning: {notice}")] if notice else []
    blocks.append(
        section(
            say(
                "*{title}* for {name}\n{status_line}",
                title=title(claim, house.program),
                name=safe(partner.name),
                status_line=status_line(claim),
            )
        ),
    )
    return modal(
        asked.title,
        [*blocks, _field(kind, asked, answers), *([_files()] if kind is Callback.DESK_FULFIL else [])],
        callback=kind,
        submit=asked.submit,
        close=say("Cancel"),
        metadata={"claim": claim.id, "version": claim.version, "within": within},
    )


def _files() -> Block:
    return field(
        FILES,
        say("Files"),
        FileInputElement(max_files=MOST_FILES),
        optional=True,
    )


def _field(kind: Callback, asked: Asked, answers: Mapping[str, Any]) -> Block:
    if kind is Callback.DESK_REASSIGN:
        people = UserSelectElement(placeholder=PlainTextObject(text=say("A colleague")), initial_user=answers.get(TO))
        return field(TO, asked.label, people, hint=asked.hint)
    text = PlainTextInputElement(
        initial_value=answers.get(TEXT),
        multiline=True,
        max_length=MAX_TEXT,
        placeholder=PlainTextObject(text=asked.placeholder) if asked.placeholder else None,
    )
    return field(TEXT, asked.label, text, hint=asked.hint, optional=asked.optional)
