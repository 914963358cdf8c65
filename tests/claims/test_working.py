"""The vendor's people work claims: each step by the rules, on record, and told to those concerned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from domain.benefits import Queue
from domain.claims import Attention, Claim, ClaimEventKind, ClaimStatus
from domain.entitlements import EntitlementState
from domain.errors import Code, DomainError
from domain.notices import CLAIMS_DESK, ClaimAssigned
from domain.people import Actor, PersonKey
from domain.ports import UnitOfWork
from domain.usecases.claim_benefit import answer_question
from domain.usecases.claim_tasks import open_reviews
from domain.usecases.work_claims import (
    DeskPage,
    DeskView,
    ask,
    claim_desk,
    claim_file,
    decline,
    end_entitlement,
    fulfil,
    keep_entitlement,
    reassign,
    take,
)
from tests.claims.desk import SAM, SOL, Desk
from tests.tiers.vendor import ADA, AMY, PAT

MANAGER = f"person:{AMY.person}"
CHANNEL = "partner:northwind"
CLAIMANT = f"person:{PAT}"


def kinds(desk: Desk, claim: Claim) -> list[str]:
    return [line.kind for line in desk.history(claim)]


def took(desk: Desk, claim: Claim, by: Actor = AMY) -> Claim:
    return desk.act(lambda uow: take(uow, by, claim.id, claim.version, now=desk.clock.now()))


def page(desk: Desk, view: DeskView, by: Actor = AMY, **narrowed: Any) -> DeskPage:
    return desk.look(lambda uow: claim_desk(uow, by, view, today=desk.today, offset=0, **narrowed))


def numbers(shown: DeskPage) -> list[int]:
    return [claim.id for claim in shown.claims]


def test_from_request_to_delivery(desk: Desk) -> None:
    claim = took(desk, desk.claim("onboarding"))
    assert (claim.status, claim.handler, claim.version) == (ClaimStatus.IN_PROGRESS, AMY.person, 2)

    claim = desk.act(lambda uow: ask(uow, AMY, claim.id, 2, "When?", now=desk.clock.now()))
    assert (claim.waiting, claim.version) == (True, 3)
    actor = desk.actor()
    claim = desk.act(lambda uow: answer_question(uow, actor, claim.id, "At nine", now=desk.clock.now()))
    assert (claim.waiting, claim.version) == (False, 4)

    done = desk.act(
        lambda uow: fulfil(uow, desk.program, AMY, claim.id, 4, "https://call.example", now=desk.clock.now())
    )
    assert (done.status, done.evidence, done.running_since) == (ClaimStatus.FULFILLED, "https://call.example", None)
    assert kinds(desk, done) == ["claimed", "moved", "asked", "answered", "moved"]
    assert desk.heard_at(CHANNEL)[-2:] == ["claim_arrived", "claim_moved"]
    assert [kind for kind in desk.heard_at(CLAIMANT) if kind.startswith("claim")] == [
        "claim_moved",
        "claim_asked",
        "claim_moved",
    ]
    assert desk.heard_at(MANAGER)[-1] == "claim_answered"  # the desk's channel is not hers alone


def test_what_goes_on_runs_from_the_day_it_is_fulfilled_until_it_is_ended(desk: Desk) -> None:
    claim = desk.claim_now(desk.fulfilled("directory_profile"))
    assert (claim.running_since, claim.review_on) == (date(2026, 11, 2), date(2027, 11, 2))
    desk.clock.advance(timedelta(days=400))
    ended = desk.act(
        lambda uow: end_entitlement(uow, desk.program, AMY, claim.id, claim.version, "Gone", now=desk.clock.now())
    )
    assert (ended.is_running, ended.ended_on, ended.review_on) == (False, date(2027, 12, 7), None)
    assert desk.heard_at(CLAIMANT)[-1] == "claim_decided"
    assert desk.entitlement("directory_profile").state is not EntitlementState.RUNNING


@pytest.mark.parametrize("field", ["evidence", "reason", "question"])
def test_words_must_be_given_and_have_an_end(desk: Desk, field: str) -> None:
    claim, now = desk.claim("onboarding"), desk.clock.now()
    steps: dict[str, Callable[[UnitOfWork, str], Claim]] = {
        "evidence": lambda uow, text: fulfil(uow, desk.program, AMY, claim.id, 1, text, now=now),
        "reason": lambda uow, text: decline(uow, AMY, claim.id, 1, text, now=now),
        "question": lambda uow, text: ask(uow, AMY, claim.id, 1, text, now=now),
    }
    for text, code in (("  ", Code.REQUIRED), ("x" * 2001, Code.TOO_LONG)):
        with pytest.raises(DomainError) as refused, desk.database.write() as uow:
            steps[field](uow, text)
        assert (refused.value.code, refused.value.field) == (code, field)
    assert desk.claim_now(claim).version == 1


def test_declined_with_a_reason_only_the_claimant_reads(desk: Desk) -> None:
    claim = desk.claim("training")
    gone = desk.act(lambda uow: decline(uow, AMY, claim.id, 1, "No trainer", now=desk.clock.now()))
    assert (gone.status, gone.reason, gone.handler) == (ClaimStatus.DECLINED, "No trainer", AMY.person)
    assert desk.heard_at(CHANNEL)[-1] == "claim_arrived"
    assert desk.heard_at(CLAIMANT)[-1] == "claim_moved"
    assert desk.entitlement("training").state is EntitlementState.AVAILABLE


def test_the_second_of_two_is_told_and_nothing_is_overwritten(desk: Desk) -> None:
    claim = desk.claim("onboarding")
    took(desk, claim)
    now = desk.clock.now()
    for late in (
        lambda uow: take(uow, ADA, claim.id, 1, now=now),
        lambda uow: decline(uow, ADA, claim.id, 1, "No", now=now),
        lambda uow: fulfil(uow, desk.program, ADA, claim.id, 1, "x", now=now),
        lambda uow: reassign(uow, ADA, claim.id, 1, ADA.person, now=now),
    ):
        with pytest.raises(DomainError) as refused:
            desk.act(late)
        assert refused.value.code is Code.CLAIM_CHANGED
    assert desk.claim_now(claim).handler == AMY.person


def test_taking_twice_changes_nothing_and_a_colleague_may_take_over(desk: Desk) -> None:
    claim = desk.claim("onboarding")
    took(desk, claim)
    assert took(desk, claim).version == 2
    over = took(desk, desk.claim_now(claim), ADA)
    assert (over.handler, over.status, over.version) == (ADA.person, ClaimStatus.IN_PROGRESS, 3)
    assert kinds(desk, claim) == ["claimed", "moved", "assigned"]


@pytest.mark.parametrize("closed", [ClaimStatus.FULFILLED, ClaimStatus.DECLINED])
def test_a_closed_claim_stays_closed(desk: Desk, closed: ClaimStatus) -> None:
    claim, now = desk.claim("onboarding"), desk.clock.now()
    desk.act(
        lambda uow: (
            fulfil(uow, desk.program, AMY, claim.id, 1, "x", now=now)
            if closed is ClaimStatus.FULFILLED
            else decline(uow, AMY, claim.id, 1, "x", now=now)
        )
    )
    for step in (
        lambda uow: take(uow, ADA, claim.id, 2, now=now),
        lambda uow: ask(uow, ADA, claim.id, 2, "When?", now=now),
        lambda uow: fulfil(uow, desk.program, ADA, claim.id, 2, "x", now=now),
        lambda uow: decline(uow, ADA, claim.id, 2, "x", now=now),
        lambda uow: reassign(uow, ADA, claim.id, 2, ADA.person, now=now),
        lambda uow: keep_entitlement(uow, desk.program, ADA, claim.id, 2, None, now=now),
        lambda uow: end_entitlement(uow, desk.program, ADA, claim.id, 2, None, now=now),
    ):
        with pytest.raises(DomainError) as refused:
            desk.act(step)
        assert refused.value.code is Code.CLAIM_MOVED
    assert desk.claim_now(claim).version == 2


def test_only_account_managers_and_admins_work_claims(desk: Desk) -> None:
    claim, now = desk.claim("onboarding"), desk.clock.now()
    for actor, code in ((SAM, Code.NOT_ALLOWED), (desk.actor(SOL), Code.NOT_STAFF), (desk.actor(), Code.NOT_STAFF)):
        for step in (
            lambda uow, by=actor: take(uow, by, claim.id, 1, now=now),
            lambda uow, by=actor: ask(uow, by, claim.id, 1, "When?", now=now),
            lambda uow, by=actor: fulfil(uow, desk.program, by, claim.id, 1, "x", now=now),
            lambda uow, by=actor: decline(uow, by, claim.id, 1, "x", now=now),
            lambda uow, by=actor: reassign(uow, by, claim.id, 1, AMY.person, now=now),
            lambda uow, by=actor: keep_entitlement(uow, desk.program, by, claim.id, 1, None, now=now),
            lambda uow, by=actor: end_entitlement(uow, desk.program, by, claim.id, 1, None, now=now),
        ):
            with pytest.raises(DomainError) as refused:
                desk.act(step)
            assert refused.value.code is code
    seen = desk.look(lambda uow: claim_file(uow, SAM, claim.id))
    assert (seen.claim.id, seen.partner.id, seen.may_work) == (claim.id, "northwind", False)
    with pytest.raises(DomainError) as refused:
        desk.look(lambda uow: claim_file(uow, desk.actor(), claim.id))
    assert refused.value.code is Code.NOT_STAFF


def test_a_managers_claim_moves_to_the_colleague_and_leaves_word_behind(desk: Desk) -> None:
    claim = desk.claim("training")
    given = desk.act(lambda uow: reassign(uow, AMY, claim.id, 1, ADA.person, now=desk.clock.now()))
    assert (given.handler, given.status) == (ADA.person, ClaimStatus.IN_PROGRESS)
    places = [place for place, notice in desk.told() if isinstance(notice, ClaimAssigned)]
    assert sorted(places) == [f"person:{ADA.person}"] * 2 + [MANAGER] * 2  # the card and a line in its thread
    assert kinds(desk, claim) == ["claimed", "moved", "assigned"]
    again = desk.act(lambda uow: reassign(uow, AMY, claim.id, given.version, ADA.person, now=desk.clock.now()))
    assert again.version == given.version


@pytest.mark.parametrize("to", [SAM.person, PAT, PersonKey("T0VEND:U0NOBODY")])
def test_a_claim_is_given_only_to_somebody_who_works_claims(desk: Desk, to: PersonKey) -> None:
    claim = desk.claim("onboarding")
    with pytest.raises(DomainError) as refused:
        desk.act(lambda uow: reassign(uow, AMY, claim.id, 1, to, now=desk.clock.now()))
    assert (refused.value.code, refused.value.field) == (Code.UNKNOWN_CHOICE, "to")


def test_without_an_account_manager_the_desk_has_it(desk: Desk) -> None:
    def leave(uow: UnitOfWork) -> None:
        partner = uow.partners.get("northwind", for_update=True)
        assert partner is not None
        partner.account_manager = None

    desk.act(leave)
    desk.claim("training")
    assert desk.heard_at(CLAIMS_DESK) == ["claim_arrived"]


def test_the_lists_of_the_desk(desk: Desk) -> None:
    request, training = desk.claim("onboarding"), desk.claim("training")
    theirs = desk.claim("onboarding", by=SOL)
    took(desk, theirs, ADA)
    running = desk.fulfilled("directory_profile")

    assert numbers(page(desk, DeskView.ALL)) == [request.id, theirs.id, training.id]  # by their target days
    assert numbers(page(desk, DeskView.UNASSIGNED)) == [request.id, training.id]
    assert numbers(page(desk, DeskView.MINE)) == [training.id]  # nobody's yet, of a partner of hers
    assert numbers(page(desk, DeskView.MINE, ADA)) == [theirs.id]
    assert numbers(page(desk, DeskView.LATE)) == []
    assert numbers(page(desk, DeskView.RUNNING)) == [running.id]
    assert numbers(page(desk, DeskView.ALL, benefit="onboarding")) == [request.id, theirs.id]
    assert numbers(page(desk, DeskView.ALL, queue=Queue.ACCOUNT_MANAGER)) == [training.id]
    assert numbers(page(desk, DeskView.ALL, benefit="training", queue=Queue.DESK)) == []
    shown = page(desk, DeskView.ALL)
    assert shown.counts == {DeskView.ALL: 3, DeskView.MINE: 1, DeskView.UNASSIGNED: 2, DeskView.LATE: 0}
    assert shown.partners.keys() == {"northwind", "southridge"}

    desk.day(date(2026, 11, 6))  # a day after the target day of both onboardings
    assert numbers(page(desk, DeskView.LATE)) == [request.id, theirs.id]
    assert [each.id for each in desk.look(lambda uow: uow.claims.late(date.min, desk.today, limit=1))] == [request.id]


def test_what_runs_is_reviewed_every_year(desk: Desk) -> None:
    claim = desk.fulfilled("directory_profile")
    desk.day(date(2027, 11, 1))
    assert desk.act(lambda uow: open_reviews(uow, desk.program, now=desk.clock.now())) == []
    desk.day(date(2027, 11, 2))
    [due] = desk.act(lambda uow: open_reviews(uow, desk.program, now=desk.clock.now()))
    assert (due.id, due.attention) == (claim.id, Attention.REVIEW_DUE)
    assert desk.act(lambda uow: open_reviews(uow, desk.program, now=desk.clock.now())) == []
    assert desk.heard_at(CLAIMS_DESK)[-2:] == ["claim_flagged"] * 2  # the card, and a message of its own
    assert numbers(page(desk, DeskView.ALL)) == [claim.id]
    assert desk.look(lambda uow: uow.claims.counts_of_attention()) == {Attention.REVIEW_DUE: 1}

    kept = desk.act(
        lambda uow: keep_entitlement(uow, desk.program, AMY, claim.id, due.version, " Fine ", now=desk.clock.now())
    )
    assert (kept.attention, kept.review_on, kept.is_running) == (None, date(2028, 11, 2), True)
    newest = desk.history(claim)[-1]
    assert (newest.kind, newest.before, newest.text) == (ClaimEventKind.KEPT, "review_due", "Fine")
    assert desk.act(lambda uow: open_reviews(uow, desk.program, now=desk.clock.now())) == []
