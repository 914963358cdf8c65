"""A database that is lent again is as a new one."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from sqlalchemy import URL, make_url

from tests.databases import new_template
from tests.lending import SEQUENCES, TABLES, TEMPLATE, Lending, address, drop

FILLED = "ready_made"
FILL = (
    "INSERT INTO partners (id, name, joined_on, tier, tier_since, grace_warned) "
    "VALUES ('{id}', '{id}', '2026-01-01', 'bronze', '2026-01-01', false)"
)

ENTRY = (
    "INSERT INTO ledger_entries (key, partner_id, at, kind, amount, currency, lead_id) "
    "VALUES ('one', 'northwind', now(), 'lead_reward', 100, 'USD', 1)"
)


@pytest.fixture
def lending(postgresql_server: URL) -> Lending:
    """One whose databases no other test has had."""
    return Lending(postgresql_server)


def _connected(url: str) -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(address(make_url(url).set(drivername="postgresql")), autocommit=True)


def _run(url: str, *statements: str) -> None:
    with _connected(url) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def _content(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows and all sequences."""
    with _connected(url) as connection:
        tables = [name for (name,) in connection.execute(TABLES)]
        states = [name for (name,) in connection.execute(SEQUENCES)]
        found = {name: connection.execute(f"SELECT * FROM {name}".encode()).fetchall() for name in tables}
        asked = {name: f"SELECT last_value, is_called FROM {name}" for name in states}
        return found | {name: connection.execute(query.encode()).fetchall() for name, query in asked.items()}


def test_what_was_written_is_gone_also_where_nothing_is_ever_removed(lending: Lending) -> None:
    with lending.lent(TEMPLATE) as first:
        new = _content(first)
        _run(first, FILL.format(id="northwind"), "SET session_replication_role = replica", ENTRY)
        _run(first, *(f"SELECT nextval('{name}')" for name, rows in new.items() if name.endswith("_seq")))
        changed = _content(first)
    assert (changed["partners"] != new["partners"], len(changed["ledger_entries"])) == (True, 1)
    assert any(changed[name] != rows for name, rows in new.items() if name.endswith("_seq"))
    with lending.lent(TEMPLATE) as again:
        assert again == first
        assert _content(again) == new


def test_what_the_template_holds_is_there_again(lending: Lending, postgresql_server: URL) -> None:
    _run(new_template(postgresql_server, FILLED), FILL.format(id="helio"))
    with lending.lent(FILLED) as first:
        new = _content(first)
        _run(first, "UPDATE partners SET name = 'Changed'", FILL.format(id="northwind"))
    with lending.lent(FILLED) as again:
        assert again == first
        assert _content(again) == new
        assert [row[0] for row in new["partners"]] == ["helio"]
    drop(postgresql_server, FILLED)


def test_two_at_once_have_each_their_own(lending: Lending) -> None:
    with lending.lent(TEMPLATE) as one, lending.lent(TEMPLATE) as other:
        assert one != other


def test_whoever_is_left_in_it_goes(lending: Lending) -> None:
    with lending.lent(TEMPLATE) as first:
        left = _connected(first)
        left.execute("BEGIN")
        left.execute(FILL.format(id="northwind").encode())
    with pytest.raises(psycopg.OperationalError):
        left.execute("SELECT 1")
    with lending.lent(TEMPLATE) as again:
        assert (again, _content(again)["partners"]) == (first, [])


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE partners ADD COLUMN more text",
        "ALTER TABLE partners ALTER COLUMN name DROP NOT NULL",
        "ALTER TABLE partners ADD CHECK (name <> 'x')",
        "CREATE TABLE more (id int)",
        "DROP TABLE lead_words",
        "CREATE INDEX more ON partners (name, id)",
        "CREATE SEQUENCE more",
        "CREATE FUNCTION more() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER TABLE ledger_entries DISABLE TRIGGER ALL",
        "VACUUM ANALYZE partners",
    ],
)
def test_what_was_built_otherwise_is_not_lent_again(lending: Lending, postgresql_server: URL, change: str) -> None:
    with lending.lent(TEMPLATE) as first:
        _run(first, FILL.format(id="northwind"), change)
    with lending.lent(TEMPLATE) as again:
        assert again != first
    with pytest.raises(psycopg.OperationalError):
        _connected(first)
