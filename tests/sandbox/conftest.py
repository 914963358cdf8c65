"""A workspace on real sockets, and a stranger's app that connects to it as it would to Slack."""

import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace

MANIFEST = """
display_information:
  name: Stranger
  description: An app the sandbox knows nothing of
features:
  app_home:
    home_tab_enabled: true
    messages_tab_enabled: true
    messages_tab_read_only_enabled: false
  bot_user:
    display_name: Stranger
    always_online: true
  slash_commands:
    - command: /hello
      description: Says hello
      usage_hint: "[name]"
      should_escape: false
    - command: /escape
      description: Names become ids
      should_escape: true
  shortcuts:
    - name: Open a form
      type: global
      callback_id: open_form
      description: Opens a form
    - name: Keep it
      type: message
      callback_id: keep_it
      description: Keeps a message
oauth_config:
  scopes:
    bot: [commands, chat:write, channels:read, groups:read, im:read, im:write, users:read, users:read.email,
          pins:write, pins:read, reactions:write, reactions:read, files:write, files:read, channels:history,
          groups:history, im:history, channels:join, channels:manage, groups:write, team:read]
settings:
  event_subscriptions:
    bot_events: [app_home_opened, app_mention, message.im, message.channels, member_joined_channel,
                 reaction_added, app_uninstalled, tokens_revoked]
  interactivity:
    is_enabled: true
  socket_mode_enabled: true
  org_deploy_enabled: false
  token_rotation_enabled: false
"""

Connect = Callable[[AsyncApp], AbstractAsyncContextManager[AsyncSocketModeHandler]]


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """The stranger's manifest."""
    path = tmp_path / "manifest.yml"
    path.write_text(MANIFEST, encoding="utf-8")
    return path


@pytest.fixture
def ack_timeout() -> float:
    """Seconds an app has to ack. Tests of apps that never do ask for less."""
    return 3.0


@pytest.fixture
async def ws(manifest: Path, ack_timeout: float) -> AsyncIterator[Workspace]:
    """A workspace with the stranger's app installed."""
    async with Workspace.running(manifest=manifest, ack_timeout=ack_timeout) as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """One session for all of a test's requests."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def client(ws: Workspace, http: aiohttp.ClientSession) -> AsyncWebClient:
    """Slack's own client with the bot token."""
    return AsyncWebClient(token=ws.bot_token, base_url=ws.api_url, session=http, retry_handlers=[])


@pytest.fixture
def bolt(client: AsyncWebClient) -> AsyncApp:
    """An app without listeners, to be given some by the test."""
    return AsyncApp(client=client)


@pytest.fixture
async def connect(ws: Workspace) -> Connect:
    """Connects an app by Socket Mode for the length of a block."""

    @contextlib.asynccontextmanager
    async def connected(app: AsyncApp) -> AsyncIterator[AsyncSocketModeHandler]:
        handler = AsyncSocketModeHandler(app, ws.app_token, ping_interval=0.2)
        await handler.connect_async()  # type: ignore[no-untyped-call] # Bolt leaves it untyped
        await ws.app_connected()
        try:
            yield handler
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call] # as above

    return connected
