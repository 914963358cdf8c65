"""Hints name the program as it can be started again."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.invocation import as_typed

HOME = Path("/home/ann/partners")
VENV = "/home/ann/partners/.venv/bin/python"


@pytest.mark.parametrize(
    ("executable", "script", "on_path", "typed"),
    [
        (VENV, "app.py", None, ".venv/bin/python app.py"),
        (VENV, "app.py", "/usr/bin/python", ".venv/bin/python app.py"),
        (VENV, "app.py", VENV, "python app.py"),
        ("/usr/bin/python3", "app.py", "/usr/bin/python3", "python3 app.py"),
        ("/opt/venv/bin/python", "/srv/bot/app.py", "/usr/bin/python", "/opt/venv/bin/python /srv/bot/app.py"),
        ("/home/ann/partners/my venv/python", "app.py", None, "'my venv/python' app.py"),
    ],
)
def test_the_interpreter_is_named_as_short_as_it_can_be(
    executable: str, script: str, on_path: str | None, typed: str
) -> None:
    assert as_typed(executable, script, folder=HOME, on_path=on_path) == typed
