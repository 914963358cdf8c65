"""What one person sees, in the shapes the page reads."""

from dataclasses import dataclass

from sandbox.world.changes import (
    AppChanged,
    Change,
    ConversationChanged,
    HomePublished,
    MemberJoined,
    MemberLeft,
    MessageEdited,
    MessagePosted,
    MessageRemoved,
    MessageTouched,
    Notice,
    Pinned,
    Reacted,
    Uninstalled,
    ViewsChanged,
)
from sandbox.world.model import Conversation, Json, Message, Person, View
from sandbox.world.world import World

SHOWN_MESSAGES = 300
UNREAD_LIMIT = 99


@dataclass(frozen=True, slots=True)
class Sight:
    """Shows the workspace to one person: whole, and change by change."""

    world: World
    person: Person

    def whole(self) -> Json:
        """Everything, as `GET /sandbox/state?as=` answers it."""
        world, store = self.world, self.world.store
        rooms = [room for room in store.conversations.values() if store.sees(self.person, room)]
        installed = self._is_installed
        app = world.app
        return {
            "me": person_json(self.person),
            "teams": teams_json(world),
            "people": {each.id: person_json(each) for each in store.people.values()},
            "app": self.app(),
            "commands": [
                {"command": each.command, "description": each.description, "usage_hint": each.usage_hint}
                for each in (app.commands if installed else ())
            ],
            "shortcuts": [
                {
                    "name": each.name,
                    "type": each.kind,
                    "callback_id": each.callback_id,
                    "description": each.description,
                }
                for each in (app.shortcuts if installed else ())
            ],
            "conversations": [self.conversation(room) for room in rooms],
            "messages": {room.id: self.messages(room) for room in rooms},
            "home": self.home(),
            "views": self.views(),
        }

    @property
    def _is_installed(self) -> bool:
        """Whether the person's own workspace has the app."""
        return self.world.store.installation_of(self.person.team_id) is not None

    def conversation(self, room: Conversation) -> Json:
        """One conversation."""
        other = next((each for each in room.members if each != self.person.id), "") if room.kind == "im" else ""
        shown: Json = {
            "id": room.id,
            "kind": room.kind,
            "name": room.name or self.world.store.people[other].name,
            "topic": room.topic,
            "team_id": room.team_id,
            "shared_with": list(room.shared_with),
            "members": list(room.members),
            "pins": list(room.pins),
            "is_member": self.person.id in room.members,
            "is_archived": room.is_archived,
            "can_command": self._is_installed,
            "unread": self.unread(room),
        }
        return shown | ({"with": other} if other else {})

    def unread(self, room: Conversation) -> int:
        """How many messages of others came after what was read, counted up to 99."""
        read, count = room.last_read.get(self.person.id, ""), 0
        for ts in reversed(room.messages):
            if ts <= read or count == UNREAD_LIMIT:
                break
            message = room.messages[ts]
            count += message.author != self.person.id and message.thread_ts in {"", ts}
        return count

    def messages(self, room: Conversation) -> list[Json]:
        """The newest messages of a conversation, oldest first."""
        own = [each for each in room.ephemerals.values() if each.ephemeral_to == self.person.id]
        newest = sorted([*list(room.messages.values())[-SHOWN_MESSAGES:], *own], key=lambda each: each.ts)
        return [self.message(room, each) for each in newest]

    def message(self, room: Conversation, message: Message) -> Json:
        """One message. Its files can be fetched in this person's name."""
        shown = message.to_slack() | {"channel": room.id}
        if message.ephemeral_to:
            shown["ephemeral"] = True
        if message.ts in room.pins:
            shown["pinned"] = True
        for file in shown.get("files", ()):
            for name in ("url_private", "url_private_download", "permalink"):
                file[name] += f"?as={self.person.handle}"
        return shown

    def views(self) -> list[Json]:
        """The modals that are open, bottom first."""
        return [view_json(view) for view in self.world.views.stack(self.person.id)]

    def home(self) -> Json | None:
        """The Home of the app in this person's own workspace; nowhere else is one offered."""
        view = self.world.views.home(self.person.id, self.person.team_id)
        return view_json(view) if view is not None and self._is_installed else None

    def app(self) -> Json:
        """The app itself."""
        store, app = self.world.store, self.world.app
        installation = store.installations.get(self.person.team_id) or next(iter(store.installations.values()), None)
        return {
            "name": app.name,
            "user_id": installation.bot_user_id if installation is not None else "",
            "bot_id": installation.bot_id if installation is not None else "",
            "app_id": app.id,
            "online": app.online,
            "home_enabled": app.home_tab and self._is_installed,
            "messages_enabled": app.messages_tab,
            "installed": self._is_installed,
            "description": app.description,
        }

    def changes(self, change: Change) -> list[Json]:
        """What a live page is told of a change; nothing where it does not concern this person."""
        match change:
            case MessagePosted(room, message) if message.author != self.person.id:
                return [*self._message_changes(room, message), *self._unread_changes(room, message)]
            case MessagePosted(room, message) | MessageEdited(room, message) | MessageTouched(room, message):
                return self._message_changes(room, message)
            case Reacted(room, message):
                return self._message_changes(room, message)
            case Pinned(room, message):
                return [*self._message_changes(room, message), *self._room_changes(room)]
            case _:
                return self._other_changes(change)

    def _other_changes(self, change: Change) -> list[Json]:
        match change:
            case MessageRemoved(room, message) if self.world.visible(self.person, room, message):
                return [{"type": "message_deleted", "channel": room.id, "ts": message.ts}]
            case MemberJoined(room, person_id) | MemberLeft(room, person_id) if person_id == self.person.id:
                return [{"type": "state", "state": self.whole()}]
            case MemberJoined(room) | MemberLeft(room) | ConversationChanged(room):
                return self._room_changes(room)
            case _:
                return self._own_changes(change)

    def _own_changes(self, change: Change) -> list[Json]:
        match change:
            case ViewsChanged(person_id) if person_id == self.person.id:
                return [{"type": "views", "views": self.views()}]
            case HomePublished(person_id, view) if person_id == self.person.id:
                return [{"type": "home", "home": view_json(view)}]
            case Notice(person_id, text, error) if person_id == self.person.id:
                return [{"type": "notice", "text": text, "error": error}]
            case AppChanged():
                return [{"type": "app", "app": self.app()}]
            case Uninstalled():
                return [{"type": "state", "state": self.whole()}]
            case _:
                return []

    def _message_changes(self, room: Conversation, message: Message) -> list[Json]:
        if not self.world.visible(self.person, room, message):
            return []
        return [{"type": "message", "channel": room.id, "message": self.message(room, message)}]

    def _unread_changes(self, room: Conversation, message: Message) -> list[Json]:
        return [] if message.ephemeral_to else self._room_changes(room)

    def _room_changes(self, room: Conversation) -> list[Json]:
        if not self.world.store.sees(self.person, room):
            return []
        return [{"type": "conversation", "conversation": self.conversation(room)}]


def person_json(person: Person) -> Json:
    """A person, as the page shows them."""
    return {
        "id": person.id,
        "handle": person.handle,
        "name": person.name,
        "title": person.title,
        "team_id": person.team_id,
        "is_guest": person.is_guest,
        "is_admin": person.is_admin,
        "is_bot": person.is_bot,
        "tz": person.tz,
        "color": person.color,
        "initials": person.initials,
    }


def teams_json(world: World) -> Json:
    """The workspaces, by id."""
    teams = world.store.teams.values()
    return {each.id: {"id": each.id, "name": each.name, "domain": each.domain, "color": each.color} for each in teams}


def view_json(view: View) -> Json:
    """A view with the errors under its inputs."""
    return view.to_slack() | ({"errors": dict(view.errors)} if view.kind == "modal" else {})
