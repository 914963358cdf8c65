"""The Bolt app: one catch-all listener for each kind of payload, each of which hands over to the boundary."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.boundary import Ack, Boundary
from bot.installations import Authorize, Installations
from bot.payloads import Delivery, PayloadError, read_click, read_command, read_home, read_shortcut, read_submission
from bot.slack_calls import SlackCalls

ANYTHING = re.compile("")
REMOVALS = frozenset({"app_uninstalled", "tokens_revoked"})

Body = dict[str, Any]

logger = structlog.stdlib.get_logger(__name__)


class SlackApp:
    """Bolt's part of the process: signatures, `authorize`, parsing, the ack. What comes in goes to the boundary."""

    def __init__(
        self,
        *,
        boundary: Boundary,
        installations: Installations,
        calls: SlackCalls,
        signing_secret: str,
    ) -> None:
        self._boundary = boundary
        self._installations = installations
        self.bolt = AsyncApp(
            name="partner-program",
            logger=_quiet_logger(),
            process_before_response=True,
            signing_secret=signing_secret,
            client=calls.client,
            authorize=Authorize(installations),  # type: ignore[arg-type]  # taken as it is, says its documentation
        )
        self._listen()

    def _listen(self) -> None:
        """The most frequent kinds first: Bolt tries listeners one by one."""
        self.bolt.action(ANYTHING)(self._clicked)
        self.bolt.command(ANYTHING)(self._commanded)
        self.bolt.view_submission(ANYTHING)(self._submitted)
        self.bolt.event(ANYTHING)(self._happened)
        self.bolt.shortcut(ANYTHING)(self._shortcut)
        self.bolt.options(ANYTHING)(self._asked_for_options)
        self.bolt.view_closed(ANYTHING)(self._closed)

    async def _commanded(self, body: Body, ack: AsyncAck) -> None:
        await self._handle(lambda: read_command(body), ack)

    async def _clicked(self, body: Body, ack: AsyncAck) -> None:
        await self._handle(lambda: read_click(body), ack)

    async def _submitted(self, body: Body, ack: AsyncAck) -> None:
        await self._handle(lambda: read_submission(body), ack)

    async def _shortcut(self, body: Body, ack: AsyncAck) -> None:
        await self._handle(lambda: read_shortcut(body), ack)

    async def _happened(self, body: Body, ack: AsyncAck) -> None:
        event = body["event"]
        if event["type"] == "app_home_opened":
            await self._handle(lambda: read_home(body), ack)
            return
        if event["type"] in REMOVALS:
            enterprise, team = body.get("enterprise_id"), body.get("team_id")
            logger.warning("installation_removed", event_type=event["type"], team=team)
            self._installations.forget(enterprise, team)
        await ack()

    async def _asked_for_options(self, ack: AsyncAck) -> None:
        await ack(options=[])

    async def _closed(self, ack: AsyncAck) -> None:
        await ack()

    async def _handle(self, read: Callable[[], Delivery | None], ack: AsyncAck) -> None:
        try:
            delivery = read()
        except PayloadError as error:
            logger.error("payload_not_understood", error=str(error))
            delivery = None
        if delivery is None:
            await ack()
        else:
            await self._boundary.handle(delivery, _acked_by(ack))


def _acked_by(ack: AsyncAck) -> Ack:
    async def send(body: Mapping[str, Any] | None) -> None:
        await (ack(dict(body)) if body else ack())

    return send


def _quiet_logger() -> logging.Logger:
    """Bolt's own logger. What it remarks on at its making (settings it finds in the environment) is meant to be so."""
    bolt = logging.getLogger("slack_bolt.partner_program")
    bolt.setLevel(logging.ERROR)
    return bolt
