"""Slack asked from a thread, a call at a time: for jobs and the command line, which have no event loop."""

from __future__ import annotations

from http.client import HTTPException
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackRequestError

from bot.settings import LOOPBACK

TIMEOUT_SECONDS = 10

NO_ANSWER = (OSError, HTTPException, ValueError, LookupError, SlackRequestError)
"""What the SDK raises where nothing came that it can read: urllib's errors, and bytes that are no text."""


def asking_client(api_url: str, token: str | None = None) -> WebClient:
    """A client that tries nothing twice, and asks a server on this machine directly."""
    client = WebClient(token=token, base_url=api_url, timeout=TIMEOUT_SECONDS, retry_handlers=[])
    if urlsplit(api_url).hostname in LOOPBACK:
        client.proxy = None  # the SDK takes one from the environment, for every host
    return client
