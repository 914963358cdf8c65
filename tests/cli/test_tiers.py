"""A program file that lacks a tier of the database: refused with how to mend it, and mended just so."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import VENDOR_TEAM, Program
from tests.cli.forking import ROOT

SLACK = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_APP_TOKEN": "xapp-1",
    "LEADS_CHANNEL": "C0LEADS01",
    "CLAIMS_CHANNEL": "C0CLAIMS1",
}
HOLD = "UPDATE partners SET tier = 'silver' WHERE id IN ('northwind', 'helio')"


@pytest.fixture
def renamed(app: Program) -> Program:
    """Two of three partners hold Silver, whose key is another in the program file now."""
    header = "id,name,slack_team_id,slack_channel_id,account_manager,members,joined_on"
    rows = [f"{name},{name.title()},{VENDOR_TEAM},,,," for name in ("northwind", "helio", "brightside")]
    assert app("import", "partners", app.write("partners.csv", header, *rows)).code == 0
    _execute(app, HOLD)
    _program_file(app)
    return app.having(PROGRAM_FILE="other.yml")


def _execute(app: Program, statement: str) -> None:
    with sqlite3.connect(app.environment["DATABASE_URL"].removeprefix("sqlite:///")) as connection:
        connection.execute(statement)
    connection.close()


def _program_file(app: Program, *, formerly: str = "") -> None:
    text = (ROOT / "program.yml").read_text(encoding="utf-8").replace("tier: silver", "tier: argent")
    mended = text.replace("- key: silver\n", f"- key: argent\n    formerly: [{formerly}]\n")
    Path(app.folder, "other.yml").write_text(mended, encoding="utf-8")


@pytest.mark.parametrize("command", ["run", "jobs run tiers", "import subscriptions subscriptions.csv"])
def test_what_needs_the_tiers_names_the_missing_one(renamed: Program, command: str) -> None:
    done = renamed(*command.split(), **SLACK, PORT="0")
    assert (done.code, done.out) == (1, [])
    assert done.error == (
        'error: other.yml has no tier "silver", but 2 partners hold it; '
        "put it back, or write formerly: [silver] at the tier that takes its place"
    )


def test_a_tier_that_took_its_place_mends_it(renamed: Program) -> None:
    _program_file(renamed, formerly="silver")
    done = renamed("jobs", "run", "tiers")
    assert (done.code, done.out, done.err) == (0, ["tiers: 3 partners evaluated, 2 changed"], [])


def test_the_doctor_names_every_missing_tier(renamed: Program) -> None:
    _execute(renamed, "UPDATE tier_changes SET to_tier = 'platinum' WHERE partner_id = 'brightside'")
    _execute(renamed, "UPDATE partners SET tier = 'iron' WHERE id = 'helio'")
    found = [line for line in renamed("doctor").out if " tiers: " in line]
    holders = {"iron": "1 partner holds it", "platinum": "partners held it before", "silver": "1 partner holds it"}
    assert found == [
        f'✗ tiers: other.yml has no tier "{key}", but {who}; put it back, or write formerly: [{key}] at the tier '
        f"that takes its place"
        for key, who in holders.items()
    ]
    error = renamed("jobs", "run", "tiers").error
    assert error.startswith('error: other.yml has no tier "iron"')
    assert error.endswith("app.py doctor)")
    assert " (2 more: " in error


def test_the_doctor_is_content_with_the_programs_own_tiers(app: Program) -> None:
    assert f"✓ tiers: {ROOT / 'program.yml'} has every tier that partners hold or held" in app("doctor").out
