"""Somebody leaves the staff: partners and claims are nobody's, and the admins hear of it."""

from __future__ import annotations

from datetime import date

from domain.claims import Claim, ClaimStatus
from domain.errors import Code, DomainError
from domain.notices import CLAIMS_DESK, ClaimReleased, ManagerLeft, direct
from domain.people import Actor, PersonKey, Role
from domain.staff import Mode, Topic
from domain.usecases.dismissal import Dismissed, dismiss
from domain.usecases.invite import Joined, invite_to_partner, join_by_code
from domain.usecases.work_claims import DeskView, claim_desk, fulfil, take
from tests.staff.office import BEN, Office
from tests.tiers.vendor import ADA, AMY

NEXT_FRIDAY = date(2026, 11, 13)
NEWCOMER = Actor(PersonKey("T0PART:U0NEW"))
BEN_SELLING = Actor(BEN.person, roles=frozenset({Role.ACCOUNT_MANAGER, Role.SALES_REP}))


def dismissed(office: Office, one: Actor = AMY, role: Role | None = None) -> Dismissed:
    return office.act(lambda uow: dismiss(uow, one.person, role, now=office.clock.now()))


def taken(office: Office, benefit: str, by: Actor = AMY) -> Claim:
    claim = office.claim(benefit)
    return office.act(lambda uow: take(uow, by, claim.id, claim.version, now=office.clock.now()))


def left(office: Office) -> list[tuple[str, ManagerLeft]]:
    return [(place, notice) for place, notice in office.told() if isinstance(notice, ManagerLeft)]


def test_partners_and_claims_are_nobodys_and_the_admins_are_told(office: Office) -> None:
    office.enrol("southridge")
    office.sell(20_000)
    mine, bens = taken(office, "onboarding"), taken(office, "free_accounts", BEN)
    waiting = office.claim("training")
    settled = taken(office, "success_story")
    office.act(
        lambda uow: fulfil(uow, office.program, AMY, settled.id, settled.version, "Done", now=office.clock.now())
    )

    assert dismissed(office) == Dismissed(roles=1, partners=2, claims=2)

    assert [office.partner(each).account_manager for each in ("northwind", "southridge")] == [None, None]
    released = office.claim_now(mine)
    assert (released.handler, released.status, released.version) == (None, ClaimStatus.IN_PROGRESS, mine.version + 1)
    assert office.claim_now(bens).handler == BEN.person
    assert office.claim_now(settled).handler == AMY.person, "who delivered it stays on record"
    [(place, notice)] = left(office)
    assert place == direct(ADA.person)
    assert (notice.person, notice.partners, notice.claims) == (AMY.person, ("northwind", "southridge"), 2)
    told = {(place, each.claim_id) for place, each in office.told() if isinstance(each, ClaimReleased)}
    assert told == {(CLAIMS_DESK, mine.id), (CLAIMS_DESK, waiting.id)}
    page = office.look(lambda uow: claim_desk(uow, ADA, DeskView.UNASSIGNED, today=office.today, offset=0))
    assert {claim.id for claim in page.claims} == {mine.id, waiting.id}


def test_what_was_released_is_taken_like_any_other(office: Office) -> None:
    claim = taken(office, "onboarding")
    dismissed(office)
    released = office.claim_now(claim)
    again = office.act(lambda uow: take(uow, BEN, claim.id, released.version, now=office.clock.now()))
    assert (again.handler, again.status) == (BEN.person, ClaimStatus.IN_PROGRESS)


def test_what_runs_comes_up_at_the_desk_and_not_with_who_has_left(office: Office) -> None:
    office.sell(20_000)
    claim = office.fulfilled("premium_listing")
    assert dismissed(office) == Dismissed(roles=1, partners=1, claims=0)
    office.clock.advance(date(2027, 11, 3) - office.today)
    office.jobs().run_now("benefit-reviews", office.clock.now())
    flagged = [place for place, notice in office.told() if notice.kind == "claim_flagged"]
    assert set(flagged) == {CLAIMS_DESK}
    assert office.claim_now(claim).handler is None


def test_who_stays_an_admin_keeps_the_claims_but_no_partners(office: Office) -> None:
    both = Actor(AMY.person, roles=frozenset({Role.ADMIN, Role.ACCOUNT_MANAGER}))
    office.hire(both)
    claim = taken(office, "onboarding")
    assert dismissed(office, role=Role.ACCOUNT_MANAGER) == Dismissed(roles=1, partners=1, claims=0)
    assert office.claim_now(claim).handler == AMY.person
    assert office.partner().account_manager is None


def test_who_has_left_hears_nothing_and_stands_in_for_nobody(office: Office) -> None:
    office.choose({Topic.PROMOTION: Mode.DIGEST}, by=BEN)
    office.away(until=NEXT_FRIDAY)
    office.sell(5_000)
    assert office.look(lambda uow: uow.staff.held_count(BEN.person)) == 1
    dismissed(office, BEN)
    assert office.look(lambda uow: uow.staff.held_count(BEN.person)) == 0
    [(_, notice)] = left(office)
    assert notice.absent == (AMY.person,)
    office.sell(20_000)
    assert office.heard(BEN.person) == []
    assert office.heard(AMY.person)[-1] == "tier_promoted"


def test_who_looked_after_nothing_leaves_quietly(office: Office) -> None:
    assert dismissed(office, BEN) == Dismissed(roles=1)
    assert dismissed(office, BEN) == Dismissed(roles=0)
    assert left(office) == []


def give_code(office: Office, by: Actor, code: str) -> None:
    now = office.clock.now()
    office.act(lambda uow: invite_to_partner(uow, office.program, by, "northwind", code, now=now))


def use_code(office: Office, code: str) -> Joined | DomainError:
    return office.act(lambda uow: join_by_code(uow, office.program, NEWCOMER, code, now=office.clock.now()))


def modes(office: Office, one: Actor) -> dict[Topic, Mode]:
    return dict(office.look(lambda uow: uow.staff.modes([one.person])).get(one.person, {}))


def test_the_codes_they_gave_end_with_it_and_nobody_elses(office: Office) -> None:
    give_code(office, BEN, "BENS-CODE-23")
    give_code(office, AMY, "AMYS-CODE-23")
    assert dismissed(office, BEN) == Dismissed(roles=1, codes=1)
    refused = use_code(office, "BENS-CODE-23")
    assert isinstance(refused, DomainError)
    assert refused.code is Code.CODE_OVER
    assert isinstance(use_code(office, "AMYS-CODE-23"), Joined)


def test_codes_stay_good_while_one_role_left_may_give_them(office: Office) -> None:
    office.hire(Actor(BEN.person, roles=frozenset({Role.ADMIN, Role.SALES_REP})))
    give_code(office, BEN, "BENS-CODE-23")
    assert dismissed(office, BEN, Role.ACCOUNT_MANAGER) == Dismissed(roles=1)
    assert dismissed(office, BEN, Role.ADMIN) == Dismissed(roles=1, codes=1)
    assert isinstance(use_code(office, "BENS-CODE-23"), DomainError)


def test_who_stays_a_sales_rep_keeps_the_choices_of_one(office: Office) -> None:
    office.hire(BEN_SELLING)
    office.choose({Topic.PROMOTION: Mode.DIGEST, Topic.LEAD_LATE: Mode.OFF, Topic.WEEKLY: Mode.OFF}, by=BEN_SELLING)
    office.away(until=NEXT_FRIDAY)
    office.sell(5_000)
    assert office.look(lambda uow: uow.staff.held_count(BEN.person)) == 1
    dismissed(office, BEN, Role.ACCOUNT_MANAGER)
    kept = modes(office, BEN)
    assert (kept[Topic.LEAD_LATE], kept[Topic.WEEKLY]) == (Mode.OFF, Mode.OFF)
    assert Topic.PROMOTION not in kept
    assert office.look(lambda uow: uow.staff.held_count(BEN.person)) == 0
    settings = office.look(lambda uow: uow.staff.settings(BEN.person))
    assert settings is not None
    assert settings.timezone == "Europe/Warsaw"
    [(_, notice)] = left(office)
    assert notice.absent == (AMY.person,), "who sells only stands in for no account manager"


def test_who_is_away_and_stays_a_sales_rep_is_away(office: Office) -> None:
    office.hire(BEN_SELLING)
    office.away(by=BEN_SELLING, stand_in=AMY, until=NEXT_FRIDAY)
    dismissed(office, BEN, Role.ACCOUNT_MANAGER)
    assert office.look(lambda uow: uow.staff.absence(BEN.person)) is not None
    dismissed(office, BEN)
    assert office.look(lambda uow: uow.staff.absence(BEN.person)) is None


def test_what_only_one_role_hears_of_is_forgotten_with_it(office: Office) -> None:
    office.hire(BEN_SELLING)
    office.choose({Topic.PROMOTION: Mode.DIGEST, Topic.LEAD_LATE: Mode.OFF}, by=BEN_SELLING)
    dismissed(office, BEN, Role.SALES_REP)
    kept = modes(office, BEN)
    assert kept[Topic.PROMOTION] is Mode.DIGEST
    assert Topic.LEAD_LATE not in kept


def test_who_is_with_a_partner_too_keeps_the_choices_made_there(office: Office) -> None:
    office.enrol("southridge", members=(BEN.person,))
    office.choose({Topic.PROMOTION: Mode.OFF}, by=BEN)
    office.choose_at_partner({Topic.OWN_LEAD_NEWS: Mode.NOW}, by=BEN)
    dismissed(office, BEN)
    kept = modes(office, BEN)
    assert kept[Topic.OWN_LEAD_NEWS] is Mode.NOW
    assert Topic.PROMOTION not in kept
