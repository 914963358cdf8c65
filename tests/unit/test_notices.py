"""Who hears of what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.leads import LeadStatus, Move, advance
from domain.money import Cents
from domain.notices import (
    LEADS_DESK,
    PINNED_EDITION,
    Address,
    AppRemoved,
    ChannelReady,
    CloseToPromotion,
    CustomersAgeing,
    Digest,
    Face,
    LeadArrived,
    LeadAssigned,
    LeadFlagged,
    LeadMoved,
    LeadStaged,
    LeadsWaiting,
    ManagerAway,
    ManagerIntroduced,
    ManagerLeft,
    ManagerMissing,
    ManagerRelieved,
    Near,
    Notice,
    OverrideEnded,
    TierAtRisk,
    TierKept,
    TierLost,
    TierOverridden,
    TierPromoted,
    audience,
    direct,
    moved,
    partner_channel,
)
from domain.people import PersonKey
from tests.unit import (
    claim_notices,
    deadline_notices,
    fairness_notices,
    giving_notices,
    involvement_notices,
    lead_work_notices,
    people_notices,
    room_notices,
    samples,
    surrounding_notices,
)
from tests.unit.samples import PAT, SAM

KIM = PersonKey("T0PART:U0KIM")
AMY = PersonKey("T0VEND:U0AMY")
ADA = PersonKey("T0VEND:U0ADA")

ARRIVED = LeadArrived(7, "northwind", PAT)
MOVED = LeadMoved(7, "northwind", 3, LeadStatus.SUBMITTED, LeadStatus.APPROVED, SAM)
WON = replace(MOVED, before=LeadStatus.APPROVED, after=LeadStatus.WON, credited=Cents(354_00))
STAGED = LeadStaged(7, "northwind", 4, "trial", SAM)
FLAGGED = LeadFlagged(7, "northwind", 5, legal_review=True, security_review=False, by=SAM)
ASSIGNED = LeadAssigned(7, "northwind", 2, SAM, SAM)
PROMOTED = TierPromoted("northwind", 11, "bronze", "gold", Cents(51_000_00))
AT_RISK = TierAtRisk("northwind", 12, "gold", date(2026, 4, 2), Cents(1), 1, reminder=False)
KEPT = TierKept("northwind", 13, "gold")
LOST_TIER = TierLost("northwind", 14, "gold", "silver", Cents(19_999_99))
SET = TierOverridden("northwind", 15, "gold", "silver", date(2026, 6, 30), ADA, "A merger", is_upward=False)
RAISED = replace(SET, from_tier="bronze", is_upward=True)
NO_LONGER_SET = OverrideEnded("northwind", 16, "gold", "silver", Cents(19_999_99))
AGEING = CustomersAgeing("northwind", "gold", date(2026, 6, 1), 14)
CLOSE = CloseToPromotion(date(2026, 3, 2), AMY, (Near("northwind", "silver", Cents(320_00), 0),))
WAITING = LeadsWaiting(date(2026, 3, 3), (7, 9))
READY = ChannelReady("northwind", "C0NORTH")
INTRODUCED = ManagerIntroduced("northwind", KIM, ADA, samples.NOW, SAM, 2)
RELIEVED = ManagerRelieved("northwind", SAM, AMY, ADA, samples.NOW, 2)
MISSING_MANAGER = ManagerMissing("northwind", "gold", (ADA,), samples.NOW)
LEFT = ManagerLeft(SAM, ("northwind",), 2, (AMY,), (ADA,), samples.NOW)
AWAY = ManagerAway("northwind", AMY, SAM, date(2026, 3, 3), date(2026, 3, 9))
REMOVED = AppRemoved("northwind", "Northwind Inc", "https://bot.example/slack/install", (KIM,), samples.NOW)
DIGEST = Digest(KIM, 12)

CARD, THREAD = Address(LEADS_DESK, Face.CARD), Address(LEADS_DESK, Face.THREAD)
CHANNEL = Address("partner:northwind", Face.NEWS)
ITS_CARD, ITS_THREAD = Address("partner:northwind", Face.CARD), Address("partner:northwind", Face.THREAD)
MANAGER = Address("person:T0VEND:U0AMY", Face.MANAGER)
MEMBERS = [Address("person:T0PART:U0PAT", Face.NEWS), Address("person:T0PART:U0KIM", Face.NEWS)]

HEARD_BY: list[tuple[Notice, list[Address]]] = [
    (ARRIVED, [CARD, ITS_CARD]),
    (MOVED, [CARD, THREAD, ITS_CARD, ITS_THREAD]),
    (replace(MOVED, after=LeadStatus.REJECTED, reason="No"), [CARD, THREAD, ITS_CARD, ITS_THREAD]),
    (replace(MOVED, after=LeadStatus.LOST, reason="No"), [CARD, THREAD, ITS_CARD, ITS_THREAD, MANAGER]),
    (WON, [CARD, THREAD, ITS_CARD, ITS_THREAD, MANAGER]),
    (STAGED, [CARD, THREAD, ITS_CARD, ITS_THREAD]),
    (replace(STAGED, stage=None), [CARD, THREAD, ITS_CARD]),
    (FLAGGED, [CARD, THREAD, ITS_CARD]),
    (ASSIGNED, [CARD, THREAD]),
    (PROMOTED, [CHANNEL, MANAGER]),
    (AT_RISK, [*MEMBERS, MANAGER]),
    (replace(AT_RISK, reminder=True), [*MEMBERS, MANAGER]),
    (KEPT, [*MEMBERS, MANAGER]),
    (LOST_TIER, [*MEMBERS, MANAGER]),
    (SET, [*MEMBERS, MANAGER]),
    (RAISED, [CHANNEL, MANAGER]),
    (NO_LONGER_SET, [*MEMBERS, MANAGER]),
    (AGEING, [*MEMBERS, MANAGER]),
    (WAITING, [Address(LEADS_DESK, Face.NEWS)]),
    (READY, [Address("partner:northwind", Face.PINNED)]),
    (INTRODUCED, [CHANNEL, Address("person:T0PART:U0KIM", Face.MANAGER)]),
    (RELIEVED, [Address("person:T0VEND:U0SAM", Face.MANAGER)]),
    (MISSING_MANAGER, [Address("person:T0VEND:U0ADA", Face.MANAGER)]),
    (LEFT, [Address("person:T0VEND:U0ADA", Face.MANAGER)]),
    (replace(LEFT, leads=4), [Address(LEADS_DESK, Face.NEWS), Address("person:T0VEND:U0ADA", Face.MANAGER)]),
    (AWAY, [CHANNEL]),
    (DIGEST, [Address("person:T0PART:U0KIM", Face.MANAGER)]),
    (REMOVED, [Address("person:T0PART:U0KIM", Face.MANAGER)]),
    *claim_notices.HEARD_BY,
    *giving_notices.HEARD_BY,
    *fairness_notices.HEARD_BY,
    *lead_work_notices.HEARD_BY,
    *involvement_notices.HEARD_BY,
    *deadline_notices.HEARD_BY,
    *people_notices.HEARD_BY,
    *surrounding_notices.HEARD_BY,
    *room_notices.HEARD_BY,
]
ONE_OF_EACH: list[Notice] = [
    ARRIVED,
    MOVED,
    STAGED,
    FLAGGED,
    ASSIGNED,
    PROMOTED,
    AT_RISK,
    KEPT,
    LOST_TIER,
    SET,
    NO_LONGER_SET,
    AGEING,
    CLOSE,
    WAITING,
    READY,
    INTRODUCED,
    RELIEVED,
    MISSING_MANAGER,
    LEFT,
    AWAY,
    DIGEST,
    REMOVED,
    *claim_notices.ONE_OF_EACH,
    *giving_notices.ONE_OF_EACH,
    *fairness_notices.ONE_OF_EACH,
    *lead_work_notices.ONE_OF_EACH,
    *involvement_notices.ONE_OF_EACH,
    *deadline_notices.ONE_OF_EACH,
    *people_notices.ONE_OF_EACH,
    *surrounding_notices.ONE_OF_EACH,
    *room_notices.ONE_OF_EACH,
]


def kind_of(notice: object) -> str:
    return str(getattr(notice, "kind", ""))


def heard(notice: Notice, *, manager: str | None = AMY, members: Iterable[PersonKey] = (PAT, KIM)) -> list[Address]:
    return list(audience(notice, partner=samples.partner(account_manager=manager), members=members))


@pytest.mark.parametrize(("notice", "places"), HEARD_BY, ids=[notice.kind for notice, _ in HEARD_BY])
def test_each_notice_goes_to_those_concerned_in_order(notice: Notice, places: list[Address]) -> None:
    assert heard(notice) == places


@pytest.mark.parametrize(("notice", "places"), HEARD_BY, ids=[notice.kind for notice, _ in HEARD_BY])
def test_without_an_account_manager_nobody_stands_in(notice: Notice, places: list[Address]) -> None:
    assert heard(notice, manager=None) == [place for place in places if place != MANAGER]


@pytest.mark.parametrize("notice", [AT_RISK, KEPT, LOST_TIER, SET, NO_LONGER_SET, AGEING], ids=kind_of)
def test_warnings_about_a_tier_never_reach_a_channel(notice: Notice) -> None:
    assert all(address.place.startswith("person:") for address in heard(notice))
    assert heard(notice, members=()) == [MANAGER]


def test_a_digest_goes_to_its_account_manager_whoever_stands_in() -> None:
    assert heard(CLOSE, manager=None) == [MANAGER]


def test_news_about_nobodys_partner_reach_the_desk() -> None:
    assert list(audience(WAITING, partner=None)) == [Address(LEADS_DESK, Face.NEWS)]


@pytest.mark.parametrize("notice", ONE_OF_EACH, ids=kind_of)
def test_no_place_hears_the_same_twice(notice: Notice) -> None:
    places = heard(notice)

    assert len(set(places)) == len(places)


def test_every_kind_of_notice_is_covered_here() -> None:
    assert {type(notice) for notice in ONE_OF_EACH} == set(Notice.__args__)
    assert {type(notice) for notice, _ in KEYS} == set(Notice.__args__)
    assert len({notice.kind for notice in ONE_OF_EACH}) == len(ONE_OF_EACH)


# keys name the fact


KEYS: list[tuple[Notice, str]] = [
    (ARRIVED, "lead:7:arrived"),
    (MOVED, "lead:7:v3:moved"),
    (STAGED, "lead:7:v4:staged"),
    (FLAGGED, "lead:7:v5:flagged"),
    (ASSIGNED, "lead:7:v2:assigned"),
    (PROMOTED, "tier:11"),
    (AT_RISK, "tier:12"),
    (KEPT, "tier:13"),
    (LOST_TIER, "tier:14"),
    (SET, "tier:15"),
    (NO_LONGER_SET, "tier:16"),
    (AGEING, "customers:northwind:2026-06-01:14"),
    (CLOSE, "close-to-promotion:2026-03-02:T0VEND:U0AMY"),
    (WAITING, "leads-waiting:2026-03-03"),
    (READY, f"pin:C0NORTH:{PINNED_EDITION}"),
    (INTRODUCED, "manager:northwind:2026-03-03T09:30:00+00:00"),
    (RELIEVED, "manager-relieved:northwind:2026-03-03T09:30:00+00:00"),
    (MISSING_MANAGER, "manager-missing:northwind:2026-03-03T09:30:00+00:00"),
    (LEFT, "manager-left:T0VEND:U0SAM:2026-03-03T09:30:00+00:00"),
    (AWAY, "manager-away:northwind:T0VEND:U0AMY:2026-03-03:2026-03-09:T0VEND:U0SAM"),
    (DIGEST, "digest:T0PART:U0KIM:12"),
    (REMOVED, "app-removed:northwind:2026-03-03T09:30:00+00:00"),
    *claim_notices.KEYS,
    *giving_notices.KEYS,
    *fairness_notices.KEYS,
    *lead_work_notices.KEYS,
    *involvement_notices.KEYS,
    *deadline_notices.KEYS,
    *people_notices.KEYS,
    *surrounding_notices.KEYS,
    *room_notices.KEYS,
]


@pytest.mark.parametrize(("notice", "key"), KEYS, ids=[notice.kind for notice, _ in KEYS])
def test_the_key_names_the_fact(notice: Notice, key: str) -> None:
    assert notice.key == key


def test_a_move_is_told_as_it_happened() -> None:
    lead = samples.lead(LeadStatus.APPROVED)
    before = advance(lead, Move.LOSE, now=samples.NOW + timedelta(days=1), reason="No budget", value=None)

    assert moved(lead, before, by=SAM, credited=None) == LeadMoved(
        7, "northwind", 2, LeadStatus.APPROVED, LeadStatus.LOST, SAM, "No budget", None
    )


def test_places_are_named_by_what_they_are_and_not_by_slacks_ids() -> None:
    assert partner_channel("northwind") == "partner:northwind"
    assert direct(AMY) == "person:T0VEND:U0AMY"
