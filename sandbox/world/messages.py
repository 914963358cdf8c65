"""Messages: posting, editing, threads, reactions, pins."""

from dataclasses import dataclass, field, replace

from sandbox.world.app import Installation
from sandbox.world.changes import (
    MessageEdited,
    MessagePosted,
    MessageRemoved,
    MessageTouched,
    Pinned,
    Reacted,
)
from sandbox.world.errors import Refused
from sandbox.world.forms import named
from sandbox.world.model import Conversation, File, Json, Message, Person, Pin
from sandbox.world.store import Store


@dataclass(slots=True)
class Draft:
    """What a message is to say."""

    text: str = ""
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    files: list[File] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str = ""
    subtype: str = ""
    client_msg_id: str = ""


class Messages:
    """Changes messages. Blocks without a block_id get one, as in Slack."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def post(self, room: Conversation, author: Person | Installation, draft: Draft, ts: str = "") -> Message:
        """Posts into a conversation; a reply also touches the message it answers."""
        message = self._make(room, author, draft, ts)
        room.messages[message.ts] = message
        self._store.feed.publish(MessagePosted(room, message))
        if parent := room.messages.get(message.thread_ts):
            parent.replies.append((message.ts, message.author))
            self._store.feed.publish(MessageTouched(room, parent))
        return message

    def whisper(self, room: Conversation, author: Installation, draft: Draft, to: str) -> Message:
        """Posts a message that only one person sees."""
        message = self._make(room, author, draft)
        message.ephemeral_to = to
        room.ephemerals[message.ts] = message
        self._store.feed.publish(MessagePosted(room, message))
        return message

    def edit(self, room: Conversation, message: Message, draft: Draft) -> None:
        """Puts new text, blocks or attachments in place; what the draft leaves out stays."""
        self._change(room, message, draft)

    def replace(self, room: Conversation, message: Message, draft: Draft) -> None:
        """Puts a wholly new content in place: what the draft leaves out is gone."""
        self._change(room, message, replace(draft, blocks=draft.blocks or [], attachments=draft.attachments or []))

    def _change(self, room: Conversation, message: Message, draft: Draft) -> None:
        previous = message.to_slack()
        if draft.text:
            message.text = draft.text
        if draft.blocks is not None:
            message.blocks = named(draft.blocks, self._store.ids)
        if draft.attachments is not None:
            message.attachments = _numbered(draft.attachments)
        if draft.metadata is not None:
            message.metadata = draft.metadata
        if not message.blocks:  # Slack writes "(edited)" only beside plain text
            message.edited_ts = self._store.clock.stamp()
        message.version += 1
        self._store.feed.publish(MessageEdited(room, message, previous))

    def remove(self, room: Conversation, message: Message) -> None:
        """Takes a message away, with its pin."""
        room.messages.pop(message.ts, None)
        room.ephemerals.pop(message.ts, None)
        room.pins.pop(message.ts, None)
        parent = room.messages.get(message.thread_ts)
        if parent is not None:
            parent.replies = [reply for reply in parent.replies if reply[0] != message.ts]
        self._store.feed.publish(MessageRemoved(room, message))
        if parent is not None:
            self._store.feed.publish(MessageTouched(room, parent))

    def react(self, room: Conversation, message: Message, person_id: str, name: str) -> None:
        """Adds somebody's reaction."""
        people = message.reactions.setdefault(name, [])
        if person_id in people:
            raise Refused("already_reacted")
        people.append(person_id)
        self._store.feed.publish(Reacted(room, message, person_id, name, added=True))

    def unreact(self, room: Conversation, message: Message, person_id: str, name: str) -> None:
        """Takes somebody's reaction away."""
        people = message.reactions.get(name, [])
        if person_id not in people:
            raise Refused("no_reaction")
        people.remove(person_id)
        if not people:
            del message.reactions[name]
        self._store.feed.publish(Reacted(room, message, person_id, name, added=False))

    def pin(self, room: Conversation, message: Message, person_id: str) -> None:
        """Pins a message to its conversation."""
        if message.ts in room.pins:
            raise Refused("already_pinned")
        if len(room.pins) >= 100:
            raise Refused("too_many_pins")
        room.pins[message.ts] = Pin(message.ts, person_id, int(self._store.clock.now()))
        self._store.feed.publish(Pinned(room, message, person_id, added=True))

    def unpin(self, room: Conversation, message: Message, person_id: str) -> None:
        """Unpins a message."""
        if message.ts not in room.pins:
            raise Refused("no_pin")
        del room.pins[message.ts]
        self._store.feed.publish(Pinned(room, message, person_id, added=False))

    def _make(self, room: Conversation, author: Person | Installation, draft: Draft, ts: str = "") -> Message:
        message = Message(
            ts=ts or self._store.clock.stamp(),
            channel=room.id,
            author=author.id if isinstance(author, Person) else author.bot_user_id,
            team_id=author.team_id,
            text=draft.text,
            blocks=named(draft.blocks, self._store.ids) if draft.blocks else None,
            attachments=_numbered(draft.attachments) if draft.attachments else None,
            files=draft.files,
            metadata=draft.metadata,
            thread_ts=draft.thread_ts,
            subtype=draft.subtype,
            client_msg_id=draft.client_msg_id,
        )
        if isinstance(author, Installation):
            message.bot_id, message.app_id = author.bot_id, self._store.app.id
            message.bot_profile = self._profile(author)
        return message

    def _profile(self, author: Installation) -> Json:
        app = self._store.app
        return {
            "id": author.bot_id,
            "deleted": False,
            "name": app.name,
            "updated": 0,
            "app_id": app.id,
            "icons": {},
            "team_id": author.team_id,
        }


def _numbered(attachments: list[Json]) -> list[Json]:
    return [{"id": number, **attachment} for number, attachment in enumerate(attachments, start=1)]
