"""A partner claims benefits and follows its claims."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.benefits import Way
from domain.claims import ClaimEventKind, ClaimStatus
from domain.entitlements import EntitlementState
from domain.errors import Code, DomainError, FormError
from domain.notices import CLAIMS_DESK, ClaimMoved
from domain.usecases.claim_benefit import (
    CLAIMS_A_PAGE,
    answer_question,
    catalogue,
    partner_claim,
    partner_claims,
    withdraw_claim,
)
from tests.claims.desk import KIM, SOL, Desk
from tests.claims.filling import LOGO
from tests.tiers.vendor import AMY, PAT
from tests.unit import samples

CLAIMED = [each.key for each in samples.program().benefits if each.fields]
MANAGER = f"person:{AMY.person}"
CHANNEL = "partner:northwind"


@pytest.mark.parametrize("benefit", CLAIMED)
def test_each_benefit_that_somebody_delivers_is_claimed(desk: Desk, benefit: str) -> None:
    claim = desk.claim_now(desk.claim(benefit))
    assert (claim.status, claim.tier, claim.claimed_by, claim.version) == (ClaimStatus.REQUESTED, "gold", PAT, 1)
    assert claim.due_on is not None
    assert desk.entitlement(benefit).claim is not None

    handled = "account_manager" if desk.entitlement(benefit).benefit.queue == "account_manager" else "desk"
    place = MANAGER if handled == "account_manager" else CLAIMS_DESK
    assert "claim_arrived" in desk.heard_at(place)
    assert desk.heard_at(CHANNEL).count("claim_arrived") == 1


def test_the_target_day_counts_business_days_of_the_vendor(desk: Desk) -> None:
    desk.day(date(2026, 11, 10))  # the 11th is a holiday in Poland
    assert desk.claim("free_accounts").due_on == date(2026, 11, 13)


def test_what_is_delivered_at_once_runs_at_once(desk: Desk) -> None:
    claim = desk.claim_now(desk.claim("badge"))
    assert claim.status is ClaimStatus.FULFILLED
    assert (claim.running_since, claim.review_on) == (date(2026, 11, 2), date(2027, 11, 2))
    assert desk.entitlement("badge").state is EntitlementState.RUNNING
    [(place, notice)] = [(at, each) for at, each in desk.told() if isinstance(each, ClaimMoved)]
    assert (place, notice.after, notice.desk) == (CHANNEL, ClaimStatus.FULFILLED, None)


def test_the_catalogue_shows_every_benefit_by_tier_with_what_is_missing(desk: Desk) -> None:
    southridge = desk.partner("southridge")
    shown = desk.look(lambda uow: catalogue(uow, desk.program, southridge, desk.today))
    assert [(each.tier.key, each.is_held, len(each.entitlements)) for each in shown.tiers] == [
        ("bronze", True, 4),
        ("silver", False, 5),
        ("gold", False, 7),
    ]
    assert shown.standing.to_next is not None
    assert shown.standing.to_next.arr == 500_000
    assert {each.state for each in shown.tiers[2].entitlements} == {EntitlementState.LOCKED}


@pytest.mark.parametrize(
    ("benefit", "code"),
    [
        ("onboarding", None),
        ("training", Code.BENEFIT_LOCKED),
        ("commission", Code.BENEFIT_NOT_CLAIMED),
        ("exclusive_content", Code.BENEFIT_NOT_CLAIMED),
        ("cake", Code.BENEFIT_UNKNOWN),
    ],
)
def test_only_what_the_tier_gives_can_be_started(desk: Desk, benefit: str, code: Code | None) -> None:
    if code is None:
        assert desk.start(benefit, "draft", by=SOL) == "draft"
        return
    with pytest.raises(DomainError) as refused:
        desk.start(benefit, "draft", by=SOL)
    assert refused.value.code is code


def test_an_unfinished_form_is_brought_back_to_its_person_alone(desk: Desk) -> None:
    desk.start("training", "first")
    desk.keep("first", {"topic": "Chatbots"})
    assert desk.start("training", "second") == "first"
    assert desk.start("training", "third", by=KIM) == "third"
    kept = desk.look(lambda uow: uow.claims.draft("first"))
    assert kept is not None
    assert kept.answers == {"topic": "Chatbots"}


def test_nobody_writes_into_anothers_form(desk: Desk) -> None:
    desk.start("onboarding", "pats")
    for person in (KIM, SOL):
        with pytest.raises(DomainError) as refused:
            desk.keep("pats", {}, by=person)
        assert refused.value.code is Code.DRAFT_UNKNOWN
        with pytest.raises(DomainError) as refused:
            desk.submit("pats", desk.answers("onboarding"), by=person)
        assert refused.value.code is Code.DRAFT_UNKNOWN


def test_a_form_sent_twice_makes_one_claim(desk: Desk) -> None:
    desk.start("onboarding", "draft")
    first = desk.submit("draft", desk.answers("onboarding"))
    assert desk.submit("draft", {}).id == first.id
    assert desk.heard_at(CLAIMS_DESK) == ["claim_arrived"]


def test_wrong_answers_make_no_claim(desk: Desk) -> None:
    desk.start("training", "draft")
    with pytest.raises(FormError) as refused:
        desk.submit("draft", {**desk.answers("training"), "participants": "101", "first_day": "2026-11-01"})
    assert refused.value.errors.keys() == {"participants", "first_day"}
    assert desk.entitlement("training").state is EntitlementState.AVAILABLE


def test_what_was_offered_is_checked_again_when_it_is_sent(desk: Desk) -> None:
    desk.start("training", "pats")
    desk.start("training", "kims", by=KIM)
    desk.submit("kims", desk.answers("training"), by=KIM)
    with pytest.raises(DomainError) as refused:
        desk.submit("pats", desk.answers("training"))
    assert refused.value.code is Code.CLAIM_OPEN
    assert len(desk.look(lambda uow: uow.claims.of_partner("northwind", offset=0, limit=9))[0]) == 1


def test_the_quota_frees_itself_after_a_year(desk: Desk) -> None:
    desk.fulfilled("training")
    assert desk.entitlement("training").next_on == date(2027, 11, 2)
    desk.day(date(2027, 11, 1))
    desk.sell(20_000, customer_id="cus-new", id="sub-new")
    with pytest.raises(DomainError) as refused:
        desk.claim("training")
    assert (refused.value.code, refused.value.params["from"]) == (Code.QUOTA_REACHED, date(2027, 11, 2))
    desk.day(date(2027, 11, 2))
    assert desk.claim("training").status is ClaimStatus.REQUESTED


def test_files_are_kept_with_the_claim_and_their_content_follows(desk: Desk) -> None:
    claim = desk.claim("directory_profile")
    assert desk.claim_now(claim).answers["logo"] == ["F0LOGO"]
    [file] = desk.look(lambda uow: uow.claims.files(claim.id))
    assert (file.name, file.url, file.content) == (LOGO["name"], LOGO["url"], None)
    assert file.id is not None
    number = file.id
    assert [each.id for each in desk.look(lambda uow: uow.claims.files_to_fetch(limit=5))] == [number]

    desk.act(lambda uow: uow.claims.keep_content(number, b"\x89PNG"))
    kept = desk.look(lambda uow: uow.claims.file(number))
    assert kept is not None
    assert kept.content == b"\x89PNG"
    assert desk.look(lambda uow: uow.claims.files_to_fetch(limit=5)) == []


def test_a_file_that_can_never_be_had_is_not_asked_for_again(desk: Desk) -> None:
    claim = desk.claim("directory_profile")
    [file] = desk.look(lambda uow: uow.claims.files(claim.id))
    number = file.id or 0
    desk.act(lambda uow: uow.claims.give_up_file(number, "file_deleted"))
    assert desk.look(lambda uow: uow.claims.files_to_fetch(limit=5)) == []
    assert [each.error for each in desk.look(lambda uow: uow.claims.files(claim.id))] == ["file_deleted"]


def test_withdrawn_it_can_be_claimed_again(desk: Desk) -> None:
    claim = desk.claim("training")
    desk.withdraw(claim, by=KIM)
    again = desk.withdraw(claim, by=KIM)
    assert (again.status, again.version) == (ClaimStatus.WITHDRAWN, 2)
    assert desk.heard_at(f"person:{PAT}").count("claim_moved") == 1  # for Kim took it back
    desk.clock.advance(timedelta(minutes=1))
    assert desk.claim("training").id != claim.id


def test_an_answer_is_on_record_and_only_while_the_claim_is_open(desk: Desk) -> None:
    claim, actor = desk.claim("onboarding"), desk.actor(KIM)
    desk.act(lambda uow: answer_question(uow, actor, claim.id, " At nine ", now=desk.clock.now()))
    history = desk.history(claim)
    assert [(line.kind, line.by, line.text) for line in history] == [
        (ClaimEventKind.CLAIMED, PAT, None),
        (ClaimEventKind.ANSWERED, KIM, "At nine"),
    ]
    with pytest.raises(DomainError) as refused:
        desk.act(lambda uow: answer_question(uow, actor, claim.id, "  ", now=desk.clock.now()))
    assert (refused.value.code, refused.value.field) == (Code.REQUIRED, "answer")
    desk.act(lambda uow: withdraw_claim(uow, actor, claim.id, 2, now=desk.clock.now()))
    with pytest.raises(DomainError) as refused:
        desk.act(lambda uow: answer_question(uow, actor, claim.id, "Hello?", now=desk.clock.now()))
    assert refused.value.code is Code.CLAIM_MOVED


def test_a_partner_sees_its_own_claims_and_no_others(desk: Desk) -> None:
    own, stranger = desk.claim("onboarding"), desk.actor(SOL)
    theirs = desk.claim("onboarding", by=SOL)
    page = desk.look(lambda uow: partner_claims(uow, desk.actor(), offset=0))
    assert ([each.id for each in page.claims], page.total) == ([own.id], 1)
    claim, history, _ = desk.look(lambda uow: partner_claim(uow, stranger, theirs.id))
    assert (claim.id, len(history)) == (theirs.id, 1)
    now = desk.clock.now()
    for attempt in (
        lambda uow: partner_claim(uow, stranger, own.id),
        lambda uow: withdraw_claim(uow, stranger, own.id, 1, now=now),
        lambda uow: answer_question(uow, stranger, own.id, "Hello", now=now),
        lambda uow: partner_claim(uow, stranger, 999),
    ):
        with pytest.raises(DomainError) as refused:
            desk.act(attempt)
        assert refused.value.code is Code.CLAIM_UNKNOWN


def test_the_list_is_paged_newest_first(desk: Desk) -> None:
    made = []
    for _ in range(CLAIMS_A_PAGE + 1):
        desk.clock.advance(timedelta(minutes=1))
        claim = desk.claim("onboarding")
        desk.withdraw(claim)
        made.append(claim.id)
    first = desk.look(lambda uow: partner_claims(uow, desk.actor(), offset=0))
    assert ([each.id for each in first.claims], first.total) == (made[:0:-1], CLAIMS_A_PAGE + 1)
    last = desk.look(lambda uow: partner_claims(uow, desk.actor(), offset=100))
    assert ([each.id for each in last.claims], last.offset) == (made[:1], CLAIMS_A_PAGE)


def test_the_sixteen_benefits_are_obtained_in_their_ways() -> None:
    ways = [each.way for each in samples.program().benefits]
    assert {way: ways.count(way) for way in Way} == {
        "automatic": 3,
        "open": 1,
        "instant": 1,
        "request": 9,
        "application": 2,
    }
