"""A small world to act in: a real database with partners and staff, and a look at all that is in it.

Each act runs as the boundary runs one: in a transaction that is committed, or taken back where the domain refuses.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from domain.errors import DomainError, FormError
from domain.people import Actor, PersonKey, Role
from domain.ports import UnitOfWork
from domain.usecases.enrol import PartnerData, put_partner
from storage.database import Database
from tests.databases import FrozenClock
from tests.unit import samples

T = TypeVar("T")
Row = tuple[Any, ...]
Snapshot = Mapping[str, list[Row]]

WARSAW = ZoneInfo("Europe/Warsaw")
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

PAT = PersonKey("T0PART:U0PAT")
KIM = PersonKey("T0PART:U0KIM")
SOL = PersonKey("T0SOUTH:U0SOL")
SAM = PersonKey("T0VEND:U0SAM")
RITA = PersonKey("T0VEND:U0RITA")
AMY = PersonKey("T0VEND:U0AMY")
ADA = PersonKey("T0VEND:U0ADA")
ZED = PersonKey("T0ELSE:U0ZED")

MEMBERS: Mapping[PersonKey, str] = {PAT: "northwind", KIM: "northwind", SOL: "southridge"}
STAFF: Mapping[PersonKey, Role] = {
    SAM: Role.SALES_REP,
    RITA: Role.SALES_REP,
    AMY: Role.ACCOUNT_MANAGER,
    ADA: Role.ADMIN,
}
EVERYBODY = [*MEMBERS, *STAFF, ZED]


class World:
    """One database file and what a test may do and see in it."""

    def __init__(self, file: Path) -> None:
        self.clock = FrozenClock(START)
        self.database = Database(f"sqlite:///{file}", clock=self.clock)
        self._looking = sqlite3.connect(file)
        tables = self._looking.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        self._file = file
        self._tables = [name for (name,) in tables]

    def look(self) -> Snapshot:
        """Every row of every table, in the order in which they came."""
        return {table: self.rows(table, "*") for table in self._tables}

    def rows(self, table: str, *columns: str) -> list[Row]:
        """Some columns of a table, in the order in which the rows came."""
        return self._looking.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY rowid").fetchall()

    def actor(self, person: PersonKey) -> Actor:
        """The person as the bot finds it."""
        with self.database.read() as uow:
            return uow.people.actor(person)

    def act(self, do: Callable[[UnitOfWork], T]) -> T | DomainError | FormError:
        """What the act gives, committed; or its refusal, which must have changed nothing."""
        before = self.look()
        try:
            with self.database.write() as uow:
                result = do(uow)
                uow.commit()
        except (DomainError, FormError) as refusal:
            assert self.look() == before
            return refusal
        return result

    def close(self) -> None:
        """Closes the database, whose file is then complete in itself."""
        self._looking.close()
        self.database.dispose()

    def end(self) -> None:
        """Closes the database and removes it."""
        self.close()
        self._file.unlink()


class WorldMachine(RuleBasedStateMachine):
    """A state machine that acts in a world of its own, and removes it at the end."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world

    def teardown(self) -> None:
        """Called by Hypothesis after each example."""
        self.world.end()

    @property
    def now(self) -> datetime:
        """The world's time."""
        return self.world.clock.now()

    @property
    def today(self) -> date:
        """The vendor's day."""
        return self.now.astimezone(WARSAW).date()


class Worlds:
    """Makes worlds, all alike, as many as are asked for."""

    def __init__(self, migrated_file: Path, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()
        self._first = Path(shutil.copy(migrated_file, folder / "first.db"))
        world = World(self._first)
        world.act(_found)
        world.close()

    def new(self) -> World:
        """A world in which the partners have joined and the staff is known, and nothing more has happened."""
        return World(Path(shutil.copy(self._first, self._folder / f"world-{next(self._numbers)}.db")))

    def hold(self, machine: Callable[[World], RuleBasedStateMachine]) -> None:
        """Runs a state machine, each of its examples in a world of its own."""
        make = cast(type[RuleBasedStateMachine], lambda: machine(self.new()))  # any maker of a machine will do
        run_state_machine_as_test(make)


def _found(uow: UnitOfWork) -> None:
    program = samples.program()
    for partner_id in sorted(set(MEMBERS.values())):
        people = [person for person, of in MEMBERS.items() if of == partner_id]
        joined = date(2026, 1, 1)
        data = PartnerData(partner_id, partner_id.title(), joined, people, account_manager=AMY)
        put_partner(uow, program, data, now=START)
    for person, role in STAFF.items():
        uow.people.add_staff(person, role, now=START)
