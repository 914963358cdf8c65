"""`doctor`: everything wrong, and everything right against the local workspace."""

from __future__ import annotations

import ast
import asyncio
import re
from pathlib import Path

from bot.doctor.manifest import SCOPES_OF_METHODS
from bot.doctor.settings import examine_settings
from sandbox import Workspace
from tests.cli.conftest import ROOT, VENDOR_TEAM, Finished, Program

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
        "✓ outbox: nothing undeliverable",
        "✓ manifest commands: /partner, /program",
        "✓ workspace: T0LIVECHAT",
        "✓ scopes: granted",
        "✓ LEADS_CHANNEL in Slack: #leads",
        "✓ app token: opens Socket Mode connections",
    ):
        assert line in shown.out


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
    assert f"the token is of {VENDOR_TEAM}, but VENDOR_TEAM_ID is T0OTHER" in wrong["✗ workspace"]
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
