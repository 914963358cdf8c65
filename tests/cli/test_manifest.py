"""manifest.yml, and `manifest` that prints it for HTTP."""

from __future__ import annotations

import pytest
import yaml

from sandbox.config.manifest import load_manifest, parse_manifest
from tests.cli.conftest import Program
from tests.cli.forking import ROOT


def test_slack_takes_the_manifest_and_it_connects_by_itself() -> None:
    manifest = load_manifest(ROOT / "manifest.yml")
    assert manifest.name == "Partner Program"
    assert {command.command for command in manifest.commands} == {"/partner", "/program"}
    assert [(each.name, each.type, each.callback_id) for each in manifest.shortcuts] == [
        ("Submit a lead", "global", "lead.open"),
        ("Turn into a lead", "message", "lead.from_message"),
    ]
    assert manifest.socket_mode
    assert manifest.home_tab
    assert manifest.messages_tab
    assert manifest.interactivity
    assert manifest.request_urls.events is None


def test_with_an_address_every_request_goes_there(bare: Program) -> None:
    printed = bare("manifest", "--url", "https://bot.example.com/")
    assert printed.code == 0
    manifest = parse_manifest(yaml.safe_load("\n".join(printed.out)))
    target = "https://bot.example.com/slack/events"
    assert manifest.request_urls.commands == {"/partner": target, "/program": target}
    assert (manifest.request_urls.events, manifest.request_urls.interactivity) == (target, target)
    assert not manifest.socket_mode
    assert manifest.redirect_urls == ("https://bot.example.com/slack/oauth_redirect",)
    assert (manifest.org_deploy, manifest.token_rotation) == (True, False)


def test_tokens_expire_where_that_is_asked_for(bare: Program) -> None:
    printed = bare("manifest", "--url", "https://bot.example.com/", "--rotation")
    assert parse_manifest(yaml.safe_load("\n".join(printed.out))).token_rotation
    refused = bare("manifest", "--rotation")
    assert (refused.code, refused.error) == (2, "error: --rotation: needs --url, where others install the app")


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("http://bot.example.com", "error: --url: must start with https://"),
        ("https://bot.example.com/slack", "error: --url: must end after the host: the paths are added here; try https"),
        ("https://", "error: --url: must name a host, such as https://bot.example.com"),
    ],
    ids=["http", "path", "no host"],
)
def test_an_address_slack_can_not_use_is_refused(bare: Program, url: str, line: str) -> None:
    shown = bare("manifest", "--url", url)
    assert (shown.code, shown.out) == (2, [])
    assert shown.error.startswith(line)
