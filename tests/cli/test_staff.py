"""`staff add|remove|list`."""

from __future__ import annotations

import pytest

from tests.cli.conftest import VENDOR_TEAM, Program


def test_roles_are_added_once_listed_and_removed(app: Program) -> None:
    assert app("staff", "add", "U0SAM0001", "--role", "sales_rep").out == ["U0SAM0001 is a sales rep now"]
    assert app("staff", "add", "U0SAM0001", "--role", "sales_rep").out == ["U0SAM0001 is a sales rep already"]
    other_team = app("staff", "add", "U0ANN0001", "--role", "admin", "--team", "T0OTHER", VENDOR_TEAM_ID="")
    assert other_team.out == ["U0ANN0001 is an admin now"]
    head, *rows = app("staff", "list").out
    assert head.split("\t") == ["user", "team", "role", "since"]
    assert [row.split("\t")[:3] for row in rows] == [
        ["U0ANN0001", "T0OTHER", "admin"],
        ["U0SAM0001", VENDOR_TEAM, "sales_rep"],
    ]
    assert app("staff", "remove", "U0SAM0001").out == ["1 role removed from U0SAM0001"]
    gone = app("staff", "remove", "U0SAM0001", "--role", "sales_rep")
    assert gone.code == 1
    assert gone.error == f"error: U0SAM0001 of {VENDOR_TEAM} is no sales_rep; see: {app.typed('staff list')}"


@pytest.mark.parametrize("database", ["app", "app_on_postgresql"])
def test_what_an_account_manager_looked_after_is_told(request: pytest.FixtureRequest, database: str) -> None:
    app: Program = request.getfixturevalue(database)
    head = "id,name,slack_team_id,slack_channel_id,account_manager,members,joined_on"
    app("staff", "add", "U0ALEX001", "--role", "account_manager")
    app(
        "import",
        "partners",
        app.write("one.csv", head, "northwind,Northwind,,C0NORTHWND,U0ALEX001,U0PAT0001,2026-01-15"),
    )
    removed = app("staff", "remove", "U0ALEX001")
    assert (removed.code, removed.out) == (
        0,
        ["1 role removed from U0ALEX001", "nobody looks after 1 partner now; the admins are told"],
    )


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "line"),
    [
        (["@sam"], {}, 2, 'error: user: must be a Slack id such as U0123ABCD, not "@sam"'),
        (["U0SAM0001", "--team", "acme"], {}, 2, 'error: --team: must be a Slack id such as T0123ABCD, not "acme"'),
        (["U0SAM0001"], {"VENDOR_TEAM_ID": ""}, 1, "error: VENDOR_TEAM_ID is missing; set it to your workspace's id"),
    ],
    ids=["user", "team", "no team"],
)
def test_a_person_must_be_named_by_ids(
    app: Program, arguments: list[str], environment: dict[str, str], code: int, line: str
) -> None:
    shown = app("staff", "add", *arguments, "--role", "admin", **environment)
    assert shown.code == code
    assert shown.error.startswith(line)
