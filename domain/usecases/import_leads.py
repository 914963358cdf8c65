"""Many leads at once: rows of a file, checked as the form is, and handed over all or none.

A row is known by its partner and its own values, not by its file or line: a file that is brought again, longer, mended
or in another order, makes leads of what is new in it and of nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.errors import Code, DomainError
from domain.free_values import country_named
from domain.lead_drafts import LeadDraft, LeadUpload
from domain.lead_fields import FieldKind, LeadField, lead_fields
from domain.leads import Lead, LeadSource
from domain.notices import LeadsImported
from domain.people import Actor
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.enrol import Change
from domain.usecases.submit_lead import submit_lead
from domain.usecases.telling import tell

MOST_ROWS = 5_000
"""Leads in one file."""

CONSENT, YES, GIVEN = "consent", "yes", ["given"]
COUNTRY = "country"
BETWEEN = ";"
"""Between the several choices of one cell."""

Cells = Mapping[str, str]
Answers = Mapping[str, Any]


def file_fields(program: Program, on: date) -> Sequence[LeadField]:
    """The form's fields as columns: with one for the plan of each product there is."""
    products = [product.key for product in program.price_book(on).products]
    return lead_fields(program, {"products": products}, on)


def answers_of(cells: Cells, fields: Iterable[LeadField], *, locale: str) -> dict[str, Any]:
    """A row's cells as the form's answers: lists parted, keys in the case they have, a consent only by `yes`.

    A country may be called by its name in the language of the `locale`.
    """
    answers: dict[str, Any] = {}
    for field in fields:
        text = cells.get(field.name, "").strip()
        if field.kind is FieldKind.CONSENT:
            answers[field.name] = GIVEN if text.casefold() == YES else None
        elif field.kind is FieldKind.CHOICES:
            answers[field.name] = [_key(each.strip(), field) for each in text.split(BETWEEN) if each.strip()]
        elif field.name == COUNTRY:
            answers[field.name] = country_named(text, locale) or text or None
        elif field.kind is FieldKind.CHOICE:
            answers[field.name] = _key(text, field) or None
        else:
            answers[field.name] = text or None
    return answers


def row_id(partner_id: str, answers: Answers) -> str:
    """The draft's id of a row: the same for the same values of a partner."""
    told = sorted((name, value) for name, value in answers.items() if value)
    return "file-" + hashlib.sha256(json.dumps([partner_id, told]).encode()).hexdigest()[:40]


def put_row(uow: UnitOfWork, program: Program, actor: Actor, answers: Answers, *, now: datetime) -> tuple[Change, Lead]:
    """Makes a row a lead, once, whoever of the partner brings it. Who puts several holds all companies before.

    Raises FormError for what `refusals` says.
    """
    partner = actor.of_partner()
    draft_id = row_id(partner.id, answers)
    known = uow.leads.draft(draft_id)
    if known is not None and known.lead_id is not None:
        lead = uow.leads.get(known.lead_id)
        if lead is not None:
            return Change.UNCHANGED, lead
    if known is None:
        uow.leads.add_draft(LeadDraft(draft_id, partner.id, actor.person, now, source=LeadSource.FILE))
    return Change.ADDED, submit_lead(uow, program, actor, draft_id, answers, now=now)


@dataclass(frozen=True)
class Taken:
    """What became of a file: the leads that are new by it, and how many of its rows were leads before."""

    leads: Sequence[Lead]
    known: int


def keep_upload(
    uow: UnitOfWork, actor: Actor, upload_id: str, file_name: str, rows: Sequence[Cells], *, now: datetime
) -> LeadUpload:
    """Keeps a file that is to be confirmed. The same message delivered again is the same file."""
    upload = uow.lead_uploads.get(upload_id)
    if upload is None:
        kept = [dict(row) for row in rows]
        upload = LeadUpload(upload_id, actor.of_partner().id, actor.person, file_name, kept, now)
        uow.lead_uploads.add(upload)
    return upload


def own_upload(uow: UnitOfWork, actor: Actor, upload_id: str, *, for_update: bool = False) -> LeadUpload:
    """A file that this person dropped. Raises DomainError(UPLOAD_UNKNOWN) for any other, NOT_A_MEMBER."""
    partner = actor.of_partner()
    upload = uow.lead_uploads.get(upload_id, for_update=for_update)
    if upload is None or upload.person != actor.person or upload.partner_id != partner.id:
        raise DomainError(Code.UPLOAD_UNKNOWN)
    return upload


def take_upload(uow: UnitOfWork, program: Program, actor: Actor, upload_id: str, *, now: datetime) -> Taken:
    """Hands all leads of a file over, once; its person says by that that each of them knows.

    Raises DomainError: UPLOAD_UNKNOWN, UPLOAD_TAKEN where it was done before; FormError where a row will do no longer.
    """
    upload = own_upload(uow, actor, upload_id, for_update=True)
    if upload.taken_at is not None:
        raise DomainError(Code.UPLOAD_TAKEN)
    uow.lead_conflicts.hold_all()
    fields = file_fields(program, program.calendar.local_day(now))
    locale = program.vendor.locale
    rows = [answers_of(with_consent(row), fields, locale=locale) for row in upload.rows]
    put = [put_row(uow, program, actor, answers, now=now) for answers in rows]
    upload.taken_at = now
    leads = [lead for change, lead in put if change is Change.ADDED]
    if leads:
        told = LeadsImported(upload.id, upload.partner_id, actor.person, tuple(lead.id for lead in leads))
        tell(uow, told, actor.partner)
    return Taken(leads, len(put) - len(leads))


def discard_upload(uow: UnitOfWork, actor: Actor, upload_id: str) -> None:
    """Forgets a file. Raises DomainError: UPLOAD_UNKNOWN, UPLOAD_TAKEN where its leads were handed over."""
    upload = own_upload(uow, actor, upload_id, for_update=True)
    if upload.taken_at is not None:
        raise DomainError(Code.UPLOAD_TAKEN)
    uow.lead_uploads.forget(upload)


def with_consent(cells: Cells) -> Cells:
    """A row of a file that leaves the consent out: it is given once for all, where the file is confirmed."""
    return cells if CONSENT in cells else {**cells, CONSENT: YES}


def is_lead_already(uow: UnitOfWork, partner_id: str, answers: Answers) -> bool:
    """Whether a row was handed over before."""
    known = uow.leads.draft(row_id(partner_id, answers))
    return known is not None and known.lead_id is not None


def _key(text: str, field: LeadField) -> str:
    """A choice in the case of its key; what is none stays as it is written."""
    return next((key for key in field.choices if key.casefold() == text.casefold()), text)
