"""Claiming a benefit: by button or by name, the form as it is kept and sent off, and what is delivered at once."""

from __future__ import annotations

import uuid
from typing import Any

from domain.benefits import Benefit, Way
from domain.entitlements import Entitlement, EntitlementState
from domain.errors import Code, DomainError, FormError
from domain.people import team_id
from domain.usecases.claim_benefit import catalogue, keep_answers, keep_typing, start_claim, submit_claim
from handlers.benefits import claims, form_views, views
from handlers.benefits.choosing import claim_named, nearest
from handlers.benefits.delivery import badge_files
from handlers.benefits.fields import read
from handlers.context import Context
from handlers.requests import Click, Command, Modal, Submission
from handlers.results import FieldErrors, Nothing, OpenModal, Reply, SendFile, UpdateModal
from handlers.surfaces import opened
from handlers.texts.catalogue import say
from handlers.texts.errors import text_of
from handlers.texts.format import safe
from handlers.values import modal_of, page_answers

NOT_NOW = frozenset({Code.BENEFIT_LOCKED, Code.BENEFIT_NOT_CLAIMED, Code.QUOTA_REACHED, Code.CLAIM_OPEN})
"""Why a benefit cannot be claimed now. It is found out again when the form is sent off."""

Opened = OpenModal | UpdateModal | Reply | SendFile


def claim_command(command: Command, context: Context) -> Opened:
    """`/partner claim training`: its form. Without a name, or with one that fits several, what there is to choose.

    `/partner claim C-12` shows that claim.
    """
    partner = context.actor.of_partner()
    claim_id = claim_named(command.rest)
    if claim_id is not None:
        return claims.show(claim_id, context)
    found = nearest(command.rest, context.program.benefits)
    if len(found) == 1:
        return _open(found[0], command, context)
    shown = catalogue(context.uow, context.program, partner, context.today)
    if found:
        fitting = [each for each in shown.all if each.benefit in found]
        return views.to_choose(fitting, say("Which one would you like?"), partner, context.house, context.today)
    claimable = [each for each in shown.all if each.state is EntitlementState.AVAILABLE]
    text = say("This is yours to claim:") if claimable else say("There is nothing to claim right now.")
    if command.rest:
        unknown = say("There is no benefit “{benefit}”.", benefit=safe(command.rest))
        text = f"{unknown} {text}"
    return views.to_choose(claimable, text, partner, context.house, context.today)


def open_form(click: Click, context: Context) -> Opened:
    """The form of the benefit that a button names; what is delivered at once is sent."""
    return _open(_benefit(click.value, context), click, context)


def typed(click: Click, context: Context) -> Nothing:
    """Keeps what is being typed: closing the form loses none of it."""
    form = modal_of(click)
    answers = _answers(form, _benefit(str(form.metadata["benefit"]), context), context)
    keep_typing(context.uow, context.actor, _draft_id(form), answers, at=click.at, now=context.now)
    return Nothing()


def form_sent(sent: Submission, context: Context) -> UpdateModal | FieldErrors:
    """Makes the form a claim, once. What is refused is kept."""
    benefit, draft_id = _benefit(str(sent.modal.metadata["benefit"]), context), _draft_id(sent.modal)
    answers, uow, actor, now = _answers(sent.modal, benefit, context), context.uow, context.actor, context.now
    try:
        claim = submit_claim(uow, context.program, actor, draft_id, answers, now=now, team=sent.modal.team)
    except FormError as wrong:
        keep_answers(uow, actor, draft_id, answers, now=now)
        return FieldErrors({field: text_of(each, context.house) for field, each in wrong.errors.items()})
    except DomainError as refused:
        if refused.code not in NOT_NOW:
            raise
        keep_answers(uow, actor, draft_id, answers, now=now)
        why = text_of(refused, context.house)
        return FieldErrors({sent.modal.fields[0]: say("{why} What you typed is kept.", why=why)})
    return UpdateModal(form_views.claimed(claim, benefit, context.house))


def _open(benefit: Benefit, request: Command | Click, context: Context) -> Opened:
    partner = context.actor.of_partner()
    try:
        if benefit.way is Way.INSTANT:
            return _deliver(benefit, context)
        draft = start_claim(
            context.uow, context.program, context.actor, benefit.key, str(uuid.uuid4()), now=context.now
        )
    except DomainError as refused:
        if refused.code not in NOT_NOW:
            raise
        text = text_of(refused, context.house)
        return views.to_choose([_entitlement(benefit, context)], text, partner, context.house, context.today)
    return opened(form_views.form(benefit, draft.answers, draft.id, _workspace(context)), request)


def _deliver(benefit: Benefit, context: Context) -> SendFile:
    """What is delivered at once, as often as it is asked for; the first time it is a claim."""
    uow, program, actor = context.uow, context.program, context.actor
    partner = uow.partners.get(actor.of_partner().id, for_update=True)  # of two clicks at once, one makes the claim
    if partner is None:
        raise DomainError(Code.NOT_A_MEMBER)
    held = _entitlement(benefit, context)
    if held.state is not EntitlementState.RUNNING or not held.is_unlocked:
        draft = start_claim(uow, program, actor, benefit.key, str(uuid.uuid4()), now=context.now)
        uow.flush()
        submit_claim(uow, program, actor, draft.id, {}, now=context.now)
    return badge_files(partner, context)


def _entitlement(benefit: Benefit, context: Context) -> Entitlement:
    shown = catalogue(context.uow, context.program, context.actor.of_partner(), context.today)
    return next(each for each in shown.all if each.benefit.key == benefit.key)


def _benefit(key: str, context: Context) -> Benefit:
    context.actor.of_partner()  # strangers hear how to join before anything else
    benefit = context.program.benefit(key)
    if benefit is None:
        raise DomainError(Code.BENEFIT_UNKNOWN, benefit=key)
    return benefit


def _workspace(context: Context) -> str | None:
    """The workspace whose people can be chosen in a form; None where they can only be named."""
    return team_id(context.person) if context.house.is_in_vendors_workspace(context.person) else None


def _answers(form: Modal, benefit: Benefit, context: Context) -> dict[str, Any]:
    return read(benefit, page_answers(form), _workspace(context))


def _draft_id(form: Modal) -> str:
    return str(form.metadata["draft"])
