"""The fields of the lead form, in their order: one definition for the modal, the talk and the file.

What an answer may be is checked by domain.lead_form, page by page, whatever way it was given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from domain import contacts
from domain.errors import DomainError, FormError
from domain.lead_form import MAX_NOTES, check_contact, check_deal, check_involvement, plan_field
from domain.leads import RewardOption
from domain.price_book import PriceBook
from domain.program import Program
from domain.subscriptions import BillingCycle


class Page(StrEnum):
    """The form's pages, in their order."""

    CONTACT = "contact"
    DEAL = "deal"
    INVOLVEMENT = "involvement"


class FieldKind(StrEnum):
    """What is typed or chosen."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    WEBSITE = "website"
    EMAIL = "email"
    PHONE = "phone"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    CONSENT = "consent"


@dataclass(frozen=True)
class LeadField:
    """One field: its name is that of the answer. `choices` are the keys that can be chosen, none for other kinds."""

    name: str
    page: Page
    kind: FieldKind
    required: bool = False
    longest: int | None = None
    choices: tuple[str, ...] = ()


_CONTACT = (
    LeadField("company", Page.CONTACT, FieldKind.TEXT, required=True, longest=120),
    LeadField("domain", Page.CONTACT, FieldKind.WEBSITE, required=True, longest=300),
    LeadField("first_name", Page.CONTACT, FieldKind.TEXT, required=True, longest=60),
    LeadField("last_name", Page.CONTACT, FieldKind.TEXT, required=True, longest=60),
    LeadField("email", Page.CONTACT, FieldKind.EMAIL, required=True),
    LeadField("job_title", Page.CONTACT, FieldKind.TEXT, longest=120),
    # before the phone: a national number needs it
    LeadField("country", Page.CONTACT, FieldKind.CHOICE),
    LeadField("phone", Page.CONTACT, FieldKind.PHONE, longest=60),
    LeadField("employees", Page.CONTACT, FieldKind.NUMBER),
    LeadField("notes", Page.CONTACT, FieldKind.LONG_TEXT, longest=MAX_NOTES),
)


def lead_fields(program: Program, answers: Mapping[str, Any], on: date) -> Sequence[LeadField]:
    """All fields at the prices of a day. Each product that the answers name brings a field for its plan."""
    book = program.price_book(on)
    locale = program.vendor.locale
    contact = (each if each.name != "country" else _with(each, contacts.countries(locale)) for each in _CONTACT)
    return (
        *contact,
        LeadField("products", Page.DEAL, FieldKind.CHOICES, choices=tuple(each.key for each in book.products)),
        *_plans(book, answers),
        LeadField("agents", Page.DEAL, FieldKind.NUMBER),
        LeadField("billing_cycle", Page.DEAL, FieldKind.CHOICE, choices=tuple(BillingCycle)),
        LeadField("reward", Page.DEAL, FieldKind.CHOICE, required=True, choices=tuple(RewardOption)),
        LeadField(
            "involvement",
            Page.INVOLVEMENT,
            FieldKind.CHOICE,
            required=True,
            choices=tuple(each.key for each in program.leads.involvement),
        ),
        LeadField("consent", Page.INVOLVEMENT, FieldKind.CONSENT, required=True),
    )


def refusals(answers: Mapping[str, Any], program: Program, on: date) -> Mapping[str, DomainError]:
    """All that is wrong with the answers, by field, as the form's pages say it; nothing where they will do."""
    found: dict[str, DomainError] = {}
    for check in (
        lambda: check_contact(answers, locale=program.vendor.locale),
        lambda: check_deal(answers, program, on),
        lambda: check_involvement(answers, program),
    ):
        try:
            check()
        except FormError as wrong:
            found |= wrong.errors
    return found


def refusal_of(name: str, answers: Mapping[str, Any], program: Program, on: date) -> DomainError | None:
    """What is wrong with the answer of one field; None where it will do."""
    return refusals(answers, program, on).get(name)


def _plans(book: PriceBook, answers: Mapping[str, Any]) -> Sequence[LeadField]:
    chosen = [book.product(key) for key in dict.fromkeys(answers.get("products") or ())]
    return [
        LeadField(
            plan_field(product.key), Page.DEAL, FieldKind.CHOICE, choices=tuple(plan.key for plan in product.plans)
        )
        for product in chosen
        if product is not None
    ]


def _with(field: LeadField, choices: Mapping[str, str]) -> LeadField:
    return LeadField(field.name, field.page, field.kind, required=field.required, choices=tuple(choices))
