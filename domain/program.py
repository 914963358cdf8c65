"""The partner program as data: what `program.yml` may say, checked when it is read.

Everything a vendor would change lives here; the rules that use it live in the other modules. All models are
frozen. Money is given in the file as amounts (`5000`, `59.00`) and rates as fractions (`0.20`), and held as cents
and basis points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from functools import cached_property
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from domain.benefits import Benefit, Grant
from domain.calendar import WorkCalendar
from domain.joining_rules import Joining
from domain.lead_rules import LONGEST_CHOICE, Choice, Leads, Stage
from domain.money import BasisPoints
from domain.price_book import PriceBook
from domain.program_part import Part, distinct
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
    TimeOfDay,
    Timezone,
    Url,
)


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
    warn_days_before: Annotated[tuple[Annotated[int, Field(ge=1, le=365)], ...], Field(max_length=5)] = (60, 14)

    @model_validator(mode="after")
    def _warnings_fall(self) -> Self:
        if list(self.warn_days_before) != sorted(set(self.warn_days_before), reverse=True):
            raise ValueError("warn_days_before must fall, such as [60, 14]")
        return self


class Tier(Part):
    """One tier: what it requires and the rate it gives to new subscriptions.

    `formerly` are keys of tiers whose place it took: it had another key, or they were given up. Partners that hold
    one of them hold this tier, and what the past tells of them tells of this one.
    """

    key: Key
    formerly: tuple[Key, ...] = ()
    name: Name
    emoji: Annotated[str, Field(pattern=r"^:[a-z0-9_+-]+:$")]
    required_arr: Amount
    rate: Rate
    new_customers: NewCustomers | None = None

    def is_named(self, key: str) -> bool:
        """Whether this is the tier of that key, the present one or a former one."""
        return key == self.key or key in self.formerly


class Grace(Part):
    """How long a partner that misses its tier's requirement keeps the tier, and when it is warned again."""

    days: Annotated[int, Field(ge=0, le=365)] = 30
    warn_days_before: Annotated[int, Field(ge=1, le=90)] = 7


class Arr(Part):
    """What counts towards ARR beside active subscriptions: those that are past due, for so many days."""

    past_due_days: Annotated[int, Field(ge=0, le=365)] = 14


class Desk(Part):
    """When a late claim is brought up: so many business days after its target day, to its handler, then the admins."""

    remind_after_days: Annotated[int, Field(ge=0, le=30)] = 1
    escalate_after_days: Annotated[int, Field(ge=1, le=60)] = 3

    @model_validator(mode="after")
    def _reminds_first(self) -> Self:
        if self.escalate_after_days <= self.remind_after_days:
            raise ValueError("escalate_after_days must be above remind_after_days")
        return self


Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Jobs(Part):
    """When the daily and weekly work is done, in the vendor's time zone."""

    tier_evaluation_at: TimeOfDay = time(6, 0)
    lead_reminders_at: TimeOfDay = time(9, 0)
    claim_reminders_at: TimeOfDay = time(9, 0)
    close_to_promotion_on: Weekday = "monday"
    close_to_promotion_at: TimeOfDay = time(9, 0)
    weekly_digest_on: Weekday = "monday"
    weekly_digest_at: TimeOfDay = time(8, 30)


class Program(Part):
    """The whole program. Tiers are in rising order; the first requires nothing."""

    vendor: Vendor
    tiers: Annotated[tuple[Tier, ...], Filled]
    grace: Grace
    arr: Arr = Arr()
    close_to_promotion: Rate = BasisPoints(1000)
    benefits: tuple[Benefit, ...]
    desk: Desk = Desk()
    price_books: Annotated[tuple[PriceBook, ...], Filled]
    leads: Leads
    jobs: Jobs = Jobs()
    joining: Joining = Joining()

    @model_validator(mode="after")
    def _tiers_rise(self) -> Self:
        distinct("tiers", [key for tier in self.tiers for key in (tier.key, *tier.formerly)])
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
        distinct("benefits", [benefit.key for benefit in self.benefits])
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

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The vendor's working days."""
        return WorkCalendar(self.vendor)

    def tier(self, key: str) -> Tier:
        """The tier that has that key, or had it before. KeyError where the program has none such."""
        for tier in self.tiers:
            if tier.is_named(key):
                return tier
        raise KeyError(key)

    def has_tier(self, key: str) -> bool:
        """Whether a tier has that key, or had it before."""
        return any(tier.is_named(key) for tier in self.tiers)

    def rank(self, key: str) -> int:
        """A tier's place, 0 for the lowest."""
        return next(place for place, tier in enumerate(self.tiers) if tier.is_named(key))

    def next_tier(self, key: str) -> Tier | None:
        """The tier above, or None at the top."""
        above = self.rank(key) + 1
        return self.tiers[above] if above < len(self.tiers) else None

    def unlocked_at(self, key: str) -> Sequence[Benefit]:
        """The benefits that begin at exactly this tier."""
        return [benefit for benefit in self.benefits if benefit.tier == key]

    def grants(self, key: str, grant: Grant) -> bool:
        """Whether a partner of this tier is given something by one of its benefits."""
        return any(each.grants is grant and self.rank(each.tier) <= self.rank(key) for each in self.benefits)

    def benefit(self, key: str) -> Benefit | None:
        """The benefit of that key; None where the program has it no longer."""
        return next((benefit for benefit in self.benefits if benefit.key == key), None)

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


def parse_program(data: Mapping[str, Any]) -> Program:
    """The program from a parsed file. Raises pydantic.ValidationError with the path of each wrong value."""
    return Program.model_validate(data)
