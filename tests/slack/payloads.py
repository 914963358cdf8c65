"""Payloads as Slack sends them, written by hand, for tests of how they are read."""

from __future__ import annotations

from typing import Any

from bot.payloads import (
    Delivery,
)
from handlers.requests import Click, Submission

Json = dict[str, Any]


HANA = {"id": "U0HANA001", "username": "hana", "name": "hana", "team_id": "T0HELIO"}


def interaction(kind: str, **more: Any) -> Json:
    """What all interactions have."""
    return {
        "type": kind,
        "token": "legacy",
        "api_app_id": "A1",
        "team": {"id": "T0LIVECHAT", "domain": "livechat"},
        "user": {"id": "U0PAT0001", "username": "pat", "name": "pat", "team_id": "T0LIVECHAT"},
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": "13345224609.738474920.8088930838d88f008e0",
        **more,
    }


def modal(**more: Any) -> Json:
    """A view as it comes with clicks and submissions."""
    return {
        "id": "V2",
        "team_id": "T0LIVECHAT",
        "app_id": "A1",
        "app_installed_team_id": "T0LIVECHAT",
        "bot_id": "B1",
        "type": "modal",
        "title": {"type": "plain_text", "text": "Submit a lead", "emoji": True},
        "blocks": [
            {"type": "section", "block_id": "s", "text": {"type": "mrkdwn", "text": "Read this", "verbatim": False}},
            {"type": "input", "block_id": "company", "element": {"type": "plain_text_input", "action_id": "typed"}},
            {"type": "input", "block_id": "country", "element": {"type": "static_select", "action_id": "typed"}},
        ],
        "private_metadata": '{"v":1,"draft":"d-1"}',
        "callback_id": "lead.submit.contact",
        "state": {"values": {}},
        "hash": "1664950703.CmTS8F7U",
        "clear_on_close": False,
        "notify_on_close": False,
        "root_view_id": "V1",
        "previous_view_id": "V1",
        "external_id": "",
        **more,
    }


def button(**more: Any) -> Json:
    return {
        "type": "button",
        "action_id": "lead.review",
        "block_id": "row",
        "text": {"type": "plain_text", "text": "Review", "emoji": True},
        "value": "12",
        "action_ts": "1664950703.123456",
        **more,
    }


def click_of(delivery: Delivery) -> Click:
    assert isinstance(delivery.request, Click)
    return delivery.request


def submission_of(delivery: Delivery) -> Submission:
    assert isinstance(delivery.request, Submission)
    return delivery.request


COMMAND = {
    "token": "legacy",
    "team_id": "T0LIVECHAT",
    "team_domain": "livechat",
    "channel_id": "C0NORTHWND",
    "channel_name": "privategroup",
    "user_id": "U0PAT0001",
    "user_name": "pat",
    "command": "/partner",
    "text": "  Leads   2 of all ",
    "api_app_id": "A1",
    "is_enterprise_install": "false",
    "response_url": "https://hooks.slack.com/commands/T0/1/x",
    "trigger_id": "1.2.3",
}


HOME = {
    "token": "legacy",
    "team_id": "T0LIVECHAT",
    "api_app_id": "A1",
    "event": {
        "type": "app_home_opened",
        "user": "U0PAT0001",
        "channel": "D1",
        "tab": "home",
        "event_ts": "1664950703.1",
    },
    "type": "event_callback",
    "event_id": "Ev1",
    "event_time": 1664950703,
    "authorizations": [{"team_id": "T0LIVECHAT", "user_id": "U0BOT", "is_bot": True}],
}
