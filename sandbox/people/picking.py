"""Finds what a person clicks or fills in, and says what there is when it is not there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.people.errors import NotOffered, listed
from sandbox.people.values import Values, option_text, same
from sandbox.world.forms import Element
from sandbox.world.model import Json, State


@dataclass(frozen=True, slots=True)
class Pick:
    """What to click: by `action` object, by ids, or by the text a person reads; `value` is what is chosen."""

    action_id: str = ""
    block_id: str = ""
    label: str = ""
    value: Any = None
    action: Json | None = None


def label_of(element: Element) -> str:
    """The text a person reads at an element."""
    body = element.body
    if element.is_input:
        return str(element.block["label"]["text"])
    for name in ("text", "placeholder"):
        text = body.get(name)
        if isinstance(text, dict):
            return str(text.get("text", ""))
    return element.action_id


def clickable(found: Iterable[Element]) -> list[str]:
    """What a person could click, options included."""
    names = []
    for element in found:
        if not element.is_input:
            names += [label_of(element)] if not element.options else []
            names += [option_text(option) for option in element.options]
    return names


def picked(found: list[Element], pick: Pick, values: Values, state: State) -> tuple[Element, Json]:
    """The element meant and the action Slack reports for it, without its time."""
    action_id = pick.action_id or str((pick.action or {}).get("action_id", ""))
    block_id = pick.block_id or str((pick.action or {}).get("block_id", ""))
    if action_id:
        return _by_id(found, action_id, block_id, pick, values)
    for element in found:
        if element.kind in {"button", "workflow_button"} and same(label_of(element), pick.label):
            return element, _action(element, None)
    for element in found:
        if pick.value is not None and element.holds_value and same(label_of(element), pick.label):
            return element, _action(element, values.of(element, pick.value))
    for element in found:
        for option in element.options:
            if same(option_text(option), pick.label):
                return element, _chosen(element, option, state)
    raise NotOffered(f'there is no "{pick.label}" to click; there are: {listed(clickable(found))}')


def _by_id(found: list[Element], action_id: str, block_id: str, pick: Pick, values: Values) -> tuple[Element, Json]:
    for element in found:
        if element.action_id == action_id and block_id in {"", element.block_id}:
            return element, _given(element, pick, values)
    there = listed([element.action_id for element in found])
    raise NotOffered(f'nothing here has the action_id "{action_id}"; there are: {there}')


def _given(element: Element, pick: Pick, values: Values) -> Json:
    if element.kind == "overflow":
        option = (pick.action or {}).get("selected_option") or {}
        return _action(element, _overflow(element, str(option.get("value") or pick.value or pick.label)))
    if not element.holds_value:
        return _action(element, None)
    if pick.action is not None:
        return _action(element, pick.action.get(element.key))
    return _action(element, values.of(element, pick.label if pick.value is None and pick.label else pick.value))


def _overflow(element: Element, wanted: str) -> Json:
    for option in element.options:
        if wanted == option.get("value") or same(option_text(option), wanted):
            return option
    there = listed([option_text(option) for option in element.options])
    raise NotOffered(f'"{wanted}" is not in the menu; there are: {there}')


def _chosen(element: Element, option: Json, state: State) -> Json:
    if element.key_of_choice != "selected_options":
        return _action(element, option)
    before = state.get(element.block_id, {}).get(element.action_id, {}).get("selected_options") or []
    kept = [each for each in before if each["value"] != option["value"]]
    return _action(element, kept if len(kept) < len(before) else [*before, option])


def _action(element: Element, value: Any) -> Json:
    action: Json = {"type": element.kind, "block_id": element.block_id, "action_id": element.action_id}
    if element.holds_value or element.kind == "overflow":
        action[element.key_of_choice] = value
    for name in ("text", "value", "style", "placeholder"):
        if name in element.body and name not in action:
            action[name] = element.body[name]
    return action


def field(found: list[Element], name: str) -> Element:
    """The field a person would call so: by its label, its block_id, its action_id or its placeholder."""
    fields = [element for element in found if element.holds_value]
    for element in fields:
        if same(label_of(element), name):
            return element
    for element in fields:
        if name in {element.block_id, element.action_id}:
            return element
    for element in fields:
        placeholder = (element.body.get("placeholder") or {}).get("text", "")
        if placeholder and same(placeholder, name):
            return element
    raise NotOffered(f'no field is called "{name}"; there are: {listed([label_of(each) for each in fields])}')
