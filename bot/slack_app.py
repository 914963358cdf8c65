"""The Bolt app: signatures and `authorize`; then each kind of payload is read and handed over to the boundary."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_bolt.middleware.async_middleware import AsyncMiddleware

from bot.as_json import as_text
from bot.boundary import Ack, Boundary
from bot.events import SURROUNDINGS
from bot.installations import Authorize, Installations
from bot.oauth.names import MOVES
from bot.payloads import Delivery, PayloadError, read_click, read_command, read_home, read_shortcut, read_submission
from bot.said import read_mention, read_message
from bot.slack_calls import SlackCalls

COMMAND = "command"

Body = dict[str, Any]
Take = Callable[[Body, AsyncAck], Awaitable[None]]

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
        removed: Callable[[Body], Awaitable[None]] | None = None,
        surroundings: Callable[[Body], Awaitable[None]] | None = None,
    ) -> None:
        self._boundary = boundary
        self._installations = installations
        self._removed = removed
        self._surroundings = surroundings
        self.bolt = AsyncApp(
            name="partner-program",
            logger=_quiet_logger(),
            process_before_response=True,
            signing_secret=signing_secret,
            client=calls.client,
            authorize=Authorize(installations),  # type: ignore[arg-type]  # taken as it is, says its documentation
        )
        self.bolt.use(_HandOver(self._kinds()))

    def _kinds(self) -> Mapping[str, Take]:
        """Who takes which kind of payload, by its `type`; commands have none."""
        return {
            COMMAND: self._commanded,
            "block_actions": self._clicked,
            "view_submission": self._submitted,
            "event_callback": self._happened,
            "shortcut": self._shortcut,
            "message_action": self._shortcut,
            "block_suggestion": self._asked_for_options,
            "view_closed": self._closed,
        }

    async def _commanded(self, body: Body, ack: AsyncAck) -> None:
        await self._handle(lambda: read_command(body), ack)

    async def _clicked(self, body: Body, ack: AsyncAck) -> None:
        await self._handle(lambda: read_click(body), ack)

    async def _submitted(self, body: Body, ack: AsyncAck) -> None:
        await self._handle(lambda: read_submission(body), ack)

    async def _shortcut(self, body: Body, ack: AsyncAck) -> None:
        await self._handle(lambda: read_shortcut(body), ack)

    async def _happened(self, body: Body, ack: AsyncAck) -> None:
        kind = (body.get("event") or {}).get("type")
        if kind == "app_home_opened":
            await self._handle(lambda: read_home(body), ack)
            return
        if kind == "app_mention":
            await self._handle(lambda: read_mention(body), ack)
            return
        if kind == "message":
            await self._handle(lambda: read_message(body), ack)
            return
        if kind in MOVES:
            await self._left(body)
        if kind in SURROUNDINGS and self._surroundings is not None:
            await self._surroundings(body)
        await ack()

    async def _left(self, body: Body) -> None:
        """Of the vendor's own token only the cache is emptied: the settings have it, and nobody else's is there."""
        logger.warning("app_moved", event_type=body["event"]["type"], team=body.get("team_id"))
        self._installations.forget_own()
        if self._removed is not None:
            await self._removed(body)

    async def _asked_for_options(self, _: Body, ack: AsyncAck) -> None:
        await ack(options=[])

    async def _closed(self, _: Body, ack: AsyncAck) -> None:
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


class _HandOver(AsyncMiddleware):
    """The end of Bolt's way, where its checks are done: each request goes to who takes its kind, and is acked.

    Bolt's listeners are tried one by one, and for each try all that a listener could ask for is put together.
    """

    def __init__(self, kinds: Mapping[str, Take]) -> None:
        self._kinds = kinds

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - the library's signature
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002, ARG002 - as above
    ) -> BoltResponse | None:
        kind = COMMAND if COMMAND in req.body else req.body.get("type")
        take = self._kinds.get(str(kind))
        if take is None:
            logger.error("payload_not_understood", error=f"of the kind {kind}")
            return await req.context.ack()  # over a socket Slack would send it again and again
        await take(req.body, req.context.ack)
        return req.context.ack.response


def _acked_by(ack: AsyncAck) -> Ack:
    async def send(body: Mapping[str, Any] | None) -> None:
        await ack()
        if body:
            ack.response = BoltResponse(status=200, body=as_text(body))

    return send


def _quiet_logger() -> logging.Logger:
    """Bolt's own logger. What it remarks on at its making (settings it finds in the environment) is meant to be so."""
    bolt = logging.getLogger("slack_bolt.partner_program")
    bolt.setLevel(logging.ERROR)
    return bolt
