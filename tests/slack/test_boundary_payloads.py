"""Payloads as Slack sends them, written by hand, and the requests they become."""

from __future__ import annotations

import pytest

from bot.payloads import (
    Kind,
    PayloadError,
    read_click,
    read_command,
    read_home,
    read_shortcut,
    read_submission,
)
from handlers.requests import Command, HomeOpened, Shortcut, Surface
from tests.slack.payloads import COMMAND, HANA, HOME, button, click_of, interaction, modal, submission_of


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


@pytest.mark.parametrize("missing", ["team_id", "user_id", "command"])
def test_a_command_that_lacks_what_it_must_have_is_refused(missing: str) -> None:
    with pytest.raises(PayloadError, match=missing):
        read_command({name: value for name, value in COMMAND.items() if name != missing})


def test_a_click_without_an_action_is_refused() -> None:
    with pytest.raises(PayloadError):
        read_click(interaction("block_actions", actions=[]))
