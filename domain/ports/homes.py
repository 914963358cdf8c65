"""What Homes show beside the figures, and what is known of people and channels in Slack."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.manners import Manner, Trouble
from domain.notices import Face, Notice
from domain.people import PersonKey


@dataclass(frozen=True)
class News:
    """Something that was told to a partner, at a place."""

    notice: Notice
    face: Face
    place: str
    at: datetime


class Homes(Protocol):
    def news(self, places: Iterable[str], *, limit: int) -> Sequence[News]:
        """What partners' people were told last at these places, the newest first."""
        ...


class Manners(Protocol):
    def of(self, people: Iterable[PersonKey]) -> Mapping[PersonKey, Manner]:
        """How these people are to be written to now; who has nothing to be minded is left out. One query."""
        ...

    def timezone(self, person: PersonKey) -> str | None:
        """The zone that Slack knows of a person."""
        ...

    def keep_timezone(self, person: PersonKey, timezone: str | None, *, now: datetime) -> None: ...
    def set_gone(self, person: PersonKey, *, is_gone: bool, now: datetime) -> bool:
        """Whether that is new."""
        ...

    def welcome(self, person: PersonKey, partner_id: str, *, now: datetime) -> bool:
        """Whether it is the person's first time with the partner."""
        ...

    def partners_at(self, channel_id: str) -> Sequence[str]:
        """The ids of the partners whose channel this is."""
        ...

    def troubles(self, partner_ids: Collection[str], *, since: datetime | None = None) -> Mapping[str, Trouble]:
        """Why these partners' channels can't be posted to, as far as that was found out since an instant.

        Those that can are left out."""
        ...

    def note_trouble(self, partner_id: str, channel_id: str, trouble: Trouble, *, now: datetime) -> bool:
        """Whether that is new."""
        ...

    def end_trouble(self, partner_id: str) -> Trouble | None:
        """What the trouble was, if there was any."""
        ...

    def move_posts(self, channel_id: str, new_id: str) -> None:
        """The messages of a channel are found under its new id."""
        ...

    def drop_held(self, person: PersonKey) -> None:
        """Forgets the direct messages that wait for the end of a person's quiet hours: the person is gone."""
        ...

    def let_go(self, place: str, at: datetime) -> None:
        """Has what waits for a place sent from an instant on."""
        ...
