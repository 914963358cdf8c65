"""A sales office: partners give leads, reps work on them, days pass; and who was told what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from domain.leads import Lead, Move
from domain.notices import LeadsLate
from domain.people import Actor, PersonKey, Role
from domain.usecases.late_leads import BroughtUp, bring_up_late_leads
from domain.usecases.submit_lead import submit_lead
from domain.usecases.work_leads import Review, review_lead
from tests.tiers.vendor import ADA, AMY, PAT, Vendor
from tests.unit import samples

SAM = Actor(PersonKey("T0VEND:U0SAM"), roles=frozenset({Role.SALES_REP}))
SOL = PersonKey("T0SOUTH:U0SOL")
MORNING = time(9)


class Office(Vendor):
    """Northwind with Pat and Southridge with Sol are Amy's partners; Sam sells, Ada is admin."""

    def found(self) -> None:
        """Lets the partners join and makes the staff known."""
        self.hire(AMY, ADA, SAM)
        self.enrol("northwind", members=(PAT,))
        self.enrol("southridge", members=(SOL,))

    def give(self, *, by: PersonKey = PAT, **typed: Any) -> int:
        """A new lead; its id."""
        actor, now = self.actor(by), self.clock.now()
        answers: Mapping[str, Any] = {**samples.CONTACT, **samples.DEAL, **samples.INVOLVEMENT, **typed}
        draft = f"{by}-{now.isoformat()}-{typed}"
        return self.act(lambda uow: submit_lead(uow, self.program, actor, draft, answers, now=now).id)

    def lead(self, lead_id: int) -> Lead:
        """A lead as it is stored."""
        return self.look(lambda uow: uow.leads.by_id([lead_id])[lead_id])

    def review(self, lead_id: int, move: Move | None = None, *, by: Actor = SAM, **changes: Any) -> None:
        """A review of the lead as it is: what is not named stays."""
        lead, now = self.lead(lead_id), self.clock.now()
        kept = {"stage": lead.stage, "next_step_on": lead.next_step_on, "reason": "Because", **changes}
        order = Review(lead.version, move, **kept)
        self.act(lambda uow: review_lead(uow, self.program, by, lead_id, order, now=now))

    def morning(self, day: date) -> BroughtUp:
        """The daily run of a day, at nine in UTC."""
        self.clock.set(datetime.combine(day, MORNING, UTC))
        return self.act(lambda uow: bring_up_late_leads(uow, self.program, now=self.clock.now()))

    def late(self) -> list[tuple[str, bool, list[tuple[int, str]]]]:
        """Who was told of which late leads, in order; and whether that was further up."""
        return [
            (place, notice.escalated, [(each.lead_id, each.deadline.value) for each in notice.leads])
            for place, notice in self.told()
            if isinstance(notice, LeadsLate)
        ]
