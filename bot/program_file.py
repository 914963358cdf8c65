"""The program file: found, read as YAML, checked. What is wrong with it is said in one line, with the place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml
from pydantic import ValidationError

from domain.program import Program, parse_program

Step = str | int

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""In C where PyYAML came with it: each command reads the file, and the other takes eight times as long."""


class ProgramFileError(Exception):
    """The program file cannot be used; the message says where and why, in one line."""


def load_program(path: Path) -> Program:
    """The program of a file. Raises ProgramFileError for a missing, unreadable or wrong file."""
    try:
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=LOADER)
        data = yaml.load(text, LOADER)  # noqa: S506 - it is a safe one
    except FileNotFoundError:
        raise ProgramFileError(f"{path}: not found; set PROGRAM_FILE to your program's file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ProgramFileError(f"{path}: cannot be read ({error})") from None
    except yaml.YAMLError as error:
        raise ProgramFileError(f"{path}{_line_of_error(error)}: not YAML: {_why(error)}") from None
    if not isinstance(data, dict):
        raise ProgramFileError(f"{path}: must have sections such as vendor, tiers and leads")
    try:
        return parse_program(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        message = first["msg"].removeprefix("Value error, ")
        steps = first["loc"]
        where = ".".join(str(step) for step in steps)
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        raise ProgramFileError(f"{path}{_line(root, steps)}: {where + ': ' if where else ''}{message}{more}") from None


def _line(root: yaml.Node | None, steps: Sequence[Step]) -> str:
    """`, line 12` for the deepest part of a path that the file has."""
    node = root
    for step in steps:
        inner = _child(node, step)
        if inner is None:
            break
        node = inner
    return f", line {node.start_mark.line + 1}" if node is not None and node is not root else ""


def _child(node: yaml.Node | None, step: Step) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None


def _line_of_error(error: yaml.YAMLError) -> str:
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    return f", line {mark.line + 1}" if mark else ""


def _why(error: yaml.YAMLError) -> str:
    problem = error.problem if isinstance(error, yaml.MarkedYAMLError) else None
    return problem or str(error).splitlines()[0]
