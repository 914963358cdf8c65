"""A sales rep leaves: their leads are nobody's, and who gives them to others hears once how many."""

from __future__ import annotations

from domain.leads import LeadEventKind, Move
from domain.notices import LEADS_DESK, LeadHandedOver, ManagerLeft, direct
from domain.people import SYSTEM, Actor, PersonKey, Role
from domain.usecases.dismissal import Dismissed, dismiss
from domain.usecases.lead_hands import assign_lead
from tests.late.office import SAM, Office
from tests.tiers.vendor import ADA

RILEY = Actor(PersonKey("T0VEND:U0RILEY"), roles=frozenset({Role.SALES_REP}))


def taken(office: Office, number: int, by: Actor = SAM) -> int:
    """A new lead in a rep's hands."""
    lead_id = office.give(company=f"Firm {number}", domain=f"firm{number}.com", email=f"a@firm{number}.com")
    office.act(lambda uow: assign_lead(uow, by, lead_id, by.person, now=office.clock.now()))
    return lead_id


def dismissed(office: Office, role: Role | None = None) -> Dismissed:
    return office.act(lambda uow: dismiss(uow, SAM.person, role, now=office.clock.now()))


def test_open_leads_are_nobodys_with_a_line_in_their_history(office: Office) -> None:
    office.hire(RILEY)
    mine, also, other, lost = taken(office, 1), taken(office, 2), taken(office, 3, RILEY), taken(office, 4)
    office.review(lost, Move.REJECT)
    before = office.lead(mine)

    assert dismissed(office) == Dismissed(roles=1, leads=2)

    assert [office.lead(each).assignee for each in (mine, also, other)] == [None, None, RILEY.person]
    assert office.lead(lost).assignee == SAM.person, "who decided about it stays on record"
    after = office.lead(mine)
    assert (after.version, after.touched_at) == (before.version + 1, before.touched_at)
    line = office.look(lambda uow: uow.leads.history(mine))[-1]
    assert (line.kind, line.by, line.before, line.after) == (LeadEventKind.ASSIGNED, SYSTEM, SAM.person, None)
    released = [
        (place, each.lead_id)
        for place, each in office.told()
        if isinstance(each, LeadHandedOver) and each.by == SYSTEM and each.assignee is None
    ]
    assert released == [(LEADS_DESK, mine), (LEADS_DESK, also)], "the cards, and nobody one by one"


def test_the_desk_and_the_admins_hear_once_how_many(office: Office) -> None:
    for number in range(4):
        taken(office, number)
    dismissed(office)
    dismissed(office)
    told = [(place, each.leads) for place, each in office.told() if isinstance(each, ManagerLeft)]
    assert told == [(LEADS_DESK, 4), (direct(ADA.person), 4)]


def test_who_may_still_work_on_leads_keeps_them(office: Office) -> None:
    office.hire(Actor(SAM.person, roles=frozenset({Role.ADMIN})))
    lead_id = taken(office, 1)
    assert dismissed(office, Role.SALES_REP) == Dismissed(roles=1)
    assert office.lead(lead_id).assignee == SAM.person
