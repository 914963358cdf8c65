"""What doctor says of installations by whole organisations."""

from __future__ import annotations

import pytest

from bot.oauth.keys import Vault
from storage.clock import SystemClock
from storage.database import Database
from storage.installations import Installation
from tests.cli.conftest import Program
from tests.cli.test_doctor import DOORS, others


@pytest.fixture
def globex(app: Program) -> Program:
    """Globex has installed the app for all of its workspaces."""
    app("migrate")
    database = Database(app.environment["DATABASE_URL"])
    token = Vault([DOORS["TOKEN_ENCRYPTION_KEY"]]).lock("xoxb-1")
    with database.write() as uow:
        uow.installations.put(
            Installation(
                "E0GLOBEX",
                "E0GLOBEX",
                None,
                True,
                "Globex",
                "A0",
                "B0",
                "U0",
                "",
                token,
                None,
                None,
                "U1",
                SystemClock().now(),
            )
        )
        uow.commit()
    database.dispose()
    return app


def learn(app: Program, count: int) -> None:
    """So many workspaces of Globex become known."""
    database = Database(app.environment["DATABASE_URL"])
    with database.write() as uow:
        for number in range(count):
            uow.installations.learn_team(f"T{number:03}", "E0GLOBEX", f"Globex {number:02}" if number else None)
        uow.commit()
    database.dispose()


def test_the_workspaces_of_an_organisation_are_listed(globex: Program) -> None:
    learn(globex, 3)
    lines = others(globex("doctor", **DOORS))
    assert lines[-1].startswith("✓ installed in all of Globex: 3 workspaces: ")
    assert {"Globex 01", "Globex 02", "T000"} == set(lines[-1].rpartition(": ")[2].split(", "))


def test_of_many_some_are_named(globex: Program) -> None:
    learn(globex, 23)
    assert others(globex("doctor", **DOORS))[-1].endswith(" and 3 more")


def test_where_none_is_known_it_says_what_to_do(globex: Program) -> None:
    [line] = [line for line in others(globex("doctor", **DOORS)) if "Globex" in line]
    assert line.startswith("- installed in all of Globex: its workspaces are not known yet; an admin adds the app")
    assert line.endswith(globex.typed("jobs run organisations"))
