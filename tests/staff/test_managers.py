"""A partner is given an account manager with its tier; admins choose another one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest

from domain.errors import Code, DomainError
from domain.notices import ManagerIntroduced, ManagerMissing, ManagerRelieved, direct, partner_channel
from domain.people import SYSTEM, Actor, PersonKey, Role
from domain.usecases.enrol import PartnerData, put_partner
from domain.usecases.set_tier import set_tier
from domain.usecases.work_claims import take
from tests.staff.office import BEN, Office
from tests.tiers.vendor import ADA, AMY

GOLD = 20_000


def test_who_reaches_the_tier_without_one_is_given_the_least_loaded_and_introduced(office: Office) -> None:
    office.let_go()
    office.enrol("southridge", manager=AMY)
    office.sell(GOLD)
    assert office.partner().account_manager == BEN.person
    told = [(place, notice) for place, notice in office.told() if isinstance(notice, ManagerIntroduced)]
    assert [place for place, _ in told] == [partner_channel("northwind"), direct(BEN.person)]
    assert (told[0][1].manager, told[0][1].former, told[0][1].by) == (BEN.person, None, SYSTEM)
    assert office.heard(BEN.person) == ["manager_introduced"], "the promotion is part of it"


def test_equals_are_taken_by_their_id_and_who_is_away_last(office: Office) -> None:
    office.let_go()
    office.away(until=date(2026, 11, 9))
    office.enrol("southridge", manager=BEN)
    office.sell(GOLD)
    assert office.partner().account_manager == BEN.person, "Amy has nobody, but is away"


def test_who_has_one_keeps_it_and_a_lower_tier_promises_none(office: Office) -> None:
    office.sell(GOLD)
    assert office.partner().account_manager == AMY.person
    office.enrol("southridge")
    office.let_go("southridge")
    office.sell(5_000, "southridge")
    assert office.partner("southridge").tier == "silver"
    assert office.partner("southridge").account_manager is None
    assert not any(isinstance(notice, ManagerIntroduced) for _, notice in office.told())


def test_a_tier_that_is_set_promises_one_too(office: Office) -> None:
    office.let_go()
    until, now = office.today + timedelta(days=30), office.clock.now()
    office.act(lambda uow: set_tier(uow, office.program, ADA, "northwind", "gold", until, "A deal", now=now))
    assert office.partner().account_manager == AMY.person


def test_where_there_is_nobody_the_admins_are_told(office: Office) -> None:
    office.let_go()
    office.fire(AMY)
    office.fire(BEN)
    office.sell(GOLD)
    assert office.partner().account_manager is None
    assert [place for place, notice in office.told() if isinstance(notice, ManagerMissing)] == [direct(ADA.person)]


def test_partners_that_rise_at_once_are_shared_out(office: Office) -> None:
    names = ["northwind", "southridge"]
    office.enrol("southridge")
    for name in names:
        office.let_go(name)
    together = Barrier(2)

    def rise(name: str) -> None:
        together.wait()
        office.sell(GOLD, name)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(rise, names))
    assert {office.partner(name).account_manager for name in names} == {AMY.person, BEN.person}


def test_an_import_without_a_column_for_it_takes_no_account_manager_away(office: Office) -> None:
    data = PartnerData("northwind", "Northwind", None, [])
    office.act(lambda uow: put_partner(uow, office.program, data, now=office.clock.now()))
    assert office.partner().account_manager == AMY.person


def test_a_partner_goes_over_with_the_open_claims_and_all_are_told(office: Office) -> None:
    office.sell(GOLD)
    taken, waiting, desks = office.claim("training"), office.claim("implementation_help"), office.claim("onboarding")
    now = office.clock.now()
    office.act(lambda uow: take(uow, AMY, taken.id, taken.version, now=now))
    office.replace(BEN)
    assert office.partner().account_manager == BEN.person
    assert office.claim_now(taken).handler == BEN.person
    assert office.claim_now(waiting).handler is None, "nobody has taken it on"
    assert office.claim_now(desks).handler is None
    introduced = [notice for _, notice in office.told() if isinstance(notice, ManagerIntroduced)]
    assert {(each.former, each.manager, each.by, each.claims) for each in introduced} == {
        (AMY.person, BEN.person, ADA.person, 2)
    }
    assert [place for place, notice in office.told() if isinstance(notice, ManagerRelieved)] == [direct(AMY.person)]
    heard = [notice for place, notice in office.told() if place == direct(BEN.person)]
    assert {getattr(notice, "claim_id", None) for notice in heard} == {None, taken.id, waiting.id}


def test_done_again_it_changes_nothing(office: Office) -> None:
    office.replace(BEN)
    before = len(office.told())
    office.clock.advance(timedelta(minutes=1))
    office.replace(BEN)
    assert len(office.told()) == before


def test_of_two_admins_the_second_is_told(office: Office) -> None:
    eve = Actor(PersonKey("T0VEND:U0EVE"), roles=frozenset({Role.ACCOUNT_MANAGER}))
    office.hire(eve)
    office.replace(BEN)
    with pytest.raises(DomainError) as refused:
        office.replace(eve)
    assert refused.value.code is Code.PARTNER_CHANGED
    assert office.partner().account_manager == BEN.person


def test_only_account_managers_can_be_chosen_and_only_admins_choose(office: Office) -> None:
    with pytest.raises(DomainError) as refused:
        office.replace(ADA)
    assert (refused.value.code, refused.value.field) == (Code.NOT_A_MANAGER, "manager")
    with pytest.raises(DomainError) as refused:
        office.replace(BEN, by=AMY)
    assert refused.value.code is Code.NOT_ALLOWED
    assert office.partner().account_manager == AMY.person
