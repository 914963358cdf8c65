"""The command line. `python app.py --help` says what it can do."""

from __future__ import annotations

import sys
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from bot.cli.program import main
from bot.cli.workspace import LocalWorkspace


def open_workspace(*, manifest: Path, port: int) -> AbstractAsyncContextManager[LocalWorkspace]:
    """The local Slack workspace of the demo. Here alone the bot and the workspace meet."""
    from sandbox import Workspace

    return Workspace.running(manifest=manifest, port=port)


if __name__ == "__main__":
    sys.exit(main(None, open_workspace))
