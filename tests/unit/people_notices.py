"""What is told of applications and of partners' people: one notice of each kind, and who hears of each."""

from __future__ import annotations

from collections.abc import Sequence

from domain.membership import PeopleEvent
from domain.notices import (
    CLAIMS_DESK,
    Address,
    ApplicationArrived,
    ApplicationDecided,
    ApplicationSettled,
    Face,
    InviteSent,
    PeopleChanged,
    PeopleNotice,
    direct,
)
from domain.people import MemberRole
from tests.unit.samples import NOW, PAT, SAM

APPLIED = ApplicationArrived(7)
DECIDED = ApplicationDecided(7, PAT, SAM, "northwind", "C0NORTH")
SETTLED = ApplicationSettled(7, PAT, "northwind")
INVITED = InviteSent(3, "northwind", PAT, SAM)
CHANGED = PeopleChanged(11, "northwind", PAT, SAM, PeopleEvent.ROLE_GIVEN, MemberRole.FINANCE, (PAT,), NOW)

CARD, THREAD = Address(CLAIMS_DESK, Face.CARD), Address(CLAIMS_DESK, Face.THREAD)
TO_PAT = Address(direct(PAT), Face.NEWS)

HEARD_BY: Sequence[tuple[PeopleNotice, list[Address]]] = [
    (APPLIED, [CARD]),
    (DECIDED, [CARD, THREAD, TO_PAT]),
    (SETTLED, [CARD, THREAD]),
    (INVITED, [TO_PAT]),
    (CHANGED, [TO_PAT]),
]
KEYS: Sequence[tuple[PeopleNotice, str]] = [
    (APPLIED, "application:7"),
    (DECIDED, "application:7:decided"),
    (SETTLED, "application:7:settled"),
    (INVITED, "invite:3"),
    (CHANGED, "people:11"),
]
ONE_OF_EACH: Sequence[PeopleNotice] = [notice for notice, _ in HEARD_BY]
