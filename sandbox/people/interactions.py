"""Commands, shortcuts, clicks and typing: is it offered, tell the app, wait for its ack, do what that says."""

from collections.abc import Mapping
from typing import Any

from sandbox.api.respond import respond
from sandbox.delivery.courier import Courier
from sandbox.delivery.link import Parcel
from sandbox.delivery.payloads import Payloads
from sandbox.people.errors import NotOffered, listed
from sandbox.people.picking import Pick, field, picked
from sandbox.people.places import Places
from sandbox.people.report import Report
from sandbox.people.values import Values
from sandbox.world.app import Installation
from sandbox.world.changes import Notice
from sandbox.world.errors import Refused
from sandbox.world.forms import Element, elements, initial_state, message_elements
from sandbox.world.model import Conversation, Json, Message, Person, State, View
from sandbox.world.tickets import HOOK_SECONDS, Hook, Trigger
from sandbox.world.world import World


class Interactions:
    """What a person does with the app. Each ends with the app's ack, or with Slack's word for its absence."""

    def __init__(self, world: World, courier: Courier, payloads: Payloads, places: Places) -> None:
        self._world = world
        self._courier = courier
        self._payloads = payloads
        self._places = places
        self._values = Values(world.store, world.files)

    async def command(self, person: Person, line: str, channel: str) -> Report:
        """Sends a slash command."""
        name = line.partition(" ")[0]
        room = self._places.room(person, channel) if channel else self._places.usual_room(person)
        installation = self._world.store.installation_of(person.team_id)
        if installation is None:
            team = self._world.store.teams[person.team_id].name
            return Report("not_offered", f"{team} has not installed the app: its commands are not offered there")
        declared = [command.command for command in self._world.app.commands]
        if declared and name not in declared:
            return Report("not_offered", f"{name} is not a command; there are: {listed(declared)}")
        self._places.went(person, room)
        payload, trigger = self._payloads.command(person, installation, room, line)
        ack = await self._courier.interact(Parcel("slash_commands", payload, accepts_response=True))
        if ack.error is not None:
            self._notice(person, f'{name} failed with the error "{ack.error}"', ack.error)
            return Report(ack.error, trigger=trigger)
        return self._answered(person, installation, room, ack.body, trigger)

    async def shortcut(self, person: Person, name: str, channel: str, ts: str) -> Report:
        """Uses a shortcut."""
        kind = "message" if ts else "global"
        installation = self._world.store.installation_of(person.team_id)
        if installation is None:
            team = self._world.store.teams[person.team_id].name
            return Report("not_offered", f"{team} has not installed the app: its shortcuts are not offered there")
        there = [each for each in self._world.app.shortcuts if each.kind == kind]
        shortcut = next((each for each in there if name in {each.name, each.callback_id}), None)
        if shortcut is None:
            names = listed([each.name for each in there])
            return Report("not_offered", f'"{name}" is not a {kind} shortcut; there are: {names}')
        room: Conversation | None = None
        if ts:
            room, message = self._places.message(person, channel, ts)
            payload, trigger = self._payloads.message_shortcut(person, installation, shortcut, room, message)
        else:
            payload, trigger = self._payloads.global_shortcut(person, installation, shortcut)
        return await self._interact(person, installation, room, payload, trigger)

    async def click_message(self, person: Person, channel: str, ts: str, pick: Pick, typed: State) -> Report:
        """Clicks or chooses in a message."""
        room, message = self._places.message(person, channel, ts)
        found = list(message_elements(message.blocks, message.attachments))
        state = initial_state(iter(found))
        for block_id, entries in typed.items():
            state.setdefault(block_id, {}).update(entries)
        element, action = picked(found, pick, self._values, state)
        installation = self._world.store.installation_by_bot(message.bot_id)
        if installation is None or not installation.active:
            return Report("dispatch_failed", "the app that wrote this message is not installed any more")
        self._places.went(person, room)
        if element.holds_value:
            state[element.block_id][element.action_id] = element.state(action[element.key])
        stamped = action | {"action_ts": self._world.clock.stamp()}
        payload, trigger = self._payloads.message_action(person, installation, room, message, stamped, state)
        return await self._interact(person, installation, room, payload, trigger, message)

    async def click_view(self, person: Person, view: View, pick: Pick, typed: State) -> Report:
        """Clicks or chooses in a modal or in Home."""
        self._world.views.type(view, typed)
        element, action = picked(list(elements(view.blocks)), pick, self._values, view.state)
        return await self._report(person, view, element, action)

    async def fill(self, person: Person, view: View, values: Mapping[str, Any]) -> Report:
        """Types into a view; whatever reports to the app does so, one after another."""
        report = Report()
        for name, given in values.items():
            element = self.write(view, name, given)
            if not element.is_input or element.block.get("dispatch_action"):
                pick = Pick(action_id=element.action_id, block_id=element.block_id, value=given)
                _, action = picked(list(elements(view.blocks)), pick, self._values, view.state)
                report = await self._report(person, view, element, action)
                if report.error is not None:
                    return report
        return report

    def write(self, view: View, name: str, given: Any) -> Element:
        """Types into the field of that name. Slack's limits are checked when the modal is submitted."""
        element = field(list(elements(view.blocks)), name)
        value = self._values.of(element, given)
        self._world.views.type(view, {element.block_id: {element.action_id: element.state(value)}})
        return element

    async def _report(self, person: Person, view: View, element: Element, action: Json) -> Report:
        if element.holds_value:
            entry = element.state(action[element.key])
            self._world.views.type(view, {element.block_id: {element.action_id: entry}})
        installation = self._world.store.installation_of(view.installed_team_id)
        if installation is None:
            return Report("dispatch_failed", "the app is not installed any more")
        stamped = action | {"action_ts": self._world.clock.stamp()}
        payload, trigger = self._payloads.view_action(person, installation, view, stamped)
        return await self._interact(person, installation, None, payload, trigger)

    async def _interact(
        self,
        person: Person,
        installation: Installation,
        room: Conversation | None,
        payload: Json,
        trigger: Trigger,
        message: Message | None = None,
    ) -> Report:
        ack = await self._courier.interact(Parcel("interactive", payload))
        if ack.error is not None:
            self._notice(person, f'{self._world.app.name} is not responding: "{ack.error}"', ack.error)
            return Report(ack.error, trigger=trigger)
        if room is None or not ack.body:
            return Report(trigger=trigger)
        return self._answered(person, installation, room, ack.body, trigger, message)

    def _answered(
        self,
        person: Person,
        installation: Installation,
        room: Conversation,
        body: Any,
        trigger: Trigger,
        message: Message | None = None,
    ) -> Report:
        """An ack with a body answers as a response_url would."""
        if not body:
            return Report(trigger=trigger)
        answer = body if isinstance(body, dict) else {"text": str(body)}
        expires = self._world.clock.now() + HOOK_SECONDS
        ts = message.ts if message is not None else ""
        try:
            respond(self._world, Hook("", installation, person.id, room.id, expires, message_ts=ts), answer)
        except Refused as refused:
            problem = f"the app answered with something Slack refuses: {refused.code} {refused.extra or ''}".strip()
            self._notice(person, problem, "dispatch_failed")
            return Report("dispatch_failed", problem, trigger=trigger)
        return Report(trigger=trigger)

    async def suggest(self, person: Person, place: View | Message, ids: tuple[str, str], text: str) -> Report:
        """Asks for the options of an external select."""
        bot_id = place.bot_id
        installation = self._world.store.installation_by_bot(bot_id)
        if installation is None:
            raise NotOffered("no app can be asked for options here")
        payload = self._payloads.suggestion(person, installation, place, *ids, text)
        ack = await self._courier.interact(Parcel("interactive", payload, accepts_response=True))
        if ack.error is not None:
            return Report(ack.error)
        if not isinstance(ack.body, dict) or not ({"options", "option_groups"} & ack.body.keys()):
            return Report("dispatch_failed", "the app answered without options")
        return Report(options=ack.body)

    def _notice(self, person: Person, text: str, error: str) -> None:
        self._world.feed.publish(Notice(person.id, text, error))
