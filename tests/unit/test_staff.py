"""Who is least loaded, when a digest is due, and what staff hears of a notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.claims import ClaimStatus
from domain.lead_deadlines import Deadline
from domain.leads import LeadStatus
from domain.money import Cents
from domain.notices import (
    ClaimAnswered,
    ClaimArrived,
    ClaimAssigned,
    ClaimLate,
    ClaimMoved,
    CustomersAgeing,
    Face,
    InvitationDue,
    LateLead,
    LeadAnswered,
    LeadArrived,
    LeadHandedOver,
    LeadIntroduced,
    LeadMoved,
    LeadNoted,
    LeadsLate,
    Notice,
    TierLost,
    TierPromoted,
    direct,
)
from domain.notices.topics import heard, topic_of
from domain.people import PersonKey
from domain.staff import Absence, Listener, ManagerLoad, Mode, Topic, last_digest_at, least_loaded, stood_in_for
from tests.unit.samples import PAT, SAM

AMY, BEN, EVE = (PersonKey(f"T0VEND:U0{name}") for name in ("AMY", "BEN", "EVE"))
DESK = direct(AMY)
ARRIVED = ClaimArrived(7, "northwind", PAT, DESK)
ASSIGNED = ClaimAssigned(7, "northwind", 2, AMY, SAM, DESK)
ANSWERED = ClaimAnswered(7, "northwind", 3, PAT, AMY, DESK, "Yes")
MOVED = ClaimMoved(7, "northwind", 4, ClaimStatus.IN_PROGRESS, ClaimStatus.FULFILLED, AMY, PAT, DESK)
LATE = ClaimLate(7, "northwind", date(2026, 3, 3), date(2026, 3, 2), escalated=False, to=(AMY,), desk=DESK)
WON = LeadMoved(7, "northwind", 3, LeadStatus.APPROVED, LeadStatus.WON, SAM)
LATE_LEADS = LeadsLate(date(2026, 3, 3), SAM, False, (LateLead(7, Deadline.STEP, "2026-03-02", date(2026, 3, 2)),))
INVITATION = InvitationDue(7, "northwind", 3, "demo", PAT, SAM)
PROMOTED = TierPromoted("northwind", 1, "bronze", "silver", Cents(1))


def test_the_fewest_partners_then_the_id_and_the_absent_last() -> None:
    assert least_loaded([]) is None
    assert least_loaded([ManagerLoad(BEN, 2), ManagerLoad(AMY, 3)]) == BEN
    assert least_loaded([ManagerLoad(BEN, 2), ManagerLoad(AMY, 2)]) == AMY
    assert least_loaded([ManagerLoad(AMY, 0, date(2026, 3, 9)), ManagerLoad(BEN, 9)]) == BEN
    assert least_loaded([ManagerLoad(AMY, 1, date(2026, 3, 9)), ManagerLoad(BEN, 0, date(2026, 3, 9))]) == BEN


def test_an_absence_has_both_its_days() -> None:
    absence = Absence(AMY, BEN, date(2026, 3, 3), date(2026, 3, 5))
    covered = [day for day in range(1, 8) if absence.covers(date(2026, 3, day))]
    assert covered == [3, 4, 5]


@given(
    now=st.datetimes(datetime(2025, 1, 2), datetime(2027, 12, 30)).map(lambda each: each.replace(tzinfo=UTC)),  # noqa: DTZ001 - hypothesis takes bounds without a zone
    zone=st.sampled_from(["Europe/Warsaw", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe"]),
    hour=st.integers(0, 23),
)
def test_there_is_a_digest_a_day_whatever_the_clocks_do(now: datetime, zone: str, hour: int) -> None:
    due = last_digest_at(now, ZoneInfo(zone), hour)
    assert due <= now
    assert now - due < timedelta(hours=25)
    assert last_digest_at(due, ZoneInfo(zone), hour) == due
    before = last_digest_at(due - timedelta(microseconds=1), ZoneInfo(zone), hour)
    assert timedelta(hours=23) <= due - before <= timedelta(hours=25)


@pytest.mark.parametrize(
    ("notice", "topic"),
    [
        (ARRIVED, Topic.CLAIM_NEW),
        (ASSIGNED, Topic.CLAIM_NEW),
        (ANSWERED, Topic.CLAIM_ANSWERED),
        (LATE, Topic.CLAIM_LATE),
        (MOVED, None),
        (PROMOTED, Topic.PROMOTION),
        (TierLost("northwind", 1, "silver", "bronze", Cents(1)), Topic.AT_RISK),
        (CustomersAgeing("northwind", "gold", date(2026, 6, 1), 14), Topic.AT_RISK),
        (WON, Topic.LEAD_CLOSED),
        (LeadMoved(7, "northwind", 3, LeadStatus.APPROVED, LeadStatus.LOST, SAM), Topic.LEAD_CLOSED),
        (LeadMoved(7, "northwind", 3, LeadStatus.SUBMITTED, LeadStatus.APPROVED, SAM), None),
        (LeadArrived(7, "northwind", PAT), Topic.LEAD_NEW),
        (LeadAnswered(7, "northwind", 3, PAT, SAM, "How many?", "Five"), Topic.LEAD_ANSWERED),
        (LeadIntroduced(7, "northwind", 3, PAT, SAM), Topic.LEAD_ANSWERED),
        (LeadHandedOver(7, "northwind", 3, SAM, BEN, AMY), Topic.LEAD_REASSIGNED),
        (LATE_LEADS, Topic.LEAD_LATE),
        (replace(LATE_LEADS, escalated=True), Topic.LEAD_ESCALATED),
        (LeadNoted(7, "northwind", 3, SAM, "Key account"), None),
    ],
    ids=lambda value: str(getattr(value, "kind", value)),
)
def test_what_one_can_choose_about(notice: Notice, topic: Topic | None) -> None:
    assert topic_of(notice) is topic


def test_what_nobody_can_choose_about_is_told_at_once() -> None:
    off = Listener(AMY, dict.fromkeys(Topic, Mode.OFF))
    assert heard(INVITATION, Face.MANAGER, off) == (Mode.NOW, Face.MANAGER)
    assert heard(PROMOTED, Face.MANAGER, off) == (Mode.OFF, Face.MANAGER)


@pytest.mark.parametrize("mode", [Mode.DIGEST, Mode.OFF])
def test_without_cards_there_is_none_to_keep_up_to_date_and_no_thread(mode: Mode) -> None:
    listener = Listener(AMY, {Topic.CLAIM_NEW: mode})
    assert heard(ARRIVED, Face.CARD, listener) == (mode, Face.CARD)
    assert heard(MOVED, Face.CARD, listener)[0] is Mode.OFF
    assert heard(MOVED, Face.THREAD, listener)[0] is Mode.OFF
    assert heard(ANSWERED, Face.CARD, listener)[0] is Mode.OFF
    assert heard(ANSWERED, Face.THREAD, listener) == (Mode.NOW, Face.MANAGER)
    assert heard(LATE, Face.MANAGER, listener) == (Mode.NOW, Face.MANAGER)


def test_with_cards_they_are_kept_up_to_date_whatever_is_told_beside_them() -> None:
    listener = Listener(AMY, {Topic.CLAIM_ANSWERED: Mode.DIGEST})
    assert heard(ANSWERED, Face.CARD, listener) == (Mode.NOW, Face.CARD)
    assert heard(ANSWERED, Face.THREAD, listener) == (Mode.DIGEST, Face.MANAGER)
    assert heard(MOVED, Face.THREAD, listener) == (Mode.NOW, Face.THREAD)


def test_a_card_that_is_there_keeps_its_thread_whatever_was_chosen_about_new_claims() -> None:
    listener = Listener(AMY, {Topic.CLAIM_NEW: Mode.DIGEST})
    assert heard(MOVED, Face.THREAD, listener, has_card=True) == (Mode.NOW, Face.THREAD)
    assert heard(ANSWERED, Face.THREAD, listener, has_card=True) == (Mode.NOW, Face.THREAD)
    assert heard(ASSIGNED, Face.CARD, listener, has_card=True) == (Mode.DIGEST, Face.CARD)


def test_one_stands_in_for_the_absent_and_for_their_stand_ins() -> None:
    amy, ben, cyd, dee = (PersonKey(name) for name in ("amy", "ben", "cyd", "dee"))
    away = {amy: ben, ben: cyd, dee: amy}
    assert stood_in_for(cyd, away) == {amy, ben, dee}
    assert stood_in_for(ben, away) == {amy, dee}
    assert stood_in_for(PersonKey("eve"), away) == frozenset()
    assert stood_in_for(amy, {amy: ben, ben: amy}) == {ben}
