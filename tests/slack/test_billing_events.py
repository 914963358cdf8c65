"""Billing events over HTTP: who is believed, what is refused, and what becomes of the rest."""

from __future__ import annotations

import asyncio
import io
import json
import re
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from standardwebhooks import Webhook

from bot.billing.route import BODY_LIMIT, PATH
from bot.doctor.settings import examine_settings
from bot.serving import listen, serving
from bot.settings import SettingsError, given_settings
from bot.wiring import Bot
from domain.billing import Taken
from domain.program import Program
from sandbox import Workspace
from tests.slack.conftest import signed_story
from tests.slack.playing import NORTHWIND
from tests.slack.story import BILLING_SECRETS, MANIFEST, Story, StoryClock, story_settings

Json = dict[str, Any]
Answered = tuple[int, Any]


@pytest.fixture
async def desk(program: Program, database_url: str) -> AsyncIterator[Story]:
    """A story with a partner, over HTTP, on both databases."""
    async with signed_story(program, database_url) as story:
        story.enrol("northwind", channels=False)
        yield story


def event(number: int = 1, *, hours_ago: float = 1, **changes: Any) -> Json:
    """A good event of a subscription of Northwind; changes by path with `__` between, such as `customer__id`."""
    at = datetime.now(UTC) - timedelta(hours=hours_ago)
    made: Json = {
        "id": f"evt_{number}",
        "type": "subscription.updated",
        "occurred_at": at.isoformat(),
        "subscription": {
            "id": "sub_01",
            "partner": "northwind",
            "customer": {"id": "cus_01", "name": "Acme", "domain": "acme.example"},
            "kind": "referral",
            "product": "livechat",
            "plan": "business",
            "seats": 5,
            "billing_cycle": "monthly",
            "amount": "250.00",
            "currency": "USD",
            "status": "active",
            "rate": "0.20",
            "started_on": "2026-01-15",
            "ended_on": None,
        },
    }
    for path, value in changes.items():
        *parents, last = path.split("__")
        part = made if parents or last in made else made["subscription"]
        for step in parents:
            part = part[step] if step in part else part["subscription"][step]
        part[last] = value
    return made


def signed(body: bytes, *, secret: str = BILLING_SECRETS[0], at: datetime | None = None) -> Mapping[str, str]:
    """The headers of a body that was signed at an instant, by default now."""
    at = at or datetime.now(UTC)
    signature = Webhook(secret).sign("msg_1", at, body.decode())
    return {"webhook-id": "msg_1", "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}


async def send(
    story: Story, told: Json | list[Json] | bytes, headers: Mapping[str, str] | None = None, **signing: Any
) -> Answered:
    """The answer to events, or to the bytes of a body."""
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    headers = signed(body, **signing) if headers is None else headers
    async with (
        aiohttp.ClientSession() as http,
        http.post(story.url + PATH, data=io.BytesIO(body), headers=headers) as answer,
    ):
        return answer.status, await answer.json()


def arr(story: Story, partner_id: str = "northwind") -> int:
    """A partner's ARR in cents."""
    today = story.clock.now().date()
    return story.look(lambda uow: uow.partners.tier_figures(partner_id, new_since=today)).arr


async def test_an_event_moves_the_arr_at_once_and_only_once(desk: Story) -> None:
    assert await send(desk, event()) == (200, {"id": "evt_1", "status": "applied"})
    assert arr(desk) == 240_000
    assert await send(desk, event(amount="999.00")) == (200, {"id": "evt_1", "status": "duplicate"})
    assert arr(desk) == 240_000
    assert (await send(desk, event(2, billing_cycle="annual", amount="3000.00")))[1]["status"] == "applied"
    assert arr(desk) == 240_000
    assert (await send(desk, event(3, hours_ago=0.5, seats=10, amount="500.00")))[1]["status"] == "applied"
    assert arr(desk) == 480_000


async def test_an_older_event_is_recorded_and_changes_nothing(desk: Story) -> None:
    await send(desk, event(2, hours_ago=1, status="paused"))
    assert await send(desk, event(1, hours_ago=2)) == (200, {"id": "evt_1", "status": "stale"})
    assert arr(desk) == 0
    assert (await send(desk, event(1, hours_ago=2)))[1]["status"] == "duplicate"


async def test_a_list_is_answered_in_its_order(desk: Story) -> None:
    events = [event(2, hours_ago=1), event(1, hours_ago=2), event(2, hours_ago=1), event(3, id="sub_02", hours_ago=1)]
    events[3]["id"], events[3]["subscription"]["id"] = "evt_3", "sub_02"
    status, answer = await send(desk, events)
    assert status == 200
    assert [(each["id"], each["status"]) for each in answer["results"]] == [
        ("evt_2", Taken.APPLIED),
        ("evt_1", Taken.STALE),
        ("evt_2", Taken.DUPLICATE),
        ("evt_3", Taken.APPLIED),
    ]
    assert await send(desk, []) == (200, {"results": []})


async def test_all_that_is_wrong_is_told_with_its_path_and_nothing_is_taken(desk: Story) -> None:
    events: list[Any] = [
        event(1),
        event(2, amount=250, partner="northwnd", customer__name=" "),
        event(3, currency="EUR", seats=True, occurred_at="2026-11-01T10:00:00"),
        event(4, type="subscription.ended"),
        event(5, amount="-1.00", rate="20", ended_on="2025-12-31", customer__domain="acme"),
        7,
    ]
    del events[2]["subscription"]["plan"]
    status, answer = await send(desk, events)
    ended = "must be cancelled or expired where the type is subscription.ended, not active"
    assert status == 422
    assert {each["path"]: each["message"] for each in answer["errors"]} == {
        "events[1].subscription.amount": "must be a text in quotes",
        "events[1].subscription.partner": 'there is no partner "northwnd"; did you mean "northwind"?',
        "events[1].subscription.customer.name": "must not be empty",
        "events[2].occurred_at": 'must be an instant with its zone such as "2026-11-01T10:00:00Z"',
        "events[2].subscription.currency": "must be USD, the program's currency, not EUR",
        "events[2].subscription.seats": "must be a whole number from 1 to 1000000",
        "events[2].subscription.plan": "is missing",
        "events[3].subscription.status": ended,
        "events[4].subscription.amount": 'must be an amount such as 250.00, not "-1.00"',
        "events[4].subscription.rate": 'must be a fraction from 0 up to but not 1 such as 0.20, not "20"',
        "events[4].subscription.ended_on": "must not be before started_on (2026-01-15)",
        "events[4].subscription.customer.domain": 'must be a domain such as acme.com, not "acme"',
        "events[5]": "must be an object",
    }
    paths = [each["path"] for each in answer["errors"]]
    assert [path[:9] for path in paths] == sorted(path[:9] for path in paths)
    assert arr(desk) == 0
    assert (await send(desk, event(1)))[1]["status"] == "applied"


async def test_one_right_but_unfit_event_keeps_its_whole_list_out(desk: Story) -> None:
    status, answer = await send(desk, [event(1), event(2, partner="nobody", currency="EUR")])
    assert (status, [each["path"] for each in answer["errors"]]) == (
        422,
        ["events[1].subscription.partner", "events[1].subscription.currency"],
    )
    assert arr(desk) == 0
    status, answer = await send(desk, event(2, partner="nobody"))
    assert (status, answer) == (
        422,
        {"errors": [{"path": "subscription.partner", "message": 'there is no partner "nobody"'}]},
    )


@pytest.mark.parametrize(
    "name", ["\x00", "Acme\x00Inc", "\ud800"], ids=["only NUL", "NUL within", "half a surrogate pair"]
)
async def test_what_no_database_can_keep_is_refused(desk: Story, name: str) -> None:
    assert (await send(desk, event(customer__name=name)))[0] in {400, 422}


async def test_an_unknown_field_is_kept_with_the_event_alone(desk: Story) -> None:
    assert (await send(desk, {**event(), "livemode": True, "note": "a\x00b"}))[0] == 200


@pytest.mark.parametrize("body", [b"", b"{", b"\xef\xbb\xbf{}", b'{"id": NaN}'])
async def test_what_is_no_json_is_400(http_story: Story, body: bytes) -> None:
    status, answer = await send(http_story, body)
    assert status == 400
    assert answer["errors"][0]["message"].startswith("must be JSON: ")


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


async def test_too_much_is_413(http_story: Story) -> None:
    assert (await send(http_story, [event(number) for number in range(1001)]))[0] == 413
    assert (await send(http_story, b" " * (BODY_LIMIT + 1)))[0] == 413
    http_story.enrol("northwind", channels=False)
    status, answer = await send(http_story, [event(number) for number in range(1000)])
    assert (status, len(answer["results"])) == (200, 1000)


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


async def test_the_same_delivery_many_times_at_once_ends_in_one(desk: Story) -> None:
    told = [event(number, hours_ago=1) for number in range(3)]
    for number, each in enumerate(told):
        each["subscription"]["id"] = f"sub_{number}"
    answers = await asyncio.gather(*(send(desk, told) for _ in range(6)))
    assert {status for status, _ in answers} == {200}
    statuses = [[each["status"] for each in answer["results"]] for _, answer in answers]
    assert sorted(statuses) == [["applied"] * 3, *[["duplicate"] * 3] * 5]
    assert arr(desk) == 3 * 240_000


async def test_events_of_the_same_new_things_at_once_are_all_taken(desk: Story) -> None:
    answers = await asyncio.gather(*(send(desk, event(number, hours_ago=number)) for number in range(1, 9)))
    assert {status for status, _ in answers} == {200}
    assert "applied" in {answer["status"] for _, answer in answers}
    newest = desk.look(lambda uow: uow.subscriptions.get("sub_01"))
    assert newest is not None
    assert str(newest.newest_event).endswith("/evt_1")
    assert arr(desk) == 240_000


async def test_a_promotion_by_an_event_is_told_in_the_partners_channel(program: Program, sqlite_url: str) -> None:
    async with signed_story(program, sqlite_url) as story:
        story.enrol("northwind")
        told = event(kind="reseller", amount="500.00")
        assert (await send(story, told))[1]["status"] == "applied"
        message = await story.channel(NORTHWIND).message(containing="Silver")
        assert "Northwind" in message.text


async def test_figures_and_documentation_speak_of_events(http_story: Story, http: aiohttp.ClientSession) -> None:
    http_story.enrol("northwind", channels=False)
    await send(http_story, [event(1), event(1)])
    await send(http_story, event(2, partner="nobody"))
    async with http.get(f"{http_story.url}/metrics") as answer:
        figures = await answer.text()
    for line in (
        'partner_billing_events_total{outcome="applied"} 1.0',
        'partner_billing_events_total{outcome="duplicate"} 1.0',
        'partner_billing_events_total{outcome="refused"} 1.0',
        'partner_billing_requests_total{status="200"} 1.0',
        'partner_billing_requests_total{status="422"} 1.0',
    ):
        assert line in figures
    async with http.get(f"{http_story.url}/openapi.json") as answer:
        described = (await answer.json())["paths"][PATH]["post"]
    one, many = described["requestBody"]["content"]["application/json"]["schema"]["anyOf"]
    assert one["properties"]["subscription"]["properties"]["amount"]["examples"] == ["250.00"]
    assert (many["items"], many["maxItems"]) == (one, 1000)
    assert "$ref" not in json.dumps(described["requestBody"])
    assert set(described["responses"]) >= {"200", "400", "401", "404", "413", "422", "503"}


async def test_the_described_example_is_taken(http_story: Story, http: aiohttp.ClientSession) -> None:
    """What `/api/docs` shows can be sent as it is."""
    http_story.enrol("northwind", channels=False)
    async with http.get(f"{http_story.url}/openapi.json") as answer:
        described = (await answer.json())["paths"][PATH]["post"]["requestBody"]["content"]["application/json"]
    example = _example(described["schema"]["anyOf"][0])
    assert re.match(r"evt_", example["id"])
    assert (await send(http_story, example))[1]["status"] == "applied"


def _example(schema: Json) -> Any:
    if schema.get("type") == "object":
        return {name: _example(each) for name, each in schema["properties"].items()}
    return schema["examples"][0]


@pytest.mark.parametrize(("secret", "is_short"), [("whsec_" + "A" * 28, True), ("whsec_" + "A" * 32, False)])
def test_a_secret_that_can_be_guessed_is_told_by_the_doctor(secret: str, is_short: bool) -> None:
    _, findings = examine_settings({"BILLING_WEBHOOK_SECRET": secret})
    [found] = [each for each in findings if "BILLING_WEBHOOK_SECRET" in str(each)]
    assert ("guessed" in str(found)) is is_short
