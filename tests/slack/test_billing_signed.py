"""Who is believed to be the billing system."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.doctor.settings import examine_settings
from bot.serving import listen, serving
from bot.settings import SettingsError, given_settings
from bot.wiring import Bot
from domain.program import Program
from sandbox import Workspace
from tests.slack.billing import arr, event, send, signed
from tests.slack.story import BILLING_SECRETS, MANIFEST, Story, StoryClock, story_settings


async def test_both_secrets_are_good_while_they_are_changed(http_story: Story) -> None:
    http_story.enrol("northwind", channels=False)
    for number, secret in enumerate(BILLING_SECRETS):
        assert (await send(http_story, event(number), secret=secret))[0] == 200
    bare = BILLING_SECRETS[0].removeprefix("whsec_")
    assert (await send(http_story, event(3), secret=bare))[0] == 200


def broken_headers() -> dict[str, dict[str, str]]:
    body = json.dumps(event(occurred_at="2026-01-01T00:00:00Z")).encode()
    good = dict(signed(body))
    minutes = timedelta(minutes=6)
    return {
        "none": {},
        "no signature": {key: value for key, value in good.items() if key != "webhook-signature"},
        "of another body": dict(signed(body + b" ")),
        "of another secret": dict(signed(body, secret="whsec_" + "A" * 32)),
        "too old": dict(signed(body, at=datetime.now(UTC) - minutes)),
        "too new": dict(signed(body, at=datetime.now(UTC) + minutes)),
        "another id": {**good, "webhook-id": "msg_2"},
        "no time": {**good, "webhook-timestamp": "soon"},
        "no such time": {**good, "webhook-timestamp": "nan"},
        "no version": {**good, "webhook-signature": "abc"},
        "another version": {**good, "webhook-signature": good["webhook-signature"].replace("v1,", "v2,")},
        "no base64": {**good, "webhook-signature": "v1,a"},
        "no ASCII": {**good, "webhook-signature": "v1,ąę"},
    }


@pytest.mark.parametrize("how", broken_headers())
async def test_who_has_not_signed_is_not_believed(http_story: Story, how: str) -> None:
    http_story.enrol("northwind", channels=False)
    body = json.dumps(event(occurred_at="2026-01-01T00:00:00Z")).encode()
    status, answer = await send(http_story, body, broken_headers()[how])  # of now: signatures are good for minutes
    assert (status, answer["errors"][0]["path"]) == (401, "")
    assert arr(http_story) == 0


async def test_a_body_in_no_utf8_is_not_believed(http_story: Story) -> None:
    assert (await send(http_story, b"\xff", signed(b"x")))[0] == 401


async def test_without_a_secret_no_events_are_taken(program: Program, sqlite_url: str) -> None:
    listening = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with Workspace.running(manifest=MANIFEST) as workspace:
        settings = story_settings(workspace, sqlite_url).model_copy(update={"billing_webhook_secret": None})
        bot = Bot(settings, program, clock=StoryClock())
        async with serving(bot.http_app(), listening):
            status, answer = await send(Story(workspace, bot, StoryClock(), url=url), event())
    assert (status, answer["errors"][0]["message"]) == (
        404,
        "BILLING_WEBHOOK_SECRET is not set: billing events are not taken",
    )


@pytest.mark.parametrize("secret", ["short", "whsec_not base64!", "a b c"])
def test_a_secret_that_is_none_stops_the_start(secret: str) -> None:
    with pytest.raises(SettingsError, match=r"^BILLING_WEBHOOK_SECRET: must be ") as refusal:
        given_settings(billing_webhook_secret=secret)
    assert secret not in str(refusal.value)


@pytest.mark.parametrize(("secret", "is_short"), [("whsec_" + "A" * 28, True), ("whsec_" + "A" * 32, False)])
def test_a_secret_that_can_be_guessed_is_told_by_the_doctor(secret: str, is_short: bool) -> None:
    _, findings = examine_settings({"BILLING_WEBHOOK_SECRET": secret})
    [found] = [each for each in findings if "BILLING_WEBHOOK_SECRET" in str(each)]
    assert ("guessed" in str(found)) is is_short
