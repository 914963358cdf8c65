"""Hears all that the app says in a local workspace, with those who can read it there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.world.changes import Change, HomePublished, MessageEdited, MessagePosted, ViewsChanged
from sandbox.world.model import Message
from sandbox.world.world import World
from tests.properties.apart.belongings import PEOPLE, Owner

FORGED = "Forged"
"""What stands in messages that a test has put there in the app's name."""


@dataclass(frozen=True)
class Heard:
    """One message, modal or Home, and somebody who sees it."""

    reader: Owner
    person: str
    kind: str
    text: str


@dataclass
class Ear:
    """Keeps what each person of a partner is shown, in the state in which it was shown, until it is looked through."""

    world: World
    heard: list[Heard] = field(default_factory=list)
    seen_buttons: dict[Owner, dict[tuple[str, str], None]] = field(default_factory=dict)
    """What could be clicked by people of each owner, with its value."""

    def note(self, change: Change) -> None:
        """Takes in one change of the workspace."""
        match change:
            case MessagePosted(room, message) | MessageEdited(room, message) if message.bot_id:
                for person in PEOPLE:
                    if self.world.visible(self.world.store.person(person), room, message):
                        self._keep(person, "message", message.to_slack(), _files(message))
            case ViewsChanged(person_id):
                for view in self.world.views.stack(person_id):
                    self._keep(person_id, "modal", {**view.body, "errors": view.errors})
            case HomePublished(person_id, view):
                self._keep(person_id, "home", view.body)

    def taken(self) -> list[Heard]:
        """What has been heard since this was asked last."""
        heard, self.heard = self.heard, []
        return list(dict.fromkeys(heard))

    def _keep(self, person: str, kind: str, shown: Any, files: str = "") -> None:
        if person not in PEOPLE or shown.get("text") == FORGED:
            return
        buttons = self.seen_buttons.setdefault(PEOPLE[person], {})
        buttons.update(dict.fromkeys(_buttons(shown)))
        text = json.dumps(shown, ensure_ascii=False, default=str)
        self.heard.append(Heard(PEOPLE[person], person, kind, f"{text}\n{files}".rstrip()))


def _files(message: Message) -> str:
    """The content of the files that come with a message, as far as it is text."""
    texts = [each.content or b"" for each in message.files if not each.mimetype.startswith("image/")]
    return "\n".join(each.decode(errors="ignore") for each in texts)


def _buttons(shown: Any) -> Iterator[tuple[str, str]]:
    """Every action_id with a value, wherever it stands."""
    if isinstance(shown, list):
        for each in shown:
            yield from _buttons(each)
    elif isinstance(shown, dict):
        if shown.get("type") == "button" and shown.get("value"):
            yield str(shown.get("action_id")), str(shown["value"])
        for each in shown.values():
            yield from _buttons(each)
