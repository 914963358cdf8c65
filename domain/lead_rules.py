"""How leads are taken, judged and rewarded, as `program.yml` says it."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from domain.program_part import Part, distinct
from domain.program_values import Amount, CountryCode, DomainName, Filled, Key, Name, Rate, Text, only_filled_in

LONGEST_CHOICE = 75
"""Slack's limit for the text of an option."""


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


class InvolvementChoice(Choice):
    """How a partner wants to be involved: `invited` to each meeting, or to have `introduced` the lead first."""

    invited: bool = False
    introduces: bool = False


class Stage(Part):
    """A step of the sale inside Approved. Stages can be skipped and come in any order."""

    key: Key
    name: Name
    duration: Annotated[str, Field(max_length=40)] = ""
    is_meeting: bool = False
    is_trial: bool = False


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


class Drafts(Part):
    """How long a lead that nobody submits is kept, and when its person is told that it ends."""

    kept_days: Annotated[int, Field(ge=1, le=365)] = 30
    told_days_before: Annotated[int, Field(ge=1, le=90)] = 3

    @model_validator(mode="after")
    def _told_in_time(self) -> Self:
        if self.told_days_before >= self.kept_days:
            raise ValueError("told_days_before must be below kept_days")
        return self


class Protection(Part):
    """How long an approved lead's company is its partner's, and when that is brought up before it ends."""

    days: Annotated[int, Field(ge=0, le=1095)] = 180
    remind_days_before: Annotated[int, Field(ge=1, le=90)] = 14


class CountryReps(Part):
    """Who gets the leads of some countries: Slack user ids of the vendor's workspace."""

    countries: Annotated[tuple[CountryCode, ...], Filled]
    reps: Annotated[tuple[Annotated[str, Field(pattern=r"^[UW][A-Z0-9]+$")], ...], Filled]


class Assignment(Part):
    """Who gets a new lead: whoever takes it, all reps in turn, or the reps of its country in turn."""

    way: Literal["by_hand", "in_turn", "by_country"] = "by_hand"
    by_country: tuple[CountryReps, ...] = ()

    @model_validator(mode="after")
    def _countries_are_given(self) -> Self:
        distinct("by_country", [country for each in self.by_country for country in each.countries])
        if (self.way == "by_country") != bool(self.by_country):
            raise ValueError("by_country: give the reps of countries where way is by_country, and only there")
        return self


class Deadlines(Part):
    """When somebody is reminded of a lead: days are calendar days, but that reviews and answers are in business days.

    What is still so `escalate_after_business_days` after a reminder is told to the account manager and the admins.
    """

    silent_days: Annotated[int, Field(ge=1, le=365)] = 14
    trial_days: Annotated[int, Field(ge=1, le=365)] = 14
    trial_warn_days_before: Annotated[int, Field(ge=0, le=30)] = 2
    answer_within_business_days: Annotated[int, Field(ge=1, le=30)] = 2
    escalate_after_business_days: Annotated[int, Field(ge=1, le=30)] = 2


class Leads(Part):
    criteria: Criteria
    rewards: Rewards
    involvement: Annotated[tuple[InvolvementChoice, ...], Filled, Field(max_length=10)]
    consent: Annotated[Text, AfterValidator(lambda text: only_filled_in(text, "vendor"))]
    stages: tuple[Stage, ...]
    texts: StatusTexts
    review_within_business_days: Annotated[int, Field(ge=1, le=30)] = 2
    drafts: Drafts = Drafts()
    protection: Protection = Protection()
    assignment: Assignment = Assignment()
    deadlines: Deadlines = Deadlines()
    similar_names: Annotated[int, Field(ge=50, le=100)] = 90
    free_mail: tuple[DomainName, ...] = ()

    @model_validator(mode="after")
    def _keys_differ(self) -> Self:
        distinct("involvement", [choice.key for choice in self.involvement])
        distinct("stages", [stage.key for stage in self.stages])
        return self
