"""Layout blocks: the fields of each by its type."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sandbox.rules.composition import IMAGE_FIELDS, identifier, one_image, plain, text
from sandbox.rules.elements import in_actions, in_context, in_context_actions, in_input, in_section
from sandbox.rules.rich_text import CELLS, RICH_TEXT
from sandbox.rules.shapes import (
    FINE,
    Check,
    Findings,
    Problem,
    Rule,
    anything,
    array,
    boolean,
    by_type,
    one_of,
    problem,
    record,
    string,
    web_address,
)


def block(required: Sequence[str] = (), rules: Iterable[Rule] = (), **fields: Check) -> Check:
    """A block with these fields beside its type and block_id."""
    return record({"type": anything, "block_id": identifier, **fields}, required=required, rules=rules)


def _says_something(section: Mapping[str, Any]) -> Findings:
    # Slack points at the type here, not at the block.
    if "text" in section or "fields" in section:
        return FINE
    return problem("must define either `text` or `fields`", at="/type")


def _can_dispatch(held: Mapping[str, Any]) -> Findings:
    if held.get("dispatch_action") and held["element"]["type"] == "file_input":
        return problem("unsupported type: file_input", at="/element/type")
    return FINE


def cells_fit(table: Mapping[str, Any]) -> Findings:
    """The cells of one table hold at most 10,000 characters together."""
    if letters(table["rows"]) > 10_000:
        return problem("must be less than 10001 characters", at="/rows")
    return FINE


def even_rows(table: Mapping[str, Any]) -> Findings:
    """Every row of a table has as many cells as the first."""
    rows = table["rows"]
    return [
        Problem(f"/rows/{index}", f"must provide exactly {len(rows[0])} items")
        for index, row in enumerate(rows)
        if len(row) != len(rows[0])
    ]


def letters(value: object) -> int:
    """How many characters stand in all `text` strings within a block or blocks."""
    if isinstance(value, Mapping):
        return sum(
            len(each) if key == "text" and isinstance(each, str) else letters(each) for key, each in value.items()
        )
    if isinstance(value, list | tuple):
        return sum(letters(each) for each in value)
    return 0


def _column(value: object) -> Findings:
    # null keeps a column's place without settings
    return FINE if value is None else _column_settings(value)


_column_settings = record({"align": one_of("left", "center", "right"), "is_wrapped": boolean})
_call = record({"v1": anything, "media_backend_type": anything})

LAYOUT: Mapping[str, Check] = {
    "section": block(
        rules=[_says_something],
        text=text(3000),
        fields=array(text(2000), 10),
        accessory=in_section,
        expand=boolean,
    ),
    "header": block(["text"], text=plain(150)),
    "divider": block(),
    "image": block(
        ["alt_text"],
        [one_image],
        title=plain(2000),
        **{name: check for name, check in IMAGE_FIELDS.items() if name != "type"},
    ),
    "actions": block(["elements"], elements=array(in_actions, 25)),
    "context": block(["elements"], elements=array(in_context, 10)),
    "context_actions": block(["elements"], elements=array(in_context_actions, 5)),
    "input": block(
        ["label", "element"],
        [_can_dispatch],
        label=plain(2000),
        element=in_input,
        hint=plain(2000),
        optional=boolean,
        dispatch_action=boolean,
    ),
    "file": block(["external_id", "source"], external_id=string(255), source=one_of("remote")),
    "call": block(["call_id"], call_id=string(), api_decoration_available=boolean, call=_call),
    "video": block(
        ["alt_text", "title", "thumbnail_url", "video_url"],
        alt_text=string(2000),
        title=plain(199),
        title_url=web_address(),
        thumbnail_url=web_address(),
        video_url=string(3000, like=r"(?is)https://\S+", what="an https URL"),
        description=plain(200),
        author_name=string(49),
        provider_name=string(),
        provider_icon_url=web_address(),
    ),
    "markdown": block(["text"], text=string(12_000)),
    "table": block(
        ["rows"],
        [cells_fit],
        rows=array(array(by_type(CELLS), 20), 100),
        column_settings=array(_column, 20),
    ),
    **RICH_TEXT,
}
"""The blocks of long standing."""
