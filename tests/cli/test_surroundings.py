"""What stops a command before it begins: settings, program file, database; each in one line with the way out."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.cli.conftest import Program


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"PORT": "abc"}, ["error: PORT: ", "integer"]),
        ({"DATABASE_URL": "mysql://db"}, ["error: DATABASE_URL: must be sqlite:///FILE or postgresql+psycopg://"]),
        ({"PROGRAM_FILE": "nowhere.yml"}, ["error: nowhere.yml: not found; set PROGRAM_FILE"]),
        (
            {"DATABASE_URL": "postgresql+psycopg://me:secret@127.0.0.1:1/db"},
            ["error: database: ", "check DATABASE_URL"],
        ),
    ],
    ids=["setting", "database kind", "program file", "database down"],
)
def test_what_is_wrong_is_named_with_the_fix(app: Program, environment: dict[str, str], says: list[str]) -> None:
    shown = app("jobs", "list", **environment)
    assert shown.code == 1
    for part in says:
        assert part in shown.error
    assert "secret" not in shown.error


def test_run_says_which_setting_is_missing(app: Program) -> None:
    shown = app("run")
    assert shown.code == 1
    assert shown.error.startswith("error: SLACK_BOT_TOKEN: is missing; ")


@pytest.mark.parametrize("host", ["999.9.9.9", "203.0.113.7", "a" * 70])
def test_run_says_where_it_cannot_listen(app: Program, host: str) -> None:
    slack = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "LEADS_CHANNEL": "C0LEADS01"}
    shown = app("run", HOST=host, **slack)
    assert shown.code == 1
    assert shown.error == f"error: HOST: {host} is no address of this machine; set it to 127.0.0.1, or 0.0.0.0 for all"


def test_env_file_is_read_and_the_environment_wins(app: Program) -> None:
    app.write(".env", "DATABASE_URL=mysql://db", "PORT=abc")
    assert app("staff", "list").error.startswith("error: PORT: ")
    assert app("staff", "list", PORT="3000").out == [
        f"nobody yet; add somebody: {app.typed('staff add U0123 --team T0123 --role admin')}"
    ]


@pytest.mark.parametrize("words", ["staff list", "staff add U0SAM0001 --role admin", "jobs list"])
def test_a_database_that_is_not_there_yet_is_made(app: Program, words: str) -> None:
    made = app(*words.split(), DATABASE_URL="sqlite:///new.db")
    assert (made.code, made.error) == (0, "new.db was not there yet: made a new database")
    again = app(*words.split(), DATABASE_URL="sqlite:///new.db")
    assert (again.code, again.err) == (0, [])


def test_an_older_schema_is_left_to_the_operator(app: Program) -> None:
    with closing(sqlite3.connect(app.folder / "old.db")) as connection:
        connection.execute("CREATE TABLE partners (id VARCHAR PRIMARY KEY)")
    shown = app("staff", "list", DATABASE_URL="sqlite:///old.db")
    assert shown.code == 1
    assert shown.error == f"error: the database is not at the newest schema; run: {app.typed('migrate')}"


def test_migrate_makes_the_schema_once(bare: Program) -> None:
    url = f"sqlite:///{bare.folder / 'new.db'}"
    first, again = bare("migrate", DATABASE_URL=url), bare("migrate", DATABASE_URL=url)
    assert (first.code, first.out) == (0, ["the database is at the newest schema now"])
    assert (again.code, again.out) == (0, ["the database is at the newest schema already"])
