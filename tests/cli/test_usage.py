"""Help everywhere, and wrong use in one line."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Program

COMMANDS = ("demo", "run", "migrate", "import", "staff", "jobs", "doctor", "manifest")
EXPLAINED = ("demo", "import subscriptions", "staff add", "jobs run")


def test_help_lists_every_command(bare: Program) -> None:
    help_text = "\n".join(bare("--help").out)
    for command in COMMANDS:
        assert f"│ {command} " in help_text


@pytest.mark.parametrize("command", EXPLAINED)
def test_commands_explain_themselves_with_an_example(bare: Program, command: str) -> None:
    shown = bare(*command.split(), "--help")
    assert shown.code == 0
    assert bare.typed(command) in "\n".join(shown.out)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["stff"], "error: No such command 'stff'. Did you mean 'staff'? (see: "),
        (["demo", "--port", "abc"], "error: Invalid value for '--port': "),
        (["staff", "add", "U0123"], "error: Missing option '--role'."),
        (["staff", "add", "U0123", "--role", "boss"], "error: Invalid value for '--role': 'boss' is not one of"),
        (["import", "lead", "leads.csv"], "error: No such command 'lead'. Did you mean 'leads'? (see: "),
    ],
    ids=lambda each: "_".join(each) if isinstance(each, list) else "",
)
def test_wrong_use_is_said_in_one_line(bare: Program, words: list[str], line: str) -> None:
    shown = bare(*words)
    assert (shown.code, shown.out) == (2, [])
    assert shown.error.startswith(line)


def test_wrong_use_points_to_the_help_of_its_command(bare: Program) -> None:
    assert bare("jobs", "runn").error.endswith(f"(see: {bare.typed('jobs --help')})")


@pytest.mark.parametrize("words", [[], ["jobs"]], ids=["program", "group"])
def test_without_a_command_the_help_is_all_there_is(bare: Program, words: list[str]) -> None:
    shown = bare(*words)
    assert (shown.code, shown.err) == (2, [])
    assert "Usage: " in "\n".join(shown.out)


@pytest.mark.parametrize(
    "words",
    ["staff list", "jobs run tier", "import leads nowhere.csv", "doctor", "manifest", "migrate"],
)
def test_a_process_that_imports_for_itself_does_the_same(app: Program, words: str) -> None:
    assert app.anew(*words.split()) == app(*words.split())
