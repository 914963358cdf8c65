"""Payloads of the shapes that apps send and Slack hands out, made anew by hand: all of them pass."""

from typing import Any, Final

import pytest

from sandbox.rules.blocks import check_message, check_view

# what a person typed into Slack's own composer, as an event carries it
TYPED_BY_A_PERSON: Final[dict[str, Any]] = {
    "type": "message",
    "text": "<@W222> hello :wave: see <https://a.example>",
    "blocks": [
        {
            "type": "rich_text",
            "block_id": "ESkaE",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "user", "user_id": "W222"},
                        {"type": "text", "text": " hello "},
                        {"type": "emoji", "name": "wave", "unicode": "1f44b"},
                        {"type": "text", "text": " see "},
                        {"type": "link", "url": "https://a.example"},
                    ],
                }
            ],
        }
    ],
}
# an approval as apps post it; Slack has added the ids, the flags and the image's size
HANDED_BACK: Final[dict[str, Any]] = {
    "text": "Approve?",
    "blocks": [
        {"type": "header", "block_id": "h", "text": {"type": "plain_text", "text": "New request", "emoji": True}},
        {
            "type": "section",
            "block_id": "s",
            "text": {"type": "mrkdwn", "text": "*Requester:* <@U111>", "verbatim": False},
            "accessory": {
                "type": "image",
                "image_url": "https://a.example/cat.png",
                "alt_text": "A cat",
                "fallback": "72x72px image",
                "image_width": 72,
                "image_height": 72,
                "image_bytes": 1024,
            },
        },
        {"type": "divider", "block_id": "d"},
        {
            "type": "actions",
            "block_id": "a",
            "elements": [
                {
                    "type": "button",
                    "action_id": "approve",
                    "text": {"type": "plain_text", "text": "Approve", "emoji": True},
                    "style": "primary",
                    "value": "1",
                },
                {
                    "type": "button",
                    "action_id": "deny",
                    "text": {"type": "plain_text", "text": "Deny", "emoji": True},
                    "style": "danger",
                    "value": "1",
                    "confirm": {
                        "title": {"type": "plain_text", "text": "Sure?", "emoji": True},
                        "text": {"type": "mrkdwn", "text": "This *cannot* be undone.", "verbatim": False},
                        "confirm": {"type": "plain_text", "text": "Deny", "emoji": True},
                        "deny": {"type": "plain_text", "text": "Back", "emoji": True},
                    },
                },
            ],
        },
        {
            "type": "context",
            "block_id": "c",
            "elements": [{"type": "mrkdwn", "text": "<!date^1700000000^{date_short}|Nov 14>", "verbatim": False}],
        },
    ],
}
FEEDBACK: Final[dict[str, Any]] = {
    "type": "modal",
    "callback_id": "view-id",
    "private_metadata": "",
    "title": {"type": "plain_text", "text": "My App", "emoji": True},
    "submit": {"type": "plain_text", "text": "Submit", "emoji": True},
    "close": {"type": "plain_text", "text": "Cancel", "emoji": True},
    "clear_on_close": False,
    "notify_on_close": False,
    "external_id": "",
    "blocks": [
        {
            "type": "input",
            "block_id": "hspI",
            "label": {"type": "plain_text", "text": "Label", "emoji": True},
            "optional": False,
            "element": {"type": "plain_text_input", "action_id": "maBWU"},
        }
    ],
}
SUGGESTING: Final[dict[str, Any]] = {
    "type": "modal",
    "callback_id": "view-id",
    "title": {"type": "plain_text", "text": "My App"},
    "submit": {"type": "plain_text", "text": "Submit"},
    "close": {"type": "plain_text", "text": "Cancel"},
    "blocks": [
        {
            "type": "input",
            "block_id": "5ar+",
            "label": {"type": "plain_text", "text": "Label"},
            "optional": False,
            "element": {"type": "plain_text_input", "action_id": "i5IpR"},
        },
        {
            "type": "input",
            "block_id": "es_b",
            "label": {"type": "plain_text", "text": "Search"},
            "optional": False,
            "element": {
                "type": "external_select",
                "action_id": "es_a",
                "placeholder": {"type": "plain_text", "text": "Select an item"},
            },
        },
        {
            "type": "input",
            "block_id": "mes_b",
            "label": {"type": "plain_text", "text": "Search (multi)"},
            "optional": False,
            "element": {
                "type": "multi_external_select",
                "action_id": "mes_a",
                "placeholder": {"type": "plain_text", "text": "Select items"},
            },
        },
    ],
}
FROM_A_CHANNEL: Final[dict[str, Any]] = {
    "type": "modal",
    "callback_id": "modal-id",
    "title": {"type": "plain_text", "text": "Title"},
    "submit": {"type": "plain_text", "text": "Submit"},
    "blocks": [
        {
            "type": "input",
            "block_id": "channel",
            "label": {"type": "plain_text", "text": "Where"},
            "element": {
                "type": "conversations_select",
                "action_id": "input",
                "default_to_current_conversation": True,
                "response_url_enabled": True,
            },
        }
    ],
}
SETTINGS_HOME: Final[dict[str, Any]] = {
    "type": "home",
    "callback_id": "",
    "private_metadata": "",
    "blocks": [
        {"type": "header", "text": {"type": "plain_text", "text": "Welcome"}},
        {
            "type": "section",
            "fields": [{"type": "mrkdwn", "text": "*Open:*\n12"}, {"type": "mrkdwn", "text": "*Done:*\n5"}],
        },
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "Digest"},
            "accessory": {
                "type": "static_select",
                "action_id": "digest",
                "options": [
                    {"text": {"type": "plain_text", "text": "Daily"}, "value": "daily"},
                    {"text": {"type": "plain_text", "text": "Weekly"}, "value": "weekly"},
                ],
                "initial_option": {"text": {"type": "plain_text", "text": "Daily"}, "value": "daily"},
            },
        },
    ],
}


@pytest.mark.parametrize("payload", [TYPED_BY_A_PERSON, HANDED_BACK])
def test_a_message_passes(payload: dict[str, Any]) -> None:
    assert check_message(payload) == []


@pytest.mark.parametrize("view", [FEEDBACK, SUGGESTING, FROM_A_CHANNEL, SETTINGS_HOME])
def test_a_view_passes(view: dict[str, Any]) -> None:
    assert check_view(view) == []
