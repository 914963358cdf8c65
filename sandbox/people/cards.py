"""Messages and conversations, as tests look at them."""

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.people.picking import clickable
from sandbox.people.places import Places
from sandbox.people.reading import text_of_message
from sandbox.world.forms import message_elements
from sandbox.world.model import Conversation, Json, Message, Person
from sandbox.world.world import World


@dataclass(frozen=True, slots=True)
class Card:
    """A message as it was when it was seen; `thread` and `pinned` are looked up anew."""

    world: World
    channel: str
    ts: str
    text: str
    buttons: list[str]
    version: int
    message: Json
    is_ephemeral: bool = False

    @classmethod
    def of(cls, world: World, message: Message) -> "Card":
        """What a person sees of a message now."""
        return cls(
            world=world,
            channel=message.channel,
            ts=message.ts,
            text=text_of_message(world.store, message),
            buttons=clickable(message_elements(message.blocks, message.attachments)),
            version=message.version,
            message=message.to_slack(),
            is_ephemeral=bool(message.ephemeral_to),
        )

    @property
    def blocks(self) -> list[Json]:
        """Its blocks, as Slack keeps them."""
        blocks: list[Json] = self.message.get("blocks", [])
        return blocks

    @property
    def author(self) -> str:
        """The user id of who wrote it."""
        return str(self.message["user"])

    @property
    def thread_ts(self) -> str:
        """The message it replies to, or itself where it has replies; empty outside threads."""
        return str(self.message.get("thread_ts", ""))

    @property
    def thread(self) -> "list[Card]":
        """The replies to it, oldest first."""
        room = self.world.store.conversations[self.channel]
        replies = [each for each in room.messages.values() if each.thread_ts == self.ts != each.ts]
        return [Card.of(self.world, each) for each in replies]

    @property
    def pinned(self) -> bool:
        """True while it is pinned."""
        return self.ts in self.world.store.conversations[self.channel].pins

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation as everybody sees it, or as `viewer` does, with what only they are shown."""

    world: World
    places: Places
    name: str
    viewer: Person | None = None

    @property
    def room(self) -> Conversation:
        """The conversation itself."""
        if self.viewer is not None:
            return self.places.room(self.viewer, self.name)
        found = self.world.rooms.find(self.name)
        assert found is not None, f'there is no channel "{self.name}"'  # noqa: S101 - this is a test's assertion
        return found

    @property
    def id(self) -> str:
        """Its Slack id."""
        return self.room.id

    @property
    def messages(self) -> list[Card]:
        """What is to be read there, oldest first, replies included."""
        return [Card.of(self.world, each) for each in self._seen()]

    @property
    def pins(self) -> list[Card]:
        """What is pinned, oldest pin first."""
        room = self.room
        return [Card.of(self.world, room.messages[ts]) for ts in room.pins]

    @property
    def members(self) -> list[str]:
        """Handles of those who are in it."""
        return [self.world.store.people[each].handle for each in self.room.members]

    async def message(
        self,
        containing: str = "",
        *,
        after: Card | None = None,
        timeout: float = 5.0,  # noqa: ASYNC109 - a test's patience, not a cancellation
    ) -> Card:
        """The newest message with this text, waited for; `after` leaves out what was there up to that message."""
        since = after.ts if after is not None else ""
        read: set[tuple[str, int]] = set()  # what was read in vain is not read again at every change

        def look() -> Card | None:
            for message in reversed(list(self._seen())):
                key = (message.ts, message.version)
                if message.ts <= since or key in read:
                    continue
                if containing in text_of_message(self.world.store, message):
                    return Card.of(self.world, message)
                read.add(key)
            return None

        found = await self.world.feed.until(look, timeout)
        if found is None:
            raise AssertionError(f'no message containing "{containing}" came to {self._title()}; {self._there()}')
        return found

    async def changed(
        self,
        card: Card,
        containing: str = "",
        *,
        timeout: float = 5.0,  # noqa: ASYNC109 - as above
    ) -> Card:
        """The message once it is another one than `card` and has this text."""

        def look() -> Card | None:
            message = self._now(card)
            if message is None or message.version <= card.version:
                return None
            seen = Card.of(self.world, message)
            return seen if containing in seen.text else None

        found = await self.world.feed.until(look, timeout)
        if found is None:
            message = self._now(card)
            now = Card.of(self.world, message).text if message is not None else "(gone)"
            raise AssertionError(f'the message did not come to say "{containing}"; it says:\n{now}')
        return found

    def _now(self, card: Card) -> Message | None:
        room = self.room
        return room.messages.get(card.ts) or room.ephemerals.get(card.ts)

    def _seen(self) -> Iterator[Message]:
        room = self.room
        if self.viewer is None:
            yield from room.messages.values()
            return
        own = [each for each in room.ephemerals.values() if each.ephemeral_to == self.viewer.id]
        yield from sorted([*room.messages.values(), *own], key=lambda each: each.ts)

    def _title(self) -> str:
        return f"#{self.name}" + (f" for {self.viewer.handle}" if self.viewer is not None else "")

    def _there(self) -> str:
        texts = [text_of_message(self.world.store, each)[:200] for each in self._seen()][-5:]
        return "the newest there are:\n- " + "\n- ".join(texts) if texts else "nothing is there"
