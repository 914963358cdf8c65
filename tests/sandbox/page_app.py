"""A small app that shows and asks everything."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import Sandbox
from tests.sandbox.page_blocks import home, kit, lead_form, price_form, whole_form

MANIFEST: Final = """
display_information: {name: Kit, description: Shows every block}
features:
  app_home: {home_tab_enabled: true, messages_tab_enabled: true}
  bot_user: {display_name: Kit}
  slash_commands:
    - {command: /kit, description: Shows and asks everything, usage_hint: "[blocks | form | whisper]"}
    - {command: /other, description: Never answers}
  shortcuts:
    - {name: Write down a lead, type: global, callback_id: lead.new, description: A short form}
    - {name: Turn into a lead, type: message, callback_id: lead.from, description: From this message}
oauth_config:
  scopes: {bot: [commands, chat:write, files:write, pins:write, users:read, reactions:write]}
settings:
  event_subscriptions: {bot_events: [app_home_opened]}
  interactivity: {is_enabled: true}
  socket_mode_enabled: true
"""


@dataclass(slots=True)
class Seen:
    """What the app was told: actions and submissions, in order, and how to wait for them."""

    actions: list[dict[str, Any]] = field(default_factory=list)
    submissions: list[dict[str, Any]] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    hold: asyncio.Event | None = None
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self) -> None:
        """Wakes whoever waits."""
        self.news.set()

    async def until(self, check: Callable[[], bool]) -> None:
        """Returns once `check` holds; fails after ten seconds."""
        async with asyncio.timeout(10):
            while not check():
                await self.news.wait()
                self.news.clear()


def kit_app(sandbox: Sandbox, seen: Seen) -> AsyncApp:
    """The app, ready to be connected; it notes in `seen` what it is told."""
    client = AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    app = AsyncApp(client=client, signing_secret=sandbox.world.app.signing_secret, process_before_response=True)
    _answers_commands(app, client)
    _answers_blocks(app, client, seen)
    _answers_views(app, seen)

    @app.event("app_home_opened")
    async def _(event: dict[str, Any]) -> None:
        await client.views_publish(user_id=event["user"], view=home())

    return app


def _answers_commands(app: AsyncApp, client: AsyncWebClient) -> None:
    openers: dict[str, Callable[[], dict[str, Any]]] = {"form": lead_form, "whole": whole_form}

    @app.command("/kit")
    async def _(ack: Any, body: dict[str, Any], respond: Any) -> None:
        await ack()
        word = body["text"].strip()
        if word in openers:
            await client.views_open(trigger_id=body["trigger_id"], view=openers[word]())
        elif word == "whisper":
            await respond(text="psst, *only you*")
        else:
            await client.chat_postMessage(channel=body["channel_id"], text="Every block", blocks=kit())

    @app.shortcut("lead.new")
    @app.shortcut("lead.from")
    async def _(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=lead_form(body.get("message", {}).get("text", "")))


def _answers_blocks(app: AsyncApp, client: AsyncWebClient, seen: Seen) -> None:
    @app.action({"type": "block_actions", "action_id": re.compile(".*")})
    async def _(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        seen.actions.append(body)
        seen.note()
        if seen.hold is not None:
            await seen.hold.wait()
        await ack()
        await _after(client, body, action)

    @app.options("company.find")
    async def _(ack: Any, body: dict[str, Any]) -> None:
        names = [name for name in ("Acme", "Acorn", "Globex") if body["value"].lower() in name.lower()]
        await ack(options=[{"text": {"type": "plain_text", "text": name}, "value": name} for name in names])


def _answers_views(app: AsyncApp, seen: Seen) -> None:
    @app.view(re.compile("lead|price|whole"))
    async def _(ack: Any, body: dict[str, Any]) -> None:
        seen.submissions.append(body)
        seen.note()
        if seen.hold is not None:
            await seen.hold.wait()
        company = body["view"]["state"]["values"].get("company", {}).get("name", {}).get("value")
        if company == "Taken":
            await ack(response_action="errors", errors={"company": "Somebody has this company already."})
        elif body["view"]["callback_id"] == "lead":
            await ack(response_action="push", view=price_form())
        else:
            await ack(response_action="clear")

    @app.view_closed(re.compile("lead|price"))
    async def _(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        seen.closed.append(body["view"]["callback_id"])
        seen.note()


async def _after(client: AsyncWebClient, body: dict[str, Any], action: dict[str, Any]) -> None:
    if action["action_id"] == "count":
        await client.chat_update(
            channel=body["channel"]["id"], ts=body["message"]["ts"], text="Pressed", blocks=kit("pressed")
        )
    elif action["action_id"] == "plan" and body.get("view"):
        chosen = action["selected_option"]["value"]
        await client.views_update(view_id=body["view"]["id"], view=lead_form(note=f"You chose {chosen}"))
