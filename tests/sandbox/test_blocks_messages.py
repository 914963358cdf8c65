"""Whole messages: counts, sizes, what is unique, attachments."""

from typing import Any, Final

import pytest

from sandbox.rules.blocks import Problem, check_message
from tests.sandbox.blocks_support import asked, button, in_message, message, mrkdwn, plain, said, section

TABLE: Final = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"text": ""},
        {"text": "x" * 40_000},
        {"text": None, "blocks": None, "attachments": None},
        {"text": "Hello", "blocks": [], "attachments": []},
        {"blocks": [section()] * 50},
        {"blocks": (section(),)},
        {"markdown_text": "# Hello"},
        {"text": "Hello", "channel": "C1", "thread_ts": "1.2", "unfurl_links": False, "metadata": {}},
    ],
)
def test_a_good_message_passes(payload: dict[str, Any]) -> None:
    assert check_message(payload) == []


def test_a_message_has_fifty_blocks_at_most() -> None:
    assert in_message(*[section()] * 51) == ["/blocks: no more than 50 items allowed"]


def test_a_text_is_a_string_of_forty_thousand_characters_at_most() -> None:
    [problem] = check_message({"text": "x" * 40_001})
    assert problem == Problem("/text", "msg_too_long: must be less than 40001 characters")
    assert problem.code == "msg_too_long"
    assert said(check_message({"text": {"a": 1}})) == ["/text: must provide a string"]


def test_blocks_hold_about_thirteen_thousand_characters_together() -> None:
    def of(letters: int) -> list[Problem]:
        full, rest = divmod(letters, 3000)
        return check_message(message(*[section(text=mrkdwn("x" * size)) for size in (*[3000] * full, rest)]))

    assert of(13_200) == []
    [problem] = of(13_201)
    assert (problem.path, problem.code) == ("/blocks", "msg_blocks_too_long")


def test_only_what_is_text_counts_as_characters() -> None:
    rows = [section(block_id="b" * 200 + str(number), accessory=button(value="v" * 2000)) for number in range(50)]
    assert in_message(*rows) == []


def test_blocks_are_an_array() -> None:
    [problem] = check_message({"blocks": {"type": "divider"}})
    assert (problem.path, problem.code) == ("/blocks", "invalid_blocks_format")


def test_a_message_has_one_table() -> None:
    [problem] = check_message(message(TABLE, section(), TABLE))
    assert (str(problem), problem.code) == (
        "invalid_attachments: only_one_table_allowed [json-pointer:/blocks/2]",
        "invalid_attachments",
    )
    assert check_message(message(TABLE, attachments=[{"blocks": [TABLE]}])) != []


def test_markdown_blocks_have_twelve_thousand_characters_together() -> None:
    half = {"type": "markdown", "text": "x" * 6000}
    assert in_message(half, half) == []
    [problem, *_] = check_message(message(half, {**half, "text": "x" * 6001}))
    assert problem.path == "/blocks/1/text"


def test_markdown_text_stands_alone() -> None:
    [problem] = check_message({"markdown_text": "# Hello", "text": "Hello"})
    assert problem.code == "markdown_text_conflict"
    [problem] = check_message({"markdown_text": "x" * 12_001})
    assert problem.code == "msg_too_long"


def test_a_block_id_is_unique_in_a_message() -> None:
    assert in_message(section(block_id="a"), section(block_id="b"), section(block_id="a")) == [
        '/blocks/2/block_id: `block_id` "a" already exists'
    ]


def test_an_action_id_is_unique_in_its_block() -> None:
    rows = [section(accessory=button()), section(accessory=button())]
    assert in_message(*rows) == []
    assert in_message({"type": "actions", "elements": [button(), button(action_id="other"), button()]}) == [
        '/blocks/0/elements/2/action_id: `action_id` "go" already exists'
    ]


def test_an_input_in_a_message_needs_no_submit() -> None:
    assert in_message(asked({"type": "plain_text_input"}, dispatch_action=True)) == []


def test_the_blocks_of_attachments_are_checked() -> None:
    attachments = [
        {"color": "#36a64f", "text": "Legacy", "fields": [{"title": "A", "value": "B", "short": True}]},
        {"color": "#36a64f", "blocks": [section(), {"type": "header", "text": plain("x" * 151)}]},
    ]
    assert said(check_message({"text": "x", "attachments": attachments})) == [
        "/attachments/1/blocks/1/text/text: must be less than 151 characters"
    ]


@pytest.mark.parametrize(
    ("attachments", "expected"),
    [
        ("text", "/attachments: must provide an array"),
        ([None], "/attachments/0: must provide an object"),
        ([{"blocks": None}], "/attachments/0/blocks: must provide an array"),
        ([{"blocks": [section()] * 51}], "/attachments/0/blocks: no more than 50 items allowed"),
        ([{}] * 101, "/attachments: too_many_attachments: no more than 100 items allowed"),
    ],
)
def test_attachments_are_refused(attachments: Any, expected: str) -> None:
    assert said(check_message({"text": "x", "attachments": attachments})) == [expected]


def test_a_problem_is_shown_as_slack_writes_it() -> None:
    [problem] = check_message(message(section(text=mrkdwn("x" * 3001))))
    assert str(problem) == "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert problem.code is None
    assert problem.below("view").path == "/view/blocks/0/text/text"
    assert problem.below("a/b~").path == "/a~1b~0/blocks/0/text/text"
