"""The manifest: what is read from it, and what stops it."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from sandbox.config.manifest import (
    Manifest,
    ManifestError,
    RequestUrls,
    Shortcut,
    SlashCommand,
    load_manifest,
    parse_manifest,
)
from tests.sandbox.blocks_support import GONE, with_change

FULL: Final = """
$schema: https://a.example/manifest.schema.json
_metadata: {major_version: 1, minor_version: 1}
display_information:
  name: Partner Program
  description: Your partner program, where your partners talk.
  background_color: "#4A154B"
features:
  app_home: {home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false}
  bot_user: {display_name: partner, always_online: true}
  slash_commands:
    - command: /partner
      description: Your status
      usage_hint: "[tier | leads]"
      url: https://bot.example/slack/events
      should_escape: true
    - {command: /program, description: For staff}
  shortcuts:
    - {name: Submit a lead, type: global, callback_id: lead.new, description: Opens the form}
    - {name: Turn into a lead, type: message, callback_id: lead.from, description: Takes the text along}
  unfurl_domains: [a.example]
oauth_config:
  redirect_urls: [https://bot.example/slack/oauth_redirect]
  scopes:
    bot: [commands, chat:write, users:read.email]
    bot_optional: [canvases:write]
    user: [search:read]
settings:
  event_subscriptions:
    request_url: https://bot.example/events
    bot_events: [app_home_opened, message.im]
  interactivity: {is_enabled: true, request_url: https://bot.example/interactivity}
  org_deploy_enabled: false
  socket_mode_enabled: true
  token_rotation_enabled: false
"""
SMALL: Final = {"display_information": {"name": "A"}}


def full() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(FULL)
    return data


def test_everything_the_workspace_uses_is_read() -> None:
    manifest = parse_manifest(full())
    assert manifest == Manifest(
        name="Partner Program",
        description="Your partner program, where your partners talk.",
        bot_display_name="partner",
        commands=(
            SlashCommand(
                command="/partner", description="Your status", usage_hint="[tier | leads]", should_escape=True
            ),
            SlashCommand(command="/program", description="For staff"),
        ),
        shortcuts=(
            Shortcut(name="Submit a lead", type="global", callback_id="lead.new", description="Opens the form"),
            Shortcut(
                name="Turn into a lead", type="message", callback_id="lead.from", description="Takes the text along"
            ),
        ),
        bot_scopes=frozenset({"commands", "chat:write", "users:read.email", "canvases:write"}),
        bot_events=frozenset({"app_home_opened", "message.im"}),
        socket_mode=True,
        home_tab=True,
        messages_tab=True,
        interactivity=True,
        redirect_urls=("https://bot.example/slack/oauth_redirect",),
        request_urls=RequestUrls(
            commands={"/partner": "https://bot.example/slack/events"},
            events="https://bot.example/events",
            interactivity="https://bot.example/interactivity",
        ),
    )


def test_what_is_left_out_is_off() -> None:
    assert parse_manifest(SMALL) == Manifest(name="A")


@pytest.mark.parametrize("name", ["manifest.yml", "manifest.yaml", "manifest.json"])
def test_a_file_is_yaml_or_json(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(json.dumps(full()) if name.endswith("json") else FULL, encoding="utf-8")
    assert load_manifest(file) == parse_manifest(full())


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("manifest.yml", "a: [", "manifest.yml is not valid YAML"),
        ("manifest.json", "{", "manifest.json is not valid JSON"),
        ("manifest.yml", "- a", "manifest.yml must hold an object"),
        ("manifest.yml", "", "manifest.yml must hold an object"),
    ],
)
def test_a_file_that_holds_no_manifest(tmp_path: Path, name: str, text: str, message: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError) as caught:
        load_manifest(file)
    assert caught.value.message.startswith(message)


def test_parts_that_the_workspace_does_not_use_are_left_alone() -> None:
    data = with_change(full(), "/functions", {"f": {"title": "F"}})
    data["features"]["agent_view"] = {"agent_description": "Helps"}
    data["settings"]["hermes_app_type"] = "remote"
    data["oauth_config"]["pkce_enabled"] = True
    assert parse_manifest(data) == parse_manifest(full())


LONG: Final = "must have at most {} characters"
COMMAND: Final = "features/slash_commands/0"
SHORTCUT: Final = "features/shortcuts/0"
REFUSED: Final = [
    ("display_information", GONE, "is required"),
    ("display_information/name", GONE, "is required"),
    ("display_information/name", "x" * 36, LONG.format(35)),
    ("display_information/name", "", "must have at least 1 characters"),
    ("display_information/name", 5, "must be a string"),
    ("display_information/description", "x" * 141, LONG.format(140)),
    ("display_information/long_description", "short", "must have at least 175 characters"),
    ("display_information/background_color", "purple", "must be a color such as #4a154b"),
    ("features", None, "must be an object"),
    ("features/bot_user", {}, "is required"),
    ("features/bot_user/display_name", "x" * 81, LONG.format(80)),
    ("features/app_home/home_tab_enabled", "yes", "must be true or false"),
    ("features/slash_commands", [], "must have at least 1 item, or be left out"),
    ("features/slash_commands", [{"command": "/a", "description": "d"}] * 51, "must have at most 50 items"),
    ("features/slash_commands", {"command": "/a"}, "must be a list"),
    (COMMAND, "/partner", "must be an object"),
    (f"{COMMAND}/command", "partner", "must start with / and hold no space"),
    (f"{COMMAND}/command", "/my partner", "must start with / and hold no space"),
    (f"{COMMAND}/command", "/" + "x" * 32, LONG.format(32)),
    (f"{COMMAND}/command", "/", "must have at least 2 characters"),
    (f"{COMMAND}/description", GONE, "is required"),
    (f"{COMMAND}/description", "x" * 2001, LONG.format(2000)),
    (f"{COMMAND}/usage_hint", "x" * 1001, LONG.format(1000)),
    (f"{COMMAND}/url", "bot.example", "must start with http:// or https://"),
    ("features/slash_commands/1/command", "/partner", "/partner is there twice"),
    ("features/shortcuts", [{**full()["features"]["shortcuts"][0]}] * 11, "must have at most 10 items"),
    (f"{SHORTCUT}/name", "x" * 25, LONG.format(24)),
    (f"{SHORTCUT}/type", "channel", "must be 'global' or 'message'"),
    (f"{SHORTCUT}/callback_id", "x" * 256, LONG.format(255)),
    (f"{SHORTCUT}/callback_id", GONE, "is required"),
    (f"{SHORTCUT}/description", "x" * 151, LONG.format(150)),
    ("features/shortcuts/1/callback_id", "lead.new", "lead.new is there twice"),
    ("oauth_config/scopes/bot/1", "chat:wrote", "no bot scope is called chat:wrote; did you mean chat:write?"),
    ("oauth_config/scopes/bot_optional/0", "¿", "no bot scope is called ¿; bot scopes look like app_mentions:read"),
    ("oauth_config/scopes/bot", "commands", "must be a list"),
    (
        "settings/event_subscriptions/bot_events/0", "home_opened",
        "no event is called home_opened; did you mean app_home_opened?",
    ),
    ("settings/event_subscriptions/bot_events/1", "app_home_opened", "app_home_opened is there twice"),
    ("settings/event_subscriptions/request_url", "ftp://a", "must start with http:// or https://"),
    ("settings/interactivity/is_enabled", GONE, "is required"),
    ("settings/socket_mode_enabled", 1, "must be true or false"),
]  # fmt: skip


@pytest.mark.parametrize(("pointer", "value", "message"), REFUSED)
def test_a_manifest_is_refused_with_the_path(pointer: str, value: Any, message: str) -> None:
    with pytest.raises(ManifestError) as caught:
        parse_manifest(with_change(full(), f"/{pointer}", value))
    path = "features.bot_user.display_name" if value == {} else pointer.replace("/", ".")
    assert (caught.value.path, caught.value.message) == (path, message)
    assert str(caught.value) == f"{path}: {message}"


@pytest.mark.parametrize(
    ("pointer", "known"),
    [
        ("features/slash_command", "slash_commands"),
        ("features/slash_commands/1/hint", "usage_hint"),
        ("features/bot_user/name", "display_name"),
        ("oauth_config/scopes/bots", "bot_optional"),
        ("settings/socket_mode", "socket_mode_enabled"),
        ("settings/interactivity/enabled", "is_enabled"),
        ("settings/event_subscriptions/events", "bot_events"),
        ("display_information/title", "name"),
    ],
)
def test_an_unknown_key_is_refused_with_the_known_ones(pointer: str, known: str) -> None:
    with pytest.raises(ManifestError) as caught:
        parse_manifest(with_change(full(), f"/{pointer}", "x"))
    assert caught.value.path == pointer.replace("/", ".")
    start, _, keys = caught.value.message.partition(", only ")
    assert start == "Slack knows no such key here"
    assert known in keys.split(", ")
