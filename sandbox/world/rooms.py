"""Conversations: who is in them and what may be done to them."""

import re

from sandbox.world.app import Installation
from sandbox.world.changes import ConversationChanged, MemberJoined, MemberLeft
from sandbox.world.errors import Refused
from sandbox.world.model import Conversation, ConversationKind, Json, Person
from sandbox.world.store import Store

_NAME = re.compile(r"[a-z0-9_\-.À-ɏ]{1,80}")


class Rooms:
    """Changes conversations and their members. Every refusal carries Slack's code."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, name: str) -> Conversation | None:
        """By id, or by name with or without `#`."""
        if found := self._store.conversations.get(name):
            return found
        plain = name.removeprefix("#")
        rooms = (each for each in self._store.conversations.values() if each.kind != "im")
        return next((each for each in rooms if each.name == plain), None)

    def add(self, conversation: Conversation) -> Conversation:
        """Takes in a conversation that was read from the workspace file."""
        self._store.conversations[conversation.id] = conversation
        return conversation

    def create(self, name: str, kind: ConversationKind, creator: Person, team_id: str = "") -> Conversation:
        """A new channel with its creator in it, in the creator's workspace or another one of their organisation."""
        team_id = team_id or creator.team_id
        if creator.is_bot and not self._store.teams[team_id].app_channels:
            raise Refused("restricted_action")
        self._check_name(name, team_id)
        store = self._store
        room = Conversation(
            id=store.ids.new("C"),
            kind=kind,
            name=name,
            team_id=team_id,
            creator=creator.id,
            created=int(store.clock.now()),
            members={creator.id: None},
        )
        store.conversations[room.id] = room
        created: Json = {"id": room.id, "name": name, "created": room.created, "creator": creator.id}
        event: Json | None = {"type": "channel_created", "channel": created} if kind == "channel" else None
        store.feed.publish(ConversationChanged(room, event))
        return room

    def direct(self, installation: Installation, person: Person) -> Conversation:
        """The direct conversation of a person and the app; opened when there is none yet."""
        store = self._store
        for room in store.conversations.values():
            if room.kind == "im" and installation.bot_user_id in room.members and person.id in room.members:
                return room
        wanted = f"D{person.id[1:]}"
        room = Conversation(
            id=wanted if wanted not in store.conversations else store.ids.new("D"),
            kind="im",
            name="",
            team_id=installation.team_id,
            creator=installation.bot_user_id,
            created=int(store.clock.now()),
            members={installation.bot_user_id: None, person.id: None},
        )
        store.conversations[room.id] = room
        store.feed.publish(ConversationChanged(room))
        return room

    def join(self, room: Conversation, person: Person, inviter: str = "") -> bool:
        """Brings somebody in. False where they are in already."""
        if room.is_archived:
            raise Refused("is_archived")
        if person.id in room.members:
            return False
        if person.team_id not in room.teams:
            raise Refused("user_team_not_in_channel")
        room.members[person.id] = None
        self._store.feed.publish(MemberJoined(room, person.id, inviter))
        return True

    def leave(self, room: Conversation, person: Person) -> bool:
        """Takes somebody out. False where they are not in."""
        if room.is_general:
            raise Refused("cant_leave_general")
        if person.id not in room.members:
            return False
        del room.members[person.id]
        self._store.feed.publish(MemberLeft(room, person.id))
        return True

    def rename(self, room: Conversation, name: str) -> None:
        """Gives a channel another name that is free."""
        self._check_name(name, room.team_id)
        if room.is_archived:
            raise Refused("is_archived")
        room.previous_names.append(room.name)
        room.name = name
        kind = "channel_rename" if room.kind == "channel" else "group_rename"
        event = {"type": kind, "channel": {"id": room.id, "name": name, "created": room.created}}
        self._store.feed.publish(ConversationChanged(room, event))

    def archive(self, room: Conversation, by: str) -> None:
        """Closes a channel for good: nothing can be posted there."""
        if room.is_archived:
            raise Refused("already_archived")
        if room.is_general:
            raise Refused("cant_archive_general")
        room.is_archived = True
        kind = "channel_archive" if room.kind == "channel" else "group_archive"
        self._store.feed.publish(ConversationChanged(room, {"type": kind, "channel": room.id, "user": by}))

    def unarchive(self, room: Conversation, by: str) -> None:
        """Opens a closed channel again, with whoever was in it."""
        if not room.is_archived:
            raise Refused("not_archived")
        room.is_archived = False
        kind = "channel_unarchive" if room.kind == "channel" else "group_unarchive"
        self._store.feed.publish(ConversationChanged(room, {"type": kind, "channel": room.id, "user": by}))

    def move(self, room: Conversation, new_id: str) -> None:
        """Gives a channel another id, as happens when it begins to be shared; its messages come along."""
        old, conversations = room.id, self._store.conversations
        conversations[new_id] = conversations.pop(old)
        room.id = new_id
        for message in room.messages.values():
            message.channel = new_id
        event = {"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": new_id}
        self._store.feed.publish(ConversationChanged(room, event))

    def share(self, room: Conversation, team_id: str) -> None:
        """Lets another workspace into a channel."""
        if team_id in room.teams:
            raise Refused("already_shared")
        room.shared_with.append(team_id)
        event = {"type": "channel_shared", "connected_team_id": team_id, "channel": room.id}
        self._store.feed.publish(ConversationChanged(room, event))

    def unshare(self, room: Conversation, team_id: str) -> None:
        """Takes a workspace and its people out of a channel."""
        if team_id not in room.shared_with:
            raise Refused("not_shared")
        room.shared_with.remove(team_id)
        people = self._store.people
        room.members = {each: None for each in room.members if people[each].team_id != team_id}
        event: Json = {"type": "channel_unshared", "previously_connected_team_id": team_id, "channel": room.id}
        event["is_ext_shared"] = bool(room.shared_with)
        self._store.feed.publish(ConversationChanged(room, event))

    def set_topic(self, room: Conversation, topic: str) -> None:
        """Writes the line beside a channel's name."""
        if len(topic) > 250:
            raise Refused("too_long")
        room.topic = topic
        self._store.feed.publish(ConversationChanged(room))

    def mark(self, room: Conversation, person_id: str, ts: str) -> None:
        """Notes how far somebody has read."""
        room.last_read[person_id] = ts
        self._store.feed.publish(ConversationChanged(room))

    def _check_name(self, name: str, team_id: str) -> None:
        if not name:
            raise Refused("invalid_name_required")
        if len(name) > 80:
            raise Refused("invalid_name_maxlength")
        if not _NAME.fullmatch(name):
            raise Refused("invalid_name_specials")
        if any(each.name == name and team_id in each.teams for each in self._store.conversations.values()):
            raise Refused("name_taken")
