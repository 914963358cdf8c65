"""Blocks that many views are made of, and the modal around them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.blocks.block_elements import InputInteractiveElement, InteractiveElement
from slack_sdk.models.views import View

from handlers.ids import INPUT, Action, Callback
from handlers.texts.catalogue import say
from handlers.texts.format import shortened

METADATA_VERSION = 1


def header(text: str) -> HeaderBlock:
    """A title in plain text."""
    return HeaderBlock(text=PlainTextObject(text=shortened(text, 150), emoji=True))


def section(text: str, *, accessory: InteractiveElement | None = None) -> SectionBlock:
    """A paragraph in mrkdwn; user text in it must be `safe`."""
    return SectionBlock(text=MarkdownTextObject(text=shortened(text, 3000)), accessory=accessory)


def facts(pairs: Iterable[tuple[str, str]]) -> SectionBlock:
    """Up to ten labelled values in two columns; user text in the values must be `safe`."""
    return SectionBlock(
        fields=[MarkdownTextObject(text=shortened(f"*{label}*\n{value}", 2000)) for label, value in pairs]
    )


def small(*texts: str) -> ContextBlock:
    """Small print in mrkdwn."""
    return ContextBlock(elements=[MarkdownTextObject(text=shortened(text, 2000)) for text in texts])


def divider() -> DividerBlock:
    """A line."""
    return DividerBlock()


def button(text: str, action: Action, value: str = "", *, style: str | None = None) -> ButtonElement:
    """A button; `value` says what it is about."""
    return ButtonElement(text=PlainTextObject(text=text, emoji=True), action_id=action, value=value or "-", style=style)


def buttons(*elements: InteractiveElement) -> ActionsBlock:
    """A row of buttons."""
    return ActionsBlock(elements=list(elements))


class Prepared(Block):
    """A block that is the same each time: it is checked and written out once."""

    def __init__(self, block: Block) -> None:
        super().__init__(type=block.type, block_id=block.block_id)
        self.written: Mapping[str, Any] = block.to_dict()

    def to_dict(self, *_: object) -> dict[str, Any]:
        """What it was at its making."""
        return {**self.written}


def option(text: str, value: str) -> Option:
    """A choice of a list."""
    return Option(text=PlainTextObject(text=shortened(text, 75), emoji=True), value=value)


def chosen(options: Sequence[Option], value: object) -> Option | None:
    """The option of that value, to be preselected."""
    return next((candidate for candidate in options if candidate.value == value), None)


def field(
    name: str,
    label: str,
    element: InputInteractiveElement,
    *,
    optional: bool = False,
    hint: str | None = None,
    reports: bool = False,
) -> InputBlock:
    """A form field. Its block_id is the field's name, by which answers and errors are kept."""
    element.action_id = element.action_id or INPUT
    return InputBlock(
        block_id=name,
        label=PlainTextObject(text=label),
        element=element,
        optional=optional,
        hint=PlainTextObject(text=hint) if hint else None,
        dispatch_action=True if reports else None,
    )


def pager(onward: Action, back: Action, *, offset: int, page: int, total: int, prefix: str = "") -> list[Block]:
    """Where one is, and buttons to the pages before and after. Nothing where all fits on one page."""
    if total <= page:
        return []
    last = min(offset + page, total)
    row: list[InteractiveElement] = []
    if offset > 0:
        row.append(button(say("Previous"), back, f"{prefix}{max(0, offset - page)}"))
    if last < total:
        row.append(button(say("Next"), onward, f"{prefix}{offset + page}"))
    return [small(say("{first}–{last} of {total}", first=offset + 1, last=last, total=total)), buttons(*row)]


def modal(
    title: str,
    blocks: Sequence[Block],
    *,
    callback: Callback = Callback.READING,
    submit: str | None = None,
    close: str | None = None,
    metadata: dict[str, Any] | None = None,
    clear_on_close: bool = False,
) -> View:
    """A modal view; without `submit` it is for reading."""
    return View(
        type="modal",
        callback_id=callback,
        title=PlainTextObject(text=shortened(title, 24)),
        submit=PlainTextObject(text=submit) if submit else None,
        close=PlainTextObject(text=close or say("Close")),
        blocks=list(blocks),
        private_metadata=json.dumps(
            {"v": METADATA_VERSION, **(metadata or {})}, ensure_ascii=False, separators=(",", ":")
        ),
        clear_on_close=clear_on_close,
    )


def home(blocks: Sequence[Block]) -> View:
    """A Home view."""
    return View(type="home", blocks=list(blocks))
