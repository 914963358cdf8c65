"""The lead form, page by page: what is required, what is accepted, and all errors of a page at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from domain.errors import Code, FormError
from domain.lead_form import (
    MAX_NOTES,
    MOST_AGENTS,
    MOST_EMPLOYEES,
    Answers,
    check_contact,
    check_deal,
    check_involvement,
    estimate_so_far,
    number_so_far,
    plan_field,
)
from domain.leads import Contact, Deal, ProductChoice, RewardOption
from domain.program import Program
from domain.subscriptions import BillingCycle
from tests.unit.samples import CONTACT, DEAL, INVOLVEMENT

DAY = date(2026, 3, 3)
LOCALE = "en_US"
OPTIONAL_CONTACT = ("job_title", "country", "phone", "employees", "notes")


def contact(**answers: Any) -> Contact:
    return check_contact({**CONTACT, **answers}, locale=LOCALE)


def refusals(check: Callable[[], object]) -> dict[str, Code]:
    """The code of each field that a page refuses."""
    with pytest.raises(FormError) as refused:
        check()
    assert all(error.field == field for field, error in refused.value.errors.items())
    return {field: error.code for field, error in refused.value.errors.items()}


def contact_refusals(**answers: Any) -> dict[str, Code]:
    return refusals(lambda: contact(**answers))


# page one


def test_the_required_fields_alone_make_a_contact() -> None:
    assert contact() == Contact("Acme", "acme.com", "Ann", "Lee", "ann@acme.com")


def test_all_fields_of_a_contact_are_brought_into_form() -> None:
    made = contact(
        company="  <!channel>  & Co ",
        domain="https://www.Acme.co.uk/about",
        job_title="Head of\nSupport",
        country="PL",
        phone="22 123 45 67",
        employees=" 51 ",
        notes="  Met at a fair.\n\nCall on Monday. ",
    )

    assert made == Contact(
        company="<!channel> & Co",
        domain="acme.co.uk",
        first_name="Ann",
        last_name="Lee",
        email="ann@acme.com",
        job_title="Head of Support",
        country="PL",
        phone="+48221234567",
        employees=51,
        notes="Met at a fair.\n\nCall on Monday.",
    )


@pytest.mark.parametrize("empty", ["", "   ", "\n", None])
@pytest.mark.parametrize("field", sorted(CONTACT))
def test_a_required_field_left_empty_is_refused(field: str, empty: str | None) -> None:
    assert contact_refusals(**{field: empty}) == {field: Code.REQUIRED}


@pytest.mark.parametrize("field", OPTIONAL_CONTACT)
def test_any_other_field_may_be_left_empty(field: str) -> None:
    assert contact(**{field: " "}) == contact()


@pytest.mark.parametrize(
    ("field", "longest"), [("company", 120), ("first_name", 60), ("last_name", 60), ("job_title", 120)]
)
def test_lines_have_a_longest_length(field: str, longest: int) -> None:
    assert getattr(contact(**{field: "x" * longest}), field) == "x" * longest
    assert contact_refusals(**{field: "x" * (longest + 1)}) == {field: Code.TOO_LONG}


def test_notes_have_a_longest_length() -> None:
    assert contact(notes="x" * MAX_NOTES).notes == "x" * MAX_NOTES
    assert contact_refusals(notes="x" * (MAX_NOTES + 1)) == {"notes": Code.TOO_LONG}


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("domain", "localhost", Code.DOMAIN_INVALID),
        ("email", "ann@acme", Code.EMAIL_INVALID),
        ("country", "XX", Code.UNKNOWN_CHOICE),
        ("country", "Poland", Code.UNKNOWN_CHOICE),
        ("phone", "22 123 45 67", Code.PHONE_NEEDS_COUNTRY),
        ("phone", "+48 1", Code.PHONE_INVALID),
        ("employees", "0", Code.OUT_OF_RANGE),
        ("employees", str(MOST_EMPLOYEES + 1), Code.OUT_OF_RANGE),
        ("employees", "9" * 5000, Code.OUT_OF_RANGE),
        ("employees", "-5", Code.NOT_A_NUMBER),
        ("employees", "50.5", Code.NOT_A_NUMBER),
        ("employees", "fifty", Code.NOT_A_NUMBER),
        ("employees", "٥٠", Code.NOT_A_NUMBER),
        ("employees", "5²", Code.NOT_A_NUMBER),
    ],
)
def test_a_wrong_field_is_refused_with_its_reason(field: str, typed: str, code: Code) -> None:
    assert contact_refusals(**{field: typed}) == {field: code}


def test_a_number_at_its_bounds_is_accepted() -> None:
    assert contact(employees="1").employees == 1
    assert contact(employees=str(MOST_EMPLOYEES)).employees == MOST_EMPLOYEES


def test_a_phone_number_follows_the_country_chosen() -> None:
    assert contact(country="US", phone="(415) 555-2671").phone == "+14155552671"
    assert contact_refusals(country="PL", phone="(415) 555-2671") == {"phone": Code.PHONE_INVALID}


def test_all_wrong_fields_of_page_one_are_told_at_once() -> None:
    told = refusals(
        lambda: check_contact(
            {
                "company": "x" * 121,
                "domain": "10.0.0.1",
                "last_name": " ",
                "email": "ann",
                "country": "XX",
                "phone": "123",
                "employees": "many",
                "job_title": "x" * 121,
                "notes": "x" * 2001,
            },
            locale=LOCALE,
        )
    )

    assert told == {
        "company": Code.TOO_LONG,
        "domain": Code.DOMAIN_INVALID,
        "first_name": Code.REQUIRED,
        "last_name": Code.REQUIRED,
        "email": Code.EMAIL_INVALID,
        "country": Code.UNKNOWN_CHOICE,
        "phone": Code.PHONE_NEEDS_COUNTRY,
        "employees": Code.NOT_A_NUMBER,
        "job_title": Code.TOO_LONG,
        "notes": Code.TOO_LONG,
    }


def test_an_empty_page_one_asks_for_the_five_required_fields() -> None:
    assert refusals(lambda: check_contact({}, locale=LOCALE)) == dict.fromkeys(CONTACT, Code.REQUIRED)


# page two


def test_only_the_commission_type_is_required(program: Program) -> None:
    assert check_deal(DEAL, program, DAY) == Deal(reward=RewardOption.REV_SHARE)
    assert refusals(lambda: check_deal({}, program, DAY)) == {"reward": Code.REQUIRED}


def test_a_whole_deal_is_read(program: Program) -> None:
    answers: Answers = {
        "reward": "flat_fee",
        "products": ["livechat", "helpdesk"],
        plan_field("livechat"): "enterprise",
        "agents": "12",
        "billing_cycle": "annual",
    }

    assert check_deal(answers, program, DAY) == Deal(
        reward=RewardOption.FLAT_FEE,
        products=(ProductChoice("livechat", "enterprise"), ProductChoice("helpdesk", "team")),
        agents=12,
        billing_cycle=BillingCycle.ANNUAL,
    )


def test_the_plan_of_a_product_not_ticked_is_left_out(program: Program) -> None:
    assert check_deal({**DEAL, plan_field("helpdesk"): "team"}, program, DAY).products == ()


def test_a_product_ticked_twice_is_one_product(program: Program) -> None:
    deal = check_deal({**DEAL, "products": ["livechat", "livechat"]}, program, DAY)

    assert deal.products == (ProductChoice("livechat", "business"),)


@pytest.mark.parametrize(
    ("answers", "field", "code"),
    [
        ({"reward": "a yacht"}, "reward", Code.UNKNOWN_CHOICE),
        ({"billing_cycle": "weekly"}, "billing_cycle", Code.UNKNOWN_CHOICE),
        ({"agents": "0"}, "agents", Code.OUT_OF_RANGE),
        ({"agents": str(MOST_AGENTS + 1)}, "agents", Code.OUT_OF_RANGE),
        ({"agents": "a few"}, "agents", Code.NOT_A_NUMBER),
        ({"products": ["fax"]}, "products", Code.UNKNOWN_CHOICE),
        ({"products": ["livechat"], "plan_livechat": "gratis"}, "plan_livechat", Code.UNKNOWN_CHOICE),
    ],
)
def test_a_wrong_answer_about_the_deal_is_refused(
    program: Program, answers: dict[str, Any], field: str, code: Code
) -> None:
    assert refusals(lambda: check_deal({**DEAL, **answers}, program, DAY)) == {field: code}


def test_all_wrong_fields_of_page_two_are_told_at_once(program: Program) -> None:
    answers = {
        "agents": "-1",
        "billing_cycle": "weekly",
        "products": ["livechat", "fax", "helpdesk"],
        "plan_livechat": "gratis",
        "plan_helpdesk": "starter",
    }

    assert refusals(lambda: check_deal(answers, program, DAY)) == {
        "reward": Code.REQUIRED,
        "agents": Code.NOT_A_NUMBER,
        "billing_cycle": Code.UNKNOWN_CHOICE,
        "products": Code.UNKNOWN_CHOICE,
        "plan_livechat": Code.UNKNOWN_CHOICE,
        "plan_helpdesk": Code.UNKNOWN_CHOICE,
    }


# page three


@pytest.mark.parametrize("choice", ["email", "meetings", "introduction", "none"])
def test_each_involvement_is_accepted_with_the_consent(program: Program, choice: str) -> None:
    assert check_involvement({"involvement": choice, "consent": ["yes"]}, program).choice == choice


@pytest.mark.parametrize("consent", [None, [], "", False])
def test_without_the_leads_consent_nothing_is_submitted(program: Program, consent: object) -> None:
    answers = {**INVOLVEMENT, "consent": consent}

    assert refusals(lambda: check_involvement(answers, program)) == {"consent": Code.CONSENT_MISSING}


def test_an_unknown_involvement_is_refused(program: Program) -> None:
    answers = {**INVOLVEMENT, "involvement": "telepathy"}

    assert refusals(lambda: check_involvement(answers, program)) == {"involvement": Code.UNKNOWN_CHOICE}


def test_all_wrong_fields_of_page_three_are_told_at_once(program: Program) -> None:
    assert refusals(lambda: check_involvement({}, program)) == {
        "involvement": Code.REQUIRED,
        "consent": Code.CONSENT_MISSING,
    }


# while typing


@pytest.mark.parametrize(
    ("answers", "annual"),
    [
        ({}, None),
        ({"products": ["livechat"]}, None),
        ({"agents": "5"}, None),
        ({"products": ["livechat"], "agents": "5"}, 3_540_00),
        ({"products": ["livechat"], "agents": "five"}, None),
        ({"products": ["livechat"], "agents": ""}, None),
        ({"products": ["livechat"], "plan_livechat": "team", "agents": "5"}, 2_460_00),
        ({"products": ["livechat"], "plan_livechat": "gone", "agents": "5"}, None),
    ],
)
def test_the_estimate_follows_what_is_typed_however_incomplete(
    program: Program, answers: dict[str, Any], annual: int | None
) -> None:
    assert estimate_so_far(answers, program, DAY).annual == annual


@pytest.mark.parametrize(("typed", "number"), [("50", 50), (" 51 ", 51), ("5x", None), ("", None), (None, None)])
def test_a_number_is_known_as_soon_as_it_is_one(typed: str | None, number: int | None) -> None:
    assert number_so_far({"employees": typed}, "employees") == number
