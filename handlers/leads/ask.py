"""What a rep does about a lead by a form of its own: asks the partner, hands the lead over, links it to another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from slack_sdk.models.views import View

from domain.errors import Code, DomainError
from domain.leads import Lead, LeadEventKind
from domain.people import PersonKey, Task, user_id
from domain.usecases.lead_deals import MOST_CANDIDATES, link_lead, unlink_lead
from domain.usecases.lead_hands import hand_over, reps
from domain.usecases.lead_questions import ask_partner
from domain.usecases.work_leads import LeadFile, open_lead
from handlers.context import Context
from handlers.ids import Action, Callback
from handlers.leads import ask_views as views
from handlers.leads import review_views
from handlers.leads.refs import Below, LeadRef
from handlers.leads.review import typed_in
from handlers.leads.set_aside import QUESTION
from handlers.requests import Click, Submission
from handlers.results import CloseModal, OpenModal, Result, UpdateModal
from handlers.surfaces import opened
from handlers.texts.catalogue import say
from handlers.texts.errors import text_of
from handlers.values import lead_id, page_answers

OPENED_BY: Mapping[str, Callback] = {
    Action.LEAD_ASK: Callback.LEAD_ASK,
    Action.LEAD_HAND_OVER: Callback.LEAD_HAND_OVER,
    Action.LEAD_LINK: Callback.LEAD_LINK,
}
OVERTAKEN = frozenset({Code.LEAD_CHANGED, Code.LEAD_CLOSED, Code.LEAD_LINKED})
"""Refusals because the lead has gone on since the person looked at it."""

LEFT_BEHIND: Mapping[Callback, LeadEventKind] = {
    Callback.LEAD_ASK: LeadEventKind.ASKED,
    Callback.LEAD_HAND_OVER: LeadEventKind.ASSIGNED,
    Callback.LEAD_LINK: LeadEventKind.LINKED,
}
"""The line of history by which each is known to be done."""


def open_form(click: Click, context: Context) -> OpenModal | UpdateModal:
    """The form of a button. From within the review it goes on top: what was typed there stays."""
    context.actor.require(Task.WORK_LEADS)
    file = open_lead(context.uow, context.program, context.actor, LeadRef.read(click.value).lead_id, now=context.now)
    if not file.lead.is_open:
        return opened(review_views.review(file, context.house, {}, notice=say("The lead has gone on.")), click)
    return OpenModal(_form(OPENED_BY[click.action], file, {}, context, below=_below(click)))


def form_sent(sent: Submission, context: Context) -> Result:
    """Does it, once. Where the lead has gone on meanwhile, it is shown anew with what was typed."""
    kind, number = Callback(sent.modal.callback_id), int(sent.modal.metadata["lead"])
    below = Below.read(sent.modal.metadata)
    chosen = _chosen(kind, sent, context)
    try:
        _carry_out(kind, LeadRef(number, int(sent.modal.metadata["version"])), chosen, context)
    except DomainError as error:
        if error.code not in OVERTAKEN:
            raise
        file = open_lead(context.uow, context.program, context.actor, number, now=context.now)
        if not _is_done(kind, file, chosen, context):
            return _anew(kind, file, text_of(error, context.house), sent, context)
    if below is None:
        return CloseModal()
    file = open_lead(context.uow, context.program, context.actor, number, now=context.now)
    return _back(below, file, views.DONE[kind], context)


def take_out(click: Click, context: Context) -> UpdateModal:
    """A part of a deal is a deal of its own again."""
    ref = LeadRef.read(click.value)
    unlink_lead(context.uow, context.actor, ref.lead_id, ref.version, now=context.now)
    file = open_lead(context.uow, context.program, context.actor, ref.lead_id, now=context.now)
    return UpdateModal(review_views.review(file, context.house, {}, notice=say(views.TAKEN_OUT)))


def _below(click: Click) -> Below | None:
    """The review that a form was opened from, if it was."""
    return Below.of(click.modal.view_id, typed_in(click.modal)) if click.modal is not None else None


def _back(below: Below, file: LeadFile, notice: str, context: Context) -> CloseModal:
    """The review below as it is now, with what was typed there, which for a lead that has gone on is shown.

    Where there is too much of that to know all of it, the review stays as it was: saved, it shows the same.
    """
    if not file.lead.is_open and not below.is_whole:
        return CloseModal()
    shown = review_views.review(file, context.house, below.typed, notice=notice, is_overtaken=not file.lead.is_open)
    return CloseModal((below.view_id, shown))


def _form(
    kind: Callback,
    file: LeadFile,
    answers: Mapping[str, object],
    context: Context,
    *,
    below: Below | None,
    notice: str = "",
) -> View:
    candidates: Sequence[Lead] = ()
    if kind is Callback.LEAD_LINK:
        candidates = context.uow.leads_desk.of_same_partner(file.lead, limit=MOST_CANDIDATES)
    shown = views.Shown(file, context.house, answers, below, notice, candidates)
    return views.form(kind, shown)


def _chosen(kind: Callback, sent: Submission, context: Context) -> str | PersonKey | int | None:
    """What was typed or chosen: the question, the colleague, or the other lead."""
    answers = sent.modal.answers
    if kind is Callback.LEAD_ASK:
        return str(answers.get(QUESTION) or "").strip()
    if kind is Callback.LEAD_LINK:
        return lead_id(str(answers.get(views.MAIN) or ""))
    picked = answers.get(views.TO)
    if not picked:
        return None
    found = next((person for person in reps(context.uow) if user_id(person) == picked), None)
    if found is None:
        raise DomainError(Code.NOT_A_REP, field=views.TO)
    return found


def _carry_out(kind: Callback, ref: LeadRef, chosen: str | int | None, context: Context) -> None:
    uow, actor, now = context.uow, context.actor, context.now
    if kind is Callback.LEAD_ASK:
        ask_partner(uow, actor, ref.lead_id, ref.version, str(chosen), now=now)
    elif kind is Callback.LEAD_LINK:
        link_lead(uow, actor, ref.lead_id, ref.version, int(chosen or 0), now=now)
    else:
        hand_over(uow, actor, ref.lead_id, ref.version, PersonKey(str(chosen)) if chosen else None, now=now)


def _is_done(kind: Callback, file: LeadFile, chosen: str | int | None, context: Context) -> bool:
    """Whether this was done already by the same person: sent off again after its answer was lost."""
    newest = file.history[-1]
    if (newest.by, newest.kind) != (context.actor.person, LEFT_BEHIND[kind]):
        return False
    return kind is not Callback.LEAD_ASK or newest.reason == chosen


def _anew(kind: Callback, file: LeadFile, why: str, sent: Submission, context: Context) -> Result:
    """The form with what was typed, while it still makes sense; else the lead as it is now."""
    typed, below = page_answers(sent.modal), Below.read(sent.modal.metadata)
    if file.lead.is_open:
        return UpdateModal(_form(kind, file, typed, context, below=below, notice=why))
    question = typed.get(QUESTION)
    if below is not None and below.is_whole:
        return _back(replace(below, typed={QUESTION: question, **below.typed}), file, why, context)
    shown = review_views.review(file, context.house, {QUESTION: question}, notice=why, is_overtaken=True)
    return UpdateModal(shown)
