"""What a person sees change while they wait for an answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from sandbox.people.reading import text_of_message, text_of_view
from sandbox.world.changes import (
    Change,
    HomePublished,
    MessageEdited,
    MessagePosted,
    MessageRemoved,
    Notice,
    ViewsChanged,
)
from sandbox.world.model import Message, Person
from sandbox.world.world import World

TEXT_WAIT = 5.0
"""Seconds to wait for a text before giving up."""


@dataclass(slots=True)
class Witness:
    """Notes messages that appear or change for one person, and whether anything else moved before their eyes."""

    world: World
    person: Person
    moved: bool = False
    notices: list[Notice] = field(default_factory=list)
    _messages: dict[str, Message] = field(default_factory=dict)
    _leave: Callable[[], None] | None = None

    def __enter__(self) -> Self:
        self._leave = self.world.feed.subscribe(self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._leave is not None:
            self._leave()

    @property
    def messages(self) -> list[Message]:
        """Those that appeared or changed and are still there, in order."""
        return sorted(self._messages.values(), key=lambda message: message.ts)

    async def wait(self, what: float | str) -> None:
        """At most so many seconds until something shows, or until a text is to be read."""
        if isinstance(what, str):
            await self.world.feed.until(lambda: True if self._reads(what) else None, TEXT_WAIT)
        elif what > 0:
            await self.world.feed.until(lambda: True if self.moved else None, what)

    def _reads(self, text: str) -> bool:
        store = self.world.store
        if any(text in text_of_message(store, message) for message in self.messages):
            return True
        return any(text in text_of_view(store, view) for view in self.world.views.stack(self.person.id))

    def _note(self, change: Change) -> None:
        match change:
            case MessagePosted(room, message) | MessageEdited(room, message, _):
                if self.world.visible(self.person, room, message) and message.author != self.person.id:
                    self._messages[message.ts] = message
                    self.moved = True
            case MessageRemoved(room, message):
                self._messages.pop(message.ts, None)
                self.moved = self.moved or self.world.visible(self.person, room, message)
            case ViewsChanged(person_id) | HomePublished(person_id, _):
                self.moved = self.moved or person_id == self.person.id
            case Notice(person_id) if person_id == self.person.id:
                self.notices.append(change)
                self.moved = True
            case _:
                return
