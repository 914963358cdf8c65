"""What a handler works with, beside the request: the caller, the unit of work, the program, the time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from domain.people import Actor, PersonKey, Task, team_id
from domain.ports import UnitOfWork
from domain.program import Program
from handlers.results import Result
from handlers.texts.catalogue import LANGUAGES, language_of
from handlers.texts.format import Format


@dataclass(frozen=True)
class House:
    """What is the same for every request of a process."""

    program: Program
    app_name: str = "Partner Program"
    vendor_team: str | None = None
    languages: Path = LANGUAGES
    desks: frozenset[str] = frozenset()
    """The channels where the vendor's team hears of all partners: no partner may be led into one."""

    def is_in_vendors_workspace(self, person: PersonKey) -> bool:
        """Whether a person is of the vendor's own workspace, as guests are: its people can be named to everybody there.

        False where nobody has said which workspace that is.
        """
        return self.vendor_team is not None and team_id(person) == self.vendor_team

    @cached_property
    def format(self) -> Format:
        """Money, days and counts in the program's language."""
        vendor = self.program.vendor
        return Format(vendor.locale, vendor.currency, vendor.zone)

    @property
    def language(self) -> NullTranslations:
        """The language of the program's locale, as far as there is a file of it. Raises LanguageError."""
        return language_of(self.program.vendor.locale, self.languages)


@dataclass(frozen=True)
class Context:
    """One request: who calls, in which transaction, when."""

    house: House
    uow: UnitOfWork
    person: PersonKey
    now: datetime

    @cached_property
    def actor(self) -> Actor:
        """The caller with partner and roles, looked up where a handler asks for it."""
        return self.uow.people.actor(self.person)

    @property
    def program(self) -> Program:
        """The partner program."""
        return self.house.program

    @property
    def format(self) -> Format:
        """Money, days and counts in the program's language."""
        return self.house.format

    @property
    def today(self) -> date:
        """The vendor's calendar day."""
        return self.program.calendar.local_day(self.now)


Handle = Callable[[Any, Context], Result]


@dataclass(frozen=True)
class Route:
    """A handler, and whether it changes anything: then it runs in a writing transaction, once per delivery.

    `brings_files`: people upload files with it, whose bytes are to be fetched from Slack after the commit. `task`: what
    the caller must be allowed to do, asked before the handler is; without one everybody may come, or it asks itself.
    `staff_too`: it is for a partner's people, and has something else to say to the staff.
    """

    handle: Handle
    writes: bool = False
    brings_files: bool = False
    task: Task | None = None
    staff_too: bool = False

    def answer(self, request: Any, context: Context) -> Result:
        """What the handler says. Raises DomainError as `Actor.require` does for whom the task is not."""
        if self.task is not None and not (self.staff_too and context.actor.is_staff and not context.actor.partner):
            context.actor.require(self.task)
        return self.handle(request, context)


@dataclass(frozen=True)
class Reading:
    """What a message from the outbox is rendered with: a unit of work to read from, the house, when and where to."""

    house: House
    uow: UnitOfWork
    now: datetime
    place: str = ""

    @property
    def program(self) -> Program:
        """The partner program."""
        return self.house.program

    @property
    def today(self) -> date:
        """The vendor's calendar day."""
        return self.program.calendar.local_day(self.now)

    @property
    def format(self) -> Format:
        """Money, days and counts in the program's language."""
        return self.house.format
