"""Whatever partners and the desk do to claims and in whichever order, a claim keeps to its rules and a quota holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from domain.benefits import Benefit
from domain.claims import Claim
from domain.errors import Code, DomainError, FormError
from domain.people import PersonKey
from domain.ports import UnitOfWork
from domain.usecases.claim_benefit import answer_question, start_claim, submit_claim, withdraw_claim
from domain.usecases.claim_tasks import open_reviews
from domain.usecases.work_claims import (
    ask,
    decline,
    end_entitlement,
    fulfil,
    keep_entitlement,
    reassign,
    take,
)
from tests.claims.filling import filled
from tests.properties.claim_model import LEADS_TO, Claims, Known, says_something
from tests.properties.worlds import ADA, AMY, EVERYBODY, MEMBERS, Row, World, WorldMachine, Worlds
from tests.unit import samples

pytestmark = pytest.mark.timeout(3600)  # the long profile needs more than the usual two minutes

PROGRAM = samples.program()
WORKERS = {AMY, ADA}
BENEFITS = ("onboarding", "training", "newsletter", "directory_profile", "badge")

people = st.sampled_from(EVERYBODY)
members = st.sampled_from(sorted(MEMBERS))
benefits = st.sampled_from(BENEFITS)
drafts = st.sampled_from(["draft-1", "draft-2", "draft-3", "draft-4"])
words = st.sampled_from([*["As agreed"] * 4, "", "   ", "x" * 2001])
behind = st.sampled_from([0, 0, 0, 0, 1, -1])


def benefit(key: str) -> Benefit:
    found = PROGRAM.benefit(key)
    assert found is not None
    return found


class ClaimMachine(WorldMachine):
    """People act on claims; a model of the rules says what must have become of them."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.claims = Claims()
        self.drafts: dict[str, tuple[PersonKey, str, int | None]] = {}
        self.events: list[Row] = []
        self.rows: dict[int, Row] = {}
        world.act(_raise_to_gold)

    # what people do

    @rule(days=st.sampled_from([1, 20, 100, 200, 366]))
    def let_time_pass(self, days: int) -> None:
        self.world.clock.advance(timedelta(days=days))

    @rule(person=people, key=benefits, draft=drafts)
    def start(self, person: PersonKey, key: str, draft: str) -> None:
        actor, now = self.world.actor(person), self.now
        result = self.world.act(lambda uow: start_claim(uow, PROGRAM, actor, key, draft, now=now).id)

        unfinished = [
            name for name, (who, what, made) in self.drafts.items() if (who, what, made) == (person, key, None)
        ]
        if person not in MEMBERS or not self.claims.has_room(MEMBERS[person], key, self.today):
            assert isinstance(result, DomainError)
        elif unfinished:
            assert [result] == unfinished
        elif draft in self.drafts:
            assert isinstance(result, DomainError)
            assert result.code is Code.DRAFT_UNKNOWN
        else:
            assert result == draft
            self.drafts[draft] = (person, key, None)

    @rule(person=members, draft=drafts, complete=st.sampled_from([True, True, True, False]))
    def submit(self, person: PersonKey, draft: str, complete: bool) -> None:
        actor, now = self.world.actor(person), self.now
        owner, key, made = self.drafts.get(draft, (None, "onboarding", None))
        answers = filled(benefit(key), self.today) if complete else {}
        result = self.world.act(lambda uow: submit_claim(uow, PROGRAM, actor, draft, answers, now=now).id)

        if owner != person:
            assert isinstance(result, DomainError)
            assert result.code is Code.DRAFT_UNKNOWN
        elif made is not None:
            assert result == made
        elif not self.claims.has_room(MEMBERS[person], key, self.today):
            assert isinstance(result, DomainError)
        elif not complete and benefit(key).fields:
            assert isinstance(result, FormError)
        else:
            assert isinstance(result, int)
            at_once = key == "badge"
            self.claims[result] = Known(
                MEMBERS[person], key, self.today, "fulfilled" if at_once else "requested", runs=at_once
            )
            self.drafts[draft] = (person, key, result)

    @rule(key=benefits, people=st.permutations(sorted(MEMBERS)))
    def all_open_the_form_and_then_send_it_off(self, key: str, people: list[PersonKey]) -> None:
        fresh = {person: f"draft-{len(self.drafts)}-{person}" for person in people}
        for person, draft in fresh.items():
            self.start(person, key, draft)
        for person in people:
            for draft in [name for name, kept in self.drafts.items() if kept == (person, key, None)]:
                self.submit(person, draft, complete=True)

    @rule(person=people, pick=st.integers(0, 5), late=behind)
    def withdraw(self, person: PersonKey, pick: int, late: int) -> None:
        claim_id, actor, now = self.claims.pick(pick), self.world.actor(person), self.now
        version = self.claims.version_seen(claim_id, late)
        self._act(
            claim_id,
            lambda uow: withdraw_claim(uow, actor, claim_id, version, now=now),
            allowed=self.claims.is_own(person, claim_id) and not late,
            again=self.claims.is_own(person, claim_id) and self.claims.is_withdrawn(claim_id),
            status="withdrawn",
        )

    @rule(person=people, pick=st.integers(0, 5), text=words)
    def answer(self, person: PersonKey, pick: int, text: str) -> None:
        claim_id, actor, now = self.claims.pick(pick), self.world.actor(person), self.now
        self._act(
            claim_id,
            lambda uow: answer_question(uow, actor, claim_id, text, now=now),
            allowed=self.claims.is_own(person, claim_id) and says_something(text),
        )

    @rule(person=people | st.sampled_from(sorted(WORKERS)), pick=st.integers(0, 5), late=behind, text=words)
    def settle(self, person: PersonKey, pick: int, late: int, text: str) -> None:
        claim_id, actor, now = self.claims.pick(pick), self.world.actor(person), self.now
        version = self.claims.version_seen(claim_id, late)
        self._act(
            claim_id,
            lambda uow: fulfil(uow, PROGRAM, actor, claim_id, version, text, now=now),
            allowed=person in WORKERS and not late and says_something(text),
            status="fulfilled",
        )

    @rule(person=people | st.sampled_from(sorted(WORKERS)), pick=st.integers(0, 5), late=behind, text=words)
    def refuse(self, person: PersonKey, pick: int, late: int, text: str) -> None:
        claim_id, actor, now = self.claims.pick(pick), self.world.actor(person), self.now
        version = self.claims.version_seen(claim_id, late)
        self._act(
            claim_id,
            lambda uow: decline(uow, actor, claim_id, version, text, now=now),
            allowed=person in WORKERS and not late and says_something(text),
            status="declined",
        )

    @rule(person=people | st.sampled_from(sorted(WORKERS)), pick=st.integers(0, 5), late=behind, to=people)
    def hand_on(self, person: PersonKey, pick: int, late: int, to: PersonKey) -> None:
        """Takes, asks about and gives away a claim: all three put it in progress."""
        claim_id, actor, now = self.claims.pick(pick), self.world.actor(person), self.now
        steps: list[Callable[[UnitOfWork], Claim]] = [
            lambda uow: take(uow, actor, claim_id, self.claims.version_seen(claim_id, late), now=now),
            lambda uow: ask(uow, actor, claim_id, self.claims.version_seen(claim_id, late), "When?", now=now),
            lambda uow: reassign(uow, actor, claim_id, self.claims.version_seen(claim_id, late), to, now=now),
        ]
        step = steps[(pick + late) % 3]
        known = self.claims.get(claim_id)
        result = self.world.act(step)
        if known is None or person not in WORKERS or (step is steps[2] and to not in WORKERS):
            assert isinstance(result, DomainError)
        elif isinstance(result, Claim):
            assert known.is_open or known.flagged
            assert result.version >= known.version
            if known.status == "requested":
                known.status = "in_progress"
            known.version = result.version
        else:
            assert isinstance(result, DomainError)
            assert late or (not known.is_open and not (step is steps[2] and known.flagged))

    @rule()
    def review(self) -> None:
        now = self.now
        opened = self.world.act(lambda uow: [claim.id for claim in open_reviews(uow, PROGRAM, now=now)])
        assert isinstance(opened, list)
        for claim_id in opened:
            known = self.claims[claim_id]
            assert known.runs
            assert not known.flagged
            known.flagged = True
            known.version += 1

    @precondition(lambda self: any(each.runs for each in self.claims.values()))
    @rule(person=st.sampled_from(sorted(WORKERS)), pick=st.integers(0, 5), late=behind, kept=st.booleans())
    def decide(self, person: PersonKey, pick: int, late: int, kept: bool) -> None:
        claim_id, actor, now = self.claims.pick(pick), self.world.actor(person), self.now
        version, do = self.claims.version_seen(claim_id, late), keep_entitlement if kept else end_entitlement
        known = self.claims.get(claim_id)
        result = self.world.act(lambda uow: do(uow, PROGRAM, actor, claim_id, version, None, now=now))
        if known is None or late or not (known.flagged if kept else known.runs):
            assert isinstance(result, DomainError)
            return
        known.flagged, known.version = False, known.version + 1
        known.runs = known.runs and kept

    def _act(
        self,
        claim_id: int,
        do: Callable[[UnitOfWork], Claim],
        *,
        allowed: bool,
        again: bool = False,
        status: str | None = None,
    ) -> None:
        """Does a step of an open claim; the rules say whether it may be done, and what it leads to."""
        known, before = self.claims.get(claim_id), self.world.look()
        result = self.world.act(do)
        if again:
            assert self.world.look() == before
            return
        if known is None or not allowed or not known.is_open:
            assert isinstance(result, DomainError)
            return
        assert isinstance(result, Claim)
        if status is not None:
            known.end_as(status)
        known.version += 1

    # what must always hold

    @invariant()
    def the_claims_are_what_the_rules_say(self) -> None:
        columns = (
            "id", "partner_id", "benefit", "status", "version", "running_since IS NOT NULL AND ended_on IS NULL",
            "attention IS NOT NULL",
        )  # fmt: skip
        expected = [
            (claim_id, each.partner, each.benefit, each.status, each.version, int(each.runs), int(each.flagged))
            for claim_id, each in sorted(self.claims.items())
        ]
        assert self.world.rows("claims", *columns) == expected

    @invariant()
    def no_quota_is_ever_exceeded(self) -> None:
        self.claims.hold_to_quotas()

    @invariant()
    def a_version_rises_with_every_change_and_only_then(self) -> None:
        for row in self.world.rows("claims", "id", "version", "status", "handler", "attention", "ended_on", "waiting"):
            before = self.rows.get(row[0])
            assert before is None or before == row or before[1] < row[1]
            self.rows[row[0]] = row

    @invariant()
    def history_is_only_added_to_and_explains_each_status(self) -> None:
        events = self.world.rows("claim_events", "*")
        assert events[: len(self.events)] == self.events
        self.events = events
        told = dict.fromkeys(self.claims, "")
        for claim_id, kind, before, after in self.world.rows("claim_events", "claim_id", "kind", "before", "after"):
            if kind == "claimed":
                assert told[claim_id] == ""
                told[claim_id] = after
            if kind == "moved":
                assert told[claim_id] == before
                assert (before, after) in LEADS_TO
                told[claim_id] = after
        assert told == {claim_id: each.status for claim_id, each in self.claims.items()}

    @invariant()
    def each_draft_has_made_one_claim_at_most(self) -> None:
        made = sorted((draft, claim) for draft, (_, _, claim) in self.drafts.items() if claim is not None)
        assert sorted(self.world.rows("claims", "draft_id", "id")) == made


def _raise_to_gold(uow: UnitOfWork) -> None:
    for partner_id in sorted(set(MEMBERS.values())):
        partner = uow.partners.get(partner_id, for_update=True)
        assert partner is not None
        partner.tier = "gold"


def test_a_claim_keeps_to_its_rules_whatever_people_do(worlds: Worlds) -> None:
    worlds.hold(ClaimMachine)
