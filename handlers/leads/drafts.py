"""Opening the lead form: what was begun before is offered first, to be gone on with or discarded."""

from __future__ import annotations

import uuid

from slack_sdk.models.views import View

from domain.errors import Code, DomainError
from domain.lead_drafts import LeadDraft
from domain.lead_fields import Page
from domain.lead_form import check_contact, check_deal, estimate_so_far
from domain.usecases.lead_conflicts import familiar
from domain.usecases.lead_drafts import discard_draft, own_draft, page_reached, unfinished_drafts
from handlers.context import Context
from handlers.leads import draft_views as views
from handlers.leads import form_views
from handlers.leads.form import keep
from handlers.requests import Click, Command, Shortcut, Surface
from handlers.results import OpenModal, Reply, Result, UpdateModal
from handlers.surfaces import opened
from handlers.texts.catalogue import say
from handlers.texts.errors import text_of


def open_form(request: Command | Click | Shortcut, context: Context) -> OpenModal | UpdateModal:
    """The person's drafts to go on with, if there are any; else an empty form."""
    found = unfinished_drafts(context.uow, context.actor)
    if not found:
        return new_form(request, context)
    return opened(views.drafts(found, context.house, context.today), request)


def new_form(request: Command | Click | Shortcut, context: Context) -> OpenModal | UpdateModal:
    """An empty form. It gets its draft's id now, so that sending it twice makes one lead."""
    context.actor.of_partner()
    return opened(form_views.contact_page({}, str(uuid.uuid4()), context.house), request)


def go_on(click: Click, context: Context) -> OpenModal | UpdateModal | Reply:
    """The page that was reached, with all that was typed; a draft that is gone says so."""
    try:
        draft = own_draft(context.uow, context.actor, click.value)
    except DomainError as error:
        if error.code is not Code.DRAFT_GONE:
            raise
        text = text_of(error, context.house)
        return Reply(text, views.gone(text), title=say(views.TITLE))
    return opened(page_of(draft, page_reached(draft, context.program, context.today), context), click)


def discard(click: Click, context: Context) -> Result:
    """The draft is removed, and what else was begun is shown."""
    discard_draft(context.uow, context.actor, click.value)
    if click.surface is not Surface.MODAL:
        return Reply(say(views.DISCARDED), views.gone(say(views.DISCARDED)), title=say(views.TITLE))
    found = unfinished_drafts(context.uow, context.actor)
    return UpdateModal(views.drafts(found, context.house, context.today) if found else views.none_left())


def go_back(click: Click, context: Context) -> UpdateModal:
    """An earlier page of a form that was gone on with; what the later one has is kept."""
    draft, _ = keep(click, context)
    return UpdateModal(page_of(draft, Page(click.value), context))


def page_of(draft: LeadDraft, page: Page, context: Context) -> View:
    """A page of the form as somebody sees it who goes on with it. The last one needs those before it to be right."""
    house, today, answers = context.house, context.today, draft.answers
    if page is Page.CONTACT:
        return form_views.contact_page(draft.so_far, draft.id, house)
    if page is Page.DEAL:
        return form_views.deal_page(draft.so_far, draft.id, house, today, resumed=True)
    contact = check_contact(answers, locale=context.program.vendor.locale)
    deal = check_deal(answers, context.program, today)
    valued = estimate_so_far(answers, context.program, today)
    known = familiar(context.uow, context.program, draft.partner_id, contact, today=today)
    return form_views.consent_page(draft.so_far, draft.id, house, contact, deal, valued, known=known, resumed=True)
