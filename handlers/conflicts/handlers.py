"""A rep looks at both sides of a conflict and decides; and protects a lead for longer."""

from __future__ import annotations

from datetime import date

from domain.errors import Code, DomainError
from domain.lead_conflicts import Ruling
from domain.people import Task
from domain.usecases.lead_conflicts import open_conflict
from domain.usecases.lead_rulings import decide
from domain.usecases.protection import extend_protection
from domain.usecases.work_leads import open_lead
from handlers.conflicts import views
from handlers.context import Context
from handlers.ids import Callback
from handlers.leads import review_views
from handlers.leads.review import typed_in
from handlers.requests import Click, Submission
from handlers.results import OpenModal, Reply, Result, UpdateModal
from handlers.texts.catalogue import say
from handlers.texts.errors import text_of
from handlers.values import lead_id, page_answers


def open_decision(click: Click, context: Context) -> OpenModal:
    """Both sides, and what there is to decide."""
    file = open_conflict(context.uow, context.actor, int(click.value))
    may_decide = context.actor.may(Task.WORK_LEADS)
    return OpenModal(views.conflict(file, context.house, {}, may_decide=may_decide))


def decision_sent(sent: Submission, context: Context) -> Result:
    """Decides, once; where a colleague was faster, shows what was decided."""
    answers = page_answers(sent.modal)
    number = int(sent.modal.metadata["conflict"])
    try:
        ruling, explanation = Ruling(answers[views.RULED]), str(answers.get(views.EXPLANATION) or "")
        file = decide(context.uow, context.program, context.actor, number, ruling, explanation, now=context.now)
    except DomainError as error:
        if error.code is not Code.CONFLICT_DECIDED:
            raise
        file = open_conflict(context.uow, context.actor, number)
        notice = text_of(error, context.house)
        return UpdateModal(views.conflict(file, context.house, answers, may_decide=False, notice=notice))
    return UpdateModal(views.decided(file, context.house))


def extend(click: Click, context: Context) -> Reply | UpdateModal:
    """Protects a lead for longer, once however often it is clicked. In its review what is typed stays."""
    number, _, day = click.value.partition(":")
    seen = date.fromisoformat(day) if day else None
    lead = extend_protection(context.uow, context.program, context.actor, lead_id(number), seen, now=context.now)
    if click.modal is not None and click.modal.callback_id == Callback.LEAD_REVIEW:
        file = open_lead(context.uow, context.program, context.actor, lead.id, now=context.now)
        notice = views.extended_line(lead, context.house)
        return UpdateModal(review_views.review(file, context.house, typed_in(click.modal), notice=notice))
    return Reply(
        say("{lead} is protected for longer", lead=lead.number),
        views.extended(lead, context.house),
        title=say("Protection"),
    )
