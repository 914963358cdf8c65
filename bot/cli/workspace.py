"""What the demo needs of a local Slack workspace; app.py brings the two together, which know nothing of each other."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol


class LocalWorkspace(Protocol):
    """A running workspace: where the bot connects to, and the page for people."""

    @property
    def api_url(self) -> str: ...
    @property
    def bot_token(self) -> str: ...
    @property
    def app_token(self) -> str: ...
    @property
    def signing_secret(self) -> str: ...
    @property
    def page_url(self) -> str: ...


class OpenWorkspace(Protocol):
    """Starts a workspace in the running event loop, and stops it at the end."""

    def __call__(self, *, manifest: Path, port: int) -> AbstractAsyncContextManager[LocalWorkspace]: ...
