"""The program as people start it: in a folder of its own, its environment holding only what a test sets."""

from __future__ import annotations

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests.cli.forking import APP, ROOT, Run

VENDOR_TEAM = "T0LIVECHAT"
PATIENCE = 60
"""Seconds that a run may take."""


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
class Forks:
    """Where processes are had that need not import anything."""

    port: int

    def run(self, folder: Path, environment: dict[str, str], arguments: tuple[str, ...]) -> Finished:
        """Runs `app.py` in one of them."""
        with (
            tempfile.NamedTemporaryFile() as out,
            tempfile.NamedTemporaryFile() as err,
            socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection,
        ):
            run = Run(folder=str(folder), environment=environment, arguments=[*arguments], out=out.name, err=err.name)
            connection.sendall(json.dumps(run).encode() + b"\n")
            with connection.makefile() as answer:
                code = int(answer.readline())
            return Finished(code, *(Path(file.name).read_text(encoding="utf-8").splitlines() for file in (out, err)))


@dataclass(frozen=True)
class Program:
    """Runs `app.py` in a folder."""

    forks: Forks
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: str, **environment: str) -> Finished:
        """In a process of its own that had everything imported already; `anew` says the same a second later."""
        return self.forks.run(self.folder, self.environment | environment, arguments)

    def anew(self, *arguments: str, **environment: str) -> Finished:
        """As people start it."""
        run = subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return Finished(run.returncode, run.stdout.splitlines(), run.stderr.splitlines())

    def having(self, **environment: str) -> Program:
        """The same with more in its environment."""
        return replace(self, environment=self.environment | environment)

    def command(self, *arguments: str) -> list[str]:
        """The command line, with every warning an error."""
        return [sys.executable, "-W", "error", str(APP), *arguments]

    def typed(self, words: str) -> str:
        """A command as hints write it: with the interpreter that is first on PATH here."""
        return f"{shlex.join([Path(sys.executable).name, str(APP)])} {words}"

    def write(self, name: str, *lines: str) -> str:
        """A file in the program's folder; its name."""
        Path(self.folder, name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return name


def surroundings(folder: Path) -> dict[str, str]:
    """The environment of every run."""
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "300",
        "HOME": str(folder),
        "PYTHONUTF8": "1",
        "PROGRAM_FILE": str(ROOT / "program.yml"),
    }


@pytest.fixture(scope="session")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    """One process for all runs of these tests, started with every warning an error."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        number = listening.fileno()
        process = subprocess.Popen(
            [sys.executable, "-W", "error", str(ROOT / "tests" / "cli" / "forking.py"), str(number)],
            env=surroundings(tmp_path_factory.mktemp("forks")),
            stdin=subprocess.DEVNULL,
            pass_fds=[number],
            start_new_session=True,
        )
        port: int = listening.getsockname()[1]
    yield Forks(port)
    os.killpg(process.pid, signal.SIGKILL)  # with any run that has hung
    process.wait()


@pytest.fixture
def bare(forks: Forks, tmp_path: Path) -> Program:
    """In an empty folder, with the program file but without any database."""
    return Program(forks, tmp_path, surroundings(tmp_path))


@pytest.fixture
def app(bare: Program, sqlite_url: str) -> Program:
    """On a new, migrated SQLite database."""
    return bare.having(DATABASE_URL=sqlite_url, VENDOR_TEAM_ID=VENDOR_TEAM)


@pytest.fixture
def app_on_postgresql(bare: Program, postgresql_url: str) -> Program:
    """On a new, migrated PostgreSQL database."""
    return bare.having(DATABASE_URL=postgresql_url, VENDOR_TEAM_ID=VENDOR_TEAM)
