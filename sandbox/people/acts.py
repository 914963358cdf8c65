"""Everything people can do in the workspace, and what each of them then sees."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from sandbox.delivery.courier import Courier
from sandbox.delivery.payloads import Payloads
from sandbox.people.errors import NotOffered
from sandbox.people.forms import Submissions
from sandbox.people.interactions import Interactions
from sandbox.people.picking import Pick
from sandbox.people.places import Places
from sandbox.people.report import Report, Result
from sandbox.people.witness import Witness
from sandbox.world.app import Installation
from sandbox.world.messages import Draft
from sandbox.world.model import File, Message, Person, State, View
from sandbox.world.text import as_typed
from sandbox.world.world import World

Wait = float | str


class Acts:
    """Everything people can do. One instance serves all of them."""

    def __init__(self, world: World, courier: Courier) -> None:
        self.world = world
        self.courier = courier
        self.places = Places(world)
        payloads = Payloads(world)
        self._interactions = Interactions(world, courier, payloads, self.places)
        self._submissions = Submissions(world, courier, payloads)

    async def command(self, person: Person, line: str, channel: str = "", wait: Wait = 0) -> Result:
        """Sends a slash command from a conversation."""
        return await self._witnessed(person, lambda: self._interactions.command(person, line, channel), wait)

    async def shortcut(self, person: Person, name: str, channel: str = "", ts: str = "", wait: Wait = 0) -> Result:
        """Uses a global shortcut, or one on a message; `name` may be its callback_id."""
        return await self._witnessed(person, lambda: self._interactions.shortcut(person, name, channel, ts), wait)

    async def click_message(
        self, person: Person, channel: str, ts: str, pick: Pick, state: State | None = None, wait: Wait = 0
    ) -> Result:
        """Clicks or chooses in a message."""
        return await self._witnessed(
            person, lambda: self._interactions.click_message(person, channel, ts, pick, state or {}), wait
        )

    async def click_view(
        self, person: Person, view: View, pick: Pick, state: State | None = None, wait: Wait = 0
    ) -> Result:
        """Clicks or chooses in a modal or in Home."""
        return await self._witnessed(
            person, lambda: self._interactions.click_view(person, view, pick, state or {}), wait
        )

    async def fill(self, person: Person, view: View, values: Mapping[str, Any], wait: Wait = 0) -> Result:
        """Types into a modal or Home; elements that report to the app do so, one after another."""
        return await self._witnessed(person, lambda: self._interactions.fill(person, view, values), wait)

    async def submit(self, person: Person, view: View, wait: Wait = 0) -> Result:
        """Submits a modal, if Slack's own checks let it pass."""
        return await self._witnessed(person, lambda: self._submissions.submit(person, view), wait)

    async def close(self, person: Person, view: View, wait: Wait = 0, *, everything: bool = False) -> Result:
        """Closes a modal, or all of them."""
        return await self._witnessed(person, lambda: self._submissions.close(person, view, everything=everything), wait)

    async def suggest(self, person: Person, place: View | Message, ids: tuple[str, str], text: str) -> Result:
        """Asks the app for the options of an external select; `ids` are block_id and action_id."""
        return await self._witnessed(person, lambda: self._interactions.suggest(person, place, ids, text), 0)

    async def open_home(self, person: Person, wait: Wait = 0) -> Result:
        """Looks at the app's Home."""

        async def act() -> Report:
            installation = self._home_of(person)
            room = self.world.rooms.direct(installation, person)
            home = self.world.views.home(person.id, installation.team_id)
            with self.courier.collected() as tries:
                self.courier.tell(self.courier.events.home_opened(person, installation, room, home))
            await asyncio.gather(*tries)
            return Report()

        return await self._witnessed(person, act, wait)

    async def open_im(self, person: Person, wait: Wait = 0) -> Result:
        """Looks at the direct messages with the app."""

        async def act() -> Report:
            installation = self.places.installation(person)
            room = self.world.rooms.direct(installation, person)
            self.world.rooms.mark(room, person.id, self.world.clock.stamp())
            with self.courier.collected() as tries:
                self.courier.tell(self.courier.events.messages_opened(person, installation, room))
            await asyncio.gather(*tries)
            return Report()

        return await self._witnessed(person, act, wait)

    async def say(
        self,
        person: Person,
        text: str,
        channel: str,
        thread_ts: str = "",
        files: tuple[File, ...] = (),
        wait: Wait = 0,
    ) -> Result:
        """Writes a message."""

        async def act() -> Report:
            with self.courier.collected() as tries:
                self._say(person, text, channel, thread_ts, files)
            await asyncio.gather(*tries)
            return Report()

        return await self._witnessed(person, act, wait)

    def read(self, person: Person, channel: str) -> None:
        """Marks a conversation as read to its end."""
        room = self.places.room(person, channel)
        self.world.rooms.mark(room, person.id, self.world.clock.stamp())

    async def uninstall(self, person: Person, wait: Wait = 0) -> Result:
        """An admin removes the app from their workspace."""

        async def act() -> Report:
            if not person.is_admin:
                raise NotOffered(f"{person.handle} is no admin of the workspace")
            installation = self.world.store.installation_of(person.team_id)
            if installation is None:
                raise NotOffered(f"{self.world.store.teams[person.team_id].name} has not installed the app")
            with self.courier.collected() as tries:
                self.world.uninstall(installation)
            await asyncio.gather(*tries)
            return Report()

        return await self._witnessed(person, act, wait)

    async def give(self, person: Person, team_id: str, *, granted: bool, wait: Wait = 0) -> Result:
        """An admin of an organisation gives its app to one of its workspaces, or takes it away from it."""

        async def act() -> Report:
            team = self.world.store.teams.get(team_id)
            org = self.world.store.teams[person.team_id].enterprise_id
            installation = self.world.store.installations.get(org)
            if not person.is_admin or team is None or team.enterprise_id != org:
                raise NotOffered(f"{person.handle} is no admin of an organisation with the workspace {team_id}")
            if installation is None or not installation.active:
                raise NotOffered(f"{self.world.store.orgs[org]} has not installed the app")
            with self.courier.collected() as tries:
                self.world.give(installation, team_id, granted=granted)
            await asyncio.gather(*tries)
            return Report()

        return await self._witnessed(person, act, wait)

    def write(self, view: View, name: str, given: object) -> None:
        """Types into one field, without a word to the app."""
        self._interactions.write(view, name, given)

    def home(self, person: Person) -> View:
        """The Home this person sees."""
        view = self.world.views.home(person.id, self._home_of(person).team_id)
        if view is None:
            raise NotOffered(f"{person.handle} has no Home yet: the app has published none")
        return view

    def _home_of(self, person: Person) -> Installation:
        """Where a person's Home is: only their own workspace's installation has one for them."""
        installation = self.world.store.installation_of(person.team_id)
        if installation is None:
            team = self.world.store.teams[person.team_id].name
            raise NotOffered(f"{team} has not installed the app: its Home is not offered there")
        if not self.world.app.home_tab:
            raise NotOffered("the app has no Home: its manifest leaves it out")
        return installation

    async def _witnessed(self, person: Person, act: Callable[[], Awaitable[Report]], wait: Wait) -> Result:
        started = time.perf_counter()
        with Witness(self.world, person) as witness:
            report = await act()
            if report.error is None and not report.errors:
                await witness.wait(wait)
        error = report.error
        if error is None and report.trigger is not None and report.trigger.came_late:
            error = "trigger_expired"
        return Result(
            error=error,
            detail=report.detail or (witness.notices[-1].text if witness.notices else ""),
            errors=report.errors,
            ms=round((time.perf_counter() - started) * 1000),
            messages=witness.messages,
            options=report.options,
        )

    def _say(self, person: Person, text: str, channel: str, thread_ts: str, files: tuple[File, ...]) -> Message:
        room = self.places.room(person, channel)
        if person.id not in room.members:
            raise NotOffered(f"{person.handle} is not in #{room.name} and cannot write there")
        if room.is_archived:
            raise NotOffered(f"#{room.name} is archived")
        draft: Draft = as_typed(self.world.store, text)
        draft.files, draft.thread_ts = list(files), thread_ts
        draft.subtype = "file_share" if files else ""
        for file in files:
            file.channels.append(room.id)
        self.places.went(person, room)
        return self.world.messages.post(room, person, draft)
