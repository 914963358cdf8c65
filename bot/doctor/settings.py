"""Each variable of the environment, and the program file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from dotenv import dotenv_values
from pydantic import SecretStr

from bot.doctor.findings import Finding, fine, left_out, wrong
from bot.program_file import ProgramFileError, load_program
from bot.settings import NEEDED, Settings, SettingsError, given_settings

MISSING = {
    **NEEDED,
    "VENDOR_TEAM_ID": "set it to the id of your own workspace (T…, in the address of Slack in the browser)",
}
EITHER_IS_ENOUGH = {"SLACK_APP_TOKEN": "SLACK_SIGNING_SECRET", "SLACK_SIGNING_SECRET": "SLACK_APP_TOKEN"}


def given(env_file: Path) -> dict[str, str]:
    """What is set in the file and, over it, in the environment; by the variable's name, empty ones left out."""
    known = {name.upper() for name in Settings.model_fields}
    both = {**(dotenv_values(env_file) if env_file.is_file() else {}), **os.environ}
    return {name.upper(): value for name, value in both.items() if name.upper() in known and value}


def examine_settings(values: Mapping[str, str]) -> tuple[Settings, list[Finding]]:
    """A finding for each variable, and the settings without the wrong ones."""
    settings, problems = _usable(values)
    return settings, [_of_variable(name.upper(), settings, values, problems) for name in Settings.model_fields]


def _usable(values: Mapping[str, str]) -> tuple[Settings, dict[str, str]]:
    """The settings without the wrong ones, and what is wrong with these."""
    try:
        return given_settings(**{name.lower(): value for name, value in values.items()}), {}
    except SettingsError as error:
        others = {name: value for name, value in values.items() if name != error.variable}
        settings, problems = _usable(others)
        return settings, {**problems, error.variable: error.problem}


def _of_variable(name: str, settings: Settings, values: Mapping[str, str], problems: Mapping[str, str]) -> Finding:
    if name in problems:
        return wrong(name, problems[name])
    value = getattr(settings, name.lower())
    if name in values:
        return fine(name, "set" if isinstance(value, SecretStr) else _without_password(str(value)))
    if name in MISSING and EITHER_IS_ENOUGH.get(name) not in values:
        return wrong(name, f"is missing; {MISSING[name]}")
    return left_out(name, f"not set, so {value}" if value is not None else "not set, not needed")


def _without_password(value: str) -> str:
    scheme, separator, rest = value.partition("://")
    user, at, place = rest.rpartition("@")
    return f"{scheme}{separator}{user.partition(':')[0]}{at}{place}" if at else value


def examine_program(settings: Settings) -> Iterator[Finding]:
    """Whether the program file can be used."""
    try:
        program = load_program(settings.program_file)
    except ProgramFileError as error:
        yield wrong("program", str(error))
    else:
        tiers = ", ".join(tier.name for tier in program.tiers)
        yield fine("program", f"{settings.program_file}: {program.vendor.program} with {tiers}")
