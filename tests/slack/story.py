"""A workspace with our bot in it, and how to fill the program for the people of sandbox/workspace.yml."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from bot.settings import Settings, given_settings
from bot.wiring import Bot
from domain.billing import SubscriptionData
from domain.money import BasisPoints, Cents
from domain.people import PersonKey, Role, person_key
from domain.program import Program
from domain.subscriptions import Kind
from domain.usecases.enrol import PartnerData, put_partner
from domain.usecases.record_billing import put_subscriptions
from sandbox import Workspace
from sandbox.people.actor import Actor
from sandbox.people.cards import Channel
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.unit.samples import subscription

T = TypeVar("T")

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
PROGRAM = Path(__file__).parents[2] / "program.yml"

BILLING_SECRETS = ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD")
"""The one in use, and the one before it."""

VENDOR, HELIO = "T0LIVECHAT", "T0HELIO"


class StoryClock:
    """Real time, which a test may push forward."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        """This instant of the story."""
        return datetime.now(UTC) + self._ahead

    def advance(self, by: timedelta) -> None:
        """Moves the story on."""
        self._ahead += by


@dataclass(frozen=True)
class Company:
    """A partner of the workspace: its channel, people and account manager, as in sandbox/workspace.yml."""

    id: str
    name: str
    channel: str
    account_manager: str
    people: tuple[str, ...]
    team: str = VENDOR


COMPANIES = {
    company.id: company
    for company in (
        Company("northwind", "Northwind", "C0NORTHWND", "U0ALEX001", ("U0PAT0001", "U0PIOTR01")),
        Company("brightside", "Brightside Studio", "C0BRIGHTSD", "U0MARIA01", ("U0BEA0001", "U0BEN0001")),
        Company("helio", "Helio Labs", "C0HELIOLAB", "U0MARIA01", ("U0HANA001", "U0HUGO001"), HELIO),
    )
}

STAFF = {
    "U0SAM0001": Role.SALES_REP,
    "U0RILEY01": Role.SALES_REP,
    "U0ALEX001": Role.ACCOUNT_MANAGER,
    "U0MARIA01": Role.ACCOUNT_MANAGER,
    "U0DANA001": Role.ADMIN,
}


@dataclass
class Story:
    """All of one test: Slack, our bot, its database and its clock."""

    workspace: Workspace
    bot: Bot
    clock: StoryClock
    url: str = ""
    _numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, 1_000_000)))

    @property
    def database(self) -> Database:
        """The bot's own database."""
        return self.bot.database

    def person(self, handle: str) -> Actor:
        """Somebody of the workspace."""
        return self.workspace.person(handle)

    def channel(self, name: str) -> Channel:
        """A conversation as everybody sees it."""
        return self.workspace.channel(name)

    def key(self, handle: str) -> PersonKey:
        """A person's key in our program."""
        person = self.person(handle).person
        return person_key(person.team_id, person.id)

    def do(self, act: Callable[[UnitOfWork], T]) -> T:
        """Does something in one transaction and wakes the dispatcher, as the boundary would."""
        with self.database.write() as uow:
            result = act(uow)
            uow.commit()
        if uow.told:
            self.bot.dispatcher.wake()
        return result

    def look(self, read: Callable[[UnitOfWork], T]) -> T:
        """Reads something from the database."""
        with self.database.read() as uow:
            return read(uow)

    def enrol(self, *partner_ids: str, channels: bool = True) -> None:
        """Partners with their members and all staff. Without `channels` nothing is posted, not even what is pinned."""
        now, wanted = self.clock.now(), partner_ids or tuple(COMPANIES)
        self.do(lambda uow: enrol_all(uow, self.bot.program, wanted, now=now, channels=channels))

    def subscribe(self, partner_id: str, dollars: int, **changes: Any) -> None:
        """A customer's subscription: a reseller's, active, so many dollars a month, unless `changes` say otherwise."""
        row = self._subscription(partner_id, dollars, changes)
        self.do(lambda uow: put_subscriptions(uow, self.bot.program, [row], now=self.clock.now()))

    def _subscription(self, partner_id: str, dollars: int, changes: Mapping[str, Any]) -> SubscriptionData:
        number = next(self._numbers)
        data = subscription(
            id=f"sub_{number}",
            partner_id=partner_id,
            customer_id=f"cus_{number}",
            customer_name=f"Customer {number}",
            customer_domain=f"customer{number}.example",
            kind=Kind.RESELLER,
            amount=Cents(dollars * 100),
            rate=BasisPoints(2000),
            started_on=self.clock.now().date(),
        )
        return replace(data, **changes)

    def later(self, by: timedelta) -> None:
        """Some time passes, for us and for Slack."""
        self.clock.advance(by)
        self.workspace.clock.advance(by.total_seconds())
        self.bot.dispatcher.wake()

    async def settled(self) -> None:
        """Returns once everything that is due has been sent."""
        await self.bot.dispatcher.idle()


def enrol_all(
    uow: UnitOfWork, program: Program, partner_ids: Iterable[str], *, now: datetime, channels: bool = True
) -> None:
    """All staff, and partners with their members and channels."""
    for user, role in STAFF.items():
        uow.people.add_staff(person_key(VENDOR, user), role, now=now)
    for partner_id in partner_ids:
        company = COMPANIES[partner_id]
        data = PartnerData(
            id=company.id,
            name=company.name,
            joined_on=date(2025, 1, 15),
            members=[person_key(company.team, user) for user in company.people],
            slack_team_id=company.team,
            slack_channel_id=company.channel if channels else None,
            account_manager=person_key(VENDOR, company.account_manager),
        )
        put_partner(uow, program, data, now=now)


def story_settings(workspace: Workspace, database_url: str, *, socket_mode: bool = True) -> Settings:
    """Settings for a bot in a local workspace."""
    return given_settings(
        slack_bot_token=workspace.bot_token,
        slack_app_token=workspace.app_token if socket_mode else None,
        slack_signing_secret=None if socket_mode else workspace.signing_secret,
        slack_api_url=workspace.api_url,
        billing_webhook_secret=" ".join(BILLING_SECRETS),
        database_url=database_url,
        program_file=PROGRAM,
        vendor_team_id=VENDOR,
        leads_channel="C0LEADS01",
        claims_channel="C0CLAIMS1",
    )
