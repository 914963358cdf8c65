"""Sends a signed billing event, as a billing system does: Acme becomes a customer of Northwind, for $250.00 a month.

`python docs/billing_event.py [ADDRESS] [SECRET]`; without either it goes to the demo. The same event sent again is a
`duplicate` and changes nothing.
"""

from __future__ import annotations

import binascii
import json
import sys
import urllib.request
from datetime import UTC, datetime
from typing import Any
from urllib.error import HTTPError, URLError

from standardwebhooks import Webhook

DEMO = "http://127.0.0.1:8401"
SECRET = "whsec_dGhlIGRlbW8ncyBzZWNyZXQsIG5vYm9keSBlbHNlJ3M="  # everybody may know the demo's


def event(now: datetime) -> dict[str, Any]:
    """A subscription that begins now, with all that has to be told of it."""
    return {
        "id": "evt_01",
        "type": "subscription.created",
        "occurred_at": now.isoformat(),
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
            "started_on": now.date().isoformat(),
        },
    }


def send(address: str, secret: str, told: dict[str, Any], *, now: datetime) -> str:
    """What the bot answers. HTTPError where it refuses, URLError where nobody is there."""
    body = json.dumps(told)
    headers = {
        "content-type": "application/json",
        "webhook-id": told["id"],
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign(told["id"], now, body),
    }
    request = urllib.request.Request(f"{address.rstrip('/')}/api/v1/billing/events", body.encode(), headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return str(answer.read().decode())


def main(address: str = DEMO, secret: str = SECRET) -> None:
    """Prints the answer; a refusal says what is wrong."""
    if not address.startswith(("http://", "https://")):
        sys.exit(f"ADDRESS must begin with http:// or https://, not {address}")
    now = datetime.now(UTC)
    try:
        print(send(address, secret, event(now), now=now))
    except binascii.Error:
        sys.exit("SECRET must be whsec_ and random bytes in base64, as in BILLING_WEBHOOK_SECRET")
    except HTTPError as refused:
        sys.exit(f"{refused.code} {refused.read().decode()}")
    except URLError as error:
        sys.exit(f"nobody answers at {address} ({error.reason}); is the bot or `make demo` running?")


if __name__ == "__main__":
    main(*sys.argv[1:])
