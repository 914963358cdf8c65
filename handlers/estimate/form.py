"""`/partner estimate`: a form that answers while one types, and hands the deal on as a lead."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from slack_sdk.models.views import View

from domain.errors import FormError
from domain.forecast import Forecast
from domain.people import Task
from domain.usecases.estimate import estimate_customer, hand_on
from domain.usecases.submit_lead import keep_typing
from handlers.context import Context
from handlers.estimate import views
from handlers.leads.form_views import contact_page
from handlers.requests import Click, Command, Submission
from handlers.results import CloseModal, Nothing, Result, UpdateModal
from handlers.surfaces import opened
from handlers.values import modal_of, page_answers


def open_estimate(request: Command | Click, context: Context) -> Result:
    """An empty form; that of a lead may follow it."""
    context.actor.of_partner()
    return opened(_page({}, None, str(uuid.uuid4()), context), request)


def estimate_typed(click: Click, context: Context) -> Result:
    """The answer follows what is typed. An interaction older than the newest changes nothing."""
    form = modal_of(click)
    draft_id = str(form.metadata["draft"])
    draft, newest = keep_typing(context.uow, context.actor, draft_id, page_answers(form), at=click.at, now=context.now)
    if not newest:
        return Nothing()
    shown = _worked_out(draft.typed, context)
    return UpdateModal(_page(draft.typed, shown, draft_id, context))


def estimate_sent(sent: Submission, context: Context) -> UpdateModal | CloseModal:
    """The deal becomes the start of a lead; its form takes the estimate's place. Who gives none is done."""
    if not context.actor.may(Task.GIVE_LEADS):
        return CloseModal()
    draft_id = str(sent.modal.metadata["draft"])
    draft = hand_on(context.uow, context.program, context.actor, draft_id, page_answers(sent.modal), now=context.now)
    return UpdateModal(contact_page(draft.so_far, draft.id, context.house))


def _page(answers: Mapping[str, Any], shown: Forecast | FormError | None, draft_id: str, context: Context) -> View:
    gives_leads = context.actor.may(Task.GIVE_LEADS)
    return views.page(answers, shown, draft_id, context.house, context.today, gives_leads=gives_leads)


def _worked_out(answers: Mapping[str, Any], context: Context) -> Forecast | FormError | None:
    try:
        partner = context.actor.of_partner()
        return estimate_customer(context.uow, context.program, partner, answers, context.today)
    except FormError as wrong:
        return wrong
