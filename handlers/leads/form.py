"""The lead form: each page as it is sent off, what is typed as it is typed, the estimate that follows."""

from __future__ import annotations

from domain.lead_drafts import LeadDraft
from domain.lead_form import check_contact, check_deal, estimate_so_far
from domain.usecases.lead_conflicts import familiar
from domain.usecases.submit_lead import keep_page, keep_typing, submit_lead
from handlers.context import Context
from handlers.leads import form_views as views
from handlers.requests import Click, Modal, Submission
from handlers.results import Nothing, PushModal, Result, UpdateModal
from handlers.values import modal_of, page_answers


def typed(click: Click, context: Context) -> Nothing:
    """What is typed is kept as it is typed: Slack says nothing of it when the form is closed."""
    keep(click, context)
    return Nothing()


def contact_sent(sent: Submission, context: Context) -> PushModal:
    """Page one, checked and kept; page two goes on top, with what was typed there before."""
    draft = _kept(sent, context)
    check_contact(page_answers(sent.modal), locale=context.program.vendor.locale)
    return PushModal(views.deal_page(draft.so_far, draft.id, context.house, context.today))


def deal_typed(click: Click, context: Context) -> Result:
    """The estimate follows what is typed on page two. An interaction older than the newest changes nothing."""
    draft, newest = keep(click, context)
    if not newest:
        return Nothing()
    resumed = bool(modal_of(click).metadata.get("resumed"))
    return UpdateModal(views.deal_page(draft.so_far, draft.id, context.house, context.today, resumed=resumed))


def deal_sent(sent: Submission, context: Context) -> PushModal:
    """Page two, checked and kept; page three goes on top."""
    draft = _kept(sent, context)
    deal = check_deal(draft.answers, context.program, context.today)
    contact = check_contact(draft.answers, locale=context.program.vendor.locale)
    valued = estimate_so_far(draft.answers, context.program, context.today)
    known = familiar(context.uow, context.program, draft.partner_id, contact, today=context.today)
    page = views.consent_page(draft.so_far, draft.id, context.house, contact, deal, valued, known=known)
    return PushModal(page)


def consent_sent(sent: Submission, context: Context) -> UpdateModal:
    """Page three makes the lead, once."""
    lead = submit_lead(
        context.uow, context.program, context.actor, draft_id(sent.modal), page_answers(sent.modal), now=context.now
    )
    return UpdateModal(views.closing_page(lead, context.house))


def keep(click: Click, context: Context) -> tuple[LeadDraft, bool]:
    """Keeps what is in the form at a click, and says whether no newer one has come before it."""
    form = modal_of(click)
    return keep_typing(context.uow, context.actor, draft_id(form), page_answers(form), at=click.at, now=context.now)


def draft_id(form: Modal) -> str:
    """The draft that a page of the form is about."""
    return str(form.metadata["draft"])


def _kept(sent: Submission, context: Context) -> LeadDraft:
    return keep_page(context.uow, context.actor, draft_id(sent.modal), page_answers(sent.modal), now=context.now)
