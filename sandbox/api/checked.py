"""Messages and views from the app, checked as Slack checks them."""

from collections.abc import Mapping
from typing import Any

from sandbox.rules.blocks import Problem, check_message, check_view
from sandbox.world.errors import Refused
from sandbox.world.messages import Draft
from sandbox.world.model import Json, ViewKind


def checked_draft(payload: Mapping[str, Any]) -> Draft:
    """A message's content from `text`, `blocks`, `attachments`; refused with Slack's code where it breaks a rule."""
    text, blocks, attachments = payload.get("text"), payload.get("blocks"), payload.get("attachments")
    markdown = payload.get("markdown_text")
    if not (text or blocks or attachments or markdown):
        raise Refused("no_text")
    if problems := check_message(payload):
        raise _refusal("invalid_blocks", problems)
    if markdown:
        text, blocks = markdown, [{"type": "markdown", "text": markdown}]
    metadata = payload.get("metadata")
    return Draft(
        text=str(text or ""),
        blocks=blocks,
        attachments=attachments,
        metadata=metadata if isinstance(metadata, dict) else None,
    )


def checked_view(view: Any, kind: ViewKind) -> Json:
    """A view of the kind wanted; refused with `invalid_arguments` and the path where it breaks a rule."""
    if not isinstance(view, dict):
        raise Refused("invalid_arguments", response_metadata={"messages": ["[ERROR] must be a view object"]})
    if problems := check_view(view):
        raise _refusal("invalid_arguments", [problem.below("view") for problem in problems])
    if view.get("type") != kind:
        text = f'[ERROR] must be a view of type "{kind}" [json-pointer:/view/type]'
        raise Refused("invalid_arguments", response_metadata={"messages": [text]})
    return view


def _refusal(code: str, problems: list[Problem]) -> Refused:
    own = problems[0].code
    if own is not None:
        return Refused(own)
    return Refused(code, response_metadata={"messages": [f"[ERROR] {problem}" for problem in problems]})
