"""What Slack's own client checks before it submits a modal."""

import re
from typing import Any

from sandbox.world.forms import Element, elements
from sandbox.world.model import View

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")


def problems(view: View) -> dict[str, str]:
    """An error for each input that keeps the modal from being sent; the app never sees such a submission."""
    found: dict[str, str] = {}
    for element in elements(view.blocks):
        if element.is_input and element.holds_value:
            value = view.state.get(element.block_id, {}).get(element.action_id, {}).get(element.key)
            if error := _problem(element, value):
                found[element.block_id] = error
    return found


def _problem(element: Element, value: Any) -> str | None:
    if value in (None, "", []):
        return None if element.block.get("optional") else "Please complete this required field."
    if element.kind == "number_input":
        return _number(element, str(value))
    if element.key == "value":
        return _text(element, str(value))
    return None


def _text(element: Element, value: str) -> str | None:
    shortest, longest = element.body.get("min_length") or 0, element.body.get("max_length") or 3000
    if element.kind == "email_text_input" and not _EMAIL.fullmatch(value):
        return "Please enter a valid email address."
    if element.kind == "url_text_input" and not _URL.fullmatch(value):
        return "Please enter a valid URL."
    if len(value) < shortest:
        return f"Please enter at least {shortest} characters."
    if len(value) > longest:
        return f"Please enter at most {longest} characters."
    return None


def _number(element: Element, value: str) -> str | None:
    body = element.body
    try:
        number = float(value)
    except ValueError:
        return "Please enter a number."
    if not body.get("is_decimal_allowed") and not number.is_integer():
        return "Please enter a whole number."
    if body.get("min_value") is not None and number < float(body["min_value"]):
        return f"Please enter a number of at least {body['min_value']}."
    if body.get("max_value") is not None and number > float(body["max_value"]):
        return f"Please enter a number of at most {body['max_value']}."
    return None
