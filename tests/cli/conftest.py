"""The program as people start it: in a folder of its own, its environment holding only what a test sets."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR_TEAM = "T0LIVECHAT"


@dataclass(frozen=True)
class Finished:
    """How a run ended, and what it wrote."""

    code: int
    out: list[str]
    err: list[str]

    @property
    def error(self) -> str:
        """The one line on stderr."""
        [line] = self.err
        return line


@dataclass(frozen=True)
class Program:
    """Runs `app.py` in a folder."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: str, **environment: str) -> Finished:
        run = subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return Finished(run.returncode, run.stdout.splitlines(), run.stderr.splitlines())

    def command(self, *arguments: str) -> list[str]:
        """The command line, with every warning an error."""
        return [sys.executable, "-W", "error", str(ROOT / "app.py"), *arguments]

    def typed(self, words: str) -> str:
        """A command as hints write it: with the interpreter that is first on PATH here."""
        return f"{shlex.join([Path(sys.executable).name, str(ROOT / 'app.py')])} {words}"

    def write(self, name: str, *lines: str) -> str:
        """A file in the program's folder; its name."""
        Path(self.folder, name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return name


@pytest.fixture
def bare(tmp_path: Path) -> Program:
    """In an empty folder, with the program file but without any database."""
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "300",
        "HOME": str(tmp_path),
        "PYTHONUTF8": "1",
        "PROGRAM_FILE": str(ROOT / "program.yml"),
    }
    return Program(tmp_path, environment)


@pytest.fixture
def app(bare: Program, sqlite_url: str) -> Program:
    """On a new, migrated SQLite database."""
    return Program(bare.folder, {**bare.environment, "DATABASE_URL": sqlite_url, "VENDOR_TEAM_ID": VENDOR_TEAM})


@pytest.fixture
def app_on_postgresql(bare: Program, postgresql_url: str) -> Program:
    """On a new, migrated PostgreSQL database."""
    return Program(bare.folder, {**bare.environment, "DATABASE_URL": postgresql_url, "VENDOR_TEAM_ID": VENDOR_TEAM})
