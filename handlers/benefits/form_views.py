"""The form that claims a benefit, and what is shown once it was claimed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from domain.benefits import Benefit, FieldKind
from domain.claims import Claim
from handlers.benefits.fields import inputs
from handlers.blocks import button, buttons, modal, section, small
from handlers.context import House
from handlers.ids import Action, Callback
from handlers.texts.catalogue import mark, say
from handlers.texts.format import safe

TITLE = mark("Claim a benefit")
LEFT = mark(":pencil2: This is how you left it.")


def form(benefit: Benefit, answers: Mapping[str, Any], draft_id: str, workspace: str | None = None) -> View:
    """The benefit's form, filled with what was kept; people of the `workspace` can be chosen in it."""
    blocks: list[Block] = [
        section(f"*{safe(benefit.name)}*\n{safe(benefit.text)}"),
        *([small(say(LEFT))] if any(answers.values()) else []),
        *inputs(benefit, answers, workspace),
        small(_if_not_ready(benefit)),
    ]
    metadata = {"draft": draft_id, "benefit": benefit.key}
    return modal(
        say(TITLE), blocks, callback=Callback.CLAIM, submit=say("Claim"), close=say("Cancel"), metadata=metadata
    )


def _if_not_ready(benefit: Benefit) -> str:
    has_files = any(each.kind is FieldKind.FILE for each in benefit.fields)
    but = say(", except files") if has_files else ""
    return say("Not ready yet? Close this and come back: what you filled in is kept{but}.", but=but)


def claimed(claim: Claim, benefit: Benefit, house: House) -> View:
    """The number of the claim, and what happens next."""
    fmt = house.format
    by = say(" We plan to be done by *{due_on}*.", due_on=fmt.day(claim.due_on)) if claim.due_on else ""
    blocks: list[Block] = [
        section(say(":white_check_mark: *{name}* is claim *{number}*.", name=safe(benefit.name), number=claim.number)),
        section(
            say(
                "*What happens next*\nWe look at it and tell you of every step.{by} If we have a question, we ask you.",
                by=by,
            )
        ),
        buttons(
            button(say("Follow this claim"), Action.CLAIM, str(claim.id), style="primary"),
            button(say("My benefits"), Action.BENEFITS),
        ),
    ]
    return modal(say("Claimed"), blocks, close=say("Done"), clear_on_close=True)
