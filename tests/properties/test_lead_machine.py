"""Whatever partners, reps and admins do to leads and in whichever order, a lead keeps to its rules and pays once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from domain.errors import Code, DomainError, FormError
from domain.leads import MAX_REASON, Lead, LeadStatus, Move
from domain.money import Cents
from domain.people import PersonKey
from domain.ports import UnitOfWork
from domain.usecases.lead_hands import assign_lead
from domain.usecases.submit_lead import submit_lead
from domain.usecases.work_leads import Review, review_lead
from tests.properties.lead_model import (
    COMPANIES,
    LEADS_TO,
    NEED_REASON,
    PROGRAM,
    STAGES,
    WORKERS,
    Known,
    answers,
    drafts,
    moves,
    people,
    reasons,
    stages,
    values,
    workers,
)
from tests.properties.worlds import ADA, MEMBERS, Row, World, WorldMachine, Worlds
from tests.unit import samples

pytestmark = pytest.mark.timeout(3600)  # the long profile needs more than the usual two minutes


class LeadMachine(WorldMachine):
    """People act on leads; a model of the rules says what must have become of them."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.leads: dict[int, Known] = {}
        self.drafts: dict[str, tuple[PersonKey, int]] = {}
        self.events: list[Row] = []
        self.ledger: list[Row] = []
        self.rows: dict[int, Row] = {}
        self.versions: dict[int, int] = {}

    def lead_of(self, pick: int) -> int:
        """One of the leads there are, or one that there is not."""
        numbers = [*sorted(self.leads), 999]
        return numbers[pick % len(numbers)]

    # what people do

    @rule(person=people, draft=drafts, typed=answers)
    def submit(self, person: PersonKey, draft: str, typed: Mapping[str, Any]) -> None:
        now = self.world.clock.advance(timedelta(minutes=1))
        form = {**samples.CONTACT, **samples.INVOLVEMENT, **COMPANIES[draft], **typed}
        actor = self.world.actor(person)
        before = self.world.look()

        result = self.world.act(lambda uow: submit_lead(uow, PROGRAM, actor, draft, form, now=now).id)

        owner, made = self.drafts.get(draft, (person, None))
        if person not in MEMBERS:
            assert isinstance(result, DomainError)
            assert result.code is Code.NOT_A_MEMBER
        elif owner != person:
            assert isinstance(result, DomainError)
            assert result.code is Code.DRAFT_UNKNOWN
        elif made is not None:
            assert result == made
            assert self.world.look() == before
        elif form["consent"] == [] or form.get("agents") == "many":
            assert isinstance(result, FormError)
        else:
            assert isinstance(result, int)
            assert result not in self.leads
            self.drafts[draft] = (person, result)
            self.leads[result] = Known(MEMBERS[person], form["reward"])

    @rule(person=people | workers, pick=st.integers(0, 3), assignee=workers)
    def assign(self, person: PersonKey, pick: int, assignee: PersonKey) -> None:
        now, lead_id = self.world.clock.advance(timedelta(minutes=1)), self.lead_of(pick)
        actor = self.world.actor(person)

        result = self.world.act(lambda uow: assign_lead(uow, actor, lead_id, assignee, now=now))

        known = self.leads.get(lead_id)
        if known is None or person not in WORKERS or known.assignee not in {None, assignee}:
            assert isinstance(result, DomainError)
        elif known.assignee is None and known.status not in {"submitted", "approved"}:
            assert isinstance(result, DomainError)
            assert result.code is Code.LEAD_CLOSED
        else:
            assert isinstance(result, Lead)
            known.version += known.assignee is None
            known.assignee = assignee

    @rule(
        person=people | workers,
        pick=st.integers(0, 3),
        behind=st.sampled_from([0, 0, 0, 0, 1, 2, -1]),
        move=moves,
        reason=reasons,
        value=values,
        stage=stages,
        flags=st.tuples(st.booleans(), st.booleans()),
    )
    def review(
        self,
        person: PersonKey,
        pick: int,
        behind: int,
        move: Move | None,
        reason: str | None,
        value: int | None,
        stage: str | None,
        flags: tuple[bool, bool],
    ) -> None:
        lead_id = self.lead_of(pick)
        known = self.leads.get(lead_id)
        seen = (known.version if known else 1) - behind
        confirmed = None if value is None else Cents(value)
        review = Review(seen, move, reason, confirmed, stage, legal_review=flags[0], security_review=flags[1])
        self._review(person, lead_id, review)

    @precondition(lambda self: self.leads)
    @rule(person=workers, pick=st.integers(0, 2), move=st.sampled_from(Move), value=st.integers(1, 10**12))
    def move_with_all_that_is_needed(self, person: PersonKey, pick: int, move: Move, value: int) -> None:
        lead_id = self.lead_of(pick % len(self.leads))
        self._move(person, lead_id, move, value=value)

    @precondition(lambda self: self.leads)
    @rule(pick=st.integers(0, 2), value=st.integers(1, 10**12))
    def try_every_move_there_is_not(self, pick: int, value: int) -> None:
        lead_id = self.lead_of(pick % len(self.leads))
        for move in Move:
            if (self.leads[lead_id].status, move.value) not in LEADS_TO:
                self._move(ADA, lead_id, move, value=value)

    @precondition(lambda self: self.leads)
    @rule(pick=st.integers(0, 2), steps=st.integers(1, 3), value=st.integers(1, 10**12))
    def take_it_further(self, pick: int, steps: int, value: int) -> None:
        lead_id = self.lead_of(pick % len(self.leads))
        further = {"submitted": Move.APPROVE, "approved": Move.WIN}
        for _ in range(steps):
            self._move(ADA, lead_id, further.get(self.leads[lead_id].status, Move.REOPEN), value=value)

    def _move(self, person: PersonKey, lead_id: int, move: Move, *, value: int) -> None:
        known = self.leads[lead_id]
        self._review(person, lead_id, Review(known.version, move, "Called back", Cents(value), known.stage))

    def _review(self, person: PersonKey, lead_id: int, review: Review) -> None:
        now = self.world.clock.advance(timedelta(minutes=1))
        actor = self.world.actor(person)

        def do(uow: UnitOfWork) -> tuple[LeadStatus, int]:
            lead = review_lead(uow, PROGRAM, actor, lead_id, review, now=now)
            return lead.status, lead.version

        result = self.world.act(do)

        known = self.leads.get(lead_id)
        if known is None or self._forbidden(person, known, review):
            assert isinstance(result, DomainError)
            if known is not None and person in WORKERS and review.version != known.version:
                assert result.code in {Code.LEAD_CHANGED, Code.NOT_ALLOWED}
            return
        assert isinstance(result, tuple)
        status, version = result
        assert version >= known.version
        assert review.move is None or version > known.version
        known.version = version
        self._carry_out(person, known, review)
        assert status == known.status

    @staticmethod
    def _forbidden(person: PersonKey, known: Known, review: Review) -> bool:
        """Whether the rules forbid a review."""
        reason = (review.reason or "").strip()
        move = review.move
        return (
            person not in ({ADA} if move is Move.REOPEN else WORKERS)
            or review.version != known.version
            or (known.status == "approved" and review.stage is not None and review.stage not in STAGES)
            or (move is not None and (known.status, move.value) not in LEADS_TO)
            or (move is not None and len(reason) > MAX_REASON)
            or (move is not None and move.value in NEED_REASON and not reason)
            or (move is Move.WIN and (review.confirmed_value is None or review.confirmed_value <= 0))
        )

    @staticmethod
    def _carry_out(person: PersonKey, known: Known, review: Review) -> None:
        if known.status == "approved":
            known.stage = review.stage
        if review.move is None:
            return
        known.status = LEADS_TO[known.status, review.move.value]
        known.value = review.confirmed_value if review.move is Move.WIN else None
        known.assignee = known.assignee or person

    # what must always hold

    @invariant()
    def the_leads_are_what_the_rules_say(self) -> None:
        columns = ("id", "partner_id", "reward", "status", "version", "assignee", "stage", "confirmed_value")
        expected = [
            (lead_id, known.partner, known.reward, known.status, known.version, known.assignee, known.stage,
             known.value)
            for lead_id, known in sorted(self.leads.items())
        ]  # fmt: skip
        assert self.world.rows("leads", *columns) == expected

    @invariant()
    def a_version_rises_with_every_change_and_only_then(self) -> None:
        versions: dict[int, int] = dict(self.world.rows("leads", "id", "version"))
        for row in self.world.rows("leads", "*"):
            lead_id = row[0]
            before = self.rows.get(lead_id)
            assert before is None or before == row or self.versions[lead_id] < versions[lead_id]
            self.rows[lead_id] = row
        self.versions = versions

    @invariant()
    def the_ledger_sums_up_to_the_rewards_of_the_leads_that_are_won(self) -> None:
        sums = dict.fromkeys(self.leads, 0)
        for lead_id, partner, amount in self.world.rows("ledger_entries", "lead_id", "partner_id", "amount"):
            assert partner == self.leads[lead_id].partner
            sums[lead_id] += amount
        assert sums == {lead_id: known.owed for lead_id, known in self.leads.items()}

    @invariant()
    def bookings_are_only_added_and_each_is_taken_back_once_at_most(self) -> None:
        ledger = self.world.rows("ledger_entries", "id", "key", "lead_id", "kind", "amount", "reverses", "at")
        assert ledger[: len(self.ledger)] == self.ledger
        taken_back = [reverses for *_, reverses, _ in ledger if reverses is not None]
        booked = {key for _, key, _, kind, *_ in ledger if kind == "lead_reward"}
        assert len(set(taken_back)) == len(taken_back)
        assert set(taken_back) <= booked
        self.ledger = ledger

    @invariant()
    def history_is_only_added_to_and_explains_each_status(self) -> None:
        events = self.world.rows("lead_events", "*")
        assert events[: len(self.events)] == self.events
        self.events = events
        told = dict.fromkeys(self.leads, "")
        for lead_id, kind, before, after in self.world.rows("lead_events", "lead_id", "kind", "before", "after"):
            if kind == "submitted":
                assert told[lead_id] == ""
            if kind == "moved":
                assert told[lead_id] == before
                assert after in {status for (known, _), status in LEADS_TO.items() if known == before}
            if kind in {"submitted", "moved"}:
                told[lead_id] = after
        assert told == {lead_id: known.status for lead_id, known in self.leads.items()}

    @invariant()
    def each_draft_has_made_one_lead_at_most(self) -> None:
        made = sorted(self.world.rows("leads", "draft_id", "id"))
        assert made == sorted((draft, lead_id) for draft, (_, lead_id) in self.drafts.items())

    @invariant()
    def the_partner_hears_of_every_move_once(self) -> None:
        moved = [lead for lead, kind in self.world.rows("lead_events", "lead_id", "kind") if kind == "moved"]
        told = [
            place
            for place, face, kind in self.world.rows("outbox", "place", "face", "payload ->> '$.kind'")
            if kind == "lead_moved" and face == "thread" and place.startswith("partner:")
        ]
        assert sorted(told) == sorted(f"partner:{self.leads[lead_id].partner}" for lead_id in moved)


def test_a_lead_keeps_to_its_rules_whatever_people_do(worlds: Worlds) -> None:
    worlds.hold(LeadMachine)
