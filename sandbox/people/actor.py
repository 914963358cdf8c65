"""A person in code: what tests play the workspace with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.people.acts import Acts, Wait
from sandbox.people.cards import Card, Channel
from sandbox.people.errors import NotOffered, listed
from sandbox.people.picking import Pick, clickable, field, label_of
from sandbox.people.reading import text_of_view
from sandbox.people.report import Result
from sandbox.people.values import shown
from sandbox.world.changes import Change, HomePublished
from sandbox.world.forms import elements
from sandbox.world.model import Conversation, Json, Person, View
from sandbox.world.world import World

PATIENCE = 2.0
"""Seconds an act waits, after the app's ack, until something shows. `wait=0` where nothing is to show."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person sees after an act. `error` is Slack's word where the app did not take it."""

    error: str | None
    detail: str
    errors: dict[str, str]
    messages: list[Card]
    views: "list[Form]"
    ms: int

    @property
    def message(self) -> Card:
        """The newest message that appeared or changed."""
        if not self.messages:
            raise AssertionError(f"no message appeared (error: {self.error}; open: {self._titles()})")
        return self.messages[-1]

    @property
    def text(self) -> str:
        """All that is new to be read, messages first, then the modal on top."""
        return "\n".join([card.text for card in self.messages] + [form.text for form in self.views[-1:]])

    @property
    def form(self) -> "Form | None":
        """The modal on top, if one is open."""
        return self.views[-1] if self.views else None

    def _titles(self) -> str:
        return listed([form.title for form in self.views])


class Actor:
    """One person at the keyboard."""

    def __init__(self, acts: Acts, person: Person) -> None:
        self._acts = acts
        self._world: World = acts.world
        self.person = person

    @property
    def id(self) -> str:
        """The Slack user id."""
        return self.person.id

    @property
    def mention(self) -> str:
        """As Slack writes them in a text."""
        return f"<@{self.person.id}>"

    def channel(self, name: str) -> Channel:
        """A conversation as this person sees it."""
        return Channel(self._world, self._acts.places, name, self.person)

    @property
    def dm(self) -> Channel:
        """His direct messages with the app."""
        return self.channel("dm")

    @property
    def forms(self) -> "list[Form]":
        """The modals that are open, bottom first."""
        return [Form(self, self._acts, view) for view in self._world.views.stack(self.person.id)]

    @property
    def form(self) -> "Form":
        """The modal on top."""
        if not self.forms:
            raise AssertionError(f"{self.person.handle} has no modal open")
        return self.forms[-1]

    @property
    def home(self) -> "Form":
        """The app's Home, as it was published last."""
        return Form(self, self._acts, self._acts.home(self.person))

    async def command(self, command: str, text: str = "", *, channel: str = "", wait: Wait = PATIENCE) -> Seen:
        """Sends a slash command from a channel, by default the one they were in last."""
        return self._seen(await self._acts.command(self.person, f"{command} {text}".rstrip(), channel, wait))

    async def shortcut(self, name: str, *, on: Card | None = None, wait: Wait = PATIENCE) -> Seen:
        """Uses a global shortcut, or one on a message."""
        channel, ts = (on.channel, on.ts) if on is not None else ("", "")
        return self._seen(await self._acts.shortcut(self.person, name, channel, ts, wait))

    async def click(
        self,
        on: "Card | Form",
        label: str = "",
        *,
        action_id: str = "",
        block_id: str = "",
        value: Any = None,
        wait: Wait = PATIENCE,
    ) -> Seen:
        """Clicks a button, or chooses an option by its text; `block_id` tells apart what has the same action_id."""
        pick = Pick(action_id=action_id, block_id=block_id, label=label, value=value)
        if isinstance(on, Card):
            return self._seen(await self._acts.click_message(self.person, on.channel, on.ts, pick, wait=wait))
        return self._seen(await self._acts.click_view(self.person, on.view, pick, wait=wait))

    async def open_home(self, *, timeout: float = PATIENCE) -> "Form":  # noqa: ASYNC109 - a test's patience
        """Looks at Home, and waits until the app has published it anew; what was there serves otherwise."""
        published: list[View] = []

        def note(change: Change) -> None:
            if isinstance(change, HomePublished) and change.person_id == self.person.id:
                published.append(change.view)

        unsubscribe = self._world.feed.subscribe(note)
        try:
            await self._acts.open_home(self.person)
            await self._world.feed.until(lambda: published or None, timeout)
        finally:
            unsubscribe()
        return self.home

    async def say(
        self,
        text: str,
        to: str = "dm",
        *,
        thread: Card | None = None,
        files: Mapping[str, bytes] | None = None,
        wait: Wait = 0,
    ) -> Card:
        """Writes a message; `files` are names with their content."""
        brought = tuple(self._world.files.add(self.person, name, content) for name, content in (files or {}).items())
        root = (thread.thread_ts or thread.ts) if thread is not None else ""
        room = self._acts.places.room(self.person, thread.channel if thread is not None else to)
        await self._acts.say(self.person, text, room.id, root, brought, wait)
        return Card.of(self._world, self._newest_own(room))

    async def open_im(self, *, wait: Wait = 0) -> Seen:
        """Looks at their direct messages with the app."""
        return self._seen(await self._acts.open_im(self.person, wait))

    async def uninstall(self) -> Seen:
        """Removes the app from their workspace, as an admin."""
        return self._seen(await self._acts.uninstall(self.person))

    async def take_app_from(self, team_id: str) -> Seen:
        """Takes the organisation's app away from one of its workspaces, as an admin."""
        return self._seen(await self._acts.give(self.person, team_id, granted=False))

    async def give_app_to(self, team_id: str) -> Seen:
        """Gives the organisation's app to one of its workspaces, as an admin."""
        return self._seen(await self._acts.give(self.person, team_id, granted=True))

    def sees(self, channel: str) -> bool:
        """True where this person sees such a channel."""
        room = self._world.rooms.find(channel)
        return room is not None and self._world.store.sees(self.person, room)

    def _newest_own(self, room: Conversation) -> Any:
        return next(each for each in reversed(room.messages.values()) if each.author == self.person.id)

    def _seen(self, result: Result) -> Seen:
        return Seen(
            error=result.error,
            detail=result.detail,
            errors=result.errors,
            messages=[Card.of(self._world, each) for each in result.messages],
            views=self.forms,
            ms=result.ms,
        )


class Form:
    """A modal or Home in front of a person. It shows what is there now, also after an update by the app."""

    def __init__(self, actor: Actor, acts: Acts, view: View) -> None:
        self._actor = actor
        self._acts = acts
        self.view = view

    @property
    def title(self) -> str:
        """What stands at its top."""
        return str((self.view.body.get("title") or {}).get("text", ""))

    @property
    def text(self) -> str:
        """All its text, top to bottom."""
        return text_of_view(self._acts.world.store, self.view)

    @property
    def submit_text(self) -> str:
        """What its submit button says; empty where it has none."""
        return str((self.view.body.get("submit") or {}).get("text", ""))

    @property
    def callback_id(self) -> str:
        """Its callback_id."""
        return str(self.view.body.get("callback_id") or "")

    @property
    def private_metadata(self) -> str:
        """Its private_metadata."""
        return str(self.view.body.get("private_metadata") or "")

    @property
    def errors(self) -> dict[str, str]:
        """The errors under its inputs, by the labels a person reads."""
        labels = {element.block_id: label_of(element) for element in elements(self.view.blocks)}
        return {labels.get(block_id, block_id): text for block_id, text in self.view.errors.items()}

    @property
    def fields(self) -> list[str]:
        """The labels of what can be filled in."""
        return [label_of(element) for element in elements(self.view.blocks) if element.holds_value]

    @property
    def buttons(self) -> list[str]:
        """What can be clicked, options included."""
        return clickable(elements(self.view.blocks))

    @property
    def blocks(self) -> list[Json]:
        """Its blocks, as Slack keeps them."""
        return self.view.blocks

    @property
    def is_open(self) -> bool:
        """True while it is on this person's screen."""
        return self.view.kind == "home" or self.view in self._acts.world.views.stack(self._actor.person.id)

    def __getitem__(self, label: str) -> Any:
        """What is typed or chosen in a field, as a person reads it."""
        element = field(list(elements(self.view.blocks)), label)
        entry = self.view.state[element.block_id][element.action_id]
        return shown(self._acts.world.store, entry.get(element.key))

    def __contains__(self, label: object) -> bool:
        return label in self.fields

    def options(self, label: str) -> list[str]:
        """The options a field offers by itself."""
        return [shown(self._acts.world.store, each) for each in field(list(elements(self.view.blocks)), label).options]

    def fill(self, values: Mapping[str, Any] | None = None, /, **named: Any) -> "Form":
        """Types and chooses, by label; options by their text. The app is not told, even where a field would."""
        for label, value in {**(values or {}), **named}.items():
            self._acts.write(self.view, label, value)
        return self

    async def change(self, values: Mapping[str, Any] | None = None, /, *, wait: Wait = PATIENCE, **named: Any) -> Seen:
        """Types and chooses; fields that report to the app do so."""
        every = {**(values or {}), **named}
        return self._actor._seen(await self._acts.fill(self._actor.person, self.view, every, wait))

    async def click(self, label: str = "", *, action_id: str = "", value: Any = None, wait: Wait = PATIENCE) -> Seen:
        """Clicks a button in it, or chooses an option."""
        return await self._actor.click(self, label, action_id=action_id, value=value, wait=wait)

    async def suggestions(self, label: str, text: str = "") -> list[Json]:
        """What the app suggests in an external select; one of these may be filled in."""
        element = field(list(elements(self.view.blocks)), label)
        ids = (element.block_id, element.action_id)
        result = await self._acts.suggest(self._actor.person, self.view, ids, text)
        if result.options is None:
            raise NotOffered(f'no options came for "{label}": {result.error} {result.detail}'.strip())
        groups = result.options.get("option_groups", [])
        options: list[Json] = result.options.get("options") or [each for group in groups for each in group["options"]]
        return options

    async def submit(self, *, wait: Wait = PATIENCE) -> Seen:
        """Sends it to the app."""
        return self._actor._seen(await self._acts.submit(self._actor.person, self.view, wait))

    async def close(self, *, everything: bool = False) -> Seen:
        """Closes it with its button, or all that is open with the cross."""
        person = self._actor.person
        result = await self._acts.close(person, self.view, everything=everything)
        return self._actor._seen(result)
