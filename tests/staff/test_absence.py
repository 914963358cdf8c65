"""While somebody is away, the stand-in hears what comes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.errors import Code, DomainError
from domain.notices import ManagerAway, direct
from domain.people import Actor
from domain.staff import Mode, Topic
from domain.usecases.staff_settings import end_absence
from storage.unit_of_work import UnitOfWork
from tests.claims.desk import SAM
from tests.staff.office import BEN, Office
from tests.tiers.vendor import ADA, AMY

NEXT_FRIDAY = date(2026, 11, 13)


def promoted(office: Office) -> None:
    office.sell(5_000)


def test_the_stand_in_hears_what_comes_until_the_last_day_is_over(office: Office) -> None:
    office.away(until=NEXT_FRIDAY)
    promoted(office)
    assert (office.heard(AMY.person), office.heard(BEN.person)) == ([], ["tier_promoted"])
    office.day(NEXT_FRIDAY)
    office.sell(100)
    assert office.heard(BEN.person) == ["tier_promoted", "tier_at_risk"]
    office.day(NEXT_FRIDAY + timedelta(days=1))
    office.sell(5_000)
    assert office.heard(AMY.person) == ["tier_kept"]


def test_an_absence_that_is_to_come_changes_nothing_yet(office: Office) -> None:
    office.away(since=office.today + timedelta(days=1), until=NEXT_FRIDAY)
    promoted(office)
    assert office.heard(AMY.person) == ["tier_promoted"]


def test_who_comes_back_early_hears_again(office: Office) -> None:
    office.away(until=NEXT_FRIDAY)
    assert office.act(lambda uow: end_absence(uow, AMY))
    assert not office.act(lambda uow: end_absence(uow, AMY))
    promoted(office)
    assert office.heard(AMY.person) == ["tier_promoted"]


def test_claims_go_to_the_stand_in_as_well(office: Office) -> None:
    office.sell(20_000)
    office.away(until=NEXT_FRIDAY)
    office.claim("training")
    assert office.heard(BEN.person) == ["claim_arrived"]


def test_the_stand_in_has_choices_of_their_own(office: Office) -> None:
    office.choose({Topic.PROMOTION: Mode.OFF})
    office.choose({Topic.PROMOTION: Mode.DIGEST}, by=BEN)
    office.away(until=NEXT_FRIDAY)
    promoted(office)
    assert office.look(lambda uow: uow.staff.held_count(BEN.person)) == 1
    assert office.heard(AMY.person) == office.heard(BEN.person) == []


def test_a_stand_in_who_is_away_has_one_too(office: Office) -> None:
    office.away(until=NEXT_FRIDAY)
    office.away(by=BEN, stand_in=ADA, until=NEXT_FRIDAY)
    promoted(office)
    assert office.heard(ADA.person) == ["tier_promoted"]
    assert office.heard(BEN.person) == []


def test_where_they_stand_in_for_each_other_the_admins_hear(office: Office) -> None:
    office.away(until=NEXT_FRIDAY)
    office.away(by=BEN, stand_in=AMY, until=NEXT_FRIDAY)
    promoted(office)
    assert office.heard(ADA.person) == ["tier_promoted"]


def test_without_any_admin_it_is_still_told(office: Office) -> None:
    office.fire(ADA)
    office.away(until=NEXT_FRIDAY)
    office.away(by=BEN, stand_in=AMY, until=NEXT_FRIDAY)
    promoted(office)
    assert office.heard(AMY.person) == ["tier_promoted"]


def test_partners_hear_of_it_only_where_that_is_asked_for(office: Office) -> None:
    office.away(until=NEXT_FRIDAY)
    assert office.told() == []


def test_partners_with_a_channel_hear_of_it_once(office: Office) -> None:
    def open_channel(uow: UnitOfWork) -> None:
        partner = uow.partners.get("northwind", for_update=True)
        assert partner is not None
        partner.slack_channel_id = "C0NORTH"

    office.enrol("southridge")
    office.act(open_channel)
    office.away(until=NEXT_FRIDAY, announce=True)
    office.away(until=NEXT_FRIDAY, announce=True)
    [(place, notice)] = office.told()
    assert isinstance(notice, ManagerAway)
    assert place == "partner:northwind"
    assert (notice.manager, notice.stand_in, notice.until) == (AMY.person, BEN.person, NEXT_FRIDAY)


@pytest.mark.parametrize("stand_in", [AMY, SAM])
def test_nobody_stands_in_for_themselves_and_only_who_delivers_can(office: Office, stand_in: Actor) -> None:
    with pytest.raises(DomainError) as refused:
        office.away(stand_in=stand_in, until=NEXT_FRIDAY)
    assert (refused.value.code, refused.value.field) == (Code.NOT_A_STAND_IN, "stand_in")


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [
        (date(2026, 11, 1), NEXT_FRIDAY, "since"),
        (date(2026, 11, 2), date(2026, 11, 1), "until"),
        (date(2026, 11, 5), date(2026, 11, 4), "until"),
        (date(2026, 11, 2), date(2028, 1, 1), "until"),
    ],
)
def test_days_that_make_no_absence_are_refused(office: Office, since: date, until: date, field: str) -> None:
    with pytest.raises(DomainError) as refused:
        office.away(since=since, until=until)
    assert (refused.value.code, refused.value.field) == (Code.DATE_OUT_OF_RANGE, field)


def test_an_absence_under_way_can_be_made_longer(office: Office) -> None:
    began = office.today
    office.away(until=date(2026, 11, 6))
    office.day(date(2026, 11, 5))
    office.away(since=began, until=NEXT_FRIDAY)
    found = office.look(lambda uow: uow.staff.absence(AMY.person))
    assert found is not None
    assert (found.since, found.until) == (began, NEXT_FRIDAY)
    promoted(office)
    assert [place for place, _ in office.told() if place == direct(BEN.person)] == [direct(BEN.person)]
