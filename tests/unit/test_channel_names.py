"""What a partner's channel is called."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.joining_rules import Joining

TAKEN_BY_SLACK = re.compile(r"[a-z0-9_-]{1,76}")


@pytest.mark.parametrize(
    ("company", "name"),
    [
        ("Acme Labs", "partner-acme-labs"),
        ("Łódź & Søn, Inc.", "partner-lodz-son-inc"),
        ("株式会社", "partner-northwind"),
        ("𝕬cme Ⓛabs", "partner-acme-labs"),
        ("W" * 100, f"partner-{'w' * 40}"),
    ],
)
def test_it_is_made_from_the_company(company: str, name: str) -> None:
    assert Joining().channel_name(company, "northwind") == name


@given(st.text())
def test_slack_takes_it_whatever_the_company_and_with_a_number_behind(company: str) -> None:
    assert TAKEN_BY_SLACK.fullmatch(Joining().channel_name(company, "northwind"))


def test_the_prefix_is_of_letters_that_slack_takes() -> None:
    assert Joining(channel_prefix="").channel_name("Acme", "acme") == "acme"
    with pytest.raises(ValidationError):
        Joining(channel_prefix="Partner ")
