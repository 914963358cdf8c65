"""Turns what happens in the workspace into the events the app has subscribed to."""

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.world.app import Installation
from sandbox.world.changes import (
    Change,
    ConversationChanged,
    MemberJoined,
    MemberLeft,
    MessageEdited,
    MessagePosted,
    MessageRemoved,
    PersonChanged,
    Pinned,
    Reacted,
    TeamAccess,
    Uninstalled,
)
from sandbox.world.model import Conversation, Json, Message, Person, View
from sandbox.world.world import World

_MESSAGE_EVENT = {"channel": "message.channels", "private": "message.groups", "im": "message.im"}


@dataclass(frozen=True, slots=True)
class Told:
    """An event for one installation, named as the app subscribes to it."""

    name: str
    installation: Installation
    event: Json
    room: Conversation | None = None


@dataclass(frozen=True, slots=True)
class Events:
    """Knows which change tells which installation what. A bot hears of the conversations it is in."""

    world: World

    def of(self, change: Change) -> Iterator[Told]:
        """The events of a change, those nobody subscribed to left out."""
        for told in self._all(change):
            if told.name in self.world.app.bot_events:
                yield told

    def home_opened(self, person: Person, installation: Installation, room: Conversation, view: View | None) -> Told:
        """Somebody looks at the app's Home."""
        event: Json = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": room.id,
            "tab": "home",
            "event_ts": self.world.clock.stamp(),
        }
        if view is not None:
            event["view"] = view.to_slack()
        return Told("app_home_opened", installation, event)

    def messages_opened(self, person: Person, installation: Installation, room: Conversation) -> Told:
        """Somebody looks at their direct messages with the app."""
        stamp = self.world.clock.stamp()
        event = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": room.id,
            "tab": "messages",
            "event_ts": stamp,
        }
        return Told("app_home_opened", installation, event)

    def envelope(self, told: Told) -> Json:
        """The event with what Slack writes around it."""
        shared = told.room is not None and bool(told.room.shared_with)
        installation, store = told.installation, self.world.store
        enterprise_id = installation.enterprise_id or None
        team_id: str | None = installation.team_id
        if "team_ids" in told.event:
            team_id = None
        elif installation.is_org:
            who = store.people.get(str(told.event.get("user")), store.people[installation.bot_user_id])
            team_id = who.team_id
        authorization = {
            "enterprise_id": enterprise_id,
            "team_id": None if installation.is_org else team_id,
            "user_id": installation.bot_user_id,
            "is_bot": True,
            "is_enterprise_install": installation.is_org,
        }
        org = {"enterprise_id": enterprise_id} if enterprise_id else {}
        return {
            "token": self.world.app.verification_token,
            "team_id": team_id,
            **org,
            "context_team_id": team_id,
            "api_app_id": self.world.app.id,
            "event": told.event,
            "type": "event_callback",
            "event_id": self.world.store.ids.new("Ev"),
            "event_time": int(self.world.clock.now()),
            "authorizations": [authorization],
            "is_ext_shared_channel": shared,
            "event_context": f"4-{self.world.store.ids.short()}",
        }

    def _all(self, change: Change) -> Iterator[Told]:
        match change:
            case MessagePosted(room, message):
                yield from self._posted(room, message)
            case MessageEdited(room, message, previous):
                yield from self._altered(room, message, "message_changed", {"message": message.to_slack()}, previous)
            case MessageRemoved(room, message):
                gone = {"deleted_ts": message.ts}
                yield from self._altered(room, message, "message_deleted", gone, message.to_slack())
            case MemberJoined(room, person_id, inviter):
                more = {"inviter": inviter} if inviter else {}
                yield from self._membership("member_joined_channel", room, person_id, more)
            case MemberLeft(room, person_id):
                yield from self._membership("member_left_channel", room, person_id, {})
                yield from self._bot_left(room, person_id)
            case PersonChanged(person):
                yield from self._person(person)
            case Reacted() | Pinned():
                yield from self._marked(change)
            case ConversationChanged(room, event) if event is not None:
                stamped = {**event, "event_ts": self.world.clock.stamp()}
                yield from self._to_all_inside(str(event["type"]), room, stamped)
            case Uninstalled() | TeamAccess():
                yield from self._about_app(change)
            case _:
                return

    def _inside(self, room: Conversation) -> Iterator[Installation]:
        for installation in self.world.store.installations.values():
            if installation.active and installation.bot_user_id in room.members:
                yield installation

    def _to_all_inside(self, name: str, room: Conversation, event: Json) -> Iterator[Told]:
        for installation in self._inside(room):
            yield Told(name, installation, event, room)

    def _posted(self, room: Conversation, message: Message) -> Iterator[Told]:
        if message.ephemeral_to:
            return
        event = {
            **message.to_slack(),
            "channel": room.id,
            "event_ts": message.ts,
            "channel_type": room.event_kind,
        }
        if room.shared_with:
            event |= {"user_team": message.team_id, "source_team": message.team_id}
        for installation in self._inside(room):
            yield Told(_MESSAGE_EVENT[room.kind], installation, event, room)
            if room.kind != "im" and f"<@{installation.bot_user_id}>" in message.text:
                mention = {name: value for name, value in event.items() if name not in {"channel_type", "subtype"}}
                yield Told("app_mention", installation, {**mention, "type": "app_mention"}, room)

    def _altered(
        self, room: Conversation, message: Message, subtype: str, what: Json, previous: Json
    ) -> Iterator[Told]:
        if message.ephemeral_to:
            return
        stamp = self.world.clock.stamp()
        event: Json = {
            "type": "message",
            "subtype": subtype,
            "hidden": True,
            **what,
            "previous_message": previous,
            "channel": room.id,
            "ts": stamp,
            "event_ts": stamp,
            "channel_type": room.event_kind,
        }
        yield from self._to_all_inside(_MESSAGE_EVENT[room.kind], room, event)

    def _membership(self, name: str, room: Conversation, person_id: str, more: Json) -> Iterator[Told]:
        person = self.world.store.people[person_id]
        event: Json = {
            "type": name,
            "user": person_id,
            "channel": room.id,
            "channel_type": "C" if room.kind == "channel" else "G",
            "team": person.team_id,
            **more,
            "event_ts": self.world.clock.stamp(),
        }
        yield from self._to_all_inside(name, room, event)

    def _bot_left(self, room: Conversation, person_id: str) -> Iterator[Told]:
        """A bot that has left a channel is told so, though it is not in any more."""
        for installation in self.world.store.installations.values():
            if installation.active and installation.bot_user_id == person_id:
                name = "channel_left" if room.kind == "channel" else "group_left"
                event = {"type": name, "channel": room.id, "event_ts": self.world.clock.stamp()}
                yield Told(name, installation, event, room)

    def _person(self, person: Person) -> Iterator[Told]:
        """Whoever meets a person hears of it: in their workspace, and in channels shared with it."""
        met = {person.team_id}
        for room in self.world.store.conversations.values():
            if person.team_id in room.teams:
                met |= set(room.teams)
        user = {
            "id": person.id,
            "team_id": person.team_id,
            "name": person.handle,
            "deleted": person.is_deleted,
            "real_name": person.name,
            "tz": person.tz,
            "is_restricted": person.is_guest,
            "is_bot": person.is_bot,
        }
        stamp = self.world.clock.stamp()
        event: Json = {"type": "user_change", "user": user, "cache_ts": int(self.world.clock.now()), "event_ts": stamp}
        for installation in self.world.store.installations.values():
            if installation.active and any(self.world.store.serves(installation, team) for team in met):
                yield Told("user_change", installation, event)

    def _marked(self, change: Reacted | Pinned) -> Iterator[Told]:
        room, message = change.conversation, change.message
        item: Json = {"type": "message", "channel": room.id, "ts": message.ts}
        stamp = self.world.clock.stamp()
        if isinstance(change, Reacted):
            name = "reaction_added" if change.added else "reaction_removed"
            event: Json = {"reaction": change.name, "item": item, "item_user": message.author}
        else:
            name = "pin_added" if change.added else "pin_removed"
            event = {"channel_id": room.id, "item": {**item, "message": message.to_slack()}}
        told = {"type": name, "user": change.person_id, **event, "event_ts": stamp}
        yield from self._to_all_inside(name, room, told)

    def _about_app(self, change: Uninstalled | TeamAccess) -> Iterator[Told]:
        installation = change.installation
        if isinstance(change, TeamAccess):
            name = "team_access_granted" if change.granted else "team_access_revoked"
            event: Json = {"type": name, "team_ids": [change.team_id], "event_ts": self.world.clock.stamp()}
            yield Told(name, installation, event)
            return
        tokens = {"oauth": [], "bot": [installation.bot_user_id]}
        yield Told("tokens_revoked", installation, {"type": "tokens_revoked", "tokens": tokens})
        yield Told("app_uninstalled", installation, {"type": "app_uninstalled"})
