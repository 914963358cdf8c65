"""The reps' board: one statement for each way of narrowing it, built once; and what reps need to hand leads around."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Integer, String, bindparam, case, select

from domain.lead_board import BoardRow, BoardSelection, Group, Lateness
from domain.leads import Lead
from domain.people import PersonKey
from storage.repositories.leads import read_lead
from storage.repositories.leads_board import (
    APART,
    COLUMNS,
    Part,
    count_statement,
    export_statement,
    groups,
    in_hands,
    page_statement,
    reach_of,
)
from storage.repositories.leads_narrowed import Shape
from storage.tables import lead_turns, leads
from storage.tables.leads import IS_OPEN
from storage.transaction import Transaction

RARE = 1_500
"""A word of at most so many leads leads the search; more frequent ones are looked up for each lead in turn."""

MOST_IN_HANDS = 100

_LEAD_ID = bindparam("lead_id", type_=Integer)
LINKED_TO = select(leads).where(leads.c.deal_of == _LEAD_ID).order_by(leads.c.id)
OF_SAME_PARTNER = (
    select(leads)
    .where(leads.c.partner_id == bindparam("partner_id", type_=String), IS_OPEN, leads.c.id != _LEAD_ID)
    .order_by(
        case((leads.c.name_key == bindparam("name_key", type_=String), 0), else_=1),
        case((leads.c.domain == bindparam("domain", type_=String), 0), else_=1),
        leads.c.id.desc(),
    )
    .limit(bindparam("limit", type_=Integer))
)
LAST_GIVEN = select(lead_turns.c.person, lead_turns.c.lead_id).where(
    lead_turns.c.person.in_(bindparam("people", expanding=True))
)
TURN = "lead-turn"


class LeadsDeskRepository:
    """The leads as the desk reads them. A word of at most `rare` leads leads a search."""

    def __init__(self, transaction: Transaction, *, rare: int = RARE) -> None:
        self._transaction = transaction
        self._rare = rare

    def page(
        self, selection: BoardSelection, late: Lateness, *, offset: int, limit: int
    ) -> tuple[Sequence[BoardRow], bool]:
        """Rows from an offset on, and whether there are more after them."""
        shape, asked = self._asked(selection, late)
        if shape is None:
            return [], False
        statement = page_statement(shape, Part(limit + 1, is_first=not offset))
        found = list(map(BoardRow._make, statement.rows(self._transaction, {**asked, "offset": offset})))
        return found[:limit], len(found) > limit

    def board(
        self, selection: BoardSelection, late: Lateness, *, offset: int, limit: int, most: int
    ) -> tuple[Sequence[BoardRow], bool, Mapping[Group, int]]:
        """A page together with the numbers of all groups, in one statement where there is anything on the page."""
        shape, asked = self._asked(selection, late)
        if shape is not None:
            statement = page_statement(shape, Part(limit + 1, is_first=not offset, most=most + 1))
            rows = statement.rows(self._transaction, {**asked, "offset": offset})
            if rows:
                found = [BoardRow._make(row[:COLUMNS]) for row in rows[:limit]]
                return found, len(rows) > limit, _numbers(rows[0][COLUMNS:], most)
        return [], False, self.groups(most=most)

    def count(self, selection: BoardSelection, late: Lateness, *, most: int) -> int:
        """How many there are, counted up to one more than `most`."""
        shape, asked = self._asked(selection, late)
        if shape is None:
            return 0
        [(found,)] = count_statement(shape).rows(self._transaction, {**asked, "most": most + 1})
        return int(found)

    def groups(self, *, most: int) -> Mapping[Group, int]:
        """How many leads there are in each group, each counted up to one more than `most`."""
        [numbers] = groups(most + 1).rows(self._transaction, {})
        return _numbers(numbers, most)

    def hands(self, people: Collection[PersonKey], late: Lateness) -> Sequence[BoardRow]:
        """The open leads of these people, late ones first, then by the day of their next step; a hundred at most."""
        statement = in_hands(len(late.trials), len(people), MOST_IN_HANDS)
        asked = {**_bounds(late), **_each("person", people)}
        return list(map(BoardRow._make, statement.rows(self._transaction, asked)))

    def all(self, selection: BoardSelection, late: Lateness, *, after: int, limit: int) -> Sequence[Lead]:
        """The selection's leads by rising id, from the one after `after`."""
        shape, asked = self._asked(selection, late)
        if shape is None:
            return []
        asked |= {"after": after, "limit": limit}
        return [read_lead(row) for row in self._transaction.execute(export_statement(shape), asked)]

    def linked_to(self, lead_id: int) -> Sequence[Lead]:
        """The leads that are parts of this one's deal, by id."""
        return [read_lead(row) for row in self._transaction.execute(LINKED_TO, {"lead_id": lead_id})]

    def of_same_partner(self, lead: Lead, *, limit: int) -> Sequence[Lead]:
        """Other open leads of the lead's partner, those of the same company first, then the newest."""
        asked = {
            "partner_id": lead.partner_id,
            "lead_id": lead.id,
            "name_key": lead.name_key,
            "domain": lead.contact.domain,
            "limit": limit,
        }
        return [read_lead(row) for row in self._transaction.execute(OF_SAME_PARTNER, asked)]

    def last_given(self, people: Collection[PersonKey]) -> Mapping[PersonKey, int]:
        """The newest lead that each of the people was given in turn; who never was is left out."""
        rows = self._transaction.execute(LAST_GIVEN, {"people": sorted(people)})
        return {PersonKey(person): lead_id for person, lead_id in rows}

    def give_turn(self, person: PersonKey, lead_id: int) -> None:
        """Notes that a person was given a lead in turn."""
        noted = self._transaction.insert(lead_turns).values(person=person, lead_id=lead_id)
        noted = noted.on_conflict_do_update(index_elements=["person"], set_={"lead_id": noted.excluded.lead_id})
        self._transaction.execute(noted)

    def take_turn(self) -> None:
        """Lets nobody else be given a lead in turn before the transaction ends."""
        self._transaction.hold(TURN)

    def _asked(self, selection: BoardSelection, late: Lateness) -> tuple[Shape | None, dict[str, Any]]:
        """The statements' shape and values; None where a word of the search begins no word of any lead."""
        words, rarest = self._by_rarity(selection.words)
        if rarest == 0:
            return None, {}
        shape = Shape.of(selection, leading=rarest is not None and rarest <= self._rare, trials=len(late.trials))
        asked = {**_bounds(late), **_each("person", selection.people)}
        for name in ("partner_id", "country", "least_value"):
            if getattr(selection, name) is not None:
                asked[name] = getattr(selection, name)
        return shape, {**asked, **_each("from", words), **_each("to", map(_end, words))}

    def _by_rarity(self, words: Sequence[str]) -> tuple[Sequence[str], int | None]:
        """The words, that of the fewest leads first, and how many it has, up to one more than is rare."""
        if not words:
            return (), None
        asked = {**_each("from", words), **_each("to", map(_end, words))}
        [reaches] = reach_of(len(words), self._rare + 1).rows(self._transaction, asked)
        found = dict(zip(words, reaches, strict=True))
        ranked = sorted(found, key=lambda word: found[word])
        return ranked, found[ranked[0]]


def _end(word: str) -> str:
    """What comes after everything that begins with the word."""
    return word + "\U0010ffff"


def _bounds(late: Lateness) -> dict[str, Any]:
    return {
        "review": late.review,
        "answer": late.answer,
        "trial": late.trial,
        "silent": late.silent,
        "today": late.today,
        **_each("trial", late.trials),
    }


def _each(name: str, values: Iterable[str]) -> dict[str, str]:
    """A parameter for each value."""
    return {f"{name}_{number}": value for number, value in enumerate(values)}


def _numbers(counts: Sequence[int], most: int) -> Mapping[Group, int]:
    return {Group.ALL: min(sum(counts), most + 1), **dict(zip(APART, counts, strict=True))}
