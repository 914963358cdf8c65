"""A rep opens a lead, takes it on, reviews it. A colleague who was faster is named; nothing is overwritten."""

from __future__ import annotations

from domain.errors import Code, DomainError
from domain.leads import MOVES, OPEN, LeadEventKind, LeadStatus, Move
from domain.money import parse_amount
from domain.people import Actor
from domain.usecases.work_leads import LeadFile, Review, assign_lead, open_lead, review_lead
from handlers.context import Context
from handlers.leads import review_views as views
from handlers.leads.list_views import quoted
from handlers.requests import Click, Submission
from handlers.results import CloseModal, Nothing, OpenModal, Result, UpdateModal
from handlers.texts.errors import text_of
from handlers.texts.words import who
from handlers.values import lead_id, modal_of, page_answers


def open_review(click: Click, context: Context) -> OpenModal:
    """The review of a lead."""
    return OpenModal(views.review(open_lead(context.uow, context.actor, lead_id(click.value)), context.house, {}))


def move_chosen(click: Click, context: Context) -> UpdateModal:
    """The fields that the chosen move needs appear; what was typed stays."""
    form = modal_of(click)
    file = open_lead(context.uow, context.actor, int(form.metadata["lead"]))
    answers = {views.REASON: form.metadata.get(views.REASON)} | page_answers(form)
    return UpdateModal(views.review(file, context.house, answers))


def review_sent(sent: Submission, context: Context) -> Result:
    """Carries the review out and closes; where the lead has changed meanwhile, shows it anew with what was typed."""
    number = int(sent.modal.metadata["lead"])
    review = _review(sent)
    try:
        review_lead(context.uow, context.program, context.actor, number, review, now=context.now)
    except DomainError as error:
        if error.code is not Code.LEAD_CHANGED:
            raise
        file = open_lead(context.uow, context.actor, number)
        if _is_saved(file, review, context.actor):
            return CloseModal()
        notice = f"{text_of(error, context.house)} {_not_saved(file, review, context.actor)}"
        return UpdateModal(views.review(file, context.house, page_answers(sent.modal), notice=notice))
    return CloseModal()


def _is_saved(file: LeadFile, review: Review, actor: Actor) -> bool:
    """Whether all of the review is done already, by the same person: sent off again after its answer was lost."""
    lead, newest = file.lead, file.history[-1]
    if newest.by != actor.person:
        return False
    moved = newest.kind is LeadEventKind.MOVED
    was = LeadStatus(newest.before or "") if moved else lead.status
    flags = (lead.legal_review, lead.security_review) == (review.legal_review, review.security_review)
    if (was in OPEN and not flags) or (was is LeadStatus.APPROVED and review.stage != lead.stage):
        return False
    if review.move is None or not moved:
        return review.move is None
    value = newest.amount == review.confirmed_value or review.move is not Move.WIN
    reason = newest.reason == ((review.reason or "").strip() or None)
    return MOVES[was].get(review.move) == newest.after and value and reason


def _not_saved(file: LeadFile, review: Review, actor: Actor) -> str:
    by = file.history[-1].by
    name = "you" if by == actor.person else who(by)
    written = f"\nYou had written:\n> {quoted(review.reason)}" if review.reason else ""
    return f"It was changed by {name}; nothing of yours was saved.{written}"


def assign(click: Click, context: Context) -> Result:
    """The rep takes the lead on; the card shows it. A colleague who was faster is named (DomainError)."""
    assign_lead(context.uow, context.actor, lead_id(click.value), context.actor.person, now=context.now)
    return Nothing()


def _review(sent: Submission) -> Review:
    answers = sent.modal.answers
    move = None if answers.get("move") in {None, views.KEEP} else Move(answers["move"])
    value = None
    if move is Move.WIN:
        typed = str(answers.get("confirmed_value") or "")
        if not typed.strip():
            raise DomainError(Code.REQUIRED, field="confirmed_value")
        value = parse_amount(typed, field="confirmed_value")
    stage = answers.get("stage")
    ticked = answers.get("flags") or ()
    return Review(
        version=int(sent.modal.metadata["version"]),
        move=move,
        reason=answers.get("reason"),
        confirmed_value=value,
        stage=None if stage == views.NO_STAGE else stage,
        legal_review=views.LEGAL in ticked,
        security_review=views.SECURITY in ticked,
    )
