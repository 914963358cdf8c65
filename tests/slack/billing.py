"""A billing system: makes events, signs them and sends them to the bot."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
from standardwebhooks import Webhook

from bot.billing.route import PATH
from docs.billing_event import event as sample_event
from tests.slack.story import BILLING_SECRETS, Story

Json = dict[str, Any]
Answered = tuple[int, Any]


def event(number: int = 1, *, hours_ago: float = 1, **changes: Any) -> Json:
    """A good event of a subscription of Northwind; changes by path with `__` between, such as `customer__id`."""
    at = datetime.now(UTC) - timedelta(hours=hours_ago)
    made = sample_event(at) | {"id": f"evt_{number}", "type": "subscription.updated"}
    made["subscription"] |= {"rate": "0.20", "started_on": "2026-01-15", "ended_on": None}
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
