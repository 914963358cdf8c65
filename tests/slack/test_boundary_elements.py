"""What each kind of element holds in Slack's payloads, and the one value it becomes."""

from __future__ import annotations

from typing import Any

import pytest

from bot.payloads import (
    read_click,
    read_submission,
)
from tests.slack.payloads import Json, click_of, interaction, modal, submission_of

ELEMENTS: list[tuple[Json, Any]] = [
    ({"type": "plain_text_input", "value": "text"}, "text"),
    ({"type": "plain_text_input", "value": None}, None),
    ({"type": "number_input", "value": "12.5"}, "12.5"),
    ({"type": "email_text_input", "value": "a@b.com"}, "a@b.com"),
    ({"type": "url_text_input", "value": "https://b.com"}, "https://b.com"),
    ({"type": "static_select", "selected_option": {"text": {}, "value": "pl"}}, "pl"),
    ({"type": "static_select", "selected_option": None}, None),
    ({"type": "external_select", "selected_option": {"text": {}, "value": "x"}}, "x"),
    ({"type": "radio_buttons", "selected_option": {"text": {}, "value": "flat_fee"}}, "flat_fee"),
    ({"type": "overflow", "selected_option": {"text": {}, "value": "more"}}, "more"),
    ({"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]}, ["a", "b"]),
    ({"type": "checkboxes", "selected_options": []}, None),
    ({"type": "multi_static_select", "selected_options": [{"value": "a"}]}, ["a"]),
    ({"type": "users_select", "selected_user": "U1"}, "U1"),
    ({"type": "multi_users_select", "selected_users": ["U1", "U2"]}, ["U1", "U2"]),
    ({"type": "conversations_select", "selected_conversation": "C1"}, "C1"),
    ({"type": "multi_conversations_select", "selected_conversations": ["C1"]}, ["C1"]),
    ({"type": "channels_select", "selected_channel": "C1"}, "C1"),
    ({"type": "multi_channels_select", "selected_channels": []}, None),
    ({"type": "datepicker", "selected_date": "2026-11-02"}, "2026-11-02"),
    ({"type": "datepicker", "selected_date": None}, None),
    ({"type": "timepicker", "selected_time": "09:30"}, "09:30"),
    ({"type": "datetimepicker", "selected_date_time": 1628633820}, "1628633820"),
    (
        {"type": "file_input", "files": [{"id": "F1", "name": "a.pdf", "size": 12, "url_private": "https://f/1"}]},
        [{"id": "F1", "name": "a.pdf", "mimetype": "", "size": 12, "url": "https://f/1"}],
    ),
    (
        {
            "type": "rich_text_input",
            "rich_text_value": {
                "type": "rich_text",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "Hello "}]},
                    {
                        "type": "rich_text_list",
                        "style": "bullet",
                        "elements": [
                            {"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]},
                            {"type": "rich_text_section", "elements": [{"type": "link", "url": "https://b.com"}]},
                        ],
                    },
                ],
            },
        },
        "Hello \none\nhttps://b.com",
    ),
]


@pytest.mark.parametrize(("element", "expected"), ELEMENTS, ids=lambda value: str(value)[:60])
def test_each_kind_of_element_has_one_value_and_what_is_empty_is_left_out(element: Json, expected: Any) -> None:
    values = {"asked": {"typed": element}}
    delivery = read_submission(interaction("view_submission", view=modal(state={"values": values})))
    assert submission_of(delivery).modal.answers.get("asked") == expected


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ({"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]}, "a,b"),
        ({"type": "static_select", "selected_option": {"value": "won"}}, "won"),
        ({"type": "plain_text_input", "value": "5"}, "5"),
        ({"type": "button"}, ""),
    ],
)
def test_a_click_has_one_text(action: Json, value: str) -> None:
    container = {"type": "message", "message_ts": "1.2", "channel_id": "C1", "is_ephemeral": False}
    found = {"action_id": "x", "block_id": "b", "action_ts": "1.2", **action}
    body = interaction("block_actions", container=container, channel={"id": "C1"}, actions=[found])
    assert click_of(read_click(body)).value == value
