"""What is read out of messages, signatures and several answers in one line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.free_values import number_in
from domain.lead_fields import lead_fields, refusal_of
from domain.lead_reading import ReadLead, read_lead
from tests.unit import samples

PROGRAM = samples.program()
TODAY = samples.NOW.date()


def read(text: str, **how: Any) -> ReadLead:
    return read_lead(text, locale="en_US", free_mail=PROGRAM.leads.free_mail, **how)


def answers(text: str, **how: Any) -> dict[str, str]:
    return dict(read(text, **how).answers)


JANE = {"first_name": "Jane", "last_name": "Smith", "email": "jane@acme.com", "domain": "acme.com"}


def test_several_answers_in_one_line() -> None:
    assert answers("Jane Smith, jane@acme.com, +48 600 100 200") == {**JANE, "phone": "+48 600 100 200"}


def test_a_signature() -> None:
    signature = """Best regards,
        Jane Smith
        Head of Support
        Acme Inc.
        +1 (415) 555-2671 | jane.smith@acme.com
        www.acme.com"""
    assert answers(signature) == {
        **JANE,
        "email": "jane.smith@acme.com",
        "job_title": "Head of Support",
        "company": "Acme Inc.",
        "phone": "+1 415-555-2671",
    }


def test_sentences() -> None:
    text = (
        "Hi Sam, I talked with Jane Smith from Acme Inc. yesterday, her mail is jane@acme.com. "
        "They have 1,200 employees and need 15 chat agents. Call +48 600 100 200."
    )
    found = answers(text)
    assert found.pop("phone") == "+48 600 100 200"
    assert found == {**JANE, "company": "Acme Inc.", "employees": "1200", "agents": "15"}


def test_a_person_of_a_company_in_a_sentence_that_begins_with_a_verb() -> None:
    found = answers("Met Jane Smith of Silverleaf Media GmbH yesterday, jane.smith@silverleaf-media.de, they want chat")
    assert found == {
        "first_name": "Jane",
        "last_name": "Smith",
        "company": "Silverleaf Media GmbH",
        "email": "jane.smith@silverleaf-media.de",
        "domain": "silverleaf-media.de",
    }


def test_answers_called_by_their_names() -> None:
    found = read("Company: Müller & Söhne GmbH\nName: Dr. Jürgen Müller\nE-mail: j.m@example.de\nCountry: Germany")
    assert found.answers == {
        "company": "Müller & Söhne GmbH",
        "first_name": "Jürgen",
        "last_name": "Müller",
        "email": "j.m@example.de",
        "country": "DE",
        "domain": "example.de",
    }
    assert found.labelled == {"company", "first_name", "last_name", "email", "country"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jane smith, jsmith@gmail.com", {"first_name": "jane", "last_name": "smith", "email": "jsmith@gmail.com"}),
        ("CTO at Initech, 0048 22 123 45 67", {"job_title": "CTO", "company": "Initech", "phone": "+48 22 123 45 67"}),
        ("company Acme, contact John Doe", {"company": "Acme", "first_name": "John", "last_name": "Doe"}),
        ("Smith, Jane <jane.smith@acme.com>", {**JANE, "email": "jane.smith@acme.com"}),
        ("Windmolen B.V., Berlin", {"company": "Windmolen B.V."}),
        ("Li Lei, +86 138 0013 8000", {"first_name": "Li", "last_name": "Lei", "phone": "+86 138 0013 8000"}),
        ("Tel. 08-123 456 78, Stockholm, Sweden", {"phone": "+46 8 123 456 78", "country": "SE"}),
        ("see linkedin.com/in/jane or https://www.acme.co.uk/team", {"domain": "acme.co.uk"}),
        ("IT, chat", {}),
        ("Good morning, many thanks to you all", {}),
        ("jane@acme, @jane, acme., +48 12", {}),
        ("", {}),
    ],
)
def test_what_is_found(text: str, expected: dict[str, str]) -> None:
    assert answers(text) == expected


def test_who_introduces_themselves_in_a_sentence() -> None:
    text = "Hello! I'm John Doe from Acme Corporation. You can reach me at john.doe@acme.com or +44 20 7946 0958."
    assert answers(text) == {
        "first_name": "John",
        "last_name": "Doe",
        "company": "Acme Corporation",
        "email": "john.doe@acme.com",
        "domain": "acme.com",
        "phone": "+44 20 7946 0958",
    }


def test_a_signature_answers_the_first_question_of_a_talk_as_well() -> None:
    signature = "Dr. Anna-Lena Björk\nHead of Support\nBjörk & Söner AB\nanna-lena.bjork@soner.example"
    found = read(signature, asked="company")
    assert found.answers["company"] == "Björk & Söner AB"
    assert (found.answers["first_name"], found.answers["last_name"]) == ("Anna-Lena", "Björk")
    found = read("Jane Smith\nAcme Inc.\ninfo@acme.com", asked="company")
    assert (found.answers["company"], found.answers["first_name"]) == ("Acme Inc.", "Jane")
    assert not found.rest


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("no, her first name is Anna", "first_name", "Anna"),
        ("sorry, her mail is anna@acme.com", "email", "anna@acme.com"),
        ("the company is called Acme Labs", "company", "Acme Labs"),
        ("Actually the role is CTO", "job_title", "CTO"),
    ],
)
def test_in_a_talk_answers_are_called_by_their_names_in_words(said: str, name: str, value: str) -> None:
    found = read(said, in_talk=True)
    assert found.answers[name] == value
    assert found.labelled == {name}
    assert not read(said).labelled


def test_a_company_is_no_person_where_one_was_asked_for() -> None:
    found = read("Foo Bar, acme.com", asked="company")
    assert found.answers == {"domain": "acme.com"}
    assert found.rest == ["Foo Bar"]


def test_a_national_number_is_read_by_its_country() -> None:
    assert answers("call 600 100 200", country="PL") == {"phone": "+48 600 100 200"}
    assert answers("call 600 100 200") == {}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("about 1,200 people", "1200"),
        ("12", "12"),
        ("1 to 5", None),
        ("none", None),
        ("1.5", None),
        ("10 000", "10000"),
    ],
)
def test_the_one_number_in_a_text(text: str, number: str | None) -> None:
    assert number_in(text) == number


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from(["@", ".", "a", "+", "0", " ", "\n", ",", ":", "X y"])).map("".join)
)
def test_whatever_is_read_the_form_would_take(text: str) -> None:
    found = answers(text)
    fields = {field.name for field in lead_fields(PROGRAM, found, TODAY)}
    assert found.keys() <= fields
    for name in found.keys() & {"email", "domain", "phone", "country", "first_name", "last_name"}:
        assert refusal_of(name, found, PROGRAM, TODAY) is None, (name, found)
