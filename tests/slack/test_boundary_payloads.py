"""Payloads as Slack sends them, written by hand, and the requests they become."""

from __future__ import annotations

from typing import Any

import pytest

from bot.payloads import (
    Delivery,
    Kind,
    PayloadError,
    read_click,
    read_command,
    read_home,
    read_shortcut,
    read_submission,
)
from handlers.requests import Click, Command, HomeOpened, Shortcut, Submission, Surface

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


def test_a_command_has_a_word_and_a_rest() -> None:
    delivery = read_command(COMMAND)
    assert delivery.request == Command(
        "T0LIVECHAT:U0PAT0001",  # type: ignore[arg-type]  # a PersonKey is a text
        "/partner",
        "leads",
        "2 of all",
        "C0NORTHWND",
    )
    assert (delivery.kind, delivery.key, delivery.team) == (Kind.COMMAND, "command:1.2.3", "T0LIVECHAT")
    assert delivery.response_url == "https://hooks.slack.com/commands/T0/1/x"


@pytest.mark.parametrize("text", ["", "   ", None])
def test_a_command_without_text_has_no_word(text: str | None) -> None:
    request = read_command({**COMMAND, "text": text}).request
    assert isinstance(request, Command)
    assert (request.word, request.rest) == ("", "")


def test_a_click_in_a_message_has_its_place() -> None:
    body = interaction(
        "block_actions",
        container={
            "type": "message",
            "message_ts": "1664950000.000100",
            "channel_id": "C0LEADS01",
            "is_ephemeral": False,
            "thread_ts": "1664940000.000100",
        },
        channel={"id": "C0LEADS01", "name": "privategroup"},
        message={"type": "message", "ts": "1664950000.000100", "text": "Card"},
        state={"values": {}},
        response_url="https://hooks.slack.com/actions/T0/1/x",
        actions=[button()],
    )
    delivery = read_click(body)
    click = click_of(delivery)
    assert (click.action, click.value, click.at, click.block_id) == ("lead.review", "12", "1664950703.123456", "row")
    assert (click.surface, click.channel_id) == (Surface.MESSAGE, "C0LEADS01")
    assert (delivery.thread_ts, click.modal) == ("1664940000.000100", None)


def test_a_click_in_an_ephemeral_message_comes_without_the_message() -> None:
    container = {"type": "message", "message_ts": "1.2", "channel_id": "C1", "is_ephemeral": True}
    body = interaction("block_actions", container=container, channel={"id": "C1", "name": "c"}, actions=[button()])
    assert click_of(read_click(body)).surface is Surface.EPHEMERAL


def test_a_click_in_a_modal_brings_what_is_typed_so_far() -> None:
    values = {"company": {"typed": {"type": "plain_text_input", "value": "Acme"}}}
    body = interaction(
        "block_actions",
        container={"type": "view", "view_id": "V2"},
        view=modal(state={"values": values}),
        actions=[button(action_id="lead.form.answer")],
    )
    click = click_of(read_click(body))
    assert click.surface is Surface.MODAL
    assert click.modal is not None
    assert click.modal.answers == {"company": "Acme"}
    assert (click.modal.view_id, click.modal.metadata) == ("V2", {"draft": "d-1"})


def test_a_click_on_home_has_no_modal_and_no_channel() -> None:
    view = modal(type="home", private_metadata="", callback_id="")
    body = interaction("block_actions", container={"type": "view", "view_id": "V2"}, view=view, actions=[button()])
    delivery = read_click(body)
    click = click_of(delivery)
    assert (click.surface, click.modal, click.channel_id, delivery.is_stale) == (Surface.HOME, None, None, False)


def test_a_submission_lists_its_fields_and_what_was_filled_in() -> None:
    values = {
        "company": {"typed": {"type": "plain_text_input", "value": "Acme & Söhne"}},
        "country": {"typed": {"type": "static_select", "selected_option": None}},
    }
    body = interaction("view_submission", view=modal(state={"values": values}), response_urls=[])
    delivery = read_submission(body)
    sent = submission_of(delivery)
    assert sent.modal.fields == ["company", "country"]
    assert sent.modal.answers == {"company": "Acme & Söhne"}
    assert sent.modal.callback_id == "lead.submit.contact"
    assert delivery.key == "submission:13345224609.738474920.8088930838d88f008e0"
    assert not delivery.is_stale


def test_in_a_shared_channel_the_person_is_of_his_team_and_the_installation_of_ours() -> None:
    body = interaction(
        "view_submission",
        team={"id": "T0HELIO", "domain": "heliolabs", "enterprise_id": "E0HELIO", "enterprise_name": "Helio"},
        user=HANA,
        view=modal(app_installed_team_id="T0LIVECHAT"),
    )
    delivery = read_submission(body)
    assert (delivery.person, delivery.team) == ("T0HELIO:U0HANA001", "T0LIVECHAT")


def test_an_installation_for_an_organisation_has_no_team() -> None:
    body = interaction(
        "block_actions",
        team=None,
        user=HANA,
        enterprise={"id": "E1", "name": "Organisation"},
        is_enterprise_install=True,
        container={"type": "message", "message_ts": "1.2", "channel_id": "C1", "is_ephemeral": False},
        channel={"id": "C1", "name": "c"},
        actions=[button()],
    )
    delivery = read_click(body)
    assert (delivery.person, delivery.team, delivery.enterprise) == ("T0HELIO:U0HANA001", None, "E1")


def test_a_global_shortcut_has_no_channel() -> None:
    body = interaction("shortcut", callback_id="lead.open", action_ts="1664950703.1")
    delivery = read_shortcut(body)
    assert delivery.request == Shortcut("T0LIVECHAT:U0PAT0001", "lead.open")  # type: ignore[arg-type]  # as above
    assert delivery.trigger_id


def test_a_message_shortcut_brings_the_message() -> None:
    message = {"type": "message", "user": "U1", "ts": "1.2", "text": "We need a chat"}
    channel = {"id": "C1", "name": "c"}
    request = read_shortcut(
        interaction("message_action", callback_id="lead.from", channel=channel, message=message)
    ).request
    assert isinstance(request, Shortcut)
    assert (request.channel_id, request.message["text"]) == ("C1", "We need a chat")


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


def test_home_is_opened_by_a_person_and_the_messages_tab_is_not_home() -> None:
    delivery = read_home(HOME)
    assert delivery is not None
    assert delivery.request == HomeOpened("T0LIVECHAT:U0PAT0001")  # type: ignore[arg-type]  # as above
    assert delivery.key == "event:Ev1"
    assert read_home({**HOME, "event": {**HOME["event"], "tab": "messages"}}) is None  # type: ignore[dict-item]


@pytest.mark.parametrize(
    "metadata", ["", "free text", "[]", '"v"', "{}", '{"v":2,"draft":"d"}', '{"v":"1"}', '{"v":null}']
)
def test_metadata_of_another_version_makes_a_view_old(metadata: str) -> None:
    delivery = read_submission(interaction("view_submission", view=modal(private_metadata=metadata)))
    assert delivery.is_stale
    assert submission_of(delivery).modal.metadata == {}


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
    ({"type": "file_input", "files": [{"id": "F1", "name": "a.pdf"}]}, ["F1"]),
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


@pytest.mark.parametrize("missing", ["team_id", "user_id", "command"])
def test_a_command_that_lacks_what_it_must_have_is_refused(missing: str) -> None:
    with pytest.raises(PayloadError, match=missing):
        read_command({name: value for name, value in COMMAND.items() if name != missing})


def test_a_click_without_an_action_is_refused() -> None:
    with pytest.raises(PayloadError):
        read_click(interaction("block_actions", actions=[]))
