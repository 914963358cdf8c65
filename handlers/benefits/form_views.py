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
from handlers.ways import way_to

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
    if any(each.kind is FieldKind.FILE for each in benefit.fields):
        return say("Not ready yet? Close this and come back: what you filled in is kept, except files.")
    return say("Not ready yet? Close this and come back: what you filled in is kept.")


def claimed(claim: Claim, benefit: Benefit, house: House) -> View:
    """The number of the claim, and what happens next."""
    steps = [say("We look at it and tell you of every step.")]
    if claim.due_on:
        steps.append(say("We plan to be done by *{day}*.", day=house.format.day(claim.due_on)))
    steps.append(say("If we have a question, we ask you."))
    following = say("*What happens next*")
    blocks: list[Block] = [
        section(
            say(":white_check_mark: *{benefit}* is claim *{claim}*.", benefit=safe(benefit.name), claim=claim.number)
        ),
        section(f"{following}\n{' '.join(steps)}"),
        buttons(
            button(say("Follow this claim"), Action.CLAIM, str(claim.id), style="primary"),
            way_to(Action.BENEFITS),
        ),
    ]
    return modal(say("Claimed"), blocks, close=say("Done"), clear_on_close=True)
