"""How the program was started, so that a hint names a command that can be typed just so."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path


def command(words: str = "") -> str:
    """`.venv/bin/python app.py WORDS`, with the interpreter and the script of this process."""
    return f"{_typed_here(sys.argv[0])} {words}".rstrip()


def script_command(script: Path, words: str) -> str:
    """`.venv/bin/python docs/SCRIPT WORDS`, with the interpreter of this process."""
    here = Path.cwd()
    return f"{_typed_here(str(script.relative_to(here) if script.is_relative_to(here) else script))} {words}"


def _typed_here(script: str) -> str:
    return as_typed(sys.executable, script, folder=Path.cwd(), on_path=shutil.which(Path(sys.executable).name))


def as_typed(executable: str, script: str, *, folder: Path, on_path: str | None) -> str:
    """An interpreter and a script as one types them in a folder.

    `on_path` is what the shell finds under the interpreter's name: only where it is that very one, which a virtual
    environment's link is not, the name alone will do.
    """
    interpreter = Path(executable)
    if on_path is not None and Path(on_path) == interpreter:
        python = interpreter.name
    elif interpreter.is_relative_to(folder):
        python = str(interpreter.relative_to(folder))
    else:
        python = executable
    return f"{shlex.quote(python)} {shlex.quote(script)}"
