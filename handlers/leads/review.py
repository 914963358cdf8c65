"""A rep opens a lead, takes it on, reviews it. A colleague who was faster is named; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.errors import Code, DomainError
from domain.leads import MOVES, NEEDS_REASON, OPEN, LeadEvent, LeadEventKind, LeadStatus, Move, ProductChoice
from domain.money import Cents, parse_amount
from domain.people import SYSTEM, Actor
from domain.usecases.lead_hands import assign_lead
from domain.usecases.work_leads import LeadFile, Review, Sale, open_lead, review_lead
from handlers.context import Context
from handlers.leads import review_views as views
from handlers.leads.review_inputs import KEEP, LEGAL, NO_STAGE, SECURITY
from handlers.leads.set_aside import MESSAGE, NOTE, REASON
from handlers.requests import Answers, Click, Modal, Submission
from handlers.results import CloseModal, Nothing, OpenModal, Result, UpdateModal
from handlers.texts.catalogue import say
from handlers.texts.errors import text_of
from handlers.texts.words import who
from handlers.values import lead_id, modal_of, page_answers


def open_review(click: Click, context: Context) -> OpenModal | UpdateModal:
    """The review of a lead. From that of a part of its deal it takes its place: Slack stacks no more than three."""
    number, _, instead = click.value.partition(":")
    file = open_lead(context.uow, context.program, context.actor, lead_id(number), now=context.now)
    view = views.review(file, context.house, {})
    return UpdateModal(view) if instead else OpenModal(view)


def whole_timeline(click: Click, context: Context) -> OpenModal:
    """All that has happened to a lead."""
    file = open_lead(context.uow, context.program, context.actor, lead_id(click.value), now=context.now)
    return OpenModal(views.timeline(file, context.house))


def move_chosen(click: Click, context: Context) -> UpdateModal:
    """The fields that the chosen move needs appear; what was typed stays."""
    form = modal_of(click)
    file = open_lead(context.uow, context.program, context.actor, int(form.metadata["lead"]), now=context.now)
    return UpdateModal(views.review(file, context.house, typed_in(form)))


def typed_in(form: Modal) -> dict[str, Any]:
    """What is in a review that was not saved, with what was set aside."""
    return {**(form.metadata.get("aside") or {}), **page_answers(form)}


def review_sent(sent: Submission, context: Context) -> Result:
    """Carries the review out and closes; where the lead has changed meanwhile, shows it anew with what was typed."""
    number = int(sent.modal.metadata["lead"])
    review = _review(sent)
    try:
        review_lead(context.uow, context.program, context.actor, number, review, now=context.now)
    except DomainError as error:
        if error.code is not Code.LEAD_CHANGED:
            raise
        file = open_lead(context.uow, context.program, context.actor, number, now=context.now)
        if _is_saved(file, review, context.actor):
            return CloseModal()
        notice = f"{text_of(error, context.house)} {_not_saved(file, context.actor)}"
        return UpdateModal(views.review(file, context.house, typed_in(sent.modal), notice=notice, is_overtaken=True))
    return CloseModal()


def assign(click: Click, context: Context) -> Result:
    """The rep takes the lead on; the card shows it. A colleague who was faster is named (DomainError)."""
    assign_lead(context.uow, context.actor, lead_id(click.value), context.actor.person, now=context.now)
    return Nothing()


def _is_saved(file: LeadFile, review: Review, actor: Actor) -> bool:
    """Whether all of the review is done already, by the same person: sent off again after its answer was lost."""
    lead, since = file.lead, file.lead.version - review.version
    made = [event for event in file.history[-since:] if event.by != SYSTEM] if since > 0 else []
    if not made or any(event.by != actor.person for event in made):
        return False
    moves = [event for event in made if event.kind is LeadEventKind.MOVED]
    was = LeadStatus(moves[0].before or "") if moves else lead.status
    flags = (lead.legal_review, lead.security_review) == (review.legal_review, review.security_review)
    if (was in OPEN and not flags) or (was is LeadStatus.APPROVED and review.stage != lead.stage):
        return False
    if not moves and was is LeadStatus.APPROVED and review.next_step_on != lead.next_step_on:
        return False
    written = _is_written(made, LeadEventKind.MESSAGED, review.message) and _is_written(
        made, LeadEventKind.NOTED, review.note
    )
    return written and _is_moved(moves, review)


def _is_moved(moves: Sequence[LeadEvent], review: Review) -> bool:
    if review.move is None or not moves:
        return review.move is None and not moves
    event = moves[-1]
    value = event.amount == review.confirmed_value or review.move is not Move.WIN
    reason = event.reason == ((review.reason or "").strip() or None)
    return MOVES[LeadStatus(event.before or "")].get(review.move) == event.after and value and reason


def _is_written(made: Sequence[LeadEvent], kind: LeadEventKind, text: str | None) -> bool:
    wanted = (text or "").strip()
    return not wanted or any(event.kind is kind and event.reason == wanted for event in made)


def _not_saved(file: LeadFile, actor: Actor) -> str:
    by = file.history[-1].by
    if by == actor.person:
        return say("It was changed by you; nothing of yours was saved.")
    return say("It was changed by {person}; nothing of yours was saved.", person=who(by))


def _review(sent: Submission) -> Review:
    answers = sent.modal.answers
    move = None if answers.get("move") in {None, KEEP} else Move(answers["move"])
    stage = answers.get("stage")
    ticked = answers.get("flags") or ()
    return Review(
        version=int(sent.modal.metadata["version"]),
        move=move,
        reason=answers.get(REASON) if move in NEEDS_REASON else None,
        confirmed_value=_confirmed_value(answers) if move is Move.WIN else None,
        stage=None if stage == NO_STAGE else stage,
        legal_review=LEGAL in ticked,
        security_review=SECURITY in ticked,
        next_step_on=_day(answers.get("next_step_on")),
        sale=_sale(answers) if move is Move.WIN else Sale(),
        message=answers.get(MESSAGE),
        note=answers.get(NOTE),
    )


def _confirmed_value(answers: Answers) -> Cents:
    typed = str(answers.get("confirmed_value") or "")
    if not typed.strip():
        raise DomainError(Code.REQUIRED, field="confirmed_value")
    return parse_amount(typed, field="confirmed_value")


def _sale(answers: Answers) -> Sale:
    chosen = [str(each).partition(":") for each in answers.get("sold_products") or ()]
    typed = str(answers.get("sold_agents") or "").strip()
    if typed and not typed.isdecimal():
        raise DomainError(Code.NOT_A_NUMBER, field="sold_agents")
    return Sale(tuple(ProductChoice(product, plan) for product, _, plan in chosen), int(typed) if typed else None)


def _day(typed: object) -> date | None:
    if not typed:
        return None
    try:
        return date.fromisoformat(str(typed))
    except ValueError:
        raise DomainError(Code.DATE_INVALID, field="next_step_on", text=str(typed)) from None
