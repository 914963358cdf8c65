"""How leads are taken, judged and rewarded, as `program.yml` says it."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from domain.program_part import Part, distinct
from domain.program_values import Amount, Filled, Key, Name, Rate, Text, only_filled_in

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
        distinct("involvement", [choice.key for choice in self.involvement])
        distinct("stages", [stage.key for stage in self.stages])
        return self
