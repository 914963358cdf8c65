"""manifest.yml against what the code uses: commands, shortcuts, events, and the scopes of the methods it calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from bot.doctor.findings import Finding, fine, wrong
from bot.events import SURROUNDINGS
from bot.manifest import DEFAULT_FILE, ManifestFileError, declared_scopes, read_manifest
from bot.oauth.names import MOVES
from handlers.ids import CommandName, ShortcutId

SCOPES_OF_METHODS: Mapping[str, frozenset[str]] = {
    "auth.teams.list": frozenset(),
    "auth.test": frozenset(),
    "apps.connections.open": frozenset(),
    "chat.postEphemeral": frozenset({"chat:write"}),
    "chat.postMessage": frozenset({"chat:write"}),
    "chat.update": frozenset({"chat:write"}),
    "conversations.create": frozenset({"channels:manage", "groups:write"}),
    "conversations.info": frozenset({"channels:read", "groups:read"}),
    "conversations.invite": frozenset({"channels:manage", "groups:write"}),
    "conversations.members": frozenset({"channels:read", "groups:read"}),
    "conversations.open": frozenset({"im:write"}),
    "files.completeUploadExternal": frozenset({"files:write"}),
    "files.getUploadURLExternal": frozenset({"files:write"}),
    "pins.add": frozenset({"pins:write"}),
    "users.conversations": frozenset({"channels:read", "groups:read"}),
    "users.info": frozenset({"users:read"}),
    "views.open": frozenset(),
    "views.publish": frozenset(),
    "views.push": frozenset(),
    "views.update": frozenset(),
}
"""Every Web API method that is called anywhere, with the bot scopes it needs. A test holds it to the code."""

UPDATE = "paste the file again under “App Manifest” of your app at api.slack.com/apps"
EVENTS = frozenset({"app_home_opened", "app_mention", "message.im", *MOVES, *SURROUNDINGS})
NEEDED_SCOPES = frozenset().union(*SCOPES_OF_METHODS.values()) | {
    "app_mentions:read",
    "commands",
    "files:read",
    "im:history",
    "users:read",
}
"""Beside those of methods: of commands, of files that are fetched without a method, and of direct messages told of."""


def examine_manifest() -> Iterator[Finding]:
    """Looks at the file; what Slack was given of it is seen in the token's scopes."""
    try:
        manifest = read_manifest(DEFAULT_FILE)
    except ManifestFileError as error:
        yield wrong("manifest", str(error))
        return
    commands = {each.get("command") for each in _at(manifest, "features", "slash_commands") or ()}
    shortcuts = {each.get("callback_id") for each in _at(manifest, "features", "shortcuts") or ()}
    events = set(_at(manifest, "settings", "event_subscriptions", "bot_events") or ())
    yield _compared("manifest commands", commands, set(CommandName))
    yield _compared("manifest shortcuts", shortcuts, set(ShortcutId))
    yield _compared("manifest events", events, EVENTS)
    yield _compared("manifest scopes", declared_scopes(manifest), NEEDED_SCOPES)
    switches = {
        "features.app_home.home_tab_enabled": _at(manifest, "features", "app_home", "home_tab_enabled"),
        "features.app_home.messages_tab_enabled": _at(manifest, "features", "app_home", "messages_tab_enabled"),
        "settings.interactivity.is_enabled": _at(manifest, "settings", "interactivity", "is_enabled"),
    }
    off = [name for name, value in switches.items() if value is not True]
    if off:
        yield wrong("manifest switches", f"{', '.join(off)} must be true; set that in manifest.yml, and {UPDATE}")
    else:
        yield fine("manifest switches", "on")


def _compared(what: str, declared: AbstractSet[Any], used: AbstractSet[str]) -> Finding:
    missing = sorted(str(name) for name in used - declared)
    unused = sorted(str(name) for name in declared - used)
    if missing:
        return wrong(what, f"lacking {', '.join(missing)}; add that to manifest.yml, and {UPDATE}")
    if unused:
        return wrong(what, f"nothing uses {', '.join(unused)}; take that out of manifest.yml, and {UPDATE}")
    return fine(what, ", ".join(sorted(str(name) for name in used)))


def _at(manifest: Mapping[str, Any], *path: str) -> Any:
    value: Any = manifest
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
