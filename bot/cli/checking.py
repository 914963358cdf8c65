"""`doctor`: every finding in a line of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.cli.errors import CommandError
from bot.cli.show import say
from bot.counting import counted
from bot.doctor.database import examine_database
from bot.doctor.findings import Finding, Health
from bot.doctor.installing import examine_installing
from bot.doctor.manifest import examine_manifest
from bot.doctor.settings import examine_desk, examine_program, examine_settings, given
from bot.doctor.slack import examine_slack


def examine() -> None:
    """Prints all findings as they come; fails where one of them is wrong."""
    wrong = 0
    for finding in _findings():
        say(str(finding))
        wrong += finding.health is Health.WRONG
    if wrong:
        raise CommandError(f"{counted(wrong, 'thing')} to mend, marked {Health.WRONG} above")


def _findings() -> Iterator[Finding]:
    settings, findings = examine_settings(given(Path(".env")))
    yield from findings
    program, finding = examine_program(settings)
    yield finding
    if program is not None:
        yield examine_desk(settings, program)
    yield from examine_database(settings, program)
    yield from examine_installing(settings)
    yield from examine_manifest()
    yield from examine_slack(settings)
