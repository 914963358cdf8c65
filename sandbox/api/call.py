"""One call of the Web API: who calls, with what, and how arguments are read."""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sandbox.rules.scopes import missing_for
from sandbox.world.app import Installation
from sandbox.world.errors import Refused, invalid_arguments
from sandbox.world.model import Conversation, Json, Message, Person
from sandbox.world.world import World

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Call:
    """The arguments of a call, as JSON values or as the texts of a form."""

    method: str
    args: Mapping[str, Any]
    world: World
    caller: Installation

    @property
    def bot(self) -> Person:
        """The bot user that calls."""
        return self.world.store.people[self.caller.bot_user_id]

    def text(self, name: str, default: str = "") -> str:
        """An argument as text; `default` where it is absent or null."""
        value = self.args.get(name)
        return default if value is None else str(value)

    def need(self, name: str) -> str:
        """An argument that must be there."""
        value = self.text(name)
        if not value:
            raise invalid_arguments(f"missing required field: {name}")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """An argument as a yes or no, in any of the forms clients send."""
        value = self.args.get(name)
        if value is None or value == "":
            return default
        return value if isinstance(value, bool) else str(value).lower() in {"1", "true"}

    def number(self, name: str, default: int) -> int:
        """An argument as a whole number."""
        value = self.args.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError) as error:
            raise invalid_arguments(f"must be an integer [json-pointer:/{name}]") from error

    def data(self, name: str, kind: type[T], error: str = "invalid_arguments") -> T | None:
        """An argument as an object or list: itself in a JSON body, JSON text in a form."""
        value = self.args.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError as problem:
                raise Refused(error) from problem
        if not isinstance(value, kind):
            raise Refused(error)
        return value

    def names(self, name: str) -> list[str]:
        """A list given with commas, or as a list."""
        value = self.args.get(name)
        if isinstance(value, list):
            return [str(each) for each in value]
        return [each.strip() for each in str(value or "").split(",") if each.strip()]

    def room(self, name: str = "channel", *, by_name: bool = False) -> Conversation:
        """A conversation the bot can see; every other does not exist for it."""
        wanted = self.text(name)
        store = self.world.store
        found = self.world.rooms.find(wanted) if by_name else store.conversations.get(wanted)
        if found is None or not store.sees(self.bot, found):
            raise Refused("channel_not_found")
        if needed := missing_for(self.method, found.kind, self.caller.scopes):
            raise Refused("missing_scope", needed=needed, provided=",".join(sorted(self.caller.scopes)))
        return found

    def member_room(self) -> Conversation:
        """A conversation the bot is in."""
        room = self.room()
        if self.caller.bot_user_id not in room.members:
            raise Refused("not_in_channel")
        return room

    def message(self, room: Conversation, name: str = "timestamp") -> Message:
        """A message of a conversation."""
        found = room.messages.get(self.text(name))
        if found is None:
            raise Refused("message_not_found")
        return found

    def person(self, name: str = "user") -> Person:
        """Somebody this workspace knows: its own people, and those of workspaces it shares a channel with."""
        found = self.world.store.people.get(self.text(name))
        if found is None or not self.knows(found):
            raise Refused("user_not_found")
        return found

    def knows(self, person: Person) -> bool:
        """True where the calling workspace can see this person."""
        own = self.bot.team_id
        if self.world.store.serves(self.caller, person.team_id):
            return True
        rooms = self.world.store.conversations.values()
        return any(person.id in room.members and own in room.teams for room in rooms)

    def page(self, items: Sequence[T], show: Callable[[T], Any], default: int = 100) -> tuple[list[Any], Json]:
        """One page of a list, and the `response_metadata` that leads to the next."""
        limit = self.number("limit", default) or default
        if not 1 <= limit <= 1000:
            raise Refused("invalid_limit")
        start = _position(self.text("cursor"))
        shown = [show(each) for each in items[start : start + limit]]
        following = start + limit
        cursor = base64.b64encode(f"next:{following}".encode()).decode() if following < len(items) else ""
        return shown, {"next_cursor": cursor}


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
        position = int(number)
    except ValueError as error:
        raise Refused("invalid_cursor") from error
    if word != "next" or position < 0:
        raise Refused("invalid_cursor")
    return position
