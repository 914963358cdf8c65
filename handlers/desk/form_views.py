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
from handlers.texts.catalogue import mark, say
from handlers.texts.format import safe

TEXT, TO, FILES = "text", "to", "files"
"""The names of the fields."""


@dataclass(frozen=True)
class Asked:
    """What one form asks: its title, the field with its hint, and the word on its button. All are marked texts."""

    title: str
    label: str
    hint: str
    submit: str
    placeholder: str = ""
    optional: bool = False


FORMS: Mapping[Callback, Asked] = {
    Callback.DESK_ASK: Asked(
        mark("Ask the partner"), mark("Question"), mark("Whoever claimed it gets it by direct message."), mark("Ask")
    ),
    Callback.DESK_FULFIL: Asked(
        mark("Fulfil"),
        mark("What was delivered?"),
        mark("A link, or a few words; or attach files below. The partner gets both."),
        mark("Fulfil"),
        "https:// …",
        optional=True,
    ),
    Callback.DESK_DECLINE: Asked(mark("Decline"), mark("Reason"), mark("The partner reads this."), mark("Decline")),
    Callback.DESK_REASSIGN: Asked(
        mark("Give to a colleague"), mark("To whom?"), mark("An account manager or an admin."), mark("Give")
    ),
    Callback.DESK_KEEP: Asked(
        mark("Keep"), mark("Note"), mark("Stays on record for the team."), mark("Keep"), optional=True
    ),
    Callback.DESK_END: Asked(mark("End the benefit"), mark("Reason"), mark("The partner reads this."), mark("End it")),
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
                "*{claim}* for {partner}\n{status}",
                claim=title(claim, house.program),
                partner=safe(partner.name),
                status=status_line(claim),
            )
        ),
    )
    return modal(
        say(asked.title),
        [*blocks, _field(kind, asked, answers), *([_files()] if kind is Callback.DESK_FULFIL else [])],
        callback=kind,
        submit=say(asked.submit),
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
        return field(TO, say(asked.label), people, hint=say(asked.hint))
    text = PlainTextInputElement(
        initial_value=answers.get(TEXT),
        multiline=True,
        max_length=MAX_TEXT,
        placeholder=PlainTextObject(text=asked.placeholder) if asked.placeholder else None,
    )
    return field(TEXT, say(asked.label), text, hint=say(asked.hint), optional=asked.optional)
