"""Queries that the driver runs itself: the same rows, values and errors as in SQLAlchemy's own way."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Date, Integer, Select, String, bindparam, func, literal_column, select, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from domain.leads import LeadStatus
from domain.people import Member
from storage.database import Database
from storage.tables import leads, members
from storage.transaction import Transaction
from storage.types import MONEY, UtcDateTime, choice
from storage.written import Written
from tests.databases import cut_off
from tests.storage.samples import NOW, PAT, TODAY, lead, put_partner

LEADS = select(leads).order_by(leads.c.id)
SINCE = bindparam("since", type_=UtcDateTime)
ASKED: list[tuple[Select[*tuple[Any, ...]], Mapping[str, Any]]] = [
    (LEADS, {}),
    (LEADS.where(leads.c.submitted_at >= SINCE), {"since": NOW}),
    (LEADS.where(leads.c.submitted_at > SINCE), {"since": NOW}),
    (LEADS.where(leads.c.status == bindparam("status", type_=choice(LeadStatus))), {"status": LeadStatus.SUBMITTED}),
    (LEADS.where(leads.c.estimate > bindparam("least", type_=MONEY)), {"least": 100}),
    (LEADS.where(leads.c.company.contains("100%", autoescape=True)), {}),
    (LEADS.limit(bindparam("limit", type_=Integer)).offset(1), {"limit": 1}),
    (select(func.count()).select_from(leads).where(leads.c.id > 0), {}),
    (
        select(bindparam("day", type_=Date), bindparam("none", type_=String), literal_column("'50%'")),
        {"day": TODAY, "none": None},
    ),
]


@pytest.mark.parametrize("number", range(len(ASKED)))
def test_the_rows_are_those_of_sqlalchemy(database: Database, number: int) -> None:
    query, values = ASKED[number]
    put_partner(database)
    with database.write() as uow:
        uow.leads.add(lead())
        uow.leads.add(lead("draft-2", at=NOW - timedelta(days=1), company='100% "Ünïcode" ?'))
        uow.commit()
    written = Written(query)
    with database.read() as uow:
        transaction = _transaction(uow)
        usual = [tuple(row) for row in transaction.execute(query, values)]
        for _ in range(2):
            found = written.rows(transaction, {**values, "more": "than is asked for"})
            assert list(map(tuple, found)) == usual
            assert [list(map(type, row)) for row in found] == [list(map(type, row)) for row in usual]
        assert usual or "submitted_at >" in str(query)


def test_what_is_not_sent_yet_is_sent_before(database: Database) -> None:
    put_partner(database)
    written = Written(select(members.c.person))
    with database.write() as uow:
        uow.people.add_member(Member(PAT, "northwind", NOW))
        assert written.rows(_transaction(uow), {}) == [(PAT,)]


def test_a_missing_value_is_named(database: Database) -> None:
    with database.read() as uow, pytest.raises(KeyError, match="person"):
        Written(select(members).where(members.c.person == bindparam("person", type_=String))).rows(
            _transaction(uow), {}
        )


def test_a_list_of_open_length_is_refused(database: Database) -> None:
    written = Written(select(members).where(members.c.person.in_(bindparam("people", expanding=True))))
    with database.read() as uow, pytest.raises(ValueError, match="open length"):
        written.rows(_transaction(uow), {"people": [PAT]})


def test_errors_are_sqlalchemys(database: Database) -> None:
    kind = OperationalError if database.url.get_backend_name() == "sqlite" else ProgrammingError
    with database.read() as uow, pytest.raises(kind, match="nowhere"):
        Written(select(literal_column("1")).select_from(text("nowhere"))).rows(_transaction(uow), {})


def test_after_the_database_was_gone_nobody_is_given_a_connection_from_before(postgresql_url: str) -> None:
    database = Database(postgresql_url, pool_size=3)
    with ExitStack() as stack:
        for _ in range(3):
            stack.enter_context(database.read()).people.actor(PAT)
    assert cut_off(postgresql_url) == 3
    with pytest.raises(OperationalError) as caught, database.read() as uow:
        uow.people.actor(PAT)
    assert caught.value.connection_invalidated
    for _ in range(3):
        with database.read() as uow:
            assert uow.people.actor(PAT).partner is None
    database.dispose()


def _transaction(uow: Any) -> Transaction:
    transaction: Transaction = uow._transaction
    return transaction
