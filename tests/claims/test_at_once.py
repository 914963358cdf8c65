"""Claims made at the same moment, by people at several replicas: no more get through than the quota has room for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

import pytest

from domain.claims import Attention, ClaimDraft, ClaimStatus
from domain.errors import Code, DomainError
from domain.ports import UnitOfWork
from domain.usecases.claim_benefit import start_claim, submit_claim
from domain.usecases.set_tier import end_override, set_tier
from domain.usecases.work_claims import take
from storage.database import Database
from tests.claims.desk import KIM, Desk
from tests.databases import FrozenClock
from tests.tiers.vendor import ADA, AMY, PAT

T = TypeVar("T")

TOGETHER = 6


@pytest.fixture
def replicas(database_url: str, clock: FrozenClock) -> Iterator[list[Database]]:
    """Two processes' worth of connections to the test's database."""
    opened = [Database(database_url, clock=clock) for _ in range(2)]
    yield opened
    for each in opened:
        each.dispose()


def at_once(replicas: list[Database], number: int, do: Callable[[UnitOfWork, int], T]) -> list[T | Code]:
    """Does something so many times at the same moment, at the replicas in turn; what each gives, or is refused with."""
    ready = Barrier(number)

    def one(which: int) -> T | Code:
        ready.wait()
        with replicas[which % len(replicas)].write() as uow:
            try:
                result = do(uow, which)
            except DomainError as error:
                return error.code
            uow.commit()
            return result

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


@pytest.mark.parametrize(("benefit", "room"), [("training", 1), ("newsletter", 2), ("onboarding", 1), ("badge", 1)])
def test_no_interleaving_gives_more_claims_than_there_is_room_for(
    desk: Desk, replicas: list[Database], benefit: str, room: int
) -> None:
    now, answers = desk.clock.now(), desk.answers(benefit)
    actors = [desk.actor(PAT), desk.actor(KIM)]
    with desk.database.write() as uow:
        for number in range(TOGETHER):
            uow.claims.add_draft(
                ClaimDraft(f"draft-{number}", "northwind", benefit, actors[number % 2].person, updated_at=now)
            )
        uow.commit()

    results = at_once(
        replicas,
        TOGETHER,
        lambda uow, which: submit_claim(uow, desk.program, actors[which % 2], f"draft-{which}", answers, now=now).id,
    )

    made, total = desk.look(lambda uow: uow.claims.of_partner("northwind", offset=0, limit=99))
    assert total == room
    assert sorted(each for each in results if isinstance(each, int)) == sorted(claim.id for claim in made)
    refused = {each for each in results if isinstance(each, Code)}
    assert refused == {Code.BENEFIT_NOT_CLAIMED if benefit == "badge" else Code.CLAIM_OPEN}


def test_a_form_sent_off_at_both_replicas_makes_one_claim(desk: Desk, replicas: list[Database]) -> None:
    draft, now, answers, actor = (
        desk.start("newsletter", "draft"),
        desk.clock.now(),
        desk.answers("newsletter"),
        desk.actor(),
    )
    results = at_once(
        replicas, TOGETHER, lambda uow, _: submit_claim(uow, desk.program, actor, draft, answers, now=now).id
    )
    assert len(set(results)) == 1
    assert desk.look(lambda uow: uow.claims.of_partner("northwind", offset=0, limit=9))[1] == 1


def test_a_form_opened_at_both_replicas_is_one_form(desk: Desk, replicas: list[Database]) -> None:
    now, actor = desk.clock.now(), desk.actor()
    results = at_once(
        replicas,
        TOGETHER,
        lambda uow, which: start_claim(uow, desk.program, actor, "training", f"draft-{which}", now=now).id,
    )
    assert len(set(results)) == 1


def test_of_two_who_take_a_claim_at_once_one_is_told(desk: Desk, replicas: list[Database]) -> None:
    claim, now = desk.claim("onboarding"), desk.clock.now()
    colleagues = [AMY, ADA]
    results = at_once(replicas, 2, lambda uow, which: str(take(uow, colleagues[which], claim.id, 1, now=now).handler))
    assert results.count(Code.CLAIM_CHANGED) == 1
    taken = desk.claim_now(claim)
    assert (taken.status, taken.version) == (ClaimStatus.IN_PROGRESS, 2)
    assert taken.handler in results


def test_who_claims_while_the_tier_is_lost_is_refused_or_flagged(desk: Desk, replicas: list[Database]) -> None:
    draft, now, answers, actor = (
        desk.start("training", "draft"),
        desk.clock.now(),
        desk.answers("training"),
        desk.actor(),
    )
    until = desk.today + timedelta(days=30)

    desk.act(lambda uow: set_tier(uow, desk.program, ADA, "northwind", "gold", until, "For now", now=now))
    desk.sell(0)

    def race(uow: UnitOfWork, which: int) -> str:
        if which:
            return str(submit_claim(uow, desk.program, actor, draft, answers, now=now).id)
        return end_override(uow, desk.program, ADA, "northwind", "Over", now=now).to_tier

    lost, claimed = at_once(replicas, 2, race)
    assert lost == "bronze"
    claims, total = desk.look(lambda uow: uow.claims.of_partner("northwind", offset=0, limit=9))
    if claimed is Code.BENEFIT_LOCKED:
        assert total == 0
    else:
        assert [claim.attention for claim in claims] == [Attention.TIER_LOST]
