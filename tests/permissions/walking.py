"""Every door of the app, and people of every role to try them, without Slack in between."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from slack_sdk.models.basic_objects import JsonObject

from bot.as_json import as_json
from domain.errors import Code, DomainError, FormError
from domain.people import Member, MemberRole, PersonKey, Role
from domain.program import Program
from domain.usecases.enrol import PartnerData, put_partner
from domain.usecases.invite import invite_person
from domain.usecases.record_billing import put_subscriptions
from domain.usecases.submit_lead import submit_lead
from handlers.context import Context, House, Route
from handlers.ids import CommandName
from handlers.requests import Click, Command, Modal, Request, Shortcut, Submission, Surface
from handlers.results import Result
from handlers.routes import Routes
from handlers.texts.errors import text_of
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.databases import FrozenClock
from tests.permissions.table import ADMIN, FINANCE, MANAGER, MEMBER, OTHER, OWNER, REP, STRANGER
from tests.slack.playing import ANSWERS
from tests.unit import samples

VENDOR, TEAM = "T0VEND", "T0PART"
PEOPLE: Mapping[str, PersonKey] = {
    STRANGER: PersonKey(f"{TEAM}:U0NICK"),
    OWNER: PersonKey(f"{TEAM}:U0PAT"),
    MEMBER: PersonKey(f"{TEAM}:U0KIM"),
    FINANCE: PersonKey(f"{TEAM}:U0FIN"),
    REP: PersonKey(f"{VENDOR}:U0SAM"),
    MANAGER: PersonKey(f"{VENDOR}:U0ALEX"),
    ADMIN: PersonKey(f"{VENDOR}:U0ADA"),
    OTHER: PersonKey(f"{TEAM}:U0BEA"),
}
SECRETS = ("Northwind", "Secret GmbH", "secret-gmbh.com", "$3,333", "U0PAT", "U0KIM", "U0FIN")
"""What Northwind alone may read."""

REFUSALS = frozenset({Code.NOT_A_MEMBER, Code.NOT_STAFF, Code.NOT_ALLOWED, Code.MEMBER_ALREADY})
METADATA = {
    "v": 1,
    "lead": 1,
    "draft": "draft-1",
    "claim": 1,
    "number": 1,
    "version": 1,
    "person": PEOPLE[OWNER],
    "partner": "northwind",
    "key": "key-1",
    "back": "",
    "offset": 0,
}


@dataclass(frozen=True)
class Outcome:
    """What came of trying a door: `refused` with which code, else what was said, as JSON or the text of a refusal."""

    refused: Code | None
    said: str


@dataclass
class Walk:
    """The program of two partners, and all doors."""

    database: Database
    program: Program
    clock: FrozenClock
    routes: Routes

    @property
    def house(self) -> House:
        """The vendor's."""
        return House(self.program, vendor_team=VENDOR)

    def fill(self) -> None:
        """Northwind with a lead, a subscription, people and an invitation; Brightside; and the staff."""
        with self.database.write() as uow:
            for role, key in ((Role.SALES_REP, REP), (Role.ACCOUNT_MANAGER, MANAGER), (Role.ADMIN, ADMIN)):
                uow.people.add_staff(PEOPLE[key], role, now=self.clock.now())
            self._partners(uow)
            owner = uow.people.actor(PEOPLE[OWNER])
            typed = {**ANSWERS, "company": "Secret GmbH", "domain": "secret-gmbh.com"}
            submit_lead(uow, self.program, owner, "draft-1", typed, now=self.clock.now())
            row = samples.subscription(
                id="sub_1", customer_id="cus_1", customer_name="Secret GmbH", amount=3_333_00, partner_id="northwind"
            )
            put_subscriptions(uow, self.program, [row], now=self.clock.now())
            picked = PersonKey(f"{TEAM}:U0NEW")
            invite_person(uow, self.program, owner, picked, MemberRole.MEMBER, now=self.clock.now())
            uow.commit()

    def _partners(self, uow: UnitOfWork) -> None:
        now = self.clock.now()
        for partner_id, name, owner in (("northwind", "Northwind", OWNER), ("brightside", "Brightside", OTHER)):
            put_partner(uow, self.program, PartnerData(partner_id, name, None, [PEOPLE[owner]]), now=now)
        uow.people.add_member(Member(PEOPLE[MEMBER], "northwind", now, MemberRole.MEMBER))
        uow.people.add_member(Member(PEOPLE[FINANCE], "northwind", now, MemberRole.FINANCE))

    def doors(self) -> Iterator[tuple[str, Route]]:
        """Every command, button, form and shortcut by its name."""
        for command, words in self.routes.words.items():
            for word, route in words.items():
                yield f"{command} {word}".strip(), route
            yield f"{command} nonsense", self.routes.unknown_words[command]
        yield from self.routes.actions.items()
        yield from ((f"send {callback}", route) for callback, route in self.routes.submissions.items())
        yield from ((f"shortcut {name}", route) for name, route in self.routes.shortcuts.items())

    def try_door(self, door: str, route: Route, role: str, value: str = "1") -> Outcome:
        """What somebody of a role is answered there. Nothing of it stays."""
        with self.database.write() as uow:
            context = Context(self.house, uow, PEOPLE[role], self.clock.now())
            try:
                return Outcome(None, written(route.answer(_request(door, PEOPLE[role], value), context)))
            except DomainError as error:
                refused = error.code if error.code in REFUSALS else None
                return Outcome(refused, text_of(error, self.house))
            except FormError as error:
                return Outcome(None, " ".join(text_of(each, self.house) for each in error.errors.values()))
            except (KeyError, ValueError, IndexError, TypeError, AssertionError) as error:
                return Outcome(None, f"not a request of this kind: {type(error).__name__}")


def _request(door: str, person: PersonKey, value: str) -> Request:
    kind, _, name = door.partition(" ")
    form = Modal("V1", name, METADATA, {}, (), None)
    if kind in set(CommandName):
        return Command(person, kind, name, "", "C0ANY")
    if kind == "send":
        return Submission(person, form)
    if kind == "shortcut":
        return Shortcut(person, name, "C0ANY", {}, "Ann Lee, ann@acme.com", None)
    return Click(person, door, value, "1.0", Surface.MODAL, None, form)


def written(result: Result) -> str:
    """All that a result says."""
    return json.dumps(_plain(result), default=str)


def _plain(value: Any) -> Any:
    if isinstance(value, JsonObject):
        return as_json(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
