"""What the app receives when a person does something. Shapes follow Slack's, field by field."""

from dataclasses import dataclass

from sandbox.world.app import Installation, Shortcut
from sandbox.world.model import Conversation, Json, Message, Person, State, View
from sandbox.world.text import with_ids
from sandbox.world.tickets import Trigger
from sandbox.world.world import World


@dataclass(frozen=True, slots=True)
class Payloads:
    """Builds the payloads of one workspace's interactions."""

    world: World

    def command(
        self, person: Person, installation: Installation, room: Conversation, line: str
    ) -> tuple[Json, Trigger]:
        """A slash command, as the fields of its form."""
        name, _, text = line.partition(" ")
        declared = next((each for each in self.world.app.commands if each.command == name), None)
        trigger = self.world.tickets.trigger(installation, person.id)
        payload = {
            "token": self.world.app.verification_token,
            "team_id": person.team_id,
            "team_domain": self.world.store.teams[person.team_id].domain,
            "channel_id": room.id,
            "channel_name": _channel_name(room),
            "user_id": person.id,
            "user_name": person.handle,
            "command": name,
            "text": with_ids(self.world.store, text) if declared is not None and declared.should_escape else text,
            "api_app_id": self.world.app.id,
            "is_enterprise_install": "true" if installation.is_org else "false",
            **self._org_of_command(installation),
            "response_url": self.world.tickets.hook(installation, person.id, room.id),
            "trigger_id": trigger.id,
        }
        return payload, trigger

    def global_shortcut(self, person: Person, installation: Installation, shortcut: Shortcut) -> tuple[Json, Trigger]:
        """A shortcut from the composer or the search."""
        payload, trigger = self._interaction("shortcut", person, installation)
        payload |= {"action_ts": self.world.clock.stamp(), "callback_id": shortcut.callback_id}
        del payload["user"]["name"]
        return payload, trigger

    def message_shortcut(
        self, person: Person, installation: Installation, shortcut: Shortcut, room: Conversation, message: Message
    ) -> tuple[Json, Trigger]:
        """A shortcut on a message."""
        payload, trigger = self._interaction("message_action", person, installation)
        del payload["user"]["username"]
        payload |= {
            "action_ts": self.world.clock.stamp(),
            "callback_id": shortcut.callback_id,
            "channel": {"id": room.id, "name": _channel_name(room)},
            "message_ts": message.ts,
            "message": message.to_slack(),
            "response_url": self.world.tickets.hook(installation, person.id, room.id, thread_ts=message.thread_ts),
        }
        return payload, trigger

    def message_action(
        self,
        person: Person,
        installation: Installation,
        room: Conversation,
        message: Message,
        action: Json,
        state: State,
    ) -> tuple[Json, Trigger]:
        """A click or choice in a message. Of an ephemeral message the app is told only where it stood."""
        payload, trigger = self._interaction("block_actions", person, installation, team_id=installation.team_id)
        ephemeral = bool(message.ephemeral_to)
        container: Json = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": room.id,
            "is_ephemeral": ephemeral,
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        payload |= {
            "container": container,
            "channel": {"id": room.id, "name": _channel_name(room)},
            "state": {"values": state},
            "response_url": self.world.tickets.hook(installation, person.id, room.id, message.ts, message.thread_ts),
            "actions": [action],
        }
        if not ephemeral:
            payload["message"] = message.to_slack()
        return payload, trigger

    def view_action(self, person: Person, installation: Installation, view: View, action: Json) -> tuple[Json, Trigger]:
        """A click or choice in a modal or in Home."""
        payload, trigger = self._interaction("block_actions", person, installation, view)
        payload |= {
            "container": {"type": "view", "view_id": view.id},
            "view": view.to_slack(),
            "actions": [action],
        }
        return payload, trigger

    def submission(self, person: Person, installation: Installation, view: View) -> tuple[Json, Trigger]:
        """A modal that was submitted."""
        payload, trigger = self._interaction("view_submission", person, installation, view)
        return payload | {"view": view.to_slack(), "response_urls": self._response_urls(installation, view)}, trigger

    def closed(self, person: Person, installation: Installation, view: View, *, cleared: bool) -> Json:
        """A modal that was closed and asked to be told."""
        payload, _ = self._interaction("view_closed", person, installation, view)
        del payload["trigger_id"]
        return payload | {"view": view.to_slack(), "is_cleared": cleared}

    def suggestion(
        self,
        person: Person,
        installation: Installation,
        place: View | Message,
        block_id: str,
        action_id: str,
        text: str,
    ) -> Json:
        """A question for the options of an external select."""
        view = place if isinstance(place, View) else None
        payload, _ = self._interaction("block_suggestion", person, installation, view)
        del payload["trigger_id"]
        payload |= {"action_id": action_id, "block_id": block_id, "value": text}
        if isinstance(place, View):
            payload |= {"container": {"type": "view", "view_id": place.id}, "view": place.to_slack()}
        else:
            room = self.world.store.conversations[place.channel]
            payload |= {
                "container": {"type": "message", "message_ts": place.ts, "channel_id": place.channel},
                "channel": {"id": room.id, "name": _channel_name(room)},
                "message": place.to_slack(),
            }
        return payload

    def _interaction(
        self,
        kind: str,
        person: Person,
        installation: Installation,
        view: View | None = None,
        team_id: str = "",
    ) -> tuple[Json, Trigger]:
        """What all interactions share. In a view `team` is the person's own, also where they are an external member."""
        root = view.root_view_id if view is not None and view.kind == "modal" else ""
        trigger = self.world.tickets.trigger(installation, person.id, root)
        team = self.world.store.teams[team_id or person.team_id]
        payload: Json = {
            "type": kind,
            "token": self.world.app.verification_token,
            "api_app_id": self.world.app.id,
            "team": None if installation.is_org else {"id": team.id, "domain": team.domain},
            "user": {
                "id": person.id,
                "username": person.handle,
                "name": person.handle,
                "team_id": person.team_id,
            },
            "enterprise": self._org(installation),
            "is_enterprise_install": installation.is_org,
            "trigger_id": trigger.id,
        }
        return payload, trigger

    def _org(self, installation: Installation) -> Json | None:
        name = self.world.store.orgs.get(installation.enterprise_id)
        return {"id": installation.enterprise_id, "name": name} if name is not None else None

    def _org_of_command(self, installation: Installation) -> Json:
        org = self._org(installation)
        return {"enterprise_id": org["id"], "enterprise_name": org["name"]} if org is not None else {}

    def _response_urls(self, installation: Installation, view: View) -> list[Json]:
        """An address for each conversation chosen in a select that asked for one."""
        urls = []
        for block in view.blocks:
            element = block.get("element") or {}
            if not element.get("response_url_enabled"):
                continue
            chosen = view.state.get(block["block_id"], {}).get(element["action_id"], {})
            channel = chosen.get("selected_conversation") or chosen.get("selected_channel")
            if channel:
                urls.append(
                    {
                        "block_id": block["block_id"],
                        "action_id": element["action_id"],
                        "channel_id": channel,
                        "response_url": self.world.tickets.hook(installation, view.user_id, channel),
                    }
                )
        return urls


def _channel_name(room: Conversation) -> str:
    """Slack hides the names of private conversations from interactions."""
    return {"channel": room.name, "private": "privategroup", "im": "directmessage"}[room.kind]
