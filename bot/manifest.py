"""`manifest.yml`: reading it, and filling in the request URLs for an app that is reached over HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

DEFAULT_FILE = Path(__file__).resolve().parent.parent / "manifest.yml"
EVENTS_PATH = "/slack/events"
REDIRECT_PATH = "/slack/oauth_redirect"


class ManifestFileError(Exception):
    """The manifest cannot be read; one line that says why and what to do."""


class UrlError(ValueError):
    """An address at which Slack could not reach the bot; one line that says why."""


def read_manifest(path: Path = DEFAULT_FILE) -> dict[str, Any]:
    """The manifest as it stands in the file. Raises ManifestFileError."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ManifestFileError(f"{path.name} can't be read ({error.strerror}); restore it") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        where = getattr(error, "problem_mark", None)
        line = f" in line {where.line + 1}" if where else ""
        raise ManifestFileError(f"{path.name} is not valid YAML{line}; mend it or restore it") from None
    if not isinstance(data, dict):
        raise ManifestFileError(f"{path.name} holds no manifest; restore it from the repository")
    return data


def checked_url(text: str) -> str:
    """`https://host` or `https://host:port`, without a slash at the end. Raises UrlError."""
    bare = text.strip().rstrip("/")
    parts = urlsplit(bare)
    try:
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        port_is_fine = False
    if parts.scheme != "https":
        raise UrlError(f"must start with https:// because Slack calls nothing else, not {text!r}")
    if not parts.hostname or parts.username or not port_is_fine:
        raise UrlError(f"must name a host, such as https://bot.example.com, not {text!r}")
    if parts.path or parts.query or parts.fragment:
        raise UrlError(f"must end after the host: the paths are added here; try {parts.scheme}://{parts.netloc}")
    return bare


def with_request_urls(manifest: Mapping[str, Any], url: str, *, rotation: bool = False) -> dict[str, Any]:
    """The manifest for HTTP: every request goes to `url`'s events route, and Socket Mode is off.

    Others may install the app from there too, whole organisations among them. With `rotation` their tokens expire and
    are renewed; Slack never takes that back, and a SLACK_BOT_TOKEN would end with it.
    """
    filled = deepcopy(dict(manifest))
    target = checked_url(url) + EVENTS_PATH
    for command in filled["features"].get("slash_commands", ()):
        command["url"] = target
    settings = filled["settings"]
    settings["interactivity"]["request_url"] = target
    settings["event_subscriptions"]["request_url"] = target
    settings["socket_mode_enabled"] = False
    filled["oauth_config"]["redirect_urls"] = [checked_url(url) + REDIRECT_PATH]
    settings["org_deploy_enabled"] = True
    settings["token_rotation_enabled"] = rotation
    return filled


def declared_scopes(manifest: Mapping[str, Any]) -> frozenset[str]:
    """The bot scopes that the manifest asks for."""
    scopes: Mapping[str, Any] = (manifest.get("oauth_config") or {}).get("scopes") or {}
    return frozenset(scopes.get("bot") or ())


def as_yaml(manifest: Mapping[str, Any]) -> str:
    """The manifest as text to paste into Slack's form."""
    return yaml.safe_dump(dict(manifest), sort_keys=False, allow_unicode=True, width=120)
