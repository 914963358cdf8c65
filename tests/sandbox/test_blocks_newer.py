"""The blocks of 2025 and 2026."""

from typing import Any, Final

import pytest

from tests.sandbox.blocks_support import (
    EMPTY,
    FEW,
    GONE,
    LONG,
    button,
    image,
    in_home,
    in_message,
    in_modal,
    mrkdwn,
    option,
    plain,
    section,
    with_change,
)

RICH: Final = {"type": "rich_text", "elements": []}
CARD: Final = {
    "type": "card",
    "hero_image": image(),
    "icon": image(),
    "title": mrkdwn(),
    "subtitle": plain(),
    "body": mrkdwn(),
    "actions": [button()],
}
CELL: Final = {"type": "raw_text", "text": "x"}
NUMBER: Final = {"type": "raw_number", "value": 5, "text": "5"}
TASK: Final = {
    "type": "task_card",
    "task_id": "1",
    "title": "Look it up",
    "status": "in_progress",
    "details": RICH,
    "output": RICH,
    "sources": [{"type": "url", "url": "https://a.example", "text": "A"}],
}
LINE: Final = {
    "type": "line",
    "series": [
        {"name": "Leads", "data": [{"label": "Mon", "value": 1}, {"label": "Tue", "value": 2.5}]},
        {"name": "Won", "data": [{"label": "Mon", "value": 0}, {"label": "Tue", "value": -1}]},
    ],
    "axis_config": {"categories": ["Mon", "Tue"], "x_label": "Day", "y_label": "Count"},
}
GOOD: Final[dict[str, dict[str, Any]]] = {
    "alert": {"type": "alert", "text": mrkdwn(), "level": "warning"},
    "card": CARD,
    "carousel": {"type": "carousel", "elements": [CARD, CARD]},
    "container": {
        "type": "container",
        "title": plain(),
        "rich_text_title": RICH,
        "subtitle": mrkdwn(),
        "child_blocks": [section(), {"type": "divider"}],
        "width": "wide",
        "icon": image(),
        "is_collapsible": True,
        "default_collapsed": True,
    },
    "data_table": {
        "type": "data_table",
        "caption": "Leads",
        "rows": [[CELL, CELL], [CELL, NUMBER]],
        "page_size": 10,
        "row_header_column_index": 1,
    },
    "data_visualization": {"type": "data_visualization", "title": "Leads", "chart": LINE},
    "task_card": TASK,
    "plan": {"type": "plan", "title": "Plan", "tasks": [TASK]},
    "auth_provider": {
        "type": "auth_provider",
        "value": "crm",
        "name": plain(),
        "is_connected": True,
        "connected_identity": plain(),
        "accessory": {"type": "overflow", "options": [option()]},
        "fallback": [section()],
    },
}
SHOWN_IN: Final = {
    "alert": {"modal"},
    "card": {"message", "home"},
    "carousel": {"message", "home"},
    "container": {"message", "home"},
    "data_table": {"message"},
    "data_visualization": {"message"},
    "task_card": {"message"},
    "plan": {"message"},
    "auth_provider": {"message", "modal", "home"},
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_block_passes_where_slack_shows_it(name: str) -> None:
    refused = [f"/blocks/0/type: unsupported type: {name}"]
    for surface, check in (("message", in_message), ("modal", in_modal), ("home", in_home)):
        assert check(GOOD[name]) == ([] if surface in SHOWN_IN[name] else refused)


def many_points(count: int) -> list[dict[str, Any]]:
    return [{"label": str(number), "value": number} for number in range(count)]


REFUSED: Final = [
    ("card", "", {"type": "card"}, "", "must define either `hero_image` or `title` or `actions` or `body`"),
    ("card", "/title/text", "x" * 151, "/title/text", LONG.format(151)),
    ("card", "/subtitle/text", "x" * 151, "/subtitle/text", LONG.format(151)),
    ("card", "/body/text", "x" * 201, "/body/text", LONG.format(201)),
    ("card", "/actions", [button(action_id=str(n)) for n in range(4)], "/actions", FEW.format(3)),
    ("card", "/hero_image/alt_text", GONE, "/hero_image", "missing required field: alt_text"),
    ("card", "/slack_icon", {"name": "star"}, "", "cannot provide both `icon` and `slack_icon`"),
    ("card", "/slack_icon", {}, "/slack_icon", "missing required field: name"),
    ("carousel", "/elements", [], "/elements", EMPTY),
    ("carousel", "/elements", [CARD] * 11, "/elements", FEW.format(10)),
    ("carousel", "/elements/0", section(), "/elements/0/type", "unsupported type: section"),
    ("container", "/child_blocks", [], "/child_blocks", EMPTY),
    ("container", "/child_blocks", [section()] * 11, "/child_blocks", FEW.format(10)),
    ("container", "/child_blocks/0", CARD, "/child_blocks/0/type", "unsupported type: card"),
    ("container", "/child_blocks/0/text/text", "", "/child_blocks/0/text/text", "must be more than 0 characters"),
    ("container", "/width", "huge", "/width", "must be a valid enum value (narrow, standard, wide, full)"),
    ("container", "/has_header_divider", True, "/has_header_divider", "must not be set on a collapsible container"),
    (
        "container", "/is_collapsible", GONE,
        "/default_collapsed", "must not be set unless `is_collapsible` is true",
    ),
    (
        "container", "", {"type": "container", "child_blocks": [section()]},
        "", "must define either `title` or `rich_text_title`",
    ),
    ("data_table", "/caption", GONE, "", "missing required field: caption"),
    ("data_table", "/rows", [[CELL]], "/rows", "must provide at least 2 items"),
    ("data_table", "/rows", [[CELL]] * 102, "/rows", FEW.format(101)),
    ("data_table", "/rows/1", [CELL], "/rows/1", "must provide exactly 2 items"),
    ("data_table", "/rows/0/1", RICH, "/rows/0/1/type", "unsupported type: rich_text"),
    ("data_table", "/page_size", 101, "/page_size", "must be less than 101"),
    ("data_table", "/rows/1/0/text", "x" * 10_001, "/rows", LONG.format(10_001)),
    ("data_visualization", "/title", "x" * 51, "/title", LONG.format(51)),
    ("data_visualization", "/chart/type", "donut", "/chart/type", "unsupported type: donut"),
    ("data_visualization", "/chart", {"type": "pie", "segments": []}, "/chart/segments", EMPTY),
    ("data_visualization", "/chart", {"type": "pie", "segments": many_points(7)}, "/chart/segments", FEW.format(6)),
    ("data_visualization", "/chart/series/0/data", many_points(21), "/chart/series/0/data", FEW.format(20)),
    ("data_visualization", "/chart/series/0/name", "x" * 21, "/chart/series/0/name", LONG.format(21)),
    ("data_visualization", "/chart/series/1/name", "Leads", "/chart/series/1/name", '`name` "Leads" already exists'),
    (
        "data_visualization", "/chart/axis_config/categories", ["Mon"],
        "/chart/series/0/data", "must provide one point for each category",
    ),
    (
        "data_visualization", "/chart/series/0/data/0/value", "1",
        "/chart/series/0/data/0/value", "must provide a number",
    ),
    ("data_visualization", "/chart/axis_config", GONE, "/chart", "missing required field: axis_config"),
    (
        "task_card", "/status", "done",
        "/status", "must be a valid enum value (pending, in_progress, complete, error)",
    ),
    ("task_card", "/title", plain(), "/title", "must provide a string"),
    ("plan", "/tasks/0/task_id", GONE, "/tasks/0", "missing required field: task_id"),
    ("auth_provider", "/is_connected", GONE, "", "missing required field: is_connected"),
    ("auth_provider", "/accessory", button(), "/accessory/type", "unsupported type: button"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "pointer", "value", "path", "sentence"), REFUSED)
def test_a_block_is_refused(name: str, pointer: str, value: Any, path: str, sentence: str) -> None:
    assert f"/blocks/0{path}: {sentence}" in in_message(with_change(GOOD[name], pointer, value))


def test_an_alert_is_short_and_has_a_level_slack_knows() -> None:
    assert in_modal({"type": "alert", "text": plain("x" * 201)}) == [
        "/blocks/0/text/text: must be less than 201 characters"
    ]
    assert in_modal({"type": "alert", "text": plain(), "level": "fatal"}) == [
        "/blocks/0/level: must be a valid enum value (default, info, warning, error, success)"
    ]


def test_ids_are_unique_inside_containers_and_carousels_too() -> None:
    twice = {**GOOD["container"], "child_blocks": [section(block_id="a"), section(block_id="a")]}
    assert in_message(twice) == ['/blocks/0/child_blocks/1/block_id: `block_id` "a" already exists']
    cards = {"type": "carousel", "elements": [{**CARD, "actions": [button(), button()]}, CARD]}
    assert in_message(cards) == ['/blocks/0/elements/0/actions/1/action_id: `action_id` "go" already exists']


def test_a_message_has_two_charts_at_most() -> None:
    chart = GOOD["data_visualization"]
    assert in_message(chart, chart) == []
    assert in_message(chart, chart, chart) == ["/blocks/2: no more than 2 data_visualization blocks allowed"]
