"""The layout blocks of long standing, and rich text."""

from typing import Any, Final

import pytest

from tests.sandbox.blocks_support import (
    EMPTY,
    FEW,
    GONE,
    LONG,
    asked,
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

TEXT_STYLE: Final = {"bold": True, "italic": False, "strike": False, "underline": True, "code": True}
WORDS: Final = [
    {"type": "text", "text": "Hello ", "style": TEXT_STYLE},
    {"type": "link", "url": "https://a.example", "text": "", "unsafe": False},
    {"type": "emoji", "name": "wave", "unicode": "1f44b", "skin_tone": 2},
    {"type": "user", "user_id": "U1", "style": {"bold": True}},
    {"type": "usergroup", "usergroup_id": "S1"},
    {"type": "channel", "channel_id": "C1"},
    {"type": "team", "team_id": "T1"},
    {"type": "broadcast", "range": "here"},
    {"type": "color", "value": "#F405B3"},
    {
        "type": "date",
        "timestamp": 1_700_000_000,
        "format": "{date_short}",
        "fallback": "a day",
        "url": "https://a.example",
    },
]
RICH: Final = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_section", "elements": WORDS},
        {
            "type": "rich_text_list",
            "style": "ordered",
            "indent": 1,
            "offset": 2,
            "border": 0,
            "elements": [{"type": "rich_text_section", "elements": []}],
        },
        {"type": "rich_text_quote", "elements": WORDS, "border": 1},
        {"type": "rich_text_preformatted", "elements": [WORDS[0], WORDS[1]], "language": "python"},
    ],
}
CELL: Final = {"type": "raw_text", "text": "x"}

GOOD: Final[dict[str, dict[str, Any]]] = {
    "section": section(fields=[plain(), mrkdwn()], accessory=button(), expand=True),
    "header": {"type": "header", "text": plain()},
    "divider": {"type": "divider"},
    "image": image(title=plain()),
    "image_in_slack": {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "A cat"},
    "actions": {"type": "actions", "elements": [button()]},
    "context": {"type": "context", "elements": [image(), plain(), mrkdwn()]},
    "context_actions": {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "rate",
                "positive_button": {"text": plain(), "value": "1", "accessibility_label": "Good"},
                "negative_button": {"text": plain(), "value": "0"},
            },
            {"type": "icon_button", "icon": "trash", "text": plain(), "value": "1", "visible_to_user_ids": ["U1"]},
        ],
    },
    "input": asked({"type": "plain_text_input"}, hint=plain(), optional=True, dispatch_action=True),
    "file": {"type": "file", "external_id": "1", "source": "remote"},
    "call": {"type": "call", "call_id": "R1", "api_decoration_available": False, "call": {"v1": {"id": "R1"}}},
    "video": {
        "type": "video",
        "alt_text": "A cat",
        "title": plain(),
        "title_url": "https://a.example",
        "thumbnail_url": "https://a.example/t.png",
        "video_url": "https://a.example/v",
        "description": plain(),
        "author_name": "Pat",
        "provider_name": "A",
        "provider_icon_url": "https://a.example/i.png",
    },
    "markdown": {"type": "markdown", "text": "**bold**"},
    "table": {
        "type": "table",
        "rows": [[CELL, RICH], [CELL, {"type": "raw_number", "value": 5, "text": "5"}]],
        "column_settings": [None, {"align": "right", "is_wrapped": True}],
    },
    "rich_text": RICH,
}
ONLY_IN_MESSAGES: Final = {"context_actions", "file", "call", "markdown", "table"}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_block_passes_where_slack_shows_it(name: str) -> None:
    block = {"block_id": "x" * 255, **GOOD[name]}
    elsewhere = [f"/blocks/0/type: unsupported type: {name}"] if name in ONLY_IN_MESSAGES else []
    assert in_message(block) == []
    assert in_modal(block) == elsewhere
    assert in_home(block) == elsewhere


REFUSED: Final = [
    # any block
    ("divider", "/block_id", "x" * 256, "/block_id", LONG.format(256)),
    ("divider", "/block_id", "", "/block_id", "must be more than 0 characters"),
    ("divider", "/text", plain(), "", "invalid additional property: text"),
    ("divider", "/type", "line", "/type", "unsupported type: line"),
    ("divider", "/type", 5, "/type", "unsupported type: 5"),
    ("divider", "/type", GONE, "", "missing required field: type"),
    ("divider", "", None, "", "must provide an object"),
    ("divider", "", "divider", "", "must provide an object"),
    # section
    ("section", "", {"type": "section"}, "/type", "must define either `text` or `fields`"),
    ("section", "/text/text", "x" * 3001, "/text/text", LONG.format(3001)),
    ("section", "/text/text", "", "/text/text", "must be more than 0 characters"),
    ("section", "/text/text", GONE, "/text", "missing required field: text"),
    ("section", "/text/type", "markdown", "/text/type", "unsupported type: markdown"),
    ("section", "/text", "words", "/text", "must provide an object"),
    ("section", "/fields", [], "/fields", EMPTY),
    ("section", "/fields", [plain()] * 11, "/fields", FEW.format(10)),
    ("section", "/fields/1/text", "x" * 2001, "/fields/1/text", LONG.format(2001)),
    ("section", "/fields", plain(), "/fields", "must provide an array"),
    ("section", "/accessory", None, "/accessory", "must provide an object"),
    ("section", "/accessory", {"type": "plain_text_input"}, "/accessory/type", "unsupported type: plain_text_input"),
    ("section", "/expand", 1, "/expand", "must provide a boolean"),
    # header
    ("header", "/text", GONE, "", "missing required field: text"),
    ("header", "/text/text", "x" * 151, "/text/text", LONG.format(151)),
    ("header", "/text", mrkdwn(), "/text/type", "unsupported type: mrkdwn"),
    # image
    ("image", "/alt_text", GONE, "", "missing required field: alt_text"),
    ("image", "/alt_text", "x" * 2001, "/alt_text", LONG.format(2001)),
    ("image", "/title/text", "x" * 2001, "/title/text", LONG.format(2001)),
    ("image", "/title", mrkdwn(), "/title/type", "unsupported type: mrkdwn"),
    ("image", "/image_url", GONE, "", "must define either `image_url` or `slack_file`"),
    ("image", "/slack_file", {"id": "F1"}, "", "cannot provide both `image_url` and `slack_file`"),
    ("image", "/image_url", "https://a.example/" + "x" * 3000, "/image_url", LONG.format(3001)),
    ("image", "/image_url", "cat.png", "/image_url", "must be a valid URL"),
    ("image_in_slack", "/slack_file/url", "https://a.example", "/slack_file", "cannot provide both `id` and `url`"),
    ("image_in_slack", "/slack_file", {}, "/slack_file", "must define either `id` or `url`"),
    # actions and context
    ("actions", "/elements", [], "/elements", EMPTY),
    ("actions", "/elements", GONE, "", "missing required field: elements"),
    ("actions", "/elements", [button(action_id=str(n)) for n in range(26)], "/elements", FEW.format(25)),
    ("actions", "/elements/0", image(), "/elements/0/type", "unsupported type: image"),
    ("actions", "/elements/0", {"type": "email_text_input"}, "/elements/0/type", "unsupported type: email_text_input"),
    ("context", "/elements", [], "/elements", EMPTY),
    ("context", "/elements", [plain()] * 11, "/elements", FEW.format(10)),
    ("context", "/elements/0", button(), "/elements/0/type", "unsupported type: button"),
    ("context", "/elements/1/text", "", "/elements/1/text", "must be more than 0 characters"),
    ("context", "/elements/0/alt_text", GONE, "/elements/0", "missing required field: alt_text"),
    ("context_actions", "/elements", [], "/elements", EMPTY),
    ("context_actions", "/elements", [{"type": "icon_button"}] * 6, "/elements", FEW.format(5)),
    ("context_actions", "/elements/0", button(), "/elements/0/type", "unsupported type: button"),
    (
        "context_actions", "/elements/0/positive_button/value", GONE,
        "/elements/0/positive_button", "missing required field: value",
    ),
    ("context_actions", "/elements/1/icon", GONE, "/elements/1", "missing required field: icon"),
    # input
    ("input", "/label", GONE, "", "missing required field: label"),
    ("input", "/element", GONE, "", "missing required field: element"),
    ("input", "/element", None, "/element", "must provide an object"),
    ("input", "/label/text", "x" * 2001, "/label/text", LONG.format(2001)),
    ("input", "/label", mrkdwn(), "/label/type", "unsupported type: mrkdwn"),
    ("input", "/hint/text", "x" * 2001, "/hint/text", LONG.format(2001)),
    ("input", "/hint", mrkdwn(), "/hint/type", "unsupported type: mrkdwn"),
    ("input", "/optional", "no", "/optional", "must provide a boolean"),
    ("input", "/element", button(), "/element/type", "unsupported type: button"),
    ("input", "/element", {"type": "file_input"}, "/element/type", "unsupported type: file_input"),
    # file, video, markdown
    ("file", "/source", "local", "/source", "must be a valid enum value (remote)"),
    ("call", "/call_id", GONE, "", "missing required field: call_id"),
    ("video", "/title/text", "x" * 200, "/title/text", LONG.format(200)),
    ("video", "/author_name", "x" * 50, "/author_name", LONG.format(50)),
    ("video", "/video_url", "http://a.example/v", "/video_url", "must be an https URL"),
    ("video", "/thumbnail_url", GONE, "", "missing required field: thumbnail_url"),
    ("markdown", "/text", "x" * 12_001, "/text", LONG.format(12_001)),
    ("markdown", "/text", mrkdwn(), "/text", "must provide a string"),
    # table
    ("table", "/rows", [], "/rows", EMPTY),
    ("table", "/rows", [[CELL]] * 101, "/rows", FEW.format(100)),
    ("table", "/rows/0", [CELL] * 21, "/rows/0", FEW.format(20)),
    ("table", "/rows/0/0/text", "", "/rows/0/0/text", "must be more than 0 characters"),
    ("table", "/rows/0/0", mrkdwn(), "/rows/0/0/type", "unsupported type: mrkdwn"),
    ("table", "/rows/0/0/text", "x" * 10_001, "/rows", LONG.format(10_001)),
    ("table", "/column_settings", [None] * 21, "/column_settings", FEW.format(20)),
    (
        "table", "/column_settings/1/align", "middle",
        "/column_settings/1/align", "must be a valid enum value (left, center, right)",
    ),
    # rich text
    ("rich_text", "/elements", GONE, "", "missing required field: elements"),
    ("rich_text", "/elements/0/elements/0", mrkdwn(), "/elements/0/elements/0/type", "unsupported type: mrkdwn"),
    ("rich_text", "/elements/0/elements/0/text", "", "/elements/0/elements/0/text", "must be more than 0 characters"),
    (
        "rich_text", "/elements/0/elements/0/style/loud", True,
        "/elements/0/elements/0/style", "invalid additional property: loud",
    ),
    (
        "rich_text", "/elements/0/elements/3/style/code", True,
        "/elements/0/elements/3/style", "invalid additional property: code",
    ),
    ("rich_text", "/elements/0/elements/3/user_id", GONE, "/elements/0/elements/3", "missing required field: user_id"),
    (
        "rich_text", "/elements/0/elements/7/range", "all",
        "/elements/0/elements/7/range", "must be a valid enum value (here, channel, everyone)",
    ),
    ("rich_text", "/elements/1/style", "dash", "/elements/1/style", "must be a valid enum value (bullet, ordered)"),
    ("rich_text", "/elements/1/style", GONE, "/elements/1", "missing required field: style"),
    ("rich_text", "/elements/1/indent", 9, "/elements/1/indent", "must be less than 9"),
    ("rich_text", "/elements/1/elements", WORDS, "/elements/1/elements/0/type", "unsupported type: text"),
    ("rich_text", "/elements/3/elements/0", WORDS[3], "/elements/3/elements/0/type", "unsupported type: user"),
    ("rich_text", "/elements/0", WORDS[0], "/elements/0/type", "unsupported type: text"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "pointer", "value", "path", "sentence"), REFUSED)
def test_a_block_is_refused(name: str, pointer: str, value: Any, path: str, sentence: str) -> None:
    # a good block stands before, so that the pointer's index means something
    assert f"/blocks/1{path}: {sentence}" in in_message(section(), with_change(GOOD[name], pointer, value))


def test_a_file_input_cannot_report_each_change() -> None:
    block = asked({"type": "file_input"}, dispatch_action=True)
    assert in_modal(block) == ["/blocks/0/element/type: unsupported type: file_input"]
    assert in_modal({**block, "dispatch_action": False}) == []


def test_every_fault_of_a_payload_is_told_at_once() -> None:
    faults = in_message(section(text=plain("")), None, {"type": "actions", "elements": [{"type": "button"}]})
    assert faults == [
        "/blocks/0/text/text: must be more than 0 characters",
        "/blocks/1: must provide an object",
        "/blocks/2/elements/0: missing required field: text",
    ]


def test_a_key_in_a_pointer_is_escaped() -> None:
    block = {"type": "table", "rows": [[CELL]], "column_settings": [{"a/b~c": 1}]}
    assert in_message(block) == ["/blocks/0/column_settings/0: invalid additional property: a/b~c"]
    assert in_message({"type": "call", "call_id": "R", "call": {"a/b": 1}}) == [
        "/blocks/0/call: invalid additional property: a/b"
    ]


def test_options_are_compared_within_one_element_only() -> None:
    menu = {"type": "static_select", "options": [option()]}
    assert in_modal(asked(menu), asked(menu)) == []
