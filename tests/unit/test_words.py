"""Questions in words: which command they mean, and that nothing is guessed where it is not sure."""

from __future__ import annotations

import pytest

from handlers.words.matching import meant
from handlers.words.vocabulary import of_partner, of_staff
from tests.unit.samples import program


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("what's my tier?", "tier"),
        ("What’s my tier", "tier"),
        ("how much ARR do we have", "arr"),
        ("submit a lead", "lead"),
        ("I'd like to submit a new lead, please", "lead"),
        ("show my claims", "claims"),
        ("show me our leads", "leads"),
        ("where are my leads", "leads"),
        ("when do we reach Gold?", "tier"),
        ("who are our custmers", "customers"),
        ("which benefits do we get", "benefits"),
        ("how are we doing", "status"),
        ("estimate a deal", "estimate"),
        ("invite a colleague", "people"),
        ("change my notifications", "settings"),
        ("@U0APPBOT1 help", "help"),
        ("HELP!!!", "help"),
    ],
)
def test_a_partner_is_understood(said: str, command: str) -> None:
    assert meant(said, of_partner(program())) == [command]


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("show the claims", "claims"),
        ("which leads are late", "leads"),
        ("list partners", "partners"),
        ("the report of this month", "report"),
        ("I'm going on vacation", "away"),
        ("who applied", "applications"),
    ],
)
def test_the_staff_is_understood(said: str, command: str) -> None:
    assert meant(said, of_staff()) == [command]


@pytest.mark.parametrize("said", ["", "???", "@U0APPBOT1", "the weather tomorrow", "x" * 5000])
def test_what_is_about_nothing_is_not_guessed(said: str) -> None:
    assert meant(said, of_partner(program())) == []


def test_what_may_be_several_is_asked_back() -> None:
    assert set(meant("tier and benefits", of_partner(program()))) == {"tier", "benefits"}
