"""What a partner's person has begun: going on with it, discarding it, and its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.errors import Code, DomainError, FormError
from domain.lead_drafts import LeadDraft
from domain.lead_fields import Page, lead_fields
from domain.lead_form import check_contact, check_deal
from domain.notices import DraftEnding
from domain.people import Actor
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.telling import tell

MOST_READ = 500
"""Drafts of one person that are looked through: estimates that were never handed on are among them."""

AT_ONCE = 500
"""Drafts that one run of the job sees to; the rest comes the next day."""


@dataclass(frozen=True)
class Ended:
    """What a day did to drafts: so many people were told of theirs, so many drafts are gone."""

    told: int
    gone: int


def unfinished_drafts(uow: UnitOfWork, actor: Actor) -> Sequence[LeadDraft]:
    """The person's own drafts for its partner that something was typed into, those touched last first. To look at."""
    partner = actor.of_partner()
    found = uow.lead_drafts.unfinished(partner.id, actor.person, limit=MOST_READ)
    return [draft for draft in found if draft.is_begun]


def own_draft(uow: UnitOfWork, actor: Actor, draft_id: str, *, for_update: bool = False) -> LeadDraft:
    """A draft to go on with. Raises DomainError: DRAFT_GONE where it ended or was submitted, and for others' drafts."""
    partner = actor.of_partner()
    draft = uow.leads.draft(draft_id, for_update=for_update)
    if draft is None or draft.lead_id is not None or (draft.person, draft.partner_id) != (actor.person, partner.id):
        raise DomainError(Code.DRAFT_GONE)
    return draft


def discard_draft(uow: UnitOfWork, actor: Actor, draft_id: str) -> None:
    """Removes a draft of the person's own; one that is gone already stays gone. Others' drafts are left alone."""
    try:
        draft = own_draft(uow, actor, draft_id, for_update=True)
    except DomainError as error:
        if error.code is not Code.DRAFT_GONE:
            raise
        return
    uow.lead_drafts.forget(draft)


def page_reached(draft: LeadDraft, program: Program, on: date) -> Page:
    """The first page that is still to be sent off: one that was not, or that was typed into since."""
    pages = {field.name: field.page for field in lead_fields(program, draft.so_far, on)}
    since = {pages.get(name) for name, value in draft.typed.items() if value != draft.answers.get(name)}
    checks: Sequence[tuple[Page, Callable[[], object]]] = (
        (Page.CONTACT, lambda: check_contact(draft.answers, locale=program.vendor.locale)),
        (Page.DEAL, lambda: check_deal(draft.answers, program, on)),
    )
    for page, check in checks:
        if page in since or not _passes(check):
            return page
    return Page.INVOLVEMENT


def last_day(draft: LeadDraft, program: Program) -> date:
    """The last day on which the draft is there: never before its person was told in time."""
    rules = program.leads.drafts
    end = draft.updated_at + timedelta(days=rules.kept_days)
    if draft.warned_at is not None:
        end = max(end, draft.warned_at + timedelta(days=rules.told_days_before))
    return program.calendar.local_day(end)


def end_drafts(uow: UnitOfWork, program: Program, *, now: datetime) -> Ended:
    """Tells people of drafts that end soon, and forgets those that were told of and left alone."""
    rules = program.leads.drafts
    kept, ahead = timedelta(days=rules.kept_days), timedelta(days=rules.told_days_before)
    gone = 0
    for draft_id in uow.lead_drafts.to_end(now - kept, now - ahead, limit=AT_ONCE):
        draft = uow.leads.draft(draft_id, for_update=True)
        if draft is not None and draft.lead_id is None and draft.updated_at <= now - kept:
            uow.lead_drafts.forget(draft)
            gone += 1
    told = 0
    for draft_id in uow.lead_drafts.to_warn(now - kept + ahead, limit=AT_ONCE):
        draft = uow.leads.draft(draft_id, for_update=True)
        if draft is not None and draft.lead_id is None and draft.updated_at <= now - kept + ahead:
            draft.warned_at = now
            told += _tell(uow, program, draft)
    return Ended(told, gone)


def _tell(uow: UnitOfWork, program: Program, draft: LeadDraft) -> bool:
    """Whether there was anybody to tell: nothing is said of an empty draft, nor to who has left the partner."""
    partner = uow.people.actor(draft.person).partner
    if not draft.is_begun or partner is None or partner.id != draft.partner_id:
        return False
    tell(uow, DraftEnding(draft.id, draft.partner_id, draft.person, last_day(draft, program)), partner)
    return True


def _passes(check: Callable[[], object]) -> bool:
    try:
        check()
    except FormError:
        return False
    return True
