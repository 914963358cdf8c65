"""The sample that sends a billing event, where it cannot: one line says why."""

from __future__ import annotations

import pytest

from docs.billing_event import DEMO, main


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (("localhost:8401",), "ADDRESS must begin with http:// or https://, not localhost:8401"),
        ((DEMO, "whsec_x"), "SECRET must be whsec_ and random bytes in base64, as in BILLING_WEBHOOK_SECRET"),
        (("http://127.0.0.1:9",), "nobody answers at http://127.0.0.1:9 "),
    ],
    ids=["address", "secret", "nobody there"],
)
def test_what_is_wrong_is_said_in_one_line(given: tuple[str, ...], why: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(*given)
    assert str(ended.value).startswith(why)
