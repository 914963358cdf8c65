"""What the vendor's people chose, who is away, who looks after how many partners, and what is held for digests."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.notices import Face, Notice
from domain.people import PersonKey
from domain.staff import Absence, Listener, ManagerLoad, Mode, StaffSettings, Topic


@dataclass(frozen=True)
class Waiting:
    """A person for whom something is held, with the zone and hour of the digest where the person has chosen them."""

    person: PersonKey
    timezone: str | None
    digest_hour: int | None


@dataclass(frozen=True)
class Held:
    """A notice held for a person's digest."""

    id: int
    topic: Topic
    face: Face
    held_at: datetime
    notice: Notice


class Staff(Protocol):
    def listener(self, person: PersonKey) -> Listener:
        """How the person is to be told something now. One query."""
        ...

    def modes(self, people: Collection[PersonKey]) -> Mapping[PersonKey, Mapping[Topic, Mode]]:
        """What these people chose; who chose nothing is left out. One query."""
        ...

    def settings(self, person: PersonKey) -> StaffSettings | None:
        """What the person chose; None where that was nothing yet."""
        ...

    def keep(self, settings: StaffSettings) -> None: ...
    def absence(self, person: PersonKey) -> Absence | None:
        """The person's absence, which may be to come or past."""
        ...

    def put_absence(self, absence: Absence, *, begins_at: datetime, ends_at: datetime) -> None:
        """Keeps an absence in place of the one before. `ends_at` is the first instant at which it is over."""
        ...

    def end_absence(self, person: PersonKey) -> bool:
        """False where there is none."""
        ...

    def away(self) -> Mapping[PersonKey, PersonKey]:
        """Everybody who is away now, with who stands in."""
        ...

    def stood_in_by(self, person: PersonKey) -> Sequence[PersonKey]:
        """Those in whose absence, past or to come, a person stands in."""
        ...

    def forget(self, person: PersonKey) -> None:
        """Forgets what a person chose, what is held for it and its absence."""
        ...

    def forget_topics(self, person: PersonKey, *, keep: Collection[Topic]) -> None:
        """Forgets what a person chose and what is held for it, but for the topics it still hears of."""
        ...

    def managers(self) -> Sequence[ManagerLoad]:
        """All account managers, by id."""
        ...

    def take_turn(self) -> None:
        """Lets nobody else choose an account manager before the transaction ends."""
        ...

    def partners_of(self, manager: PersonKey) -> Sequence[str]: ...
    def hold(self, person: PersonKey, topic: Topic, face: Face, notice: Notice) -> None:
        """Holds a notice for a person's digest; one that was held before is left as it is."""
        ...

    def waiting(self) -> Sequence[Waiting]:
        """Everybody for whom something is held that is in no digest yet."""
        ...

    def drop_held(self, person: PersonKey, is_to_go: Callable[[Held], bool]) -> None:
        """Forgets those of the notices held for a person, and in no digest yet, that are to go."""
        ...

    def held_count(self, person: PersonKey) -> int: ...
    def gather(self, person: PersonKey, *, before: datetime | None) -> int | None:
        """Puts what was held before an instant into a digest of its own; its number, None where there is nothing.

        Whatever is gathered at once by others is in one digest only.
        """
        ...

    def in_digest(self, person: PersonKey, number: int, *, most: int) -> Mapping[Topic, tuple[int, Sequence[Held]]]:
        """A digest by topic: how many there are, and the newest of them, at most so many."""
        ...

    def forget_told_before(self, instant: datetime) -> int:
        """Forgets what was held before an instant and is in a digest; how many."""
        ...
