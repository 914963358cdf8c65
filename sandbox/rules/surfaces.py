"""What may stand where, and what must be unique within a message or view."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sandbox.rules.layout import LAYOUT
from sandbox.rules.newer import NEWER
from sandbox.rules.shapes import Check, Problem, array, by_type

Block = Mapping[str, Any]

_BLOCKS: Final[Mapping[str, Check]] = {**LAYOUT, **NEWER}
_OUT_OF: Final[Mapping[str, frozenset[str]]] = {
    "message": frozenset({"alert"}),
    "modal": frozenset(
        {
            "call", "card", "carousel", "container", "context_actions", "data_table", "data_visualization",
            "file", "markdown", "plan", "table", "task_card",
        }
    ),
    "home": frozenset(
        {
            "alert", "call", "context_actions", "data_table", "data_visualization", "file", "markdown",
            "plan", "table", "task_card",
        }
    ),
}  # fmt: skip
_ELEMENTS_OUT_OF: Final[Mapping[str, frozenset[str]]] = {
    "message": frozenset({"email_text_input", "file_input", "number_input", "rich_text_input", "url_text_input"}),
    "modal": frozenset({"workflow_button"}),
    "home": frozenset(
        {
            "datetimepicker",
            "email_text_input",
            "file_input",
            "number_input",
            "url_text_input",
            "workflow_button",
        }
    ),
}


def blocks_of(surface: str, maximum: int, *, minimum: int = 0) -> Check:
    """The `blocks` of a message, modal or home."""
    allowed = {name: check for name, check in _BLOCKS.items() if name not in _OUT_OF[surface]}
    return array(by_type(allowed), maximum, minimum=minimum)


def walk(blocks: object, path: str) -> Iterator[tuple[str, Block]]:
    """Every block with its pointer, also inside containers and carousels; passes over what is no block."""
    if not isinstance(blocks, list | tuple):
        return
    for index, block in enumerate(blocks):
        if not isinstance(block, Mapping):
            continue
        here = f"{path}/{index}"
        yield here, block
        if block.get("type") == "container":
            yield from walk(block.get("child_blocks"), f"{here}/child_blocks")
        elif block.get("type") == "carousel":
            yield from walk(block.get("elements"), f"{here}/elements")


def across(blocks: Iterable[tuple[str, Block]], surface: str) -> Iterator[Problem]:
    """Rules that no single block can tell: unique ids, one focus, elements the surface does not take."""
    block_ids: set[str] = set()
    focused = False
    for path, block in blocks:
        yield from _once("block_id", block, path, block_ids)
        action_ids: set[str] = set()
        for below, element in _elements(block):
            here = path + below
            yield from _once("action_id", element, here, action_ids)
            yield from _out_of_place(element, here, surface, in_input=block.get("type") == "input")
            if element.get("focus_on_load") is True:
                if focused:
                    yield Problem(f"{here}/focus_on_load", "must be set on one element only")
                focused = True


def _once(key: str, holder: Mapping[str, Any], path: str, seen: set[str]) -> Iterator[Problem]:
    name = holder.get(key)
    if not isinstance(name, str):
        return
    if name in seen:
        yield Problem(f"{path}/{key}", f'`{key}` "{name}" already exists')
    seen.add(name)


def _out_of_place(element: Mapping[str, Any], path: str, surface: str, *, in_input: bool) -> Iterator[Problem]:
    kind = element.get("type")
    if isinstance(kind, str) and kind in _ELEMENTS_OUT_OF[surface]:
        yield Problem(f"{path}/type", f"unsupported type: {kind}")
    if element.get("response_url_enabled") is True and not (in_input and surface == "modal"):
        yield Problem(f"{path}/response_url_enabled", "must be used in an `input` block of a modal")


def _elements(block: Block) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key in ("element", "accessory"):
        if isinstance(block.get(key), Mapping):
            yield f"/{key}", block[key]
    if block.get("type") == "carousel":
        return
    for key in ("elements", "actions"):
        held = block.get(key)
        for index, element in enumerate(held if isinstance(held, list | tuple) else ()):
            if isinstance(element, Mapping):
                yield f"/{key}/{index}", element
