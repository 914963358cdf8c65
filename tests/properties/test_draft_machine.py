"""However often and late Slack sends a page or the form, a draft makes one lead, stays its person's own, and ends only
after a word."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from domain.errors import Code, DomainError, FormError
from domain.notices import LEADS_DESK
from domain.people import PersonKey
from domain.ports import UnitOfWork
from domain.usecases.lead_drafts import Ended, discard_draft, end_drafts
from domain.usecases.submit_lead import keep_page, keep_typing, submit_lead
from tests.properties.worlds import KIM, MEMBERS, PAT, SAM, SOL, START, World, WorldMachine, Worlds
from tests.unit import samples

pytestmark = pytest.mark.timeout(3600)  # the long profile needs more than the usual two minutes

PROGRAM = samples.program()

people = st.sampled_from([PAT, PAT, PAT, KIM, SOL, SAM])
drafts = st.sampled_from(["draft-1", "draft-2"])
moments = st.integers(0, 9).map(lambda second: f"177000000{second}.000100")
KEPT, TOLD_BEFORE = timedelta(days=30), timedelta(days=3)

pages = st.sampled_from(
    [
        {**samples.CONTACT},
        {**samples.CONTACT, "company": "Acme Europe", "employees": "51"},
        {**samples.CONTACT, "email": "nobody"},
        {"agents": "5", "products": ["livechat"]},
        {"reward": "rev_share", "agents": "12"},
        {"reward": "flat_fee"},
        {**samples.INVOLVEMENT},
        {**samples.INVOLVEMENT, "consent": []},
    ]
)


@dataclass
class Kept:
    """A draft as it must be: whose it is, what was sent off, what was typed since and when, and the lead it made."""

    owner: PersonKey
    answers: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, Any] = field(default_factory=dict)
    newest: str = ""
    lead_id: int | None = None
    touched: datetime = START
    warned: datetime | None = None

    def send_off(self, page: Mapping[str, Any], now: datetime) -> None:
        """What a page does to a draft that has made no lead yet."""
        if self.lead_id is None:
            self.touched, self.warned = now, None
            self.answers |= page
            for name in page:
                self.typed.pop(name, None)

    def type(self, answers: Mapping[str, Any], moment: str, now: datetime) -> None:
        """What the newest report of a page does to such a draft: it never changes what was sent off."""
        if self.lead_id is None:
            self.touched, self.warned = now, None
            self.typed |= answers
            self.newest = moment


def is_complete(answers: Mapping[str, Any]) -> bool:
    """Whether these answers make a lead."""
    needed = {*samples.CONTACT, "reward", "involvement", "consent"}
    return needed <= answers.keys() and answers["email"] != "nobody" and answers["consent"] != []


class DraftMachine(WorldMachine):
    """Pages, keystrokes and submissions arrive in any order, repeated and late, from the right person and others."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.drafts: dict[str, Kept] = {}
        self.leads: dict[int, Any] = {}

    def refused(self, result: object, person: PersonKey, draft: str) -> bool:
        """Whether this person has no business with the draft, which the result must say."""
        kept = self.drafts.get(draft)
        code = None
        if person not in MEMBERS:
            code = Code.NOT_A_MEMBER
        elif kept is not None and kept.owner != person:
            code = Code.DRAFT_UNKNOWN
        if code is not None:
            assert isinstance(result, DomainError)
            assert result.code is code
        return code is not None

    @rule(person=people, draft=drafts, page=pages)
    def send_a_page(self, person: PersonKey, draft: str, page: Mapping[str, Any]) -> None:
        now, actor = self.world.clock.advance(timedelta(seconds=1)), self.world.actor(person)

        result = self.world.act(lambda uow: keep_page(uow, actor, draft, page, now=now))

        if not self.refused(result, person, draft):
            assert not isinstance(result, Exception)
            self.drafts.setdefault(draft, Kept(person)).send_off(page, now)

    @rule(person=people, draft=drafts, page=pages, moment=moments)
    def type_something(self, person: PersonKey, draft: str, page: Mapping[str, Any], moment: str) -> None:
        now, actor = self.world.clock.advance(timedelta(seconds=1)), self.world.actor(person)

        def do(uow: UnitOfWork) -> bool:
            return keep_typing(uow, actor, draft, page, at=moment, now=now)[1]

        result = self.world.act(do)

        if not self.refused(result, person, draft):
            kept = self.drafts.setdefault(draft, Kept(person))
            assert result is (moment >= kept.newest)
            if result:
                kept.type(page, moment, now)

    @rule(person=people, draft=drafts, page=pages)
    def submit(self, person: PersonKey, draft: str, page: Mapping[str, Any]) -> None:
        self._submit(person, draft, page)

    @rule(draft=drafts)
    def submit_all(self, draft: str) -> None:
        owner = self.drafts[draft].owner if draft in self.drafts else PAT
        everything = {**samples.CONTACT, **samples.DEAL, **samples.INVOLVEMENT}
        self._submit(owner, draft, everything)

    def _submit(self, person: PersonKey, draft: str, page: Mapping[str, Any]) -> None:
        now, actor = self.world.clock.advance(timedelta(seconds=1)), self.world.actor(person)
        before = self.world.look()

        result = self.world.act(lambda uow: submit_lead(uow, PROGRAM, actor, draft, page, now=now).id)

        if self.refused(result, person, draft):
            return
        kept = self.drafts.get(draft, Kept(person))
        if kept.lead_id is not None:
            assert result == kept.lead_id
            assert self.world.look() == before
        elif is_complete({**kept.answers, **page}):
            assert isinstance(result, int)
            kept.send_off(page, now)
            kept.lead_id = result
            self.drafts[draft] = kept
        else:
            assert isinstance(result, FormError)

    @rule(person=people, draft=drafts)
    def discard(self, person: PersonKey, draft: str) -> None:
        actor, before = self.world.actor(person), self.world.look()

        result = self.world.act(lambda uow: discard_draft(uow, actor, draft))

        kept = self.drafts.get(draft)
        if person in MEMBERS and kept is not None and kept.owner == person and kept.lead_id is None:
            del self.drafts[draft]
        else:
            assert self.world.look() == before
        assert isinstance(result, DomainError) is (person not in MEMBERS)

    @rule(days=st.integers(1, 28))
    def days_pass(self, days: int) -> None:
        now = self.world.clock.advance(timedelta(days=days))

        result = self.world.act(lambda uow: end_drafts(uow, PROGRAM, now=now))

        open_ones = {draft: kept for draft, kept in self.drafts.items() if kept.lead_id is None}
        gone = [
            draft
            for draft, kept in open_ones.items()
            if kept.warned is not None and kept.touched <= now - KEPT and kept.warned <= now - TOLD_BEFORE
        ]
        told = [
            kept
            for draft, kept in open_ones.items()
            if draft not in gone and kept.warned is None and kept.touched <= now - KEPT + TOLD_BEFORE
        ]
        for kept in told:
            kept.warned = now
        for draft in gone:
            del self.drafts[draft]
        assert result == Ended(len(told), len(gone))

    @invariant()
    def a_draft_makes_one_lead_and_is_its_persons(self) -> None:
        made = {draft: (lead, by) for draft, lead, by in self.world.rows("leads", "draft_id", "id", "submitted_by")}
        assert len(made) == len(self.world.rows("leads", "id"))
        assert made == {
            draft: (kept.lead_id, kept.owner) for draft, kept in self.drafts.items() if kept.lead_id is not None
        }

    @invariant()
    def a_draft_is_what_was_kept(self) -> None:
        found = self.world.rows("lead_drafts", "id", "person", "answers", "typed", "seen_action", "lead_id")
        read = [(*row[:2], json.loads(row[2]), json.loads(row[3]), *row[4:]) for row in sorted(found)]
        assert read == [
            (draft, kept.owner, kept.answers, kept.typed, kept.newest, kept.lead_id)
            for draft, kept in sorted(self.drafts.items())
        ]

    @invariant()
    def a_lead_is_what_its_draft_was_and_nothing_late_changes_it(self) -> None:
        leads = {row[0]: row for row in self.world.rows("leads", "*")}
        assert {lead_id: leads[lead_id] for lead_id in self.leads} == self.leads
        self.leads = leads
        typed = {kept.lead_id: kept.answers for kept in self.drafts.values() if kept.lead_id is not None}
        for lead_id, company, reward, agents in self.world.rows("leads", "id", "company", "reward", "agents"):
            assert (company, reward) == (typed[lead_id]["company"], typed[lead_id]["reward"])
            assert agents == (int(typed[lead_id]["agents"]) if "agents" in typed[lead_id] else None)

    @invariant()
    def each_lead_is_announced_and_recorded_once(self) -> None:
        numbers = sorted(lead_id for (lead_id,) in self.world.rows("leads", "id"))
        assert sorted(lead_id for (lead_id,) in self.world.rows("lead_events", "lead_id")) == numbers
        told = self.world.rows("outbox", "place", "face", "payload")
        arrived = [json.loads(payload) for place, face, payload in told if (place, face) == (LEADS_DESK, "card")]
        assert sorted(each["lead_id"] for each in arrived if each["kind"] == "lead_arrived") == numbers


def test_a_draft_makes_one_lead_however_often_and_late_its_pages_come(worlds: Worlds) -> None:
    worlds.hold(DraftMachine)
