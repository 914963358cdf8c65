"""Each variable of the environment, and the program file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values
from pydantic import SecretStr

from bot.billing.secrets import MAKE_ONE, too_short
from bot.doctor.findings import Finding, fine, left_out, wrong
from bot.program_file import ProgramFileError, load_program
from bot.settings import NEEDED, Settings, SettingsError, given_settings, has_desk
from domain.program import Program

MISSING = {
    **NEEDED,
    "VENDOR_TEAM_ID": "set it to the id of your own workspace (T…, in the address of Slack in the browser); "
    "`staff` and `import` need it",
}
WITHOUT = {
    "SLACK_APP_TOKEN": "not set, so Slack must send requests over HTTP",
    "SLACK_SIGNING_SECRET": "not set, needed only for HTTP instead of Socket Mode",
    "CLAIMS_CHANNEL": "not set, so claims go where leads go",
}
"""What it means that these are not set, where that is nothing to mend."""


def given(env_file: Path) -> dict[str, str]:
    """What is set in the file and, over it, in the environment; by the variable's name. An empty one is none."""
    known = {name.upper() for name in Settings.model_fields}
    found: dict[str, str] = {}
    for layer in (dotenv_values(env_file) if env_file.is_file() else {}, os.environ):
        found.update({name.upper(): value for name, value in layer.items() if name.upper() in known and value})
    return found


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
    if name == "BILLING_WEBHOOK_SECRET" and too_short(settings.billing_secrets):
        return wrong(name, f"is short enough to be guessed; make another with: {MAKE_ONE}")
    if name in values:
        return fine(name, "set" if isinstance(value, SecretStr) else _without_password(str(value)))
    over_http = name == "SLACK_APP_TOKEN" and "SLACK_SIGNING_SECRET" in values
    if name == "SLACK_BOT_TOKEN" and settings.oauth is not None:
        return left_out(name, "not set, so the token of your own workspace's installation is used")
    if name in MISSING and not over_http:
        return wrong(name, f"is missing; {MISSING[name]}")
    return left_out(name, f"not set, so {value}" if value is not None else WITHOUT.get(name, "not set, not needed"))


def _without_password(value: str) -> str:
    scheme, separator, rest = value.partition("://")
    user, at, place = rest.rpartition("@")
    return f"{scheme}{separator}{user.partition(':')[0]}{at}{place}" if at else value


def examine_program(settings: Settings) -> tuple[Program | None, Finding]:
    """The program, where its file can be used, and the finding."""
    try:
        program = load_program(settings.program_file)
    except ProgramFileError as error:
        return None, wrong("program", str(error))
    tiers = ", ".join(tier.name for tier in program.tiers)
    return program, fine("program", f"{settings.program_file}: {program.vendor.program} with {tiers}")


def examine_desk(settings: Settings, program: Program) -> Finding:
    """Whether claims of benefits have somewhere to go."""
    if not has_desk(program):
        return left_out("desk", "not needed: nobody has to deliver a benefit")
    if settings.claims_desk is None:
        return wrong("desk", "claims have no channel; set CLAIMS_CHANNEL, or LEADS_CHANNEL for both")
    shared = "" if settings.claims_channel else ", where leads go too: CLAIMS_CHANNEL is not set"
    return fine("desk", f"claims go to {settings.claims_desk}{shared}")
