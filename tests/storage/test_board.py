"""The reps' board: whatever is chosen, it lists what one would pick out of all leads by hand, on both databases."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
import yaml

from domain.companies import search_words
from domain.lead_board import BoardRow, BoardSelection, Group, LeadView, Sort
from domain.lead_deadlines import Deadline, missed
from domain.leads import Lead, LeadStatus
from domain.money import Cents
from domain.people import PersonKey
from domain.program import Program, parse_program
from domain.usecases.leads_desk import lateness
from storage.database import Database
from storage.repositories.leads_desk import RARE, LeadsDeskRepository
from tests.storage.samples import NOW, PAT, SAM, TODAY, contact, lead, put_partner

MANY, PAGE, MOST = 90, 7, 12
REPS = (None, SAM, PAT, PersonKey("T0VEND:U0RILEY"))
TRADES = ("foods", "Foundry", "tools", "Żabka")
WORDS = (
    (),
    ("acme",),
    ("fo",),
    ("foods", "acme"),
    ("zab",),
    ("acme", "tools", "ann"),
    ("nowhere",),
    ("acme", "nowhere"),
)


@pytest.fixture(scope="module")
def program() -> Program:
    """The program that ships."""
    return parse_program(yaml.safe_load((Path(__file__).parents[2] / "program.yml").read_text(encoding="utf-8")))


def _some_lead(number: int, chance: random.Random) -> Lead:
    """A lead in any of the states that the board tells apart, likely or not."""

    def perhaps(days: int) -> date | None:
        return TODAY + timedelta(days=chance.randint(-days, days)) if chance.random() < 0.3 else None

    since = NOW - timedelta(days=chance.randint(0, 40), hours=chance.randint(0, 23))
    made = lead(f"draft-{number}", chance.choice(("northwind", "brightside")), since, "")
    made.contact = replace(contact(f"Acme {chance.choice(TRADES)} {number}"), country=chance.choice((None, "PL", "DE")))
    made.status = chance.choice(list(LeadStatus))
    made.estimate = chance.choice((None, Cents(100_000), Cents(number * 1_000)))
    made.confirmed_value = chance.choice((None, Cents(77_700)))
    made.stage = chance.choice((None, "demo", "trial"))
    made.stage_since = since
    made.assignee = chance.choice(REPS)
    made.below_criteria = chance.random() < 0.5
    made.deal = replace(made.deal, agents=chance.choice((None, 3)))
    made.next_step_on = perhaps(5)
    made.touched_at = since
    if chance.random() < 0.2:
        made.question, made.asked_at = "How many agents?", since
    if chance.random() < 0.15:
        made.withdrawn_at = since
    return made


@pytest.fixture
def everything(database: Database) -> Sequence[Lead]:
    """Leads of two partners in every state, some of them parts of others' deals; by id."""
    put_partner(database, "northwind", "brightside")
    chance = random.Random(5)
    with database.write() as uow:
        stored = [uow.leads.add(_some_lead(number, chance)) for number in range(MANY)]
        for each in chance.sample(stored[1:], 8):
            each.deal_of = stored[0].id
        uow.commit()
    return stored


def _by_hand(selection: BoardSelection, everything: Sequence[Lead], program: Program) -> list[Lead]:
    found = [each for each in everything if _is_chosen(each, selection, program)]
    if selection.sort is Sort.VALUE:
        return sorted(found, key=lambda each: (each.estimate is not None, each.estimate or 0, each.id), reverse=True)
    return sorted(found, key=lambda each: each.id, reverse=selection.sort is Sort.NEWEST)


def _is_chosen(each: Lead, selection: BoardSelection, program: Program) -> bool:
    of_contact = each.contact
    texts = (of_contact.company, of_contact.domain, of_contact.first_name, of_contact.last_name, of_contact.email)
    words = search_words(texts)
    return (
        _is_in_group(each, selection.group)
        and _is_in_view(each, selection, program)
        and selection.partner_id in {None, each.partner_id}
        and selection.country in {None, of_contact.country}
        and (selection.least_value is None or (each.estimate or 0) >= selection.least_value)
        and all(any(word.startswith(wanted) for word in words) for wanted in selection.words)
    )


def _is_in_group(each: Lead, group: Group) -> bool:
    match group:
        case Group.ALL:
            return True
        case Group.WITHDRAWN:
            return each.withdrawn_at is not None
        case Group.LINKED:
            return each.deal_of is not None
        case Group.SUBMITTED | Group.APPROVED:
            return each.status == group.value and each.is_open
    return each.status == group.value


def _is_in_view(each: Lead, selection: BoardSelection, program: Program) -> bool:
    if selection.view is LeadView.EVERY:
        return True
    of_view = {
        LeadView.OPEN: True,
        LeadView.MINE: each.assignee in selection.people,
        LeadView.UNASSIGNED: each.assignee is None,
        LeadView.WAITING: each.question is not None,
        LeadView.STEP_DUE: each.next_step_on is not None and each.next_step_on <= TODAY,
        LeadView.LATE: _is_late(each, program),
    }
    return each.is_open and of_view[selection.view]


def _is_late(each: Lead, program: Program) -> bool:
    return any(late.kind is not Deadline.TRIAL or late.due_on < TODAY for late in missed(each, program, NOW))


def _selections() -> Iterator[BoardSelection]:
    for group, view in product(Group, LeadView):
        yield BoardSelection(group=group, view=view, people=(SAM,))
    for view, words in product((LeadView.EVERY, LeadView.LATE), WORDS):
        yield BoardSelection(view=view, words=words)
    for sort, words in product(Sort, WORDS[1:4]):
        yield BoardSelection(sort=sort, words=words)
        yield BoardSelection(sort=sort, words=words, partner_id="northwind", country="PL", least_value=Cents(50_000))
    yield BoardSelection(view=LeadView.MINE, people=sorted((SAM, PAT)), words=("acme",), sort=Sort.VALUE)


@pytest.mark.parametrize("rare", [0, RARE])
def test_a_page_is_what_one_would_pick_by_hand(
    database: Database, everything: Sequence[Lead], program: Program, rare: int
) -> None:
    late = lateness(program, NOW)
    with database.read() as uow:
        desk = LeadsDeskRepository(uow._transaction, rare=rare)
        for selection in _selections():
            wanted = _by_hand(selection, everything, program)
            first, is_more, counts = desk.board(selection, late, offset=0, limit=PAGE, most=MOST)
            assert [row.id for row in first] == [each.id for each in wanted[:PAGE]], selection
            assert is_more == (len(wanted) > PAGE)
            second, goes_on = desk.page(selection, late, offset=PAGE, limit=PAGE)
            assert [row.id for row in second] == [each.id for each in wanted[PAGE : 2 * PAGE]], selection
            assert goes_on == (len(wanted) > 2 * PAGE)
            assert desk.count(selection, late, most=MOST) == min(len(wanted), MOST + 1)
            exported = desk.all(selection, late, after=0, limit=MANY)
            assert [each.id for each in exported] == sorted(each.id for each in wanted), selection
            for group in Group:
                number = sum(_is_in_group(each, group) for each in everything)
                assert counts[group] == min(number, MOST + 1), group


def test_a_row_says_of_a_lead_what_the_lead_says(
    database: Database, everything: Sequence[Lead], program: Program
) -> None:
    late = lateness(program, NOW)
    with database.read() as uow:
        rows, _ = uow.leads_desk.page(BoardSelection(sort=Sort.OLDEST), late, offset=0, limit=MANY)
        hands = uow.leads_desk.hands([SAM, PAT], late)
    assert list(rows) == [_row(each, program) for each in everything]
    theirs = [row for row in rows if everything[row.id - everything[0].id].is_open and row.assignee in {SAM, PAT}]
    assert list(hands) == sorted(theirs, key=lambda row: (not row.is_late, row.next_step_on or date.max, row.id))


def _row(each: Lead, program: Program) -> BoardRow:
    return BoardRow(
        id=each.id,
        company=each.contact.company,
        partner=each.partner_id.title(),
        status=each.status,
        stage=each.stage,
        assignee=each.assignee,
        value=each.estimate if each.confirmed_value is None else each.confirmed_value,
        confirmed=each.confirmed_value is not None,
        below_criteria=each.below_criteria,
        size_given=each.size_given,
        legal_review=each.legal_review,
        security_review=each.security_review,
        is_withdrawn=each.withdrawn_at is not None,
        is_waiting=each.question is not None,
        deal_of=each.deal_of,
        next_step_on=each.next_step_on,
        is_late=_is_late(each, program),
    )
