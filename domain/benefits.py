"""The catalogue of benefits as `program.yml` gives it: from which tier, how each is obtained, what its form asks."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.lead_rules import Choice
from domain.program_part import Part, distinct
from domain.program_values import Key, Name, Text, Url

MOST_FIELDS = 12
"""A form with more is none that people like to fill in; Slack takes 100 blocks."""


class Way(StrEnum):
    """How a benefit is obtained."""

    AUTOMATIC = "automatic"
    OPEN = "open"
    INSTANT = "instant"
    REQUEST = "request"
    APPLICATION = "application"


CLAIMED = frozenset({Way.INSTANT, Way.REQUEST, Way.APPLICATION})
"""The ways on which a partner claims the benefit; the others are simply there."""

HANDLED = frozenset({Way.REQUEST, Way.APPLICATION})
"""The ways on which a person delivers the benefit."""


class Queue(StrEnum):
    """Who handles a benefit's claims: the shared desk, or the partner's account manager."""

    DESK = "desk"
    ACCOUNT_MANAGER = "account_manager"


class OnLoss(StrEnum):
    """What becomes of a benefit that runs when its tier is lost: it stays, or somebody decides."""

    KEEP = "keep"
    DECIDE = "decide"


class Delivery(StrEnum):
    """What an instant benefit delivers."""

    BADGE = "badge"


class Grant(StrEnum):
    """What an automatic benefit sets going when its tier is reached."""

    ACCOUNT_MANAGER = "account_manager"


class Link(Part):
    title: Name
    url: Url


class FieldKind(StrEnum):
    """The kinds of answers a form can ask for."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    URL = "url"
    EMAIL = "email"
    NUMBER = "number"
    FILE = "file"
    PEOPLE = "people"


FileEnding = Annotated[str, Field(pattern=r"^[a-z0-9]{1,10}$")]
"""As in `logo.png`: small letters and digits, without the dot."""


class FormField(Part):
    """One field of a benefit's form.

    `at_least` and `at_most` bound a number, the characters of a text, or how many are named or uploaded. `accept` are
    the endings of the files that may be uploaded, such as png; without it every file may.
    """

    key: Key
    label: Name
    kind: FieldKind
    required: bool = True
    hint: Annotated[str, Field(max_length=150)] = ""
    options: Annotated[tuple[Choice, ...], Field(max_length=100)] = ()
    at_least: Annotated[int, Field(ge=0)] | None = None
    at_most: Annotated[int, Field(ge=1)] | None = None
    accept: Annotated[tuple[FileEnding, ...], Field(max_length=20)] = ()

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        distinct("options", [option.key for option in self.options])
        if self.kind in {FieldKind.CHOICE, FieldKind.CHOICES} and len(self.options) < 2:
            raise ValueError(f"{self.key}: a {self.kind} needs at least two options")
        if self.options and self.kind not in {FieldKind.CHOICE, FieldKind.CHOICES}:
            raise ValueError(f"{self.key}: only choice and choices have options")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError(f"{self.key}: at_least is above at_most")
        distinct("accept", self.accept)
        if self.accept and self.kind is not FieldKind.FILE:
            raise ValueError(f"{self.key}: only file has accept")
        if self.kind is FieldKind.FILE and (self.at_most or 1) > 10:
            raise ValueError(f"{self.key}: Slack takes at most 10 files")
        return self


class Quota(Part):
    """At most so many claims that are open or were fulfilled, in twelve months or in a calendar year."""

    claims: Annotated[int, Field(ge=1)]
    per: Annotated[str, Field(pattern="^(rolling_year|calendar_year)$")] = "rolling_year"


class Benefit(Part):
    """One row of the table of benefits; it is unlocked from its tier upwards.

    `target_days`: business days within which a claim is to be settled. `runs`: once fulfilled it goes on (a listing, a
    profile), is reviewed every year, and `when_tier_lost` says what becomes of it. `grants`: a partner that reaches the
    tier is given one.
    """

    key: Key
    name: Name
    tier: Key
    way: Way
    text: Text
    links: tuple[Link, ...] = ()
    queue: Queue = Queue.DESK
    fields: Annotated[tuple[FormField, ...], Field(max_length=MOST_FIELDS)] = ()
    quota: Quota | None = None
    target_days: Annotated[int, Field(ge=1, le=90)] | None = None
    runs: bool = False
    when_tier_lost: OnLoss = OnLoss.KEEP
    delivers: Delivery | None = None
    grants: Grant | None = None

    @model_validator(mode="after")
    def _fits_its_way(self) -> Self:
        distinct("fields", [field.key for field in self.fields])
        if self.way is Way.OPEN and not self.links:
            raise ValueError("a benefit that is open needs at least one link")
        if self.way in HANDLED and not (self.fields and self.target_days):
            raise ValueError(f"a benefit by {self.way} needs fields and target_days")
        if (self.way is Way.INSTANT) != (self.delivers is not None):
            raise ValueError("delivers belongs to a benefit that is instant, and to no other")
        if self.grants is not None and self.way is not Way.AUTOMATIC:
            raise ValueError("grants belongs to a benefit that is automatic")
        if self.way not in CLAIMED and (self.fields or self.quota):
            raise ValueError(f"a benefit that is {self.way} is not claimed: it has no fields and no quota")
        return self

    def field(self, key: str) -> FormField | None:
        """The field of that key, if the form has it."""
        return next((field for field in self.fields if field.key == key), None)
