"""The leads as the reps' board reads them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from domain.lead_board import BoardRow, BoardSelection, Group, Lateness
from domain.leads import Lead
from domain.people import PersonKey


class LeadsDesk(Protocol):
    def page(
        self, selection: BoardSelection, late: Lateness, *, offset: int, limit: int
    ) -> tuple[Sequence[BoardRow], bool]:
        """Rows from an offset on, and whether there are more after them."""
        ...

    def board(
        self, selection: BoardSelection, late: Lateness, *, offset: int, limit: int, most: int
    ) -> tuple[Sequence[BoardRow], bool, Mapping[Group, int]]:
        """A page, and the numbers of `groups` as they are at the same moment."""
        ...

    def count(self, selection: BoardSelection, late: Lateness, *, most: int) -> int:
        """How many there are, counted up to one more than `most`."""
        ...

    def groups(self, *, most: int) -> Mapping[Group, int]:
        """How many leads there are in each group, each counted up to one more than `most`."""
        ...

    def hands(self, people: Collection[PersonKey], late: Lateness) -> Sequence[BoardRow]:
        """The open leads of these people, late ones first, then by the day of their next step; a hundred at most."""
        ...

    def all(self, selection: BoardSelection, late: Lateness, *, after: int, limit: int) -> Sequence[Lead]:
        """The selection's leads by rising id, from the one after `after`."""
        ...

    def linked_to(self, lead_id: int) -> Sequence[Lead]:
        """The leads that are parts of this one's deal, by id."""
        ...

    def of_same_partner(self, lead: Lead, *, limit: int) -> Sequence[Lead]:
        """Other open leads of the lead's partner, those of the same company first, then the newest."""
        ...

    def last_given(self, people: Collection[PersonKey]) -> Mapping[PersonKey, int]:
        """The newest lead that each of the people was given in turn; who never was is left out."""
        ...

    def give_turn(self, person: PersonKey, lead_id: int) -> None:
        """Notes that a person was given a lead in turn."""
        ...

    def take_turn(self) -> None:
        """Lets nobody else be given a lead in turn before the transaction ends."""
        ...
