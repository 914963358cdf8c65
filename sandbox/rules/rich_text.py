"""The rich_text block: sections, lists, quotes and preformatted text, and what stands in them."""

from collections.abc import Mapping
from typing import Final

from sandbox.rules.composition import identifier
from sandbox.rules.shapes import (
    Check,
    anything,
    array,
    boolean,
    by_type,
    integer,
    one_of,
    record,
    string,
)

_STYLES: Final = ("bold", "italic", "strike", "highlight", "client_highlight", "underline", "unlink")
_mention_style = record(dict.fromkeys(_STYLES, boolean))
_text_style = record(dict.fromkeys((*_STYLES, "code"), boolean))


def _inline(*required: str, **fields: Check) -> Check:
    return record({"type": anything, "style": _mention_style, **fields}, required=required)


_inline_elements: Mapping[str, Check] = {
    "text": _inline("text", text=string(), style=_text_style),
    "link": _inline("url", url=string(), text=string(minimum=0), unsafe=boolean, style=_text_style),
    "emoji": _inline("name", name=string(), unicode=string(), url=string(), skin_tone=integer(1, 6)),
    "user": _inline("user_id", user_id=string()),
    "usergroup": _inline("usergroup_id", usergroup_id=string()),
    "channel": _inline("channel_id", channel_id=string()),
    "team": _inline("team_id", team_id=string()),
    "broadcast": _inline("range", range=one_of("here", "channel", "everyone")),
    "color": _inline("value", value=string(like="#[0-9A-Fa-f]{3,8}", what="a colour such as #F405B3")),
    "date": _inline(
        "timestamp",
        "format",
        timestamp=integer(0),
        format=string(),
        url=string(),
        fallback=string(),
        style=_text_style,
    ),
}
_inline_element = by_type(_inline_elements)
_preformatted_element = by_type({name: _inline_elements[name] for name in ("text", "link")})

_border = integer(0, 1)


def _section(element: Check, **fields: Check) -> Check:
    return record({"type": anything, "elements": array(element, minimum=0), **fields}, required=["elements"])


_rich_text_section = _section(_inline_element)
_rich_text_list = record(
    {
        "type": anything,
        "elements": array(by_type({"rich_text_section": _rich_text_section})),
        "style": one_of("bullet", "ordered"),
        "indent": integer(0, 8),
        "offset": integer(0),
        "border": _border,
    },
    required=["elements", "style"],
)

_paragraph = by_type(
    {
        "rich_text_section": _rich_text_section,
        "rich_text_list": _rich_text_list,
        "rich_text_quote": _section(_inline_element, border=_border),
        "rich_text_preformatted": _section(_preformatted_element, border=_border, language=string()),
    }
)

_block = record(
    {"type": anything, "block_id": identifier, "elements": array(_paragraph, minimum=0)},
    required=["elements"],
)
RICH_TEXT: Mapping[str, Check] = {"rich_text": _block}
"""The block under its type, for the tables of those that hold it."""

rich_text = by_type(RICH_TEXT)
"""A rich_text block as the value of a field."""

raw_text = record({"type": anything, "text": string()}, required=["text"])
raw_number = record({"type": anything, "value": anything, "text": string()}, required=["value", "text"])

CELLS: Mapping[str, Check] = {"raw_text": raw_text, "raw_number": raw_number, **RICH_TEXT}
"""What a table's cell may be."""
