"""News come at once, with the daily digest, or not at all; what was held is never lost."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from domain.errors import Code, DomainError
from domain.notices import TierPromoted, direct
from domain.people import Actor, Role
from domain.staff import PARTNER_TOPICS, Mode, Topic, topics_for
from domain.usecases.staff_settings import Choices, choose_as_member
from tests.claims.desk import SAM
from tests.staff.office import BEN, Office
from tests.tiers.vendor import AMY, PAT

PROMOTIONS = {Topic.PROMOTION: Mode.DIGEST}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def in_digest(office: Office, number: int, person: Actor = AMY) -> dict[Topic, tuple[int, Sequence[str]]]:
    found = office.look(lambda uow: uow.staff.in_digest(person.person, number, most=3))
    return {topic: (total, [held.notice.kind for held in rows]) for topic, (total, rows) in found.items()}


def test_who_chose_nothing_hears_at_once(office: Office) -> None:
    office.sell(5_000)
    assert office.heard(AMY.person) == ["tier_promoted"]


def test_what_is_off_is_not_told_and_others_are_as_before(office: Office) -> None:
    office.choose({Topic.PROMOTION: Mode.OFF})
    office.sell(5_000)
    office.sell(100)
    assert office.heard(AMY.person) == ["tier_at_risk"]
    assert office.look(lambda uow: uow.staff.held_count(AMY.person)) == 0
    assert [place for place, notice in office.told() if isinstance(notice, TierPromoted)] == ["partner:northwind"]


def test_a_digest_comes_at_the_persons_own_hour_with_what_was_held_before_it(office: Office) -> None:
    office.choose(PROMOTIONS, timezone="America/New_York", digest_hour=8)  # 13:00 UTC in November
    office.sell(5_000)
    assert office.heard(AMY.person) == []
    office.clock.set(at("2026-11-02 12:59:59"))
    assert office.send_digests() == ""
    office.clock.set(at("2026-11-02 13:00:00"))
    assert office.send_digests() == "1 digest sent"
    [number] = office.digests()
    assert in_digest(office, number) == {Topic.PROMOTION: (1, ["tier_promoted"])}
    office.sell(20_000)
    assert office.send_digests() == "", "what came after the hour waits for tomorrow's"
    office.clock.set(at("2026-11-03 13:04:00"))
    assert office.send_digests() == "1 digest sent"
    office.clock.set(at("2026-11-04 13:04:00"))
    assert office.send_digests() == "", "an empty digest is not sent"
    assert len(office.digests()) == 2


def test_a_digest_that_was_missed_is_made_up(office: Office) -> None:
    office.choose(PROMOTIONS)
    office.sell(5_000)
    office.clock.set(at("2026-11-05 03:00:00"))
    assert office.send_digests() == "1 digest sent"


def test_of_many_processes_one_sends_a_digest(office: Office) -> None:
    office.choose(PROMOTIONS)
    office.sell(5_000)
    office.clock.advance(timedelta(days=1))
    together = Barrier(4)

    def run(_: int) -> str | None:
        together.wait()
        return office.send_digests()

    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(run, range(4)))
    assert sorted(results) == ["", "", "", "1 digest sent"]  # type: ignore[type-var]  # all of them ran
    assert len(office.digests()) == 1


@pytest.mark.parametrize("later", [Mode.OFF, Mode.NOW])
def test_what_is_held_goes_out_at_once_where_no_digest_is_wanted_any_more(office: Office, later: Mode) -> None:
    office.choose(PROMOTIONS)
    office.sell(5_000)
    office.choose({Topic.PROMOTION: later})
    [number] = office.digests()
    assert in_digest(office, number) == {Topic.PROMOTION: (1, ["tier_promoted"])}
    assert office.look(lambda uow: uow.staff.held_count(AMY.person)) == 0


def test_what_is_held_goes_out_with_the_next_digest_whatever_else_is_changed(office: Office) -> None:
    office.choose({**PROMOTIONS, Topic.AT_RISK: Mode.DIGEST})
    office.sell(5_000)
    office.choose({Topic.PROMOTION: Mode.OFF, Topic.AT_RISK: Mode.DIGEST})
    assert office.digests() == []
    office.clock.advance(timedelta(days=1))
    office.send_digests()
    [number] = office.digests()
    assert in_digest(office, number) == {Topic.PROMOTION: (1, ["tier_promoted"])}


def test_a_claim_is_held_once_and_its_card_stays_out_of_the_messages(office: Office) -> None:
    office.sell(20_000)
    before = len(office.heard(AMY.person))
    office.choose({Topic.CLAIM_NEW: Mode.DIGEST})
    office.claim("training")
    assert len(office.heard(AMY.person)) == before
    assert office.look(lambda uow: uow.staff.held_count(AMY.person)) == 1
    office.clock.advance(timedelta(days=1))
    office.send_digests()
    assert in_digest(office, office.digests()[0]) == {Topic.CLAIM_NEW: (1, ["claim_arrived"])}


def test_only_what_was_told_is_forgotten(office: Office) -> None:
    office.choose(PROMOTIONS)
    office.sell(5_000)
    office.clock.advance(timedelta(days=100))
    office.jobs().run("housekeeping", office.clock.now())
    assert office.look(lambda uow: uow.staff.held_count(AMY.person)) == 1
    office.send_digests()
    office.clock.advance(timedelta(days=1))
    office.jobs().run("housekeeping", office.clock.now())
    assert in_digest(office, office.digests()[0]) == {}


@pytest.mark.parametrize(
    ("typed", "kept"), [("europe/warsaw", "Europe/Warsaw"), (" America/New York ", "America/New_York"), ("UTC", "UTC")]
)
def test_a_time_zone_is_known_by_its_name_whatever_its_case(office: Office, typed: str, kept: str) -> None:
    office.choose(PROMOTIONS, timezone=typed)
    found = office.look(lambda uow: uow.staff.settings(AMY.person))
    assert found is not None
    assert (found.timezone, found.digest_hour, found.mode(Topic.PROMOTION)) == (kept, 9, Mode.DIGEST)


@pytest.mark.parametrize(
    ("typed", "near"), [("Warsav", "Europe/Warsaw"), ("12345678", "Europe/Warsaw"), ("", "Europe/Warsaw")]
)
def test_another_time_zone_is_refused_with_one_that_may_be_meant(office: Office, typed: str, near: str) -> None:
    with pytest.raises(DomainError) as refused:
        office.choose(PROMOTIONS, timezone=typed)
    assert (refused.value.code, refused.value.field) == (Code.TIMEZONE_UNKNOWN, "timezone")
    assert refused.value.params["near"] == near


def test_people_choose_about_what_concerns_their_role(office: Office) -> None:
    office.hire(SAM)
    office.choose({Topic.PROMOTION: Mode.OFF, Topic.LEAD_LATE: Mode.OFF}, by=SAM)
    found = office.look(lambda uow: uow.staff.settings(SAM.person))
    assert found is not None
    assert set(found.modes) == {*topics_for([Role.SALES_REP])}
    assert found.mode(Topic.LEAD_LATE) is Mode.OFF


def test_partners_people_have_no_choices_of_the_staff(office: Office) -> None:
    pat = office.actor(PAT)
    with pytest.raises(DomainError) as refused:
        office.choose(PROMOTIONS, by=pat)
    assert refused.value.code is Code.NOT_STAFF
    choices = Choices({Topic.PROMOTION: Mode.OFF, Topic.OWN_LEAD_NEWS: Mode.NOW}, "Europe/Warsaw", 9)
    own = office.act(lambda uow: choose_as_member(uow, office.program, pat, choices, now=office.clock.now()))
    assert set(own.settings.modes) == set(PARTNER_TOPICS)
    assert own.settings.mode(Topic.OWN_LEAD_NEWS) is Mode.NOW
    with pytest.raises(DomainError) as refused:
        office.act(lambda uow: choose_as_member(uow, office.program, AMY, choices, now=office.clock.now()))
    assert refused.value.code is Code.NOT_A_MEMBER


def test_everybody_has_choices_of_their_own(office: Office) -> None:
    office.choose({Topic.PROMOTION: Mode.OFF}, by=BEN)
    office.sell(5_000)
    assert [place for place, _ in office.told() if place == direct(AMY.person)] == [direct(AMY.person)]
