"""Direct messages to the app: who may write what, and what is no message at all."""

from __future__ import annotations

from typing import Any

import pytest

from bot.payloads import Kind, PayloadError
from bot.plain_text import plain
from bot.said import read_message
from handlers.requests import Said, SentFile
from tests.slack.story import Story

MESSAGE: dict[str, Any] = {
    "token": "legacy",
    "team_id": "T0LIVECHAT",
    "api_app_id": "A1",
    "type": "event_callback",
    "event_id": "Ev1",
    "authorizations": [{"team_id": "T0LIVECHAT", "user_id": "U0BOT", "is_bot": True}],
    "event": {
        "type": "message",
        "user": "U0PAT0001",
        "team": "T0LIVECHAT",
        "text": "lead",
        "channel": "D1",
        "channel_type": "im",
        "ts": "1664950703.000100",
        "client_msg_id": "c-1",
    },
}


def message(**changes: Any) -> dict[str, Any]:
    return {**MESSAGE, "event": {**MESSAGE["event"], **changes}}


def test_a_message_is_named_by_its_place_and_time() -> None:
    delivery = read_message(message())
    assert delivery is not None
    assert delivery.request == Said("T0LIVECHAT:U0PAT0001", "lead", [], "D1", "1664950703.000100")  # type: ignore[arg-type]  # a PersonKey is a text
    assert (delivery.kind, delivery.key, delivery.team) == (Kind.MESSAGE, "message:D1:1664950703.000100", "T0LIVECHAT")


def test_a_person_of_another_workspace_keeps_it() -> None:
    delivery = read_message(message(user_team="T0HELIO", user="U0HANA001"))
    assert delivery is not None
    assert (delivery.person, delivery.team) == ("T0HELIO:U0HANA001", "T0LIVECHAT")


@pytest.mark.parametrize(
    "changes",
    [
        {"bot_id": "B1"},
        {"bot_profile": {"id": "B1"}},
        {"subtype": "message_changed", "message": {"text": "leads"}},
        {"subtype": "message_deleted"},
        {"subtype": "bot_message"},
        {"channel_type": "channel"},
        {"channel_type": "mpim"},
    ],
)
def test_what_is_no_message_to_the_app_is_left_alone(changes: dict[str, Any]) -> None:
    assert read_message(message(**changes)) is None


def test_files_come_with_where_their_bytes_are() -> None:
    file = {"id": "F1", "name": "leads.csv", "mimetype": "text/csv", "size": 12, "url_private": "https://files/F1"}
    delivery = read_message(message(subtype="file_share", files=[file], text=""))
    assert delivery is not None
    assert isinstance(delivery.request, Said)
    assert delivery.request.files == [SentFile("F1", "leads.csv", "text/csv", 12, "https://files/F1")]


@pytest.mark.parametrize("missing", ["channel", "ts", "user"])
def test_a_message_that_lacks_what_it_must_have_is_refused(missing: str) -> None:
    event = {name: value for name, value in MESSAGE["event"].items() if name != missing}
    with pytest.raises(PayloadError, match=missing):
        read_message({**MESSAGE, "event": event})


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("<mailto:jane@acme.com|jane@acme.com>, <tel:+48600100200|+48 600 100 200>", "jane@acme.com, +48 600 100 200"),
        ("<http://acme.com|acme.com> and <https://acme.com/a?b=1&amp;c>", "acme.com and https://acme.com/a?b=1&c"),
        ("<https://acme.com|our site>", "our site https://acme.com"),
        ("Ask <@U1>, <@U2|ann> in <#C1|sales> &lt;!channel&gt; <!here>", "Ask @U1, @ann in #sales <!channel> !here"),
        ("A &amp; B &amp;lt;", "A & B &lt;"),
    ],
)
def test_slacks_marks_are_taken_out_of_a_text(written: str, typed: str) -> None:
    assert plain(written) == typed


async def test_a_stranger_hears_how_to_join(story: Story) -> None:
    story.enrol("northwind", channels=False)
    nick = story.person("nick")
    await nick.say("lead")
    answered = await nick.dm.message("You aren't in the")
    assert "partners@" in answered.text


async def test_staff_hear_where_their_place_is(story: Story) -> None:
    story.enrol("northwind", channels=False)
    sam = story.person("sam")
    await sam.say("hello")
    await sam.dm.message("/program help")


async def test_what_is_not_understood_is_answered_once(story: Story) -> None:
    story.enrol("northwind", channels=False)
    pat = story.person("pat")
    await pat.say("good morning <!channel>")
    answered = await pat.dm.message("what else I can do")
    assert len(pat.dm.messages) == 2
    assert "channel" not in answered.text
