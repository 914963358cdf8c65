"""Every door with every role: who is let in where is what the table says, and nothing of one partner is another's."""

from __future__ import annotations

import pytest

from handlers.routes import routes
from storage.database import Database
from tests.databases import FrozenClock
from tests.permissions.table import EVERYBODY, LET_IN, OTHER
from tests.permissions.walking import PEOPLE, SECRETS, Walk
from tests.unit import samples

VALUES = ("1", "northwind", "northwind:0", "draft-1", "cus_1", "cus_1:0", "C-1", "L-1", str(PEOPLE["owner"]))


@pytest.fixture
def walk(database: Database, clock: FrozenClock) -> Walk:
    """Two partners and the staff, and all doors."""
    made = Walk(database, samples.program(), clock, routes())
    made.fill()
    return made


def test_the_table_names_every_door(walk: Walk) -> None:
    assert {door for door, _ in walk.doors()} == set(LET_IN)


@pytest.mark.parametrize("role", EVERYBODY)
def test_everybody_is_let_in_where_the_table_says_so(walk: Walk, role: str) -> None:
    found = {door: walk.try_door(door, route, role).refused is None for door, route in walk.doors()}

    assert {door for door, is_in in found.items() if is_in} == {door for door, roles in LET_IN.items() if role in roles}


def test_nobody_reads_of_another_partner(walk: Walk) -> None:
    """But for what they have sent themselves, which may be said back."""
    said = [
        (door, value, walk.try_door(door, route, OTHER, value).said.replace(value, "…"))
        for door, route in walk.doors()
        for value in VALUES
    ]

    assert [(door, value) for door, value, text in said if any(secret in text for secret in SECRETS)] == []


def test_the_partner_itself_reads_it(walk: Walk) -> None:
    """What the other one must not read is there to be read."""
    said = " ".join(walk.try_door(door, route, "owner", value).said for door, route in walk.doors() for value in VALUES)

    assert [secret for secret in SECRETS if secret not in said] == []
