"""Reps and partners talk about a lead: questions with their answers, messages; and notes for the team alone."""

from __future__ import annotations

from datetime import datetime

from domain.errors import Code, DomainError
from domain.free_text import required_text
from domain.leads import Lead, LeadEvent, LeadEventKind, require_version
from domain.notices import LeadAnswered, LeadAsked, LeadMessaged, LeadNoted
from domain.people import Actor, Task
from domain.ports import UnitOfWork
from domain.usecases.lead_case import LeadCase, require_open

_TALK = frozenset({LeadEventKind.ASKED, LeadEventKind.ANSWERED})


def ask_partner(uow: UnitOfWork, actor: Actor, lead_id: int, version: int, question: str, *, now: datetime) -> Lead:
    """Asks the partner: the lead waits for the answer. A question asked meanwhile takes the place of the one before.

    Raises DomainError: NOT_STAFF, NOT_ALLOWED, LEAD_UNKNOWN, LEAD_CHANGED, LEAD_CLOSED, LEAD_LINKED; with the field
    `question` REQUIRED, TOO_LONG.
    """
    actor.require(Task.WORK_LEADS)
    text = required_text(question, "question")
    case = LeadCase.of(uow, actor, lead_id, now)
    lead = case.lead
    require_version(lead, version)
    require_open(lead)
    lead.question, lead.asked_by, lead.asked_at = text, actor.person, now
    case.take_on()
    case.changed()
    case.record(LeadEventKind.ASKED, reason=text)
    case.tell(LeadAsked(lead.id, lead.partner_id, lead.version, actor.person, text))
    return lead


def answer_lead(
    uow: UnitOfWork, actor: Actor, lead_id: int, text: str, *, asked_at: datetime | None = None, now: datetime
) -> Lead:
    """A partner's person answers what is asked about a lead; it waits no more. The same answer again changes nothing.

    `asked_at` is when the question that the person read was asked. Raises DomainError: NOT_A_MEMBER, LEAD_UNKNOWN for a
    lead of others, LEAD_NOT_ASKED where no answer is waited for, LEAD_ASKED_ANEW where it is one to another question;
    with the field `answer` REQUIRED, TOO_LONG.
    """
    partner = actor.of_partner()
    answer = required_text(text, "answer")
    lead = uow.leads.get(lead_id, for_update=True)
    if lead is None or lead.partner_id != partner.id:
        raise DomainError(Code.LEAD_UNKNOWN, number=f"L-{lead_id}")
    case = LeadCase(uow, lead, partner, actor, now)
    question, asked_by = lead.question, lead.asked_by
    if question is None or asked_by is None:
        newest = _newest_answer(case)
        if newest is not None and (newest.by, newest.reason) == (actor.person, answer):
            return lead  # sent off again after its result was lost
        raise DomainError(Code.LEAD_NOT_ASKED, number=lead.number, answered=newest.reason if newest else None)
    if asked_at is not None and asked_at != lead.asked_at:
        raise DomainError(Code.LEAD_ASKED_ANEW, number=lead.number)
    lead.question = lead.asked_by = lead.asked_at = None
    case.changed()
    case.record(LeadEventKind.ANSWERED, reason=answer)
    to = lead.assignee or asked_by
    case.tell(LeadAnswered(lead.id, lead.partner_id, lead.version, actor.person, to, question, answer))
    return lead


def send_message(case: LeadCase, text: str) -> None:
    """The message of a rep who has the lead in hand."""
    case.changed()
    case.record(LeadEventKind.MESSAGED, reason=text)
    case.tell(LeadMessaged(case.lead.id, case.lead.partner_id, case.lead.version, case.actor.person, text))


def keep_note(case: LeadCase, text: str) -> None:
    """The note of a rep who has the lead in hand."""
    case.changed()
    case.record(LeadEventKind.NOTED, reason=text)
    case.tell(LeadNoted(case.lead.id, case.lead.partner_id, case.lead.version, case.actor.person, text))


def _newest_answer(case: LeadCase) -> LeadEvent | None:
    """The answer to the newest question; None where that was dropped."""
    told = [each for each in case.uow.leads.history(case.lead.id) if each.kind in _TALK]
    return told[-1] if told and told[-1].kind is LeadEventKind.ANSWERED else None
