"""How the tests of modals open one."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.payloads import Json


def opening(bolt: AsyncApp, view: Json) -> list[Json]:
    """Opens a view on the shortcut; the bodies received gather in the list."""
    bodies: list[Json] = []

    @bolt.shortcut("open_form")
    async def open_form(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        bodies.append(body)
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    return bodies
