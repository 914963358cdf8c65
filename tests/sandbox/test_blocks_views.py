"""Modals and homes."""

from typing import Any, Final

import pytest

from sandbox.rules.blocks import check_view
from tests.sandbox.blocks_support import (
    GONE,
    LONG,
    asked,
    button,
    home,
    in_home,
    in_modal,
    modal,
    mrkdwn,
    plain,
    said,
    section,
    with_change,
)

TYPED: Final = {"type": "plain_text_input", "action_id": "typed"}
FULL: Final = modal(
    section(),
    asked(TYPED),
    close=plain("Cancel"),
    callback_id="lead.submit",
    external_id="lead-1",
    private_metadata="x" * 3000,
    clear_on_close=False,
    notify_on_close=True,
)


@pytest.mark.parametrize(
    "view",
    [
        FULL,
        {"type": "modal", "title": plain(), "blocks": [section()]},
        modal(*[section()] * 100, private_metadata="", callback_id=""),
        home(),
        home(*[section()] * 100, callback_id="home", private_metadata="1", external_id="1"),
        home(asked(TYPED), title=plain()),
    ],
)
def test_a_good_view_passes(view: dict[str, Any]) -> None:
    assert check_view(view) == []


@pytest.mark.parametrize(
    ("pointer", "value", "expected"),
    [
        ("/type", GONE, ": missing required field: type"),
        ("/type", "workflow_step", "/type: unsupported type: workflow_step"),
        ("/title", GONE, ": missing required field: title"),
        ("/title", "Title", "/title: must provide an object"),
        ("/title", mrkdwn(), "/title/type: unsupported type: mrkdwn"),
        ("/title/text", "x" * 25, "/title/text: " + LONG.format(25)),
        ("/title/text", "", "/title/text: must be more than 0 characters"),
        ("/submit/text", "x" * 25, "/submit/text: " + LONG.format(25)),
        ("/close/text", "x" * 25, "/close/text: " + LONG.format(25)),
        ("/close", mrkdwn(), "/close/type: unsupported type: mrkdwn"),
        ("/blocks", GONE, ": missing required field: blocks"),
        ("/blocks", [], "/blocks: must provide at least 1 items"),
        ("/blocks", None, "/blocks: must provide an array"),
        ("/blocks", [section()] * 101, "/blocks: no more than 100 items allowed"),
        ("/blocks/0", None, "/blocks/0: must provide an object"),
        ("/private_metadata", "x" * 3001, "/private_metadata: " + LONG.format(3001)),
        ("/private_metadata", {"lead": 1}, "/private_metadata: must provide a string"),
        ("/callback_id", "x" * 256, "/callback_id: " + LONG.format(256)),
        ("/external_id", "x" * 256, "/external_id: " + LONG.format(256)),
        ("/notify_on_close", "yes", "/notify_on_close: must provide a boolean"),
        ("/clear_on_close", None, "/clear_on_close: must provide a boolean"),
        ("/submit_disabled", False, ": invalid additional property: submit_disabled"),
        ("/hash", "1", ": invalid additional property: hash"),
        ("/submit", GONE, "/blocks/1/input: must define `submit` to use an `input` block in modals"),
    ],
)
def test_a_modal_is_refused(pointer: str, value: Any, expected: str) -> None:
    assert said(check_view(with_change(FULL, pointer, value))) == [expected]


@pytest.mark.parametrize("key", ["submit", "close"])
def test_a_home_has_no_buttons_of_its_own(key: str) -> None:
    assert said(check_view(home(section(), **{key: plain()}))) == [f": invalid additional property: {key}"]


def test_a_home_has_a_hundred_blocks_at_most() -> None:
    assert in_home(*[section()] * 101) == ["/blocks: no more than 100 items allowed"]


def test_a_view_has_a_quarter_of_a_megabyte_at_most() -> None:
    fields = [mrkdwn("x" * 2000)] * 10
    assert in_modal(*[section(fields=fields)] * 12) == []
    [problem] = check_view(modal(*[section(fields=fields)] * 13))
    assert (problem.path, problem.code) == ("", "view_too_large")


def test_ids_are_unique_in_a_view() -> None:
    assert in_modal(section(block_id="a"), asked(TYPED, block_id="a")) == [
        '/blocks/1/block_id: `block_id` "a" already exists'
    ]
    assert in_modal(asked(TYPED), asked(TYPED)) == []
    assert in_home({"type": "actions", "elements": [button(), button()]}) == [
        '/blocks/0/elements/1/action_id: `action_id` "go" already exists'
    ]


def test_one_element_of_a_view_takes_the_focus() -> None:
    focused = asked({**TYPED, "focus_on_load": True})
    assert in_modal(focused, asked(TYPED)) == []
    assert in_modal(focused, asked(TYPED), focused) == [
        "/blocks/2/element/focus_on_load: must be set on one element only"
    ]


@pytest.mark.parametrize(
    "odd", [{"type": []}, {"type": "modal", "blocks": "x"}, {"type": "home", "blocks": [[], 1, {}]}]
)
def test_nonsense_is_told_and_not_raised(odd: dict[str, Any]) -> None:
    assert check_view(odd) != []


def test_half_a_character_is_no_reason_to_raise() -> None:
    assert in_modal(section(text=plain("\ud83d"))) == []
