"""Handlers of a test's own behind the real door: the word, the action and the callback `try`."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, PlainTextInputElement
from slack_sdk.models.blocks.basic_components import PlainTextObject
from slack_sdk.models.views import View

from domain.people import Role, person_key
from handlers.blocks import field, modal
from handlers.context import Context, Route
from handlers.results import Nothing, Result
from handlers.routes import Routes, routes
from tests.slack.story import Story

Handle = Callable[[Any, Context], Result]
Open = Callable[..., AbstractAsyncContextManager[Story]]


def with_handlers(
    *,
    command: Handle | None = None,
    action: Handle | None = None,
    submission: Handle | None = None,
    writes: bool = False,
) -> Routes:
    """Our routes, and `/partner try`, the action `try` and the callback `try` with the test's handlers."""
    ours = routes()
    nothing: Handle = lambda _request, _context: Nothing()  # noqa: E731 - a default that does nothing
    words = {name: {**each, "try": Route(command or nothing, writes=writes)} for name, each in ours.words.items()}
    return replace(
        ours,
        words=words,
        actions={**ours.actions, "try": Route(action or nothing, writes=writes)},
        submissions={**ours.submissions, "try": Route(submission or nothing, writes=writes)},
    )


def form(title: str = "Try", *, metadata: str | None = None) -> View:
    """A form with one field, sent off to `try`."""
    view = modal(title, [field("name", "Name", PlainTextInputElement(action_id="typed"))], submit="Send")
    view.callback_id = "try"
    if metadata is not None:
        view.private_metadata = metadata
    return view


def try_button(text: str = "Try") -> list[Block]:
    return [
        ActionsBlock(elements=[ButtonElement(text=PlainTextObject(text=text), action_id="try", value="12")]),
    ]


def add_somebody(context: Context) -> None:
    """A change in the database that can be counted."""
    context.uow.people.add_staff(person_key("T0", f"U{uuid.uuid4().hex[:8]}"), Role.ADMIN, now=context.now)


def staff_count(story: Story) -> int:
    return story.look(lambda uow: len(uow.people.staff()))


async def open_form(story: Story, handle: str = "pat") -> Any:
    seen = await story.person(handle).command("/partner", "try", channel="partner-northwind")
    assert seen.form is not None, seen.text
    return seen.form
