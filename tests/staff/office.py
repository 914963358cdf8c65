"""What the staff of a test does and hears."""

from __future__ import annotations

from datetime import date

from domain.notices import Digest
from domain.people import Actor, PersonKey, Role
from domain.staff import Mode, Topic
from domain.usecases.account_managers import ManagerOrder, replace_manager
from domain.usecases.staff_settings import AbsenceOrder, Choices, choose, choose_as_member, set_absence
from storage.unit_of_work import UnitOfWork
from tests.claims.desk import Desk
from tests.tiers.vendor import ADA, AMY, PAT

BEN = Actor(PersonKey("T0VEND:U0BEN"), roles=frozenset({Role.ACCOUNT_MANAGER}))
WARSAW = "Europe/Warsaw"


class Office(Desk):
    """Amy and Ben are account managers, Ada is an admin; Northwind is Amy's, at Bronze."""

    def found(self) -> None:
        """Makes the staff known and lets Northwind join."""
        self.hire(AMY, BEN, ADA)
        self.enrol("northwind", members=(PAT,))

    def fire(self, one: Actor) -> None:
        """Takes all roles."""
        self.act(lambda uow: uow.people.remove_staff(one.person, None))

    def let_go(self, partner_id: str = "northwind") -> None:
        """A partner is nobody's."""

        def leave(uow: UnitOfWork) -> None:
            partner = uow.partners.get(partner_id, for_update=True)
            assert partner is not None
            partner.account_manager = None

        self.act(leave)

    def choose(
        self, modes: dict[Topic, Mode], *, by: Actor = AMY, timezone: str = WARSAW, digest_hour: int = 9
    ) -> None:
        """A person chooses about some topics; the others are told at once."""
        choices, now = Choices(modes, timezone, digest_hour), self.clock.now()
        self.act(lambda uow: choose(uow, self.program, by, choices, now=now))

    def choose_at_partner(self, modes: dict[Topic, Mode], *, by: Actor) -> None:
        """One of a partner's people chooses about some topics."""
        choices, now = Choices(modes, WARSAW, 9), self.clock.now()
        self.act(lambda uow: choose_as_member(uow, self.program, uow.people.actor(by.person), choices, now=now))

    def away(
        self, *, by: Actor = AMY, stand_in: Actor = BEN, since: date | None = None, until: date, announce: bool = False
    ) -> None:
        """A person is away from today on."""
        order, now = AbsenceOrder(since or self.today, until, stand_in.person, announce), self.clock.now()
        self.act(lambda uow: set_absence(uow, self.program, by, order, now=now))

    def replace(self, manager: Actor, *, seen: Actor | None = AMY, by: Actor = ADA) -> None:
        """An admin gives Northwind to somebody."""
        order, now = ManagerOrder("northwind", seen.person if seen else None, manager.person), self.clock.now()
        self.act(lambda uow: replace_manager(uow, self.program, by, order, now=now))

    def digests(self, person: Actor = AMY) -> list[int]:
        """The numbers of the digests that a person was sent."""
        return [
            notice.number for _, notice in self.told() if isinstance(notice, Digest) and notice.person == person.person
        ]

    def send_digests(self) -> str | None:
        """The job, as of now."""
        return self.jobs().run("digests", self.clock.now())
