"""Blocks as a form: the elements a person can use, and what is typed into them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.world.ids import Ids
from sandbox.world.model import Json, State

_VALUES: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "radio_buttons": ("selected_option", "initial_option"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "file_input": ("files", ""),
}
_WITHOUT_ACTION = frozenset({"image"})


@dataclass(frozen=True, slots=True)
class Element:
    """An interactive element where it stands: in an input, a section's accessory or an actions block."""

    block: Json
    body: Json

    @property
    def block_id(self) -> str:
        """The block it stands in."""
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        """Its own id."""
        return str(self.body.get("action_id", ""))

    @property
    def kind(self) -> str:
        """Slack's `type`."""
        return str(self.body["type"])

    @property
    def is_input(self) -> bool:
        """True inside an input block: it is submitted, and reported only where it says `dispatch_action`."""
        return str(self.block["type"]) == "input"

    @property
    def holds_value(self) -> bool:
        """True where something can be typed or chosen that stays."""
        return self.kind in _VALUES

    @property
    def key(self) -> str:
        """The name under which Slack reports its value."""
        return _VALUES[self.kind][0]

    @property
    def key_of_choice(self) -> str:
        """As `key`, also for a menu, where a choice does not stay."""
        return "selected_option" if self.kind == "overflow" else self.key

    @property
    def initial(self) -> Any:
        """What stands in it at first."""
        name = _VALUES[self.kind][1]
        value = self.body.get(name) if name else None
        if value is None and self.key.endswith("s"):
            return []
        return value

    def state(self, value: Any) -> Json:
        """Its entry in `state.values`."""
        entry: Json = {"type": self.kind, self.key: value}
        if self.kind == "timepicker" and "timezone" in self.body:
            entry["timezone"] = self.body["timezone"]
        return entry

    @property
    def options(self) -> list[Json]:
        """The options it offers by itself, groups laid flat."""
        groups: list[Json] = self.body.get("option_groups") or []
        if groups:
            return [option for group in groups for option in group.get("options", [])]
        options: list[Json] = self.body.get("options") or []
        return options


def named(blocks: list[Json], ids: Ids) -> list[Json]:
    """The blocks with a block_id each and an action_id for each element; what is there stays."""
    result = []
    for block in blocks:
        copy = {"block_id": ids.short(), **block} if not block.get("block_id") else dict(block)
        for slot in ("element", "accessory"):
            if isinstance(copy.get(slot), dict):
                copy[slot] = _with_action(copy[slot], ids)
        if copy.get("type") == "actions":
            copy["elements"] = [_with_action(each, ids) for each in copy.get("elements", [])]
        result.append(copy)
    return result


def _with_action(element: Json, ids: Ids) -> Json:
    if element.get("action_id") or element.get("type") in _WITHOUT_ACTION:
        return element
    return {**element, "action_id": ids.short()}


def elements(blocks: list[Json]) -> Iterator[Element]:
    """Every interactive element, in the order it is read."""
    for block in blocks:
        candidates: list[Any] = [block.get("element"), block.get("accessory")]
        if block.get("type") == "actions":
            candidates += block.get("elements", [])
        for body in candidates:
            if isinstance(body, dict) and "type" in body and body["type"] not in _WITHOUT_ACTION:
                yield Element(block, body)


def message_elements(blocks: list[Json] | None, attachments: list[Json] | None) -> Iterator[Element]:
    """Every interactive element of a message, those in attachments last."""
    yield from elements(blocks or [])
    for attachment in attachments or []:
        yield from elements(attachment.get("blocks") or [])


def initial_state(found: Iterator[Element]) -> State:
    """What `state.values` says before anybody has typed."""
    state: State = {}
    for element in found:
        if element.holds_value:
            state.setdefault(element.block_id, {})[element.action_id] = element.state(element.initial)
    return state


def kept_state(blocks: list[Json], before: State) -> State:
    """What is typed after an update: it stays where block_id, action_id and type do, else initial values apply.

    A choice that is no longer offered is given up.
    """
    state: State = {}
    for element in elements(blocks):
        if not element.holds_value:
            continue
        old = before.get(element.block_id, {}).get(element.action_id)
        keep = old is not None and old["type"] == element.kind and _still_offered(element, old)
        entry = old if keep and old is not None else element.state(element.initial)
        state.setdefault(element.block_id, {})[element.action_id] = entry
    return state


def _still_offered(element: Element, entry: Json) -> bool:
    if not element.options:
        return True
    values = {option["value"] for option in element.options}
    chosen = entry.get("selected_option")
    several: list[Json] = entry.get("selected_options") or ([chosen] if chosen else [])
    return all(option["value"] in values for option in several)
