"""The lead form: opening it, each page as it is sent off, the estimate while one types."""

from __future__ import annotations

import uuid

from domain.lead_drafts import LeadDraft
from domain.lead_form import check_contact, check_deal, estimate_so_far
from domain.usecases.submit_lead import keep_page, keep_typing, submit_lead
from handlers.context import Context
from handlers.leads import form_views as views
from handlers.requests import Click, Command, Modal, Shortcut, Submission
from handlers.results import Nothing, OpenModal, PushModal, Result, UpdateModal
from handlers.surfaces import opened
from handlers.values import modal_of, page_answers


def open_form(request: Command | Click | Shortcut, context: Context) -> OpenModal | UpdateModal:
    """An empty form. It gets its draft's id now, so that sending it twice makes one lead."""
    context.actor.of_partner()
    return opened(views.contact_page({}, str(uuid.uuid4()), context.house), request)


def contact_sent(sent: Submission, context: Context) -> PushModal:
    """Page one, checked and kept; page two goes on top, with what was typed there before."""
    draft = _kept(sent, context)
    check_contact(page_answers(sent.modal), locale=context.program.vendor.locale)
    return PushModal(views.deal_page(draft.so_far, draft.id, context.house, context.today))


def deal_typed(click: Click, context: Context) -> Result:
    """The estimate follows what is typed on page two. An interaction older than the newest changes nothing."""
    form = modal_of(click)
    draft, newest = keep_typing(
        context.uow, context.actor, _draft_id(form), page_answers(form), at=click.at, now=context.now
    )
    if not newest:
        return Nothing()
    return UpdateModal(views.deal_page(draft.so_far, draft.id, context.house, context.today))


def deal_sent(sent: Submission, context: Context) -> PushModal:
    """Page two, checked and kept; page three goes on top."""
    draft = _kept(sent, context)
    deal = check_deal(draft.answers, context.program, context.today)
    contact = check_contact(draft.answers, locale=context.program.vendor.locale)
    valued = estimate_so_far(draft.answers, context.program, context.today)
    return PushModal(views.consent_page(draft.answers, draft.id, context.house, contact, deal, valued))


def consent_sent(sent: Submission, context: Context) -> UpdateModal:
    """Page three makes the lead, once."""
    lead = submit_lead(
        context.uow, context.program, context.actor, _draft_id(sent.modal), page_answers(sent.modal), now=context.now
    )
    return UpdateModal(views.closing_page(lead, context.house))


def _kept(sent: Submission, context: Context) -> LeadDraft:
    return keep_page(context.uow, context.actor, _draft_id(sent.modal), page_answers(sent.modal), now=context.now)


def _draft_id(form: Modal) -> str:
    return str(form.metadata["draft"])
