"""A wrong program file is refused with the path of each wrong value and what is allowed there."""

from __future__ import annotations

from datetime import date, time

import pytest
from pydantic import ValidationError

from domain.program import Program, parse_program
from tests.unit import samples

BOOK = "price_books.0.products"
FIRST_PRICE = f"{BOOK}.0.plans.0.price"
MISSING = samples.MISSING
BRONZE = {"key": "bronze", "name": "Again", "emoji": ":star:", "required_arr": 30000, "rate": 0.3}
LATER_BOOK = {"valid_from": date(2020, 1, 1), "products": samples.program_data()["price_books"][0]["products"]}

FILE = {"key": "logo", "label": "Logo", "kind": "file"}

# what is changed, to what, the path that the error names, and a word of what is allowed
WRONG = [
    ("vendor", MISSING, "vendor", "required"),
    ("vendor.name", "", "vendor.name", "at least 1 character"),
    ("vendor.name", "x" * 76, "vendor.name", "at most 75"),
    ("vendor.contact", "partners", "vendor.contact", "an email address"),
    ("vendor.website", "partners.livechat.com", "vendor.website", "https?://"),
    ("vendor.currency", "DOLLAR", "vendor.currency", "ISO 4217"),
    ("vendor.locale", "klingon", "vendor.locale", "a locale such as en_US"),
    ("vendor.timezone", "Warsaw", "vendor.timezone", "Europe/Warsaw"),
    ("vendor.country", "XX", "vendor.country", "two-letter country code"),
    ("vendor.country", False, "vendor.country", "valid string"),
    ("vendor.phone", "123", "vendor.phone", "not permitted"),
    ("tiers", [], "tiers", "at least one"),
    ("tiers.0.required_arr", 1, "tiers", "first tier must require nothing"),
    ("tiers.0.new_customers", {"at_least": 1}, "tiers", "first tier must require nothing"),
    ("tiers.1.new_customers", {"at_least": 1, "months": 24}, "tiers", "same window and months"),
    ("tiers.1.required_arr", 20000, "tiers", "must rise"),
    ("tiers.1.required_arr", 20001, "tiers", "must rise"),
    ("tiers.1.required_arr", -1, "tiers.1.required_arr", "0 or more"),
    ("tiers.1.required_arr", 5000.005, "tiers.1.required_arr", "at most two decimals"),
    ("tiers.1.required_arr", "5,000", "tiers.1.required_arr", "such as 5000"),
    ("tiers.1.required_arr", True, "tiers.1.required_arr", "such as 5000"),
    ("tiers.1.required_arr", float("inf"), "tiers.1.required_arr", "such as 5000"),
    ("tiers.1.required_arr", float("nan"), "tiers.1.required_arr", "such as 5000"),
    ("tiers.1.required_arr", None, "tiers.1.required_arr", "such as 5000"),
    ("tiers.1.rate", 22, "tiers.1.rate", "such as 0.20"),
    ("tiers.1.rate", 1, "tiers.1.rate", "up to but not 1"),
    ("tiers.1.rate", -0.1, "tiers.1.rate", "from 0"),
    ("tiers.1.rate", 0.12345, "tiers.1.rate", "a fraction"),
    ("tiers.1.rate", "22%", "tiers.1.rate", "a fraction"),
    ("tiers.1.key", "Silver!", "tiers.1.key", "^[a-z][a-z0-9_]{0,39}$"),
    ("tiers.1.emoji", "🥈", "tiers.1.emoji", "^:[a-z0-9_+-]+:$"),
    ("tiers.3", BRONZE, "tiers", "'bronze' is used twice"),
    ("tiers.1.formerly", ["gold"], "tiers", "'gold' is used twice"),
    ("tiers.1.formerly", ["Gold!"], "tiers.1.formerly.0", "^[a-z][a-z0-9_]{0,39}$"),
    ("tiers.2.new_customers.at_least", 0, "tiers.2.new_customers.at_least", "greater than or equal to 1"),
    ("tiers.2.new_customers.window", "yearly", "tiers.2.new_customers.window", "'rolling' or 'calendar'"),
    ("tiers.2.new_customers.months", 37, "tiers.2.new_customers.months", "less than or equal to 36"),
    ("benefits.1.fields.0", {**FILE, "accept": [".png"]}, "benefits.1.fields.0.accept.0", "^[a-z0-9]{1,10}$"),
    ("benefits.1.fields.0", {**FILE, "accept": ["png", "png"]}, "benefits.1.fields.0", "'png' is used twice"),
    ("benefits.1.fields.0", {**FILE, "kind": "text", "accept": ["png"]}, "benefits.1.fields.0", "only file"),
    ("grace.days", -1, "grace.days", "greater than or equal to 0"),
    ("grace.days", 366, "grace.days", "less than or equal to 365"),
    ("grace.days", 1.5, "grace.days", "valid integer"),
    ("grace.warn_days_before", 0, "grace.warn_days_before", "greater than or equal to 1"),
    ("close_to_promotion", 2, "close_to_promotion", "a fraction"),
    ("benefits.0.tier", "platinum", "benefits.0.tier", "bronze, silver, gold"),
    ("benefits.1.key", "commission", "benefits", "'commission' is used twice"),
    ("benefits.0.way", "magic", "benefits.0.way", "'automatic', 'open', 'instant', 'request' or 'application'"),
    ("benefits.0.text", "", "benefits.0.text", "at least 1 character"),
    ("benefits.3.links", MISSING, "benefits.3", "at least one link"),
    ("benefits.3.links.0.url", "javascript:alert(1)", "benefits.3.links.0.url", "https?://"),
    ("price_books", [], "price_books", "at least one"),
    (BOOK, [], BOOK, "at least one"),
    ("price_books.1", LATER_BOOK, "price_books", "valid_from must rise"),
    ("price_books.0.valid_from", "soon", "price_books.0.valid_from", "date"),
    (FIRST_PRICE, -1, FIRST_PRICE, "0 or more"),
    (FIRST_PRICE, "free", FIRST_PRICE, "such as 5000 or 59.00"),
    (f"{BOOK}.0.default_plan", "gone", f"{BOOK}.0", "starter, team, business, enterprise"),
    (f"{BOOK}.0.plans.1.key", "starter", f"{BOOK}.0", "plan keys must differ"),
    (f"{BOOK}.1.key", "livechat", "price_books.0", "'livechat' is used twice"),
    (f"{BOOK}.0.plans", [], f"{BOOK}.0.plans", "at least one"),
    ("leads.criteria.min_agents", 0, "leads.criteria.min_agents", "greater than or equal to 1"),
    ("leads.criteria.more_employees_than", -1, "leads.criteria.more_employees_than", "greater than or equal to 0"),
    ("leads.rewards.fixed_fee", "lots", "leads.rewards.fixed_fee", "an amount"),
    ("leads.rewards.revenue_share", 10, "leads.rewards.revenue_share", "a fraction"),
    ("leads.involvement", [], "leads.involvement", "at least one"),
    ("leads.involvement.1.key", "email", "leads", "'email' is used twice"),
    ("leads.stages.1.key", "discovery", "leads", "'discovery' is used twice"),
    ("leads.consent", "", "leads.consent", "at least 1 character"),
    ("leads.consent", "We at {company} may write", "leads.consent", "only {vendor} is filled in"),
    ("leads.consent", "We at {vendor may write", "leads.consent", "'}'"),
    ("leads.consent", "x" * 76, "leads.consent", "at most 75 characters"),
    ("leads.stages.0.duration", "x" * 41, "leads.stages.0.duration", "at most 40"),
    ("leads.texts.won", "You get {amount}", "leads.texts: Value error, won", "{reward} and {contact}"),
    ("leads.texts.won", "You get {}", "leads.texts: Value error, won", "{reward} and {contact}"),
    ("leads.texts.won", "You get {reward:.2f}", "leads.texts: Value error, won", "{reward} and {contact}"),
    ("leads.texts.lost", "Write to {contact.name}", "leads.texts: Value error, lost", "{reward} and {contact}"),
    ("leads.texts.lost", "Write to {contact", "leads.texts: Value error, lost", "'}'"),
    ("leads.texts.rejected", MISSING, "leads.texts.rejected", "required"),
    ("leads.review_within_business_days", 0, "leads.review_within_business_days", "greater than or equal to 1"),
    ("jobs.tier_evaluation_at", "25:00", "jobs.tier_evaluation_at", 'such as "06:00"'),
    ("jobs.tier_evaluation_at", 630, "jobs.tier_evaluation_at", 'such as "06:00"'),  # 10:30 without its quotes
    ("jobs.lead_reminders_at", "06:00+02:00", "jobs.lead_reminders_at", 'such as "06:00"'),
    ("jobs.backup_at", "06:00", "jobs.backup_at", "not permitted"),
]


def complaints(error: ValidationError) -> list[str]:
    """Each error in one line: path, then message."""
    return [": ".join((".".join(map(str, found["loc"])), found["msg"])) for found in error.errors()]


@pytest.mark.parametrize(("path", "value", "named", "allowed"), WRONG, ids=lambda value: str(value)[:40])
def test_a_wrong_value_is_named_with_what_is_allowed(path: str, value: object, named: str, allowed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        samples.program(**{path: value})

    (complaint,) = complaints(refused.value)
    assert named in complaint
    assert allowed in complaint


def test_all_wrong_values_are_named_at_once() -> None:
    with pytest.raises(ValidationError) as refused:
        samples.program(**{"tiers.1.rate": 22, "vendor.contact": "partners", "grace.days": -1})

    paths = sorted(".".join(map(str, found["loc"])) for found in refused.value.errors())
    assert paths == ["grace.days", "tiers.1.rate", "vendor.contact"]


def test_an_empty_file_names_every_part_it_lacks() -> None:
    with pytest.raises(ValidationError) as refused:
        parse_program({})

    assert {found["loc"][0] for found in refused.value.errors()} == {
        "vendor", "tiers", "grace", "benefits", "price_books", "leads",
    }  # fmt: skip


def test_amounts_and_rates_are_held_as_cents_and_basis_points() -> None:
    program = samples.program(**{FIRST_PRICE: 20.1, "tiers.1.rate": "0.225", "tiers.1.required_arr": "5000.01"})

    assert program.price_books[0].products[0].plans[0].price == 20_10
    assert (program.tiers[1].rate, program.tiers[1].required_arr) == (2250, 5000_01)


def test_another_vendor_can_run_its_own_program() -> None:
    program = samples.program(
        **{
            "vendor.currency": "EUR",
            "vendor.country": "DE",
            "vendor.timezone": "Europe/Berlin",
            "vendor.locale": "de_DE",
            "tiers.1.required_arr": 7500,
            "grace.days": 0,
            "jobs.tier_evaluation_at": "22:15",
        }
    )

    assert str(program.vendor.zone) == "Europe/Berlin"
    assert program.jobs.tier_evaluation_at == time(22, 15)
    assert program.tier("silver").required_arr == 7500_00


def test_the_consent_names_the_vendor() -> None:
    program = samples.program(**{"vendor.name": "Text & Co"})

    assert program.consent == "The lead knows that Text & Co will get in touch."


def test_a_consent_must_fit_with_the_vendors_name_in_it() -> None:
    with pytest.raises(ValidationError) as refused:
        samples.program(**{"vendor.name": "A very long name of a vendor that needs forty"})

    assert complaints(refused.value) == [": Value error, leads.consent: at most 75 characters with the vendor's name"]


def test_tiers_are_found_by_key_rank_and_order(program: Program) -> None:
    assert [program.rank(tier.key) for tier in program.tiers] == [0, 1, 2]
    above = [program.next_tier(tier.key) for tier in program.tiers]
    assert [tier.key if tier else None for tier in above] == ["silver", "gold", None]
    with pytest.raises(KeyError):
        program.tier("platinum")


def test_a_tier_is_found_by_the_keys_it_had_before() -> None:
    program = samples.program(**{"tiers.1.formerly": ["argent", "starter"]})

    assert {program.tier(key).key for key in ("silver", "argent", "starter")} == {"silver"}
    assert (program.rank("argent"), program.has_tier("starter"), program.has_tier("platinum")) == (1, True, False)
    above = program.next_tier("argent")
    assert above is not None
    assert above.key == "gold"


def test_the_price_book_of_a_day_is_the_newest_valid_one() -> None:
    newer = {**LATER_BOOK, "valid_from": date(2026, 7, 1)}
    program = samples.program(**{"price_books.1": newer})

    days = [date(2020, 1, 1), date(2023, 9, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert [program.price_book(day).valid_from.year for day in days] == [2023, 2023, 2023, 2026]


def test_choices_and_stages_are_found_by_key(program: Program) -> None:
    choice, stage = program.involvement("none"), program.stage("trial")

    assert choice is not None
    assert choice.name == "Not involved"
    assert stage is not None
    assert stage.name == "Trial"
    assert program.involvement("telepathy") is None
    assert program.stage("lunch") is None
