"""What a person typed or chose, out of Slack's many shapes: one value an element."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Value = str | list[str] | list[dict[str, Any]]


def answers(state: Mapping[str, Any]) -> dict[str, Value]:
    """Answers by block_id from `state.values`; what is empty is left out. A form has one element a block."""
    found: dict[str, Value] = {}
    for block_id, elements in (state.get("values") or {}).items():
        for element in elements.values():
            value = chosen(element)
            if value:
                found[block_id] = value
    return found


def chosen(element: Mapping[str, Any]) -> Value:
    """The value of an element or action: text, a key, or a list of keys; empty text where there is none."""
    name = next((name for name in _READ if name in element), None)
    return _READ[name](element[name]) if name else ""


def as_text(value: Value) -> str:
    """A value as one text: several keys are joined by commas."""
    return value if isinstance(value, str) else ",".join(map(str, value))


def _rich_text(node: Mapping[str, Any]) -> str:
    """The plain text of a rich text input; each of its sections is a line."""
    if "elements" not in node:
        return str(node.get("text") or node.get("url") or node.get("user_id") or "")
    inner = [_rich_text(child) for child in node["elements"]]
    if node.get("type") in {"rich_text", "rich_text_list"}:
        return "\n".join(inner)
    return "".join(inner)


def _plain(value: Any) -> Value:
    return "" if value is None else str(value)


def _list(values: Any) -> Value:
    return [str(value) for value in values or ()]


def _option(option: Any) -> Value:
    return str((option or {}).get("value") or "")


def _options(options: Any) -> Value:
    return [str(option["value"]) for option in options or ()]


def _files(files: Any) -> Value:
    """What is needed to fetch them later."""
    return [
        {
            "id": str(file["id"]),
            "name": str(file.get("name") or file["id"]),
            "mimetype": str(file.get("mimetype") or ""),
            "size": int(file.get("size") or 0),
            "url": str(file.get("url_private") or ""),
        }
        for file in files or ()
    ]


_READ: dict[str, Callable[[Any], Value]] = {
    "value": _plain,  # inputs for text, numbers, emails, addresses; buttons
    "selected_option": _option,
    "selected_options": _options,
    "selected_date": _plain,
    "selected_time": _plain,
    "selected_date_time": _plain,
    "selected_user": _plain,
    "selected_users": _list,
    "selected_channel": _plain,
    "selected_channels": _list,
    "selected_conversation": _plain,
    "selected_conversations": _list,
    "files": _files,
    "rich_text_value": lambda value: _rich_text(value or {}).strip(),
}
"""How each element's value is read, by the field of the payload it is in."""
