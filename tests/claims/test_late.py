"""Late claims: their handler is reminded, then the admins hear of it, by the vendor's business days, once each."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import create_engine, select

from domain.claims import Attention, Claim
from domain.notices import CLAIMS_DESK, ClaimFlagged, ClaimLate, Face, Notice, from_payload
from domain.usecases.claim_tasks import open_reviews
from domain.usecases.late_claims import BroughtUp, bring_up_late_claims
from domain.usecases.work_claims import fulfil, take
from storage import tables
from tests.claims.desk import Desk
from tests.tiers.vendor import ADA, AMY

MANAGER, ADMIN = f"person:{AMY.person}", f"person:{ADA.person}"


def on(desk: Desk, day: date) -> BroughtUp:
    """The daily run of a day."""
    desk.clock.set(datetime.combine(day, time(9), UTC))
    return desk.act(lambda uow: bring_up_late_claims(uow, desk.program, now=desk.clock.now()))


def late(desk: Desk) -> list[tuple[str, bool]]:
    """Who was told of what is late, by message or thread, in order; and whether that was the escalation."""
    return [(place, notice.escalated) for place, notice in news(desk) if isinstance(notice, ClaimLate)]


def news(desk: Desk) -> list[tuple[str, Notice]]:
    """What was told beside the updates of cards."""
    engine = create_engine(desk.database.url)
    table = tables.outbox.c
    wanted = select(table.place, table.payload).where(table.face != Face.CARD).order_by(table.id)
    with engine.connect() as connection:
        rows = connection.execute(wanted).all()
    engine.dispose()
    return [(place, from_payload(payload)) for place, payload in rows]


def taken(desk: Desk, claim: Claim) -> Claim:
    return desk.act(lambda uow: take(uow, AMY, claim.id, claim.version, now=desk.clock.now()))


def test_a_claim_is_brought_up_by_business_days_and_each_step_once(desk: Desk) -> None:
    claim = taken(desk, desk.claim("onboarding"))  # claimed on Monday 2 November
    assert claim.due_on == date(2026, 11, 5)
    nothing, reminded, escalated = BroughtUp(0, 0), BroughtUp(1, 0), BroughtUp(1, 1)
    assert on(desk, date(2026, 11, 5)) == nothing
    assert late(desk) == []
    assert on(desk, date(2026, 11, 6)) == reminded
    assert late(desk) == [(MANAGER, False)]
    assert on(desk, date(2026, 11, 7)) == on(desk, date(2026, 11, 8)) == nothing  # a weekend
    assert on(desk, date(2026, 11, 9)) == reminded
    assert late(desk) == [(MANAGER, False)]
    assert on(desk, date(2026, 11, 10)) == escalated  # the third business day after
    assert late(desk)[1:] == [(ADMIN, True), (CLAIMS_DESK, True)]
    assert on(desk, date(2026, 11, 11)) == nothing  # a public holiday in Poland
    assert on(desk, date(2026, 11, 12)) == escalated
    assert len(late(desk)) == 3


def test_what_is_nobodys_is_brought_up_at_the_desk_and_with_the_account_manager(desk: Desk) -> None:
    onboarding, help_ = desk.claim("onboarding"), desk.claim("implementation_help")
    assert (onboarding.due_on, help_.due_on) == (date(2026, 11, 5), date(2026, 11, 4))
    assert on(desk, date(2026, 11, 6)) == BroughtUp(2, 0)
    assert late(desk) == [(MANAGER, False), (CLAIMS_DESK, False)]


def test_both_steps_are_made_up_where_days_were_missed(desk: Desk) -> None:
    taken(desk, desk.claim("onboarding"))
    assert on(desk, date(2026, 11, 20)) == BroughtUp(1, 1)
    assert late(desk) == [(MANAGER, False), (ADMIN, True), (CLAIMS_DESK, True)]


def sent(desk: Desk) -> list[str]:
    """The steps that go out now, at whatever place."""
    steps: list[str] = []
    while rows := desk.act(lambda uow: uow.outbox.claim(desk.clock.now(), 50, timedelta(minutes=1))):
        done = [(row.id, None, None) for row in rows]
        desk.act(lambda uow, done=done: uow.outbox.sent(done, desk.clock.now()))  # type: ignore[misc]  # one with a default
        steps += [row.key for row in rows if row.face is Face.MANAGER and row.key.startswith("claim:")]
    return steps


def test_what_stays_late_for_months_is_told_once_a_step(desk: Desk) -> None:
    claim = taken(desk, desk.claim("onboarding"))
    told: list[str] = []
    for friday in range(0, 200, 7):
        on(desk, date(2026, 11, 6) + timedelta(days=friday))
        told += sent(desk)
        desk.jobs().run("housekeeping", desk.clock.now())
    assert [key.partition("@")[0] for key in told] == [
        f"claim:{claim.id}:due2026-11-05:reminded",
        f"claim:{claim.id}:due2026-11-05:escalated",
    ]


def test_what_was_settled_is_not_late(desk: Desk) -> None:
    desk.fulfilled("onboarding")
    claim = desk.claim("free_accounts")
    desk.act(lambda uow: fulfil(uow, desk.program, AMY, claim.id, claim.version, "Done", now=desk.clock.now()))
    assert on(desk, date(2026, 11, 20)) == BroughtUp(0, 0)
    assert late(desk) == []


@pytest.mark.parametrize("days", [364, 365, 400])
def test_what_runs_comes_up_for_review_after_a_year_and_once(desk: Desk, days: int) -> None:
    claim = desk.fulfilled("free_accounts")
    desk.clock.advance(timedelta(days=days))
    due = [] if days < 365 else [claim.id]
    for expected in (due, []):
        opened = desk.act(lambda uow: open_reviews(uow, desk.program, now=desk.clock.now()))
        assert [each.id for each in opened] == expected
    assert (desk.claim_now(claim).attention is Attention.REVIEW_DUE) is bool(due)
    flagged = [place for place, notice in news(desk) if isinstance(notice, ClaimFlagged)]
    assert flagged == [CLAIMS_DESK] * len(due)
