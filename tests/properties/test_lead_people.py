"""Whatever any number of people do to leads, in whichever order: no forbidden state, no second reward, no lost line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from domain.errors import DomainError
from domain.lead_conflicts import Ruling
from domain.leads import Lead, Move
from domain.money import Cents
from domain.people import Actor, PersonKey
from domain.ports import UnitOfWork
from domain.usecases.late_leads import bring_up_late_leads
from domain.usecases.lead_deals import link_lead, unlink_lead
from domain.usecases.lead_hands import hand_over
from domain.usecases.lead_involvement import introduce_lead
from domain.usecases.lead_questions import answer_lead, ask_partner
from domain.usecases.lead_rulings import decide
from domain.usecases.own_leads import contact_answers, correct_lead, withdraw_lead
from domain.usecases.protection import extend_protection
from domain.usecases.submit_lead import submit_lead
from domain.usecases.work_leads import Review, review_lead
from tests.properties.worlds import ADA, EVERYBODY, MEMBERS, RITA, SAM, Row, World, WorldMachine, Worlds
from tests.unit import samples

pytestmark = pytest.mark.timeout(3600)  # the long profile needs more than the usual two minutes

PROGRAM = samples.program()
WORKERS = [ADA, RITA, SAM]
LEADS_TO = {
    ("submitted", "approved"), ("submitted", "rejected"), ("approved", "won"), ("approved", "lost"),
    ("rejected", "submitted"), ("won", "approved"), ("lost", "approved"),
}  # fmt: skip
OPEN = {"submitted", "approved"}
OUR_OWN = {"lead_noted", "lead_handed_over", "lead_scheduled", "lead_assigned", "lead_conflicts_found", "leads_late"}
"""What no partner is ever told."""

people = st.sampled_from(EVERYBODY)
members = st.sampled_from(sorted(MEMBERS))
workers = st.sampled_from(WORKERS)
picks = st.integers(0, 4)
behind = st.sampled_from([0, 0, 0, 0, 1])


class PeopleMachine(WorldMachine):
    """Partners and reps act on the same few leads; what must hold is read from the database after each act."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.events: list[Row] = []
        self.leads: dict[int, dict[str, Any]] = {}
        self.decided: dict[int, Row] = {}

    def do(self, person: PersonKey, act: Callable[[UnitOfWork, Actor], object]) -> object:
        """An act a minute later; a refusal has changed nothing."""
        self.world.clock.advance(timedelta(minutes=1))
        actor = self.world.actor(person)
        return self.world.act(lambda uow: act(uow, actor))

    def lead(self, pick: int) -> Lead:
        numbers = sorted(self.leads)
        with self.world.database.read() as uow:
            return uow.leads.by_id(numbers)[numbers[pick % len(numbers)]]

    def theirs_alone(self, person: PersonKey, lead: Lead, result: object) -> None:
        """What only the lead's own partner may do is refused to everybody else."""
        if MEMBERS.get(person) != lead.partner_id:
            assert isinstance(result, DomainError)

    # what people do

    @rule(
        person=members,
        company=st.sampled_from(["Acme", "Acme Inc", "Bolt"]),
        involvement=st.sampled_from(["email", "introduction", "meetings"]),
        reward=st.sampled_from(["flat_fee", "rev_share"]),
    )
    def submit(self, person: PersonKey, company: str, involvement: str, reward: str) -> None:
        domain = "bolt.com" if company == "Bolt" else "acme.com"
        typed = {"company": company, "domain": domain, "email": f"ann@{domain}", "reward": reward}
        form = {**samples.CONTACT, **samples.INVOLVEMENT, **typed, "involvement": involvement}
        draft = f"draft-{len(self.leads)}"
        result = self.do(person, lambda uow, actor: submit_lead(uow, PROGRAM, actor, draft, form, now=self.now).id)
        assert isinstance(result, int)

    @precondition(lambda self: self.leads)
    @rule(person=people | members, pick=picks, phone=st.sampled_from(["+48600100200", None]), behind=behind)
    def correct(self, person: PersonKey, pick: int, phone: str | None, behind: int) -> None:
        lead = self.lead(pick)
        form, seen = {**contact_answers(lead.contact), "phone": phone}, lead.version - behind
        result = self.do(
            person,
            lambda uow, actor: correct_lead(uow, PROGRAM, actor, lead.id, seen, form, labels={}, now=self.now),
        )
        self.theirs_alone(person, lead, result)

    @precondition(lambda self: self.leads)
    @rule(person=people | members, pick=picks)
    def withdraw(self, person: PersonKey, pick: int) -> None:
        lead = self.lead(pick)
        result = self.do(person, lambda uow, actor: withdraw_lead(uow, actor, lead.id, "Changed", now=self.now))
        self.theirs_alone(person, lead, result)

    @precondition(lambda self: self.leads)
    @rule(person=people | members, pick=picks)
    def answer(self, person: PersonKey, pick: int) -> None:
        lead = self.lead(pick)
        result = self.do(person, lambda uow, actor: answer_lead(uow, actor, lead.id, "Five", now=self.now))
        self.theirs_alone(person, lead, result)

    @precondition(lambda self: self.leads)
    @rule(person=people | members, pick=picks)
    def introduce(self, person: PersonKey, pick: int) -> None:
        lead = self.lead(pick)
        result = self.do(person, lambda uow, actor: introduce_lead(uow, PROGRAM, actor, lead.id, now=self.now))
        self.theirs_alone(person, lead, result)

    @precondition(lambda self: self.leads)
    @rule(
        person=people | workers,
        pick=picks,
        move=st.sampled_from(Move) | st.none(),
        stage=st.sampled_from([None, "trial", "demo"]),
        behind=behind,
    )
    def review(self, person: PersonKey, pick: int, move: Move | None, stage: str | None, behind: int) -> None:
        lead = self.lead(pick)
        review = Review(lead.version - behind, move, "Because", Cents(4_000_00), stage)
        self.do(person, lambda uow, actor: review_lead(uow, PROGRAM, actor, lead.id, review, now=self.now))

    @precondition(lambda self: self.leads)
    @rule(person=people | workers, pick=picks, says=st.sampled_from(["ask", "message", "note"]), behind=behind)
    def say(self, person: PersonKey, pick: int, says: str, behind: int) -> None:
        lead = self.lead(pick)
        seen = lead.version - behind
        if says == "ask":
            self.do(person, lambda uow, actor: ask_partner(uow, actor, lead.id, seen, "How many?", now=self.now))
            return
        as_it_is = Review(
            seen,
            None,
            stage=lead.stage,
            legal_review=lead.legal_review,
            security_review=lead.security_review,
            next_step_on=lead.next_step_on,
        )
        written = replace(as_it_is, message="Hello") if says == "message" else replace(as_it_is, note="Careful")
        self.do(person, lambda uow, actor: review_lead(uow, PROGRAM, actor, lead.id, written, now=self.now))

    @precondition(lambda self: self.leads)
    @rule(person=people | workers, pick=picks, to=people | st.none())
    def give(self, person: PersonKey, pick: int, to: PersonKey | None) -> None:
        lead = self.lead(pick)
        self.do(person, lambda uow, actor: hand_over(uow, actor, lead.id, lead.version, to, now=self.now))

    @precondition(lambda self: self.leads)
    @rule(person=people | workers, pick=picks, main=picks, behind=behind)
    def link(self, person: PersonKey, pick: int, main: int, behind: int) -> None:
        lead, other = self.lead(pick), self.lead(main)
        seen = lead.version - behind
        self.do(person, lambda uow, actor: link_lead(uow, actor, lead.id, seen, other.id, now=self.now))

    @precondition(lambda self: self.leads)
    @rule(person=people | workers, pick=picks)
    def unlink(self, person: PersonKey, pick: int) -> None:
        lead = self.lead(pick)
        self.do(person, lambda uow, actor: unlink_lead(uow, actor, lead.id, lead.version, now=self.now))

    @rule(person=people | workers, pick=picks, ruling=st.sampled_from(Ruling))
    def rule_on(self, person: PersonKey, pick: int, ruling: Ruling) -> None:
        found = [row[0] for row in self.world.rows("lead_conflicts", "id")] or [1]
        conflict = found[pick % len(found)]
        self.do(person, lambda uow, actor: decide(uow, PROGRAM, actor, conflict, ruling, "It is so", now=self.now))

    @precondition(lambda self: self.leads)
    @rule(person=people | workers, pick=picks)
    def protect_longer(self, person: PersonKey, pick: int) -> None:
        lead = self.lead(pick)
        until = lead.protected_until
        self.do(person, lambda uow, actor: extend_protection(uow, PROGRAM, actor, lead.id, until, now=self.now))

    @rule(days=st.integers(1, 20))
    def days_pass(self, days: int) -> None:
        self.world.clock.advance(timedelta(days=days))
        result = self.world.act(lambda uow: bring_up_late_leads(uow, PROGRAM, now=self.now))
        assert not isinstance(result, Exception)
        again = self.world.act(lambda uow: bring_up_late_leads(uow, PROGRAM, now=self.now))
        assert again == type(result)(0, 0), "each deadline is told once"

    # what must always hold

    @invariant()
    def all_rules_hold(self) -> None:
        self.every_change_of_a_lead_has_its_line_and_no_line_is_lost()  # first: it reads the leads for the others
        self.no_lead_is_where_it_cannot_be()
        self.a_deal_pays_once()
        self.what_was_decided_stays()
        self.a_partner_hears_of_its_own_leads_only_and_nothing_of_our_own()

    def every_change_of_a_lead_has_its_line_and_no_line_is_lost(self) -> None:
        events = self.world.rows("lead_events", "*")
        assert events[: len(self.events)] == self.events
        ids = self.world.rows("lead_events", "lead_id")[len(self.events) :]
        new = Counter(lead_id for (lead_id,) in ids)
        self.events = events
        names = [name for _, name, *_ in self.world.rows("pragma_table_info('leads')", "cid", "name")]
        for row in self.world.rows("leads", "*"):
            now = dict(zip(names, row, strict=True))
            before = self.leads.get(now["id"])
            if before is not None and {**before, "touched_at": None} != {**now, "touched_at": None}:
                assert now["version"] > before["version"]
                assert new[now["id"]] >= 1
            self.leads[now["id"]] = now

    def no_lead_is_where_it_cannot_be(self) -> None:
        told: dict[int, str] = {}
        for lead_id, kind, before, after in self.world.rows("lead_events", "lead_id", "kind", "before", "after"):
            if kind == "moved":
                assert told[lead_id] == before
                assert (before, after) in LEADS_TO
            if kind in {"submitted", "moved"}:
                told[lead_id] = after
        assert told == {lead_id: lead["status"] for lead_id, lead in self.leads.items()}
        for lead in self.leads.values():
            is_open = lead["status"] in OPEN and lead["withdrawn_at"] is None and lead["deal_of"] is None
            assert lead["withdrawn_at"] is None or lead["status"] == "submitted"
            assert (lead["question"] is None) == (lead["asked_by"] is None) == (lead["asked_at"] is None)
            assert lead["question"] is None or is_open
            assert lead["introduced_at"] is None or lead["involvement"] == "introduction"

    def a_deal_pays_once(self) -> None:
        sums: dict[int, int] = defaultdict(int)
        for lead_id, partner, amount in self.world.rows("ledger_entries", "lead_id", "partner_id", "amount"):
            assert partner == self.leads[lead_id]["partner_id"]
            sums[lead_id] += amount
        for lead in self.leads.values():
            owed = 500_00 if lead["reward"] == "flat_fee" else 400_00
            assert sums[lead["id"]] == (owed if lead["status"] == "won" else 0)
            if lead["deal_of"] is not None:
                main = self.leads[lead["deal_of"]]
                assert main["partner_id"] == lead["partner_id"]
                assert main["deal_of"] is None
                assert sums[lead["id"]] == 0, "a part of a deal earns nothing of its own"

    def what_was_decided_stays(self) -> None:
        for row in self.world.rows("lead_conflicts", "*"):
            assert self.decided.get(row[0], row) == row
        ruled = self.world.rows("lead_conflicts WHERE ruling IS NOT NULL", "*")
        self.decided = {row[0]: row for row in ruled}

    def a_partner_hears_of_its_own_leads_only_and_nothing_of_our_own(self) -> None:
        columns = ("place", "payload ->> '$.kind'", "payload ->> '$.lead_id'")
        for place, kind, lead_id in self.world.rows("outbox", *columns):
            whose = place.partition(":")[2]
            partner = MEMBERS.get(PersonKey(whose), whose if place.startswith("partner:") else None)
            if partner is None or lead_id is None:
                continue
            assert self.leads[int(lead_id)]["partner_id"] == partner
            assert kind not in OUR_OWN


def test_no_sequence_of_acts_breaks_a_rule_pays_twice_or_loses_a_line(worlds: Worlds) -> None:
    worlds.hold(PeopleMachine)
