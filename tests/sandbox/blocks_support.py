"""Small builders for Block Kit payloads, and a way to break one thing in a good one."""

import json
from collections.abc import Mapping
from typing import Any, Final

from sandbox.rules.blocks import Problem, check_message, check_view

GONE: Final = object()
"""Stands for a value to be left out."""

LONG: Final = "must be less than {} characters"
FEW: Final = "no more than {} items allowed"
EMPTY: Final = "must provide at least 1 items"


def plain(text: str = "Text") -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "*Text*") -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def option(value: str = "a", text: str = "Text") -> dict[str, Any]:
    return {"text": plain(text), "value": value}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(), "action_id": "go", **more}


def image(**more: Any) -> dict[str, Any]:
    return {"type": "image", "image_url": "https://a.example/cat.png", "alt_text": "A cat", **more}


def section(**more: Any) -> dict[str, Any]:
    return {"type": "section", "text": mrkdwn(), **more}


def asked(element: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """An input block around an element."""
    return {"type": "input", "label": plain("Label"), "element": dict(element), **more}


def modal(*blocks: Any, **more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain("Title"), "submit": plain("Send"), "blocks": list(blocks), **more}


def home(*blocks: Any, **more: Any) -> dict[str, Any]:
    return {"type": "home", "blocks": list(blocks), **more}


def message(*blocks: Any, **more: Any) -> dict[str, Any]:
    return {"text": "Fallback", "blocks": list(blocks), **more}


def with_change(payload: Any, pointer: str, value: Any) -> Any:
    """A copy with the value at a JSON pointer replaced, added, or left out (`GONE`)."""
    # not deepcopy: samples share objects, and only one place must change
    changed = json.loads(json.dumps(payload))
    if not pointer:
        return value
    *way, last = pointer.lstrip("/").split("/")
    place = changed
    for key in way:
        place = place[int(key) if isinstance(place, list) else key]
    if value is GONE:
        del place[last]
    elif isinstance(place, list):
        place[int(last)] = value
    else:
        place[last] = value
    return changed


def in_modal(*blocks: Any) -> list[str]:
    return said(check_view(modal(*blocks)))


def in_home(*blocks: Any) -> list[str]:
    return said(check_view(home(*blocks)))


def in_message(*blocks: Any) -> list[str]:
    return said(check_message(message(*blocks)))


def said(problems: list[Problem]) -> list[str]:
    """Problems as `pointer: message`."""
    return [f"{problem.path}: {problem.message}" for problem in problems]
