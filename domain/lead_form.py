"""The lead form: its three pages, and how typed answers become a contact, a deal and a consent.

Answers are what a surface (modal, conversation, file) collects: text for text fields, a key for a choice, a list of
keys for several. Each check reports every wrong field at once (FormError), by field name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar, cast

from domain import contacts
from domain.errors import Code, DomainError, FormError
from domain.leads import Contact, Deal, ProductChoice, RewardOption
from domain.program import Program
from domain.rewards import Estimate, estimate
from domain.subscriptions import BillingCycle

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

Answers = Mapping[str, Any]

PLAN_PREFIX = "plan_"
MAX_NOTES = 2000
MOST_AGENTS = 100_000
MOST_EMPLOYEES = 10_000_000


def plan_field(product: str) -> str:
    """The name of the field that asks for a product's plan."""
    return PLAN_PREFIX + product


@dataclass(frozen=True)
class Involvement:
    """Page three, accepted: how the partner wants to be involved. The consent was given."""

    choice: str


class _Checker:
    """Runs checks field by field and collects what they refuse."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.errors: dict[str, DomainError] = {}

    def text(self, field: str) -> str:
        return str(self.answers.get(field) or "").strip()

    def required(self, field: str, convert: Callable[[str], T]) -> T:
        """The converted text of a field that must not be empty; only to be used after `finish`."""
        if not self.text(field):
            self.errors[field] = DomainError(Code.REQUIRED, field=field)
        return cast(T, self.optional(field, convert))

    def optional(self, field: str, convert: Callable[[str], T]) -> T | None:
        """The converted text of a field; None where it is empty or was refused."""
        typed = self.text(field)
        if not typed:
            return None
        try:
            return convert(typed)
        except DomainError as error:
            self.errors[field] = error
            return None

    def finish(self) -> None:
        """Raises FormError with all that was refused."""
        if self.errors:
            raise FormError(self.errors)


def check_contact(answers: Answers, *, locale: str) -> Contact:
    """Page one. Raises FormError."""
    form = _Checker(answers)

    def line(field: str, longest: int = 120) -> Callable[[str], str]:
        return lambda typed: contacts.one_line(typed, field=field, longest=longest)

    company = form.required("company", line("company"))
    domain = form.required("domain", lambda typed: contacts.registrable_domain(typed, field="domain"))
    first = form.required("first_name", line("first_name", 60))
    last = form.required("last_name", line("last_name", 60))
    email = form.required("email", lambda typed: contacts.email(typed, field="email"))
    country = form.optional("country", lambda typed: _choice(typed, contacts.countries(locale), field="country"))
    found = {
        "job_title": form.optional("job_title", line("job_title")),
        "phone": form.optional("phone", lambda typed: contacts.phone(typed, country=country, field="phone")),
        "notes": form.optional("notes", _notes),
    }
    employees = form.optional("employees", lambda typed: whole_number(typed, field="employees", most=MOST_EMPLOYEES))
    form.finish()
    return Contact(company, domain, first, last, email, country=country, employees=employees, **found)


def check_deal(answers: Answers, program: Program, on: date) -> Deal:
    """Page two, at the prices of a day. Only the commission type is required. Raises FormError."""
    form = _Checker(answers)
    reward = form.required("reward", lambda typed: _member(RewardOption, typed, field="reward"))
    agents = form.optional("agents", lambda typed: whole_number(typed, field="agents", most=MOST_AGENTS))
    cycle = form.optional("billing_cycle", lambda typed: _member(BillingCycle, typed, field="billing_cycle"))
    try:
        products = chosen_products(answers, program, on)
    except FormError as wrong:
        form.errors.update(wrong.errors)
        products = ()
    form.finish()
    return Deal(reward=reward, products=products, agents=agents, billing_cycle=cycle)


def check_involvement(answers: Answers, program: Program) -> Involvement:
    """Page three: a choice of involvement, and the lead's consent without which nothing is submitted."""
    form = _Checker(answers)
    keys = [choice.key for choice in program.leads.involvement]
    choice = form.required("involvement", lambda typed: _choice(typed, keys, field="involvement"))
    if not answers.get("consent"):
        form.errors["consent"] = DomainError(Code.CONSENT_MISSING, field="consent")
    form.finish()
    return Involvement(choice)


def chosen_products(answers: Answers, program: Program, on: date) -> tuple[ProductChoice, ...]:
    """The products ticked, each once, with its plan (the product's usual one where none was chosen).

    Raises FormError (UNKNOWN_CHOICE) for what the day's price book does not have.
    """
    book = program.price_book(on)
    chosen: list[ProductChoice] = []
    errors: dict[str, DomainError] = {}
    for key in dict.fromkeys(answers.get("products") or ()):
        product = book.product(key)
        plan = answers.get(plan_field(key)) or (product.default_plan if product else "")
        if product is None:
            errors["products"] = DomainError(Code.UNKNOWN_CHOICE, field="products", text=key)
        elif product.plan(plan) is None:
            errors[plan_field(key)] = DomainError(Code.UNKNOWN_CHOICE, field=plan_field(key), text=plan)
        else:
            chosen.append(ProductChoice(key, plan))
    if errors:
        raise FormError(errors)
    return tuple(chosen)


def estimate_so_far(answers: Answers, program: Program, on: date) -> Estimate:
    """The estimate for what is typed on page two, however incomplete or wrong."""
    try:
        products = chosen_products(answers, program, on)
    except FormError:
        products = ()
    return estimate(program.leads.rewards, program.price_book(on), products, number_so_far(answers, "agents"))


def number_so_far(answers: Answers, field: str) -> int | None:
    """A number as far as it is one; None while it is not."""
    try:
        return whole_number(str(answers.get(field) or "").strip(), field=field, most=MOST_EMPLOYEES)
    except DomainError:
        return None


def whole_number(text: str, *, field: str, least: int = 1, most: int) -> int:
    """A whole number within bounds. Raises DomainError(NOT_A_NUMBER) or DomainError(OUT_OF_RANGE)."""
    if not text.isascii() or not text.isdecimal():
        raise DomainError(Code.NOT_A_NUMBER, field=field, text=text)
    number = int(text[:12])
    if not least <= number <= most or len(text) > 12:
        raise DomainError(Code.OUT_OF_RANGE, field=field, least=least, most=most)
    return number


def _notes(typed: str) -> str:
    if len(typed) > MAX_NOTES:
        raise DomainError(Code.TOO_LONG, field="notes", longest=MAX_NOTES, length=len(typed))
    return typed


def _choice(typed: str, known: Any, *, field: str) -> str:
    if typed not in known:
        raise DomainError(Code.UNKNOWN_CHOICE, field=field, text=typed)
    return typed


def _member(kind: type[E], typed: str, *, field: str) -> E:
    try:
        return kind(typed)
    except ValueError:
        raise DomainError(Code.UNKNOWN_CHOICE, field=field, text=typed) from None
