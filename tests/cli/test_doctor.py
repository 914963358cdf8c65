"""`doctor`: everything wrong, and everything right against the local workspace."""

from __future__ import annotations

import ast
import asyncio
import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.doctor.manifest import SCOPES_OF_METHODS
from bot.doctor.settings import examine_settings
from bot.oauth.keys import Vault
from domain.notices import LEADS_DESK, Address, Face, LeadsWaiting
from sandbox import Workspace
from storage.clock import SystemClock
from storage.database import Database
from storage.installations import Installation
from tests.cli.conftest import VENDOR_TEAM, Finished, Program
from tests.cli.forking import ROOT

METHOD = re.compile(r"(api|apps|auth|bots|chat|conversations|files|pins|reactions|team|users|views)(\.[a-zA-Z]+)+")
AS_FUNCTION = {"auth_test": "auth.test", "conversations_info": "conversations.info"}


async def examined(app: Program, workspace: Workspace, **environment: str) -> Finished:
    """Runs the doctor against a workspace, without holding up the loop the workspace runs in."""
    slack = {
        "SLACK_API_URL": workspace.api_url,
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "LEADS_CHANNEL": "C0LEADS01",
        "CLAIMS_CHANNEL": "C0CLAIMS1",
    }
    return await asyncio.to_thread(app, "doctor", **{**slack, **environment})


async def test_all_is_right(app: Program) -> None:
    async with Workspace.running(manifest=ROOT / "manifest.yml") as workspace:
        shown = await examined(app, workspace)
    assert (shown.code, shown.err) == (0, [])
    assert [line for line in shown.out if line.startswith("✗")] == []
    for line in (
        "✓ SLACK_BOT_TOKEN: set",
        "✓ VENDOR_TEAM_ID: T0LIVECHAT",
        "✓ schema: newest",
        "✓ outbox: nothing given up in the last 7 days",
        "✓ manifest commands: /partner, /program",
        "✓ workspace: T0LIVECHAT",
        "✓ scopes: granted",
        "✓ LEADS_CHANNEL in Slack: #leads",
        "✓ CLAIMS_CHANNEL in Slack: #claims",
        "✓ desk: claims go to C0CLAIMS1",
        "✓ app token: opens Socket Mode connections",
    ):
        assert line in shown.out


def test_an_empty_variable_leaves_the_file_its_word_as_in_run(app: Program) -> None:
    app.write(".env", "VENDOR_TEAM_ID=T0FILE", "PORT=4000")
    shown = app("doctor", VENDOR_TEAM_ID="", PORT="5000")
    assert "✓ VENDOR_TEAM_ID: T0FILE" in shown.out
    assert "✓ PORT: 5000" in shown.out


async def test_what_slack_knows_better_is_found(app: Program, tmp_path: Path) -> None:
    manifest = tmp_path / "older.yml"
    manifest.write_text(re.sub(r" +- (pins:write|app_home_opened).*\n", "", (ROOT / "manifest.yml").read_text()))
    async with Workspace.running(manifest=manifest) as workspace:
        shown = await examined(
            app,
            workspace,
            VENDOR_TEAM_ID="T0OTHER",
            LEADS_CHANNEL="C0GENERAL",
            CLAIMS_CHANNEL="C0NOWHERE",
            SLACK_APP_TOKEN="xapp-made-up",
        )
    assert shown.code == 1
    wrong = {line.partition(": ")[0]: line for line in shown.out if line.startswith("✗")}
    assert wrong["✗ workspace"] == (
        f"✗ workspace: the token is of {VENDOR_TEAM}, but VENDOR_TEAM_ID is T0OTHER; "
        f"set that to {VENDOR_TEAM}, or SLACK_BOT_TOKEN to the token of the app in T0OTHER"
    )
    assert "the token lacks pins:write; update the app from manifest.yml and reinstall" in wrong["✗ scopes"]
    assert "the bot is not in #general; invite it there" in wrong["✗ LEADS_CHANNEL in Slack"]
    assert "C0NOWHERE is not there, or private without the bot" in wrong["✗ CLAIMS_CHANNEL in Slack"]
    assert "copy it again" in wrong["✗ app token"]
    assert len(wrong) == 5
    assert shown.error == "error: 5 things to mend, marked ✗ above"


def test_what_is_missing_here_is_found(bare: Program) -> None:
    shown = bare("doctor", PORT="abc", SLACK_BOT_TOKEN="xoxp-1", PROGRAM_FILE="nowhere.yml", LEADS_CHANNEL="leads")
    assert shown.code == 1
    wrong = {line.partition(": ")[0]: line for line in shown.out if line.startswith("✗")}
    assert wrong.keys() == {
        "✗ SLACK_BOT_TOKEN",
        "✗ SLACK_APP_TOKEN",
        "✗ VENDOR_TEAM_ID",
        "✗ LEADS_CHANNEL",
        "✗ PORT",
        "✗ program",
        "✗ database",
    }
    assert wrong["✗ SLACK_BOT_TOKEN"].startswith("✗ SLACK_BOT_TOKEN: must start with xoxb-; copy it from")
    assert f"run: {bare.typed('migrate')}" in wrong["✗ database"]
    assert not (bare.folder / "partners.db").exists(), "the doctor changes nothing"

    left_out = {line.partition(": ")[0]: line for line in shown.out if line.startswith("-")}
    assert left_out["- SLACK_SIGNING_SECRET"].endswith("not set, needed only for HTTP instead of Socket Mode")
    for name, variable in (("bot token", "SLACK_BOT_TOKEN"), ("app token", "SLACK_APP_TOKEN")):
        assert left_out[f"- {name}"] == f"- {name}: not looked at: {variable} is missing or wrong"


def test_claims_need_a_channel_where_somebody_delivers_benefits(app: Program) -> None:
    [line] = [line for line in app("doctor").out if " desk: " in line]
    assert line == "✗ desk: claims have no channel; set CLAIMS_CHANNEL, or LEADS_CHANNEL for both"
    [line] = [line for line in app("doctor", LEADS_CHANNEL="C0LEADS01").out if " desk: " in line]
    assert line.endswith("desk: claims go to C0LEADS01, where leads go too: CLAIMS_CHANNEL is not set")
    program = (ROOT / "program.yml").read_text(encoding="utf-8")
    before, _, rest = program.partition("benefits:\n")
    (app.folder / "bare.yml").write_text(f"{before}benefits: []\n{rest[rest.index('desk:') :]}", encoding="utf-8")
    assert "- desk: not needed: nobody has to deliver a benefit" in app("doctor", PROGRAM_FILE="bare.yml").out


def test_over_http_no_app_token_is_needed(bare: Program) -> None:
    shown = bare("doctor", SLACK_SIGNING_SECRET="0123")
    assert "- SLACK_APP_TOKEN: not set, so Slack must send requests over HTTP" in shown.out


async def test_an_app_token_without_its_scope_is_mended_elsewhere_than_a_bot_token(app: Program) -> None:
    async with Workspace.running(manifest=ROOT / "manifest.yml") as workspace:
        workspace.fail("apps.connections.open", "error", error="missing_scope")
        shown = await examined(app, workspace)
    [line] = [line for line in shown.out if line.startswith("✗")]
    assert line.startswith("✗ app token: the token lacks connections:write; make a new one")


async def test_what_answers_but_is_not_slack_is_told_apart_from_what_does_not_answer(app: Program) -> None:
    async with Workspace.running(manifest=ROOT / "manifest.yml") as workspace:
        page = workspace.page_url
        answered = await examined(app, workspace, SLACK_API_URL=f"{page}nowhere/")
    silent = await asyncio.to_thread(app, "doctor", SLACK_API_URL=f"{page}api/", SLACK_BOT_TOKEN="xoxb-1")
    mend = "check SLACK_API_URL, and that its server is up; leave it empty for Slack itself"
    assert f"✗ bot token: {page}nowhere/ answers, but not as Slack; {mend}" in answered.out
    [line] = [line for line in silent.out if line.startswith("✗ bot token")]
    assert line.startswith(f"✗ bot token: {page}api/ can't be reached (")
    assert line.endswith(mend)


def test_messages_given_up_of_late_are_told_with_the_reason(app: Program) -> None:
    now = SystemClock().now()
    given_up(app, [now - timedelta(days=8)])
    assert "✓ outbox: nothing given up in the last 7 days" in app("doctor").out
    given_up(app, [now - timedelta(days=1)] * 6)
    [line] = [line for line in app("doctor").out if " outbox: " in line]
    assert line.startswith("✗ outbox: 6 messages given up in the last 7 days: to desk:leads on ")
    assert line.count("(chat.postMessage: is_archived)") == 5
    assert line.endswith(
        " and 1 more; mend what stands in brackets, so that the next ones arrive: these are not sent again"
    )


def given_up(app: Program, when: list[datetime]) -> None:
    """A message to the leads channel given up at each instant."""
    database = Database(app.environment["DATABASE_URL"])
    for number, at in enumerate(when):
        with database.write() as uow:
            notice = LeadsWaiting(at.date() - timedelta(days=number), (1,))
            uow.tell(notice, [Address(LEADS_DESK, Face.NEWS)])
            [row] = uow.outbox.claim(SystemClock().now(), 1, timedelta(minutes=1))
            uow.outbox.bury(row.id, "chat.postMessage: is_archived", at)
            uow.commit()
    database.dispose()


def test_a_password_is_not_shown() -> None:
    _, findings = examine_settings({"DATABASE_URL": "postgresql+psycopg://me:topsecret@127.0.0.1:1/db"})
    lines = [str(finding) for finding in findings]
    assert "topsecret" not in "".join(lines)
    assert "✓ DATABASE_URL: postgresql+psycopg://me@127.0.0.1:1/db" in lines


def test_every_method_the_code_calls_has_its_scopes_listed() -> None:
    called = set()
    for file in (ROOT / "bot").rglob("*.py"):
        if file == ROOT / "bot/doctor/manifest.py":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and METHOD.fullmatch(node.value):
                called.add(node.value)
            if isinstance(node, ast.Attribute) and node.attr in AS_FUNCTION:
                called.add(AS_FUNCTION[node.attr])
            if isinstance(node, ast.Attribute) and node.attr == "apps_connections_open":
                called.add("apps.connections.open")
    assert called == SCOPES_OF_METHODS.keys()


DOORS = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "made-up",
    "TOKEN_ENCRYPTION_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "PUBLIC_URL": "https://partners.example.com",
}
OTHER_KEY = "YWJjZGVmZ2hpamFiY2RlZmdoaWphYmNkZWZnaGlqYWI="


def others(shown: Finished) -> list[str]:
    """The lines about installation by others."""
    return [line for line in shown.out if line[2:].startswith("install")]


def keep(app: Program, key: str, token: str, **more: object) -> None:
    """Keeps an installation whose token is encrypted with a key."""
    database = Database(app.environment["DATABASE_URL"])
    now = SystemClock().now()
    with database.write() as uow:
        row = Installation(
            VENDOR_TEAM, None, VENDOR_TEAM, False, "LiveChat", "A0", "B0", "U0", "", Vault([key]).lock(token), None,
            None, "U1", now,
        )  # fmt: skip
        uow.installations.put(replace(row, **more))  # type: ignore[arg-type]
        uow.commit()
    database.dispose()


def test_installation_by_others_needs_all_of_its_settings(app: Program) -> None:
    assert others(app("doctor", PUBLIC_URL=DOORS["PUBLIC_URL"])) == [
        f"- installation by others: not set up, which needs {', '.join(DOORS)}"
    ]
    [line] = others(app("doctor", **{**DOORS, "TOKEN_ENCRYPTION_KEY": "secret"}))
    assert line.startswith("✗ installation by others: lacks TOKEN_ENCRYPTION_KEY (or has a wrong one there); ")
    assert "make one with: python -c" in line
    assert others(app("doctor", **DOORS)) == [
        "✓ installation by others: at https://partners.example.com/slack/install",
        "✓ installations: 0 installations",
    ]
    [line, _] = others(app("doctor", **{**DOORS, "PUBLIC_URL": "http://partners.example.com"}))
    assert line.endswith("and Slack sends browsers to https:// alone; set it so")


def test_installations_whose_token_does_not_work_on_are_named(app: Program) -> None:
    keep(app, OTHER_KEY, "xoxb-1")
    [_, line] = others(app("doctor", **DOORS))
    assert line.startswith("✗ installations: no key of TOKEN_ENCRYPTION_KEY reads the tokens of LiveChat; add the key")
    keys = f"{DOORS['TOKEN_ENCRYPTION_KEY']},{OTHER_KEY}"
    [_, line] = others(app("doctor", **{**DOORS, "TOKEN_ENCRYPTION_KEY": keys}))
    assert line == (
        "✗ installations: the tokens of LiveChat are under an older key; "
        f"run: {app.typed('jobs run rotate-token-keys')}"
    )
    rotated = app("jobs", "run", "rotate-token-keys", **{**DOORS, "TOKEN_ENCRYPTION_KEY": keys})
    assert rotated.out == ["rotate-token-keys: 1 installation encrypted anew, 0 had the newest key"]
    assert others(app("doctor", **DOORS))[1] == "✓ installations: 1 installation"
    at = SystemClock().now()
    keep(app, DOORS["TOKEN_ENCRYPTION_KEY"], "xoxb-1", expires_at=at, problem="Slack says invalid_refresh_token")
    assert "tokens can't be renewed (LiveChat: Slack says invalid_refresh_token)" in others(app("doctor", **DOORS))[1]


def test_keys_are_rotated_only_where_there_are_keys(app: Program) -> None:
    shown = app("jobs", "run", "rotate-token-keys")
    assert (shown.code, "installation by others is not set up" in shown.error) == (1, True)


async def test_the_vendors_own_installation_serves_in_place_of_a_token(app: Program) -> None:
    async with Workspace.running(manifest=ROOT / "manifest.yml") as workspace:
        shown = await examined(app, workspace, SLACK_BOT_TOKEN="", **DOORS)
        assert "✗ bot token: the app is not installed in VENDOR_TEAM_ID's workspace; install it at " in "\n".join(
            shown.out
        )
        keep(app, DOORS["TOKEN_ENCRYPTION_KEY"], workspace.bot_token)
        shown = await examined(app, workspace, SLACK_BOT_TOKEN="", **DOORS)
    assert shown.code == 0
    assert "- SLACK_BOT_TOKEN: not set, so the token of your own workspace's installation is used" in shown.out
    assert "✓ scopes: granted" in shown.out
