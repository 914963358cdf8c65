"""What a person types or chooses, turned into the value Slack keeps for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.people.errors import NotOffered, listed
from sandbox.world.files import Files
from sandbox.world.forms import Element
from sandbox.world.model import File, Json
from sandbox.world.store import Store

_MANY = frozenset(
    {
        "checkboxes",
        "multi_static_select",
        "multi_external_select",
        "multi_users_select",
        "multi_channels_select",
        "multi_conversations_select",
        "file_input",
    }
)


@dataclass(frozen=True, slots=True)
class Values:
    """Reads values as people give them: options by their text, people by handle, channels by name."""

    store: Store
    files: Files

    def of(self, element: Element, given: Any) -> Any:
        """The value for an element's state; None empties it. Raises NotOffered for what it does not offer."""
        if element.kind in _MANY:
            several = [] if given is None or given == "" else _several(given)
            return [self._one(element, each) for each in several]
        return None if given is None or given == "" else self._one(element, given)

    def _one(self, element: Element, given: Any) -> Any:
        match element.key.removesuffix("s"):
            case "selected_option":
                value: Any = self._option(element, given)
            case "selected_user":
                value = self._person(str(given))
            case "selected_channel" | "selected_conversation":
                value = self._room(str(given))
            case "rich_text_value":
                value = given if isinstance(given, dict) else _rich(str(given))
            case "file":
                value = self._file(given)
            case "selected_date_time":
                value = int(given)
            case _:
                value = str(given)
        return value

    def _option(self, element: Element, given: Any) -> Json:
        if isinstance(given, dict):
            wanted = given.get("value")
            if "external" in element.kind:
                return given
        else:
            wanted = str(given)
        options = element.options
        for option in options:
            if same(option_text(option), str(wanted)):
                return option
        for option in options:
            if option["value"] == wanted:
                return option
        if "external" in element.kind:
            raise NotOffered(f'"{given}" must be chosen from what the app suggests: ask it for options first')
        raise NotOffered(f'"{given}" is not an option; there are: {listed([option_text(o) for o in options])}')

    def _person(self, name: str) -> str:
        found = self.store.people.get(name) or self.store.handles.get(name.removeprefix("@"))
        if found is None:
            raise NotOffered(f'nobody is called "{name}"; there are: {listed(list(self.store.handles))}')
        return found.id

    def _room(self, name: str) -> str:
        plain = name.removeprefix("#")
        for room in self.store.conversations.values():
            if plain in {room.id, room.name}:
                return room.id
        raise NotOffered(f'no channel is called "{name}"')

    def _file(self, given: Any) -> Json:
        if isinstance(given, File):
            return given.to_slack()
        return self.files.get(str(given["id"] if isinstance(given, dict) else given)).to_slack()


def shown(store: Store, value: Any) -> Any:
    """A kept value as a person reads it: options as their text, people and channels by name."""
    if isinstance(value, list):
        return [shown(store, each) for each in value]
    if isinstance(value, dict):
        return option_text(value) if "text" in value else value
    if isinstance(value, str) and value in store.people:
        return store.people[value].handle
    if isinstance(value, str) and value in store.conversations:
        return store.conversations[value].name
    return value


def option_text(option: Json) -> str:
    """An option as it reads."""
    return str((option.get("text") or {}).get("text", ""))


def same(one: str, other: str) -> bool:
    """True where a person would call two labels the same: case, underscores and a closing colon do not count."""
    return _plain(one) == _plain(other)


def _plain(label: str) -> str:
    return " ".join(label.replace("_", " ").lower().split()).rstrip(":*? ")


def _several(given: Any) -> Iterable[Any]:
    if isinstance(given, (list, tuple, set, frozenset)):
        return given
    return [given]


def _rich(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}
