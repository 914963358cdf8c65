"""What is emitted, what is routed and what manifest.yml declares are the same ids."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from domain.errors import Code
from handlers.help.handlers import ALSO, WORDS
from handlers.ids import INPUT, Action, Callback, CommandName, ShortcutId
from handlers.routes import routes
from handlers.texts.errors import CATALOGUE
from sandbox.config.manifest import load_manifest
from tests.unit import samples
from tests.views.gallery import gallery

MANIFEST = load_manifest(Path(__file__).parents[2] / "manifest.yml")


def test_every_action_is_routed_and_every_route_is_an_action() -> None:
    assert set(routes().actions) == set(Action)


def test_every_emitted_action_is_routed() -> None:
    emitted = {found for shown in gallery(samples.program()) for found in _values(shown.payload(), "action_id")}
    assert emitted - {INPUT} <= set(Action)


def test_every_form_is_routed() -> None:
    emitted = {shown.view.callback_id for shown in gallery(samples.program()) if shown.view and shown.view.submit}
    assert emitted == set(routes().submissions)
    assert set(routes().submissions) == set(Callback) - {Callback.READING}


def test_commands_are_those_of_the_manifest() -> None:
    assert set(routes().words) == {command.command for command in MANIFEST.commands} == set(CommandName)


def test_shortcuts_are_those_of_the_manifest() -> None:
    assert set(routes().shortcuts) == {shortcut.callback_id for shortcut in MANIFEST.shortcuts} == set(ShortcutId)


def test_help_names_every_word() -> None:
    for name, words in routes().words.items():
        assert set(words) == {*WORDS[CommandName(name)], *(ALSO if name == CommandName.PARTNER else ())}


def test_the_manifest_hints_at_every_word() -> None:
    for command in MANIFEST.commands:
        hinted = {word.strip() for word in command.usage_hint.strip("[]").split("|")}
        assert hinted == {word for word in WORDS[CommandName(command.command)] if word}


def test_every_refusal_has_a_text() -> None:
    assert set(CATALOGUE) == set(Code)


def _values(node: Any, key: str) -> Iterator[str]:
    if isinstance(node, dict):
        if key in node:
            yield node[key]
        for child in node.values():
            yield from _values(child, key)
    elif isinstance(node, list):
        for child in node:
            yield from _values(child, key)
