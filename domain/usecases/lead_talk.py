"""A lead told in a talk: one question at a time, over a draft that the form knows as well.

An answer is kept at once, where the form would take it. A field is passed where its answer is None; it is open where
nothing was said about it yet, or nothing although it must be. The next question is always the first open field.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from domain.errors import Code, DomainError
from domain.lead_drafts import LeadDraft, LeadTalk
from domain.lead_fields import LeadField, lead_fields, refusal_of, refusals
from domain.lead_hearing import Choose, Listening, is_open
from domain.leads import MAX_REASON, Lead, LeadSource
from domain.people import Actor
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.lead_conflicts import WHY_YOURS
from domain.usecases.lead_drafts import own_draft
from domain.usecases.submit_lead import submit_lead

SUMMARY = "summary"
"""Stands for a talk's field where all is said and the lead can be submitted."""

IN_THE_FORM = "in the form"
"""Stands for a talk's field while its person has the form open: what is written then answers no question."""

COME_BACK_AFTER = timedelta(hours=12)
"""After a pause as long as this, what a person writes is hardly the answer to a question of yesterday."""


@dataclass(frozen=True)
class Heard:
    """What came of an answer: the fields that were taken, and why the one asked for was not."""

    taken: Sequence[str] = ()
    refused: DomainError | None = None


@dataclass
class Conversation:
    """A talk under way with its draft."""

    uow: UnitOfWork
    program: Program
    actor: Actor
    talk: LeadTalk
    draft: LeadDraft
    now: datetime
    has_paused: bool = field(default=False)

    @property
    def answers(self) -> Mapping[str, Any]:
        """What was said so far."""
        return self.draft.answers

    @property
    def fields(self) -> Sequence[LeadField]:
        """All fields, in their order."""
        return lead_fields(self.program, self.answers, self._today)

    @property
    def asked(self) -> LeadField | None:
        """The field that was asked for last; None where all is said or the form is open."""
        return self.field(self.talk.field)

    @property
    def number(self) -> int:
        """Where in the form the question stands, from 1."""
        names = [each.name for each in self.fields]
        return names.index(self.talk.field) + 1 if self.talk.field in names else len(names)

    def field(self, name: str) -> LeadField | None:
        """A field by its name; None for a plan of a product that is not wanted any more."""
        return next((each for each in self.fields if each.name == name), None)

    def is_open(self, of: LeadField) -> bool:
        """Whether the field is still to be asked for."""
        return is_open(of, self.answers)

    def open_optional(self) -> Sequence[LeadField]:
        """The optional fields of the page asked for that are still open: what can be skipped at once."""
        if self.asked is None:
            return []
        page = self.asked.page
        return [each for each in self.fields if each.page is page and not each.required and self.is_open(each)]

    def ask_next(self) -> None:
        """Goes on to the first open field."""
        self.ask(next((each.name for each in self.fields if self.is_open(each)), SUMMARY))

    def ask(self, name: str) -> None:
        """Goes on to a field."""
        self.talk.field, self.talk.updated_at = name, self.now

    def go_back(self) -> None:
        """Goes to the field before; the first one stays."""
        names = [each.name for each in self.fields]
        at = names.index(self.talk.field) if self.talk.field in names else len(names)
        self.ask(names[max(0, at - 1)])

    def skip(self) -> DomainError | None:
        """Passes what is asked for; an answer that is there stays. Why not, where it must be given."""
        asked = self.asked
        if asked is not None and self.is_open(asked):
            if asked.required:
                return DomainError(Code.REQUIRED, field=asked.name)
            self._keep({asked.name: None})
        self.ask_next()
        return None

    def skip_page(self) -> None:
        """Passes all optional fields of the page that are still open."""
        self._keep({each.name: None for each in self.open_optional()})
        self.ask_next()

    def answer(self, name: str, value: Any) -> DomainError | None:
        """Keeps the answer of one field, or says why not. The next question is asked only if this one was."""
        refused = self._refusal(name, value)
        if refused is None:
            self._keep({name: value})
            if name == self.talk.field or self.asked is None:
                self.ask_next()
        return refused

    def tick(self, name: str, keys: Sequence[str]) -> None:
        """Keeps what is chosen of several so far; the question stays."""
        if self._refusal(name, list(keys)) is None:
            self._keep({name: list(keys)})

    def hear(self, text: str, choose: Choose) -> Heard:
        """Understands what was written: several answers at once, or that of the field asked for."""
        listening = Listening(self.program, self.fields, self.answers, self.asked, self._today)
        heard = listening.hear(text, choose)
        if heard.several:
            self._keep(heard.several)
            self.ask_next()
            return Heard(list(heard.several))
        if listening.asked is None:
            return Heard()
        refused = self.answer(listening.asked.name, heard.one)
        return Heard((), refused) if refused else Heard([listening.asked.name])

    def say_why(self, reason: str) -> DomainError | None:
        """Keeps why the company should be the partner's, though it may be known; or says that this is too long."""
        if len(reason) > MAX_REASON:
            return DomainError(Code.TOO_LONG, field=WHY_YOURS, longest=MAX_REASON, length=len(reason))
        self._keep({WHY_YOURS: reason.strip()})
        return None

    def submit(self) -> Lead:
        """Makes the lead, once, and ends the talk. Raises FormError where `wrong` was not heard."""
        if self.draft.source is LeadSource.FORM:
            self.draft.source = LeadSource.TALK
        lead = submit_lead(self.uow, self.program, self.actor, self.draft.id, {}, now=self.now)
        self.end()
        return lead

    def wrong(self) -> DomainError | None:
        """What the form would not take of what was said, and asks for it again; None where all is well."""
        refused = refusals(self.answers, self.program, self._today)
        first = next((each.name for each in self.fields if each.name in refused), None)
        if first is None:
            return None
        self.ask(first)
        return refused[first]

    def end(self) -> None:
        """The talk is over; the draft stays as it is."""
        self.uow.lead_talks.end(self.talk)

    def take_over(self) -> None:
        """What was typed into the form and not sent off is an answer as well, where the form would take it."""
        names = {each.name for each in lead_fields(self.program, self.draft.so_far, self._today)}
        typed = {name: value for name, value in self.draft.typed.items() if value and name in {*names, WHY_YOURS}}
        good = {name: value for name, value in typed.items() if self._refusal(name, value) is None}
        if good:
            self.draft.send_off(good, self.now)

    @cached_property
    def _today(self) -> date:
        return self.program.calendar.local_day(self.now)

    def _keep(self, said: Mapping[str, Any]) -> None:
        self.draft.send_off(said, self.now)
        self.talk.updated_at = self.now

    def _refusal(self, name: str, value: Any) -> DomainError | None:
        return refusal_of(name, {**self.answers, name: value}, self.program, self._today)


def under_way(uow: UnitOfWork, program: Program, actor: Actor, *, now: datetime) -> Conversation | None:
    """The person's talk; None where there is none, or where its draft was submitted or discarded meanwhile.

    What was done in the form meanwhile counts: a question that is answered there is not asked again.
    """
    actor.of_partner()
    talk = uow.lead_talks.under_way(actor.person)
    if talk is None:
        return None
    try:
        draft = own_draft(uow, actor, talk.draft_id, for_update=True)
    except DomainError as error:
        if error.code is not Code.DRAFT_GONE:
            raise
        uow.lead_talks.end(talk)
        return None
    has_paused = now - talk.updated_at > COME_BACK_AFTER
    conversation = Conversation(uow, program, actor, talk, draft, now, has_paused)
    conversation.take_over()
    return conversation


def begin(uow: UnitOfWork, program: Program, actor: Actor, draft_id: str | None, *, now: datetime) -> Conversation:
    """Begins a talk over a draft, or a new one. The talk that was under way ends; its draft stays.

    Raises DomainError(DRAFT_GONE) for a draft that is not there any more.
    """
    partner = actor.of_partner()
    before = uow.lead_talks.under_way(actor.person)
    if draft_id is None:
        draft = LeadDraft(str(uuid.uuid4()), partner.id, actor.person, now, source=LeadSource.TALK)
        uow.leads.add_draft(draft)
    else:
        draft = own_draft(uow, actor, draft_id, for_update=True)
        draft.touch(now)
    if before is not None:
        uow.lead_talks.end(before)
    talk = LeadTalk(actor.person, draft.id, "", SUMMARY, now, before.seen if before else "")
    uow.lead_talks.add(talk)
    conversation = Conversation(uow, program, actor, talk, draft, now)
    conversation.take_over()
    conversation.ask_next()
    return conversation
