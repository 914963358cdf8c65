"""What is listed, and how a text begins a sentence."""

from __future__ import annotations

import pytest

from handlers.texts.format import capital, listed


@pytest.mark.parametrize(
    ("parts", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
    ids=["none", "one", "two", "three"],
)
def test_the_last_of_several_comes_after_an_and(parts: list[str], text: str) -> None:
    assert listed(parts) == text


def test_only_the_first_letter_is_raised() -> None:
    assert [capital(each) for each in ("names of ACME alike", "2 partners", "")] == [
        "Names of ACME alike",
        "2 partners",
        "",
    ]
