"""Everything that happens in a workspace, told to whoever listens: live pages, waiting tests, the app's events."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from sandbox.world.app import Installation
from sandbox.world.model import Conversation, Json, Message, Person, View

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class MessagePosted:
    """A new message, also an ephemeral one."""

    conversation: Conversation
    message: Message


@dataclass(frozen=True, slots=True)
class MessageEdited:
    """Its text, blocks or attachments are new; `previous` is what stood there."""

    conversation: Conversation
    message: Message
    previous: Json


@dataclass(frozen=True, slots=True)
class MessageTouched:
    """Something around a message is new: a reply, a reaction, a pin."""

    conversation: Conversation
    message: Message


@dataclass(frozen=True, slots=True)
class MessageRemoved:
    """A message is gone."""

    conversation: Conversation
    message: Message


@dataclass(frozen=True, slots=True)
class Reacted:
    """A reaction was added, or taken away."""

    conversation: Conversation
    message: Message
    person_id: str
    name: str
    added: bool


@dataclass(frozen=True, slots=True)
class Pinned:
    """A message was pinned, or unpinned."""

    conversation: Conversation
    message: Message
    person_id: str
    added: bool


@dataclass(frozen=True, slots=True)
class ConversationChanged:
    """A conversation is new or its description is. `event` is the Slack event that tells of it, if one does."""

    conversation: Conversation
    event: Json | None = None


@dataclass(frozen=True, slots=True)
class MemberJoined:
    """Somebody joined or was brought in."""

    conversation: Conversation
    person_id: str
    inviter: str = ""


@dataclass(frozen=True, slots=True)
class MemberLeft:
    """Somebody left or was removed."""

    conversation: Conversation
    person_id: str


@dataclass(frozen=True, slots=True)
class PersonChanged:
    """An account was closed or opened again, or its time zone is another one."""

    person: Person


@dataclass(frozen=True, slots=True)
class ViewsChanged:
    """A person's stack of modals is another one now."""

    person_id: str


@dataclass(frozen=True, slots=True)
class HomePublished:
    """A person's Home is another one now."""

    person_id: str
    view: View


@dataclass(frozen=True, slots=True)
class AppChanged:
    """The app came online, went away, or was installed or removed."""


@dataclass(frozen=True, slots=True)
class Uninstalled:
    """A workspace removed the app: its token is worthless."""

    installation: Installation


@dataclass(frozen=True, slots=True)
class TeamAccess:
    """An organisation gave its app to one of its workspaces, or took it away from it."""

    installation: Installation
    team_id: str
    granted: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """What Slack itself tells one person, such as a command that failed."""

    person_id: str
    text: str
    error: str


Change = (
    MessagePosted
    | MessageEdited
    | MessageTouched
    | MessageRemoved
    | Reacted
    | Pinned
    | ConversationChanged
    | MemberJoined
    | MemberLeft
    | PersonChanged
    | ViewsChanged
    | HomePublished
    | AppChanged
    | Uninstalled
    | TeamAccess
    | Notice
)
Listener = Callable[[Change], None]


@dataclass(slots=True)
class Feed:
    """Tells every listener of every change, in order, within the call that made it."""

    _listeners: list[Listener] = field(default_factory=list)

    def publish(self, change: Change) -> None:
        """Tells of a change that has just been made."""
        for listener in tuple(self._listeners):
            listener(change)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Calls `listener` from now on; the function returned ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def until(self, check: Callable[[], T | None], timeout: float) -> T | None:  # noqa: ASYNC109
        """The first thing `check` finds, asked now and after every change; None when time is over."""
        if (found := check()) is not None:
            return found
        moved = asyncio.Event()
        unsubscribe = self.subscribe(lambda _: moved.set())
        try:
            async with asyncio.timeout(timeout):
                while (found := check()) is None:
                    await moved.wait()
                    moved.clear()
        except TimeoutError:
            return check()
        finally:
            unsubscribe()
        return found
