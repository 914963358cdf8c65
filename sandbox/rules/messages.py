"""Messages: text, blocks and attachments of chat.postMessage and its relatives."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sandbox.rules.layout import letters
from sandbox.rules.shapes import Check, Findings, Problem, array, problem
from sandbox.rules.surfaces import Block, across, blocks_of, walk

_MOST_TEXT: Final = 40_000
_MOST_MARKDOWN: Final = 12_000
# Slack documents no figure; about this many characters have been seen to pass and more to be refused.
_MOST_BLOCK_LETTERS: Final = 13_200
_TABLES: Final = ("table", "data_table")

_blocks = blocks_of("message", 50)


def check_message(payload: Mapping[str, Any]) -> list[Problem]:
    """What Slack would object to in `text`, `markdown_text`, `blocks` and `attachments`; else an empty list.

    Other arguments are not looked at, nor whether there is anything to say at all (`no_text`). A problem with
    a `code` has an error of its own, the others are `invalid_blocks`.
    """
    found: list[Problem] = []
    found.extend(_texts(payload))
    if payload.get("blocks") is not None:
        found.extend(_listed(payload["blocks"]))
    if payload.get("attachments") is not None:
        found.extend(one.below("attachments") for one in _attachments(payload["attachments"]))
    blocks = list(_all_blocks(payload))
    found.extend(across(blocks, "message"))
    found.extend(_counts(blocks))
    if letters(payload.get("blocks")) > _MOST_BLOCK_LETTERS:
        found.append(Problem("/blocks", f"msg_blocks_too_long: must be less than {_MOST_BLOCK_LETTERS + 1} characters"))
    return found


def _texts(payload: Mapping[str, Any]) -> Iterator[Problem]:
    for key, most in (("text", _MOST_TEXT), ("markdown_text", _MOST_MARKDOWN)):
        value = payload.get(key)
        if value is None:
            continue
        if not isinstance(value, str):
            yield Problem(f"/{key}", "must provide a string")
        elif len(value) > most:
            yield Problem(f"/{key}", f"msg_too_long: must be less than {most + 1} characters")
    if payload.get("markdown_text") and (payload.get("text") or payload.get("blocks")):
        yield Problem("/markdown_text", "markdown_text_conflict: cannot be used with `text` or `blocks`")


def _listed(blocks: object) -> Iterable[Problem]:
    if not isinstance(blocks, list | tuple):
        return [Problem("/blocks", "invalid_blocks_format: must provide an array")]
    return (one.below("blocks") for one in _blocks(blocks))


def _attachment(value: object) -> Findings:
    if not isinstance(value, Mapping):
        return problem("must provide an object")
    if "blocks" not in value:
        return ()
    return [one.below("blocks") for one in _blocks(value["blocks"])]


_attachment_list: Final[Check] = array(_attachment, minimum=0)


def _attachments(value: object) -> Iterable[Problem]:
    if isinstance(value, list | tuple) and len(value) > 100:
        return [Problem("", "too_many_attachments: no more than 100 items allowed")]
    return _attachment_list(value)


def _all_blocks(payload: Mapping[str, Any]) -> Iterator[tuple[str, Block]]:
    yield from walk(payload.get("blocks"), "/blocks")
    attachments = payload.get("attachments")
    for index, each in enumerate(attachments if isinstance(attachments, list | tuple) else ()):
        if isinstance(each, Mapping):
            yield from walk(each.get("blocks"), f"/attachments/{index}/blocks")


def _counts(blocks: Iterable[tuple[str, Block]]) -> Iterator[Problem]:
    tables = charts = markdown = 0
    for path, block in blocks:
        kind = block.get("type")
        if kind in _TABLES:
            tables += 1
            if tables > 1:
                yield Problem(path, "invalid_attachments: only_one_table_allowed")
        elif kind == "data_visualization":
            charts += 1
            if charts > 2:
                yield Problem(path, "no more than 2 data_visualization blocks allowed")
        elif kind == "markdown" and isinstance(block.get("text"), str):
            before, markdown = markdown, markdown + len(block["text"])
            if before and markdown > _MOST_MARKDOWN:
                yield Problem(
                    f"{path}/text",
                    f"must be less than {_MOST_MARKDOWN + 1} characters in all markdown blocks",
                )
