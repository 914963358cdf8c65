"""The partner program as data: what `program.yml` may say, checked when it is read.

Everything a vendor would change lives here; the rules that use it live in the other modules. All models are
frozen. Money is given in the file as amounts (`5000`, `59.00`) and rates as fractions (`0.20`), and held as cents
and basis points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from enum import StrEnum
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from domain.money import BasisPoints
from domain.program_values import (
    Amount,
    Country,
    Currency,
    Email,
    Filled,
    Key,
    LocaleName,
    Name,
    Rate,
    Text,
    TimeOfDay,
    Timezone,
    Url,
    only_filled_in,
)


LONGEST_CHOICE = 75
"""Slack's limit for the text of an option."""


class Part(BaseModel):
    """A part of the program file: nothing unknown is accepted, nothing changes once it is read."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Vendor(Part):
    """Whose program it is, and the calendar and language its desk works in."""

    name: Name
    program: Name
    contact: Email
    website: Url
    currency: Currency
    locale: LocaleName
    timezone: Timezone
    country: Country

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the vendor's desk."""
        return ZoneInfo(self.timezone)


class NewCustomers(Part):
    """A tier's extra requirement: so many new paying customers within the window."""

    at_least: Annotated[int, Field(ge=1)]
    window: Literal["rolling", "calendar"] = "rolling"
    months: Annotated[int, Field(ge=1, le=36)] = 12


class Tier(Part):
    """One tier: what it requires and the rate it gives to new subscriptions."""

    key: Key
    name: Name
    emoji: Annotated[str, Field(pattern=r"^:[a-z0-9_+-]+:$")]
    required_arr: Amount
    rate: Rate
    new_customers: NewCustomers | None = None


class Grace(Part):
    """How long a partner that misses its tier's requirement keeps the tier, and when it is warned again."""

    days: Annotated[int, Field(ge=0, le=365)] = 30
    warn_days_before: Annotated[int, Field(ge=1, le=90)] = 7


class Way(StrEnum):
    """How a benefit is obtained."""

    AUTOMATIC = "automatic"
    OPEN = "open"
    INSTANT = "instant"
    REQUEST = "request"
    APPLICATION = "application"


class Link(Part):
    title: Name
    url: Url


class Benefit(Part):
    """One row of the table of benefits; it is unlocked from its tier upwards."""

    key: Key
    name: Name
    tier: Key
    way: Way
    text: Text
    links: tuple[Link, ...] = ()

    @model_validator(mode="after")
    def _open_has_links(self) -> Self:
        if self.way is Way.OPEN and not self.links:
            raise ValueError("a benefit that is open needs at least one link")
        return self


class Plan(Part):
    """A plan of a product; without a price it is sold on request and stays out of estimates."""

    key: Key
    name: Name
    price: Amount | None = Field(default=None, description="per agent and month")


class Product(Part):
    key: Key
    name: Name
    default_plan: Key
    plans: Annotated[tuple[Plan, ...], Filled, Field(max_length=100)]

    @model_validator(mode="after")
    def _default_exists(self) -> Self:
        keys = [plan.key for plan in self.plans]
        if len(set(keys)) != len(keys):
            raise ValueError("plan keys must differ")
        if self.default_plan not in keys:
            raise ValueError(f"default_plan is one of {', '.join(keys)}")
        return self

    def plan(self, key: str) -> Plan | None:
        """The plan of that key, if the product has it."""
        return next((plan for plan in self.plans if plan.key == key), None)


class PriceBook(Part):
    """List prices valid from a day on, until the next price book."""

    valid_from: date
    products: Annotated[tuple[Product, ...], Filled, Field(max_length=10)]

    @model_validator(mode="after")
    def _products_differ(self) -> Self:
        _distinct("products", [product.key for product in self.products])
        return self

    def product(self, key: str) -> Product | None:
        """The product of that key, if the book has it."""
        return next((product for product in self.products if product.key == key), None)


class Rewards(Part):
    """What a won lead pays: a fixed fee, or a share of the deal's annual value. The partner chooses."""

    fixed_fee: Amount
    revenue_share: Rate


class Criteria(Part):
    """What the sales team recommends a lead to have: either is enough."""

    min_agents: Annotated[int, Field(ge=1)]
    more_employees_than: Annotated[int, Field(ge=0)]


class Choice(Part):
    """One choice of a form: the key that is stored and the text that is shown."""

    key: Key
    name: Annotated[str, Field(min_length=1, max_length=LONGEST_CHOICE)]


class Stage(Part):
    """A step of the sale inside Approved. Stages can be skipped and come in any order."""

    key: Key
    name: Name
    duration: Annotated[str, Field(max_length=40)] = ""


class StatusTexts(Part):
    """What the partner reads when a lead reaches a status. `{reward}` and `{contact}` are filled in."""

    submitted: Text
    rejected: Text
    approved: Text
    won: Text
    lost: Text

    def of(self, status: str) -> str:
        """The text of a status by its key."""
        return str(getattr(self, status))

    @model_validator(mode="after")
    def _placeholders_are_known(self) -> Self:
        for status, text in self:
            try:
                only_filled_in(text, "reward", "contact")
            except ValueError as error:
                raise ValueError(f"{status}: {error}") from None
        return self


class Leads(Part):
    criteria: Criteria
    rewards: Rewards
    involvement: Annotated[tuple[Choice, ...], Filled, Field(max_length=10)]
    consent: Annotated[Text, AfterValidator(lambda text: only_filled_in(text, "vendor"))]
    stages: tuple[Stage, ...]
    texts: StatusTexts
    review_within_business_days: Annotated[int, Field(ge=1, le=30)] = 2

    @model_validator(mode="after")
    def _keys_differ(self) -> Self:
        _distinct("involvement", [choice.key for choice in self.involvement])
        _distinct("stages", [stage.key for stage in self.stages])
        return self


class Jobs(Part):
    """When the daily work is done, in the vendor's time zone."""

    tier_evaluation_at: TimeOfDay = time(6, 0)
    lead_reminders_at: TimeOfDay = time(9, 0)


class Program(Part):
    """The whole program. Tiers are in rising order; the first requires nothing."""

    vendor: Vendor
    tiers: Annotated[tuple[Tier, ...], Filled]
    grace: Grace
    close_to_promotion: Rate = BasisPoints(1000)
    benefits: tuple[Benefit, ...]
    price_books: Annotated[tuple[PriceBook, ...], Filled]
    leads: Leads
    jobs: Jobs = Jobs()

    @model_validator(mode="after")
    def _tiers_rise(self) -> Self:
        _distinct("tiers", [tier.key for tier in self.tiers])
        bounds = [tier.required_arr for tier in self.tiers]
        if bounds != sorted(set(bounds)):
            raise ValueError("tiers: required_arr must rise from one tier to the next")
        if bounds[0] != 0 or self.tiers[0].new_customers is not None:
            raise ValueError("tiers: the first tier must require nothing (required_arr: 0, no new_customers)")
        if len({(rule.window, rule.months) for tier in self.tiers if (rule := tier.new_customers)}) > 1:
            raise ValueError("tiers: all new_customers must have the same window and months")
        return self

    @model_validator(mode="after")
    def _benefits_have_tiers(self) -> Self:
        _distinct("benefits", [benefit.key for benefit in self.benefits])
        tiers = [tier.key for tier in self.tiers]
        for index, benefit in enumerate(self.benefits):
            if benefit.tier not in tiers:
                raise ValueError(f"benefits.{index}.tier: {benefit.tier!r} is none of {', '.join(tiers)}")
        return self

    @model_validator(mode="after")
    def _consent_fits(self) -> Self:
        if len(self.consent) > LONGEST_CHOICE:
            raise ValueError(f"leads.consent: at most {LONGEST_CHOICE} characters with the vendor's name")
        return self

    @model_validator(mode="after")
    def _price_books_are_dated(self) -> Self:
        days = [book.valid_from for book in self.price_books]
        if days != sorted(set(days)):
            raise ValueError("price_books: valid_from must rise from one book to the next")
        return self

    @property
    def consent(self) -> str:
        """What the partner confirms that the lead knows, with the vendor's name filled in."""
        return self.leads.consent.format(vendor=self.vendor.name)

    def tier(self, key: str) -> Tier:
        """The tier of that key. KeyError where the program has none such."""
        for tier in self.tiers:
            if tier.key == key:
                return tier
        raise KeyError(key)

    def rank(self, key: str) -> int:
        """A tier's place, 0 for the lowest."""
        return self.tiers.index(self.tier(key))

    def next_tier(self, key: str) -> Tier | None:
        """The tier above, or None at the top."""
        above = self.rank(key) + 1
        return self.tiers[above] if above < len(self.tiers) else None

    def unlocked_at(self, key: str) -> Sequence[Benefit]:
        """The benefits that begin at exactly this tier."""
        return [benefit for benefit in self.benefits if benefit.tier == key]

    def price_book(self, on: date) -> PriceBook:
        """The price book valid on a day; days before the first book use the first."""
        valid = [book for book in self.price_books if book.valid_from <= on]
        return valid[-1] if valid else self.price_books[0]

    def product_name(self, product: str, plan: str) -> str:
        """`LiveChat Business`, by the newest price book; what it does not have is named by its key."""
        known = self.price_books[-1].product(product)
        known_plan = known.plan(plan) if known else None
        return f"{known.name if known else product} {known_plan.name if known_plan else plan}"

    def involvement(self, key: str) -> Choice | None:
        """The choice of involvement of that key."""
        return next((choice for choice in self.leads.involvement if choice.key == key), None)

    def stage(self, key: str) -> Stage | None:
        """The sales stage of that key."""
        return next((stage for stage in self.leads.stages if stage.key == key), None)


def _distinct(where: str, keys: Sequence[str]) -> None:
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise ValueError(f"{where}: key {twice[0]!r} is used twice")


def parse_program(data: Mapping[str, Any]) -> Program:
    """The program from a parsed file. Raises pydantic.ValidationError with the path of each wrong value."""
    return Program.model_validate(data)
