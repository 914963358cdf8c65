"""`manifest.yml`: what the app under development declares of itself, held to Slack's own schema.

Parts that Slack knows and the local workspace does not use are taken as they are; a key that Slack does not
know is an error, as it is in Slack.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sandbox.config.manifest_file import ManifestFile, explained
from sandbox.config.yaml_text import load_yaml


class ManifestError(Exception):
    """Slack would not take this manifest; `path` names the wrong value, `message` says what is allowed."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.path = path
        self.message = message


class SlashCommand(BaseModel):
    """A command the app offers where it is installed."""

    model_config = ConfigDict(frozen=True)

    command: str
    description: str
    usage_hint: str = ""
    should_escape: bool = False


class Shortcut(BaseModel):
    """A global or a message shortcut."""

    model_config = ConfigDict(frozen=True)

    name: str
    type: Literal["global", "message"]
    callback_id: str
    description: str


class RequestUrls(BaseModel):
    """Where Slack would send requests without Socket Mode; `commands` by the command's name."""

    model_config = ConfigDict(frozen=True)

    commands: Mapping[str, str] = Field(default_factory=dict)
    events: str | None = None
    interactivity: str | None = None


class Manifest(BaseModel):
    """What the local workspace uses of a manifest. Optional bot scopes count as granted."""

    model_config = ConfigDict(frozen=True)

    name: str
    description: str = ""
    bot_display_name: str | None = None
    commands: tuple[SlashCommand, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    bot_scopes: frozenset[str] = frozenset()
    bot_events: frozenset[str] = frozenset()
    socket_mode: bool = False
    home_tab: bool = False
    messages_tab: bool = False
    interactivity: bool = False
    redirect_urls: tuple[str, ...] = ()
    org_deploy: bool = False
    token_rotation: bool = False
    request_urls: RequestUrls = RequestUrls()


def load_manifest(path: Path) -> Manifest:
    """Reads YAML or JSON. A file that cannot be read raises OSError."""
    text = path.read_text(encoding="utf-8")
    try:
        data = json.loads(text) if path.suffix == ".json" else load_yaml(text)
    except (yaml.YAMLError, json.JSONDecodeError) as error:
        kind = "JSON" if path.suffix == ".json" else "YAML"
        raise ManifestError("", f"{path.name} is not valid {kind}: {error}") from error
    if not isinstance(data, Mapping):
        raise ManifestError("", f"{path.name} must hold an object with display_information, features, …")
    return parse_manifest(data)


def parse_manifest(data: Mapping[str, Any]) -> Manifest:
    """Checks a manifest that is already loaded; raises ManifestError with the first thing that is wrong."""
    try:
        file = ManifestFile.model_validate(dict(data))
    except ValidationError as error:
        first = error.errors()[0]
        raise ManifestError(".".join(str(key) for key in first["loc"]), explained(first)) from error
    _only_once("features.slash_commands", "command", (each.command for each in file.features.slash_commands))
    _only_once("settings.event_subscriptions.bot_events", "", file.settings.event_subscriptions.bot_events)
    _only_once("features.shortcuts", "callback_id", (each.callback_id for each in file.features.shortcuts))
    return _in_short(file)


def _in_short(file: ManifestFile) -> Manifest:
    features, settings, scopes = file.features, file.settings, file.oauth_config.scopes
    bot = features.bot_user
    return Manifest(
        name=file.display_information.name,
        description=file.display_information.description or "",
        bot_display_name=bot.display_name if bot else None,
        commands=tuple(
            SlashCommand(
                command=each.command,
                description=each.description,
                usage_hint=each.usage_hint or "",
                should_escape=each.should_escape,
            )
            for each in features.slash_commands
        ),
        shortcuts=tuple(Shortcut(**each.model_dump()) for each in features.shortcuts),
        bot_scopes=frozenset((*scopes.bot, *scopes.bot_optional)),
        bot_events=frozenset(settings.event_subscriptions.bot_events),
        socket_mode=settings.socket_mode_enabled,
        home_tab=features.app_home.home_tab_enabled,
        messages_tab=features.app_home.messages_tab_enabled,
        interactivity=settings.interactivity.is_enabled if settings.interactivity else False,
        redirect_urls=file.oauth_config.redirect_urls,
        org_deploy=bool(settings.org_deploy_enabled),
        token_rotation=bool(settings.token_rotation_enabled),
        request_urls=RequestUrls(
            commands={each.command: each.url for each in features.slash_commands if each.url},
            events=settings.event_subscriptions.request_url,
            interactivity=settings.interactivity.request_url if settings.interactivity else None,
        ),
    )


def _only_once(path: str, key: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            raise ManifestError(f"{path}.{number}.{key}".rstrip("."), f"{name} is there twice")
        seen.add(name)
