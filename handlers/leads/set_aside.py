"""What was typed into a review and has no field on it now: the form carries it along, or shows it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from slack_sdk.models.blocks import Block, PlainTextObject, SectionBlock

from handlers.blocks import section
from handlers.texts.catalogue import say
from handlers.texts.format import shortened

REASON, MESSAGE, NOTE, QUESTION = "reason", "message", "note", "question"
"""The names of the fields that people write in."""

TEXTS = (QUESTION, REASON, MESSAGE, NOTE)

COMES_AND_GOES = ("confirmed_value", "sold_products", "sold_agents", REASON)
"""The names of the fields that only some moves need."""

ROOM = 2_750
"""Characters of metadata for what was typed: Slack takes 3,000, and the lead and the views need the rest."""

SLACKS_LONGEST = 3_000


def that_fits(typed: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """So much of what was typed as a form can carry, in the order of `names`; nothing is cut."""
    kept: dict[str, Any] = {}
    for name in names:
        if name in typed and _length({**kept, name: typed[name]}) <= ROOM:
            kept[name] = typed[name]
    return kept


def set_aside(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What the moves not chosen now would need. A reason of the length that it may have always fits."""
    return that_fits(typed, COMES_AND_GOES)


def must_stay(typed: Mapping[str, Any]) -> bool:
    """Whether a reason is so much too long that its field has to stay, whatever move is chosen."""
    return bool(typed.get(REASON)) and REASON not in set_aside(typed)


def written(typed: Mapping[str, Any], shown: Iterable[str]) -> list[Block]:
    """All that was written into other fields than those `shown`, uncut, to be read and copied."""
    texts = [str(typed[name]) for name in TEXTS if typed.get(name) and name not in set(shown)]
    if not texts:
        return []
    return [section(say("You had written:")), *(_plain(text) for text in texts)]


def initial(typed: Mapping[str, Any], name: str) -> str | None:
    """What a text field begins with. Slack refuses a form that begins one with more than it takes."""
    return str(typed[name])[:SLACKS_LONGEST] if typed.get(name) else None


def _plain(text: str) -> Block:
    return SectionBlock(text=PlainTextObject(text=shortened(text, SLACKS_LONGEST), emoji=False))


def _length(values: Mapping[str, Any]) -> int:
    """As Slack counts: in units of UTF-16, of which an emoji has two."""
    return len(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-16-le")) // 2
