"""A partner that claims and the people who deliver: everything at the clock's time, each act in its own transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.claims import Claim, ClaimEvent
from domain.entitlements import Entitlement
from domain.partners import Partner
from domain.people import Actor, PersonKey, Role
from domain.usecases.claim_benefit import catalogue, keep_answers, start_claim, submit_claim, withdraw_claim
from domain.usecases.work_claims import fulfil
from tests.claims.filling import filled
from tests.tiers.vendor import ADA, AMY, PAT, Vendor

SAM = Actor(PersonKey("T0VEND:U0SAM"), roles=frozenset({Role.SALES_REP}))
KIM = PersonKey("T0PART:U0KIM")
SOL = PersonKey("T0SOUTH:U0SOL")


class Desk(Vendor):
    """Northwind at Gold with Pat and Kim, Southridge at Bronze with Sol; Amy is their account manager, Ada admin."""

    def found(self) -> None:
        """Lets the partners join and makes the staff known."""
        self.hire(AMY, ADA, SAM)
        self.enrol("northwind", members=(PAT, KIM))
        self.enrol("southridge", members=(SOL,))
        self.sell(20_000)

    def start(self, benefit: str, draft: str, *, by: PersonKey = PAT) -> str:
        """Opens a form; the id of its draft."""
        actor, now = self.actor(by), self.clock.now()
        return self.act(lambda uow: start_claim(uow, self.program, actor, benefit, draft, now=now).id)

    def submit(self, draft: str, answers: Mapping[str, Any], *, by: PersonKey = PAT) -> Claim:
        """Sends a form off."""
        actor, now = self.actor(by), self.clock.now()
        return self.act(lambda uow: submit_claim(uow, self.program, actor, draft, answers, now=now))

    def answers(self, benefit: str) -> dict[str, Any]:
        """All that the form of a benefit asks for."""
        found = self.program.benefit(benefit)
        assert found is not None
        return filled(found, self.today)

    def claim(self, benefit: str, *, by: PersonKey = PAT) -> Claim:
        """A new claim."""
        draft = f"{benefit}-{by}-{self.clock.now().isoformat()}"
        return self.submit(self.start(benefit, draft, by=by), self.answers(benefit), by=by)

    def keep(self, draft: str, answers: Mapping[str, Any], *, by: PersonKey = PAT) -> None:
        """Keeps what was typed."""
        actor, now = self.actor(by), self.clock.now()
        self.act(lambda uow: keep_answers(uow, actor, draft, answers, now=now))

    def withdraw(self, claim: Claim, *, by: PersonKey = PAT) -> Claim:
        """Takes a claim back that nothing has happened to."""
        actor, now = self.actor(by), self.clock.now()
        return self.act(lambda uow: withdraw_claim(uow, actor, claim.id, 1, now=now))

    def fulfilled(self, benefit: str, *, by: Actor = AMY) -> Claim:
        """A claim that was settled."""
        claim, now = self.claim(benefit), self.clock.now()
        return self.act(
            lambda uow: fulfil(uow, self.program, by, claim.id, claim.version, "https://done.example", now=now)
        )

    def claim_now(self, claim: Claim) -> Claim:
        """A claim as it is stored."""
        found = self.look(lambda uow: uow.claims.get(claim.id))
        assert found is not None
        return found

    def history(self, claim: Claim) -> Sequence[ClaimEvent]:
        """What has happened to a claim, oldest first."""
        return self.look(lambda uow: uow.claims.history(claim.id))

    def entitlement(self, benefit: str, partner: Partner | None = None) -> Entitlement:
        """How Northwind stands to a benefit today."""
        of = partner or self.partner()
        shown = self.look(lambda uow: catalogue(uow, self.program, of, self.today))
        return next(each for each in shown.all if each.benefit.key == benefit)

    def heard_at(self, place: str) -> list[str]:
        """The kinds of notices that were told at a place, in order."""
        return [notice.kind for at, notice in self.told() if at == place]
