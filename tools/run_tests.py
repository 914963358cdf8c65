"""`make test`: sees to a Chromium, then runs all tests. Where none can be had it names the tests left out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WORKERS = "4"
"""Processes: a test waits about half of its time, so twice as many as a small machine has cores."""


def installed() -> str | None:
    """The browser named by CHROMIUM, or one of those usually installed."""
    named = os.environ.get("CHROMIUM")
    if named and Path(named).is_file():
        return named
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def quietly(*command: str) -> bool:
    """Runs a command that may fail; whether it did not."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def from_debian() -> str | None:
    """Chromium by apt, where this is Debian and we are root."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    say("Installing Chromium with apt ...")
    install = ("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium")
    return installed() if quietly(*install) or (quietly("apt-get", "update") and quietly(*install)) else None


def from_playwright() -> bool:
    """Playwright's own Chromium, if it can be downloaded and started."""
    say("Downloading Chromium with Playwright ...")
    return quietly(sys.executable, "-m", "playwright", "install", "chromium") and quietly(
        sys.executable,
        "-c",
        "from playwright.sync_api import sync_playwright as p\nwith p() as run: run.chromium.launch().close()",
    )


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def left_out() -> list[str]:
    """The tests that need a browser."""
    collect = (sys.executable, "-m", "pytest", "-m", "e2e", "--collect-only", "--quiet", "--no-header")
    found = subprocess.run(collect, capture_output=True, text=True, check=False)
    return [line for line in found.stdout.splitlines() if "::" in line]


def main(arguments: list[str]) -> int:
    """Runs pytest with these arguments after its own; its exit code."""
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # each of many processes would compile everything by itself
    choice: list[str] = []
    browser = installed() or from_debian()
    if browser:
        environment["CHROMIUM"] = browser
    elif not from_playwright():
        say("No Chromium can be had here: set CHROMIUM to one, or install it. Left out are:")
        for test in left_out():
            say(f"  {test}")
        choice = ["-m", "not e2e"]
    spread = ("-n", WORKERS, "--dist", "loadscope")
    command = (sys.executable, "-m", "pytest", *spread, "--quiet", *choice, *arguments)
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
