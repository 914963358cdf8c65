"""Texts stand where `make texts` finds them, and are said when somebody reads them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPEAKING = {"say", "say_many"}
FOUND = {*SPEAKING, "mark", "mark_many"}
FILES = [
    file
    for folder in ("handlers", "bot")
    for file in sorted((ROOT / folder).rglob("*.py"))
    if "handlers.texts.catalogue" in file.read_text(encoding="utf-8")
]


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    return {str(file.relative_to(ROOT)): ast.parse(file.read_text(encoding="utf-8")) for file in FILES}


def test_no_text_is_hidden_in_an_f_string(trees: dict[str, ast.Module]) -> None:
    hidden = [
        f"{name}:{call.lineno}"
        for name, tree in trees.items()
        for outer in ast.walk(tree)
        if isinstance(outer, ast.JoinedStr)
        for call in _calls(outer, FOUND)
        if isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []


def test_nothing_is_said_while_a_module_is_imported(trees: dict[str, ast.Module]) -> None:
    early = [
        f"{name}:{call.lineno}"
        for name, tree in trees.items()
        for statement in _at_import(tree)
        for call in _calls(statement, SPEAKING)
    ]
    assert early == []


def test_every_text_is_one_that_can_be_found(trees: dict[str, ast.Module]) -> None:
    """A text that is put together first, by an f-string or with +, is in no template."""
    made = [
        f"{name}:{call.lineno}"
        for name, tree in trees.items()
        for call in _calls(tree, FOUND)
        if isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert made == []


def _calls(within: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(within):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names and node.args:
            yield node


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when the module is imported: all but the insides of functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id in SPEAKING:
            yield child
        yield from _at_import(child)
