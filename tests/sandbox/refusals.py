"""Calls that Slack refuses."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient


async def refusal(client: AsyncWebClient, method: str, **args: object) -> str:
    """The code a call is refused with."""
    with pytest.raises(SlackApiError) as caught:
        await client.api_call(method, json=args)
    return str(caught.value.response["error"])
