"""A partner follows its claims: the list, one of them, a question answered, a claim taken back."""

from __future__ import annotations

from domain.claims import Claim
from domain.usecases.claim_benefit import answer_question, partner_claim, partner_claims, withdraw_claim
from handlers.benefits import claim_views as views
from handlers.benefits.claim_facts import name_of
from handlers.context import Context
from handlers.desk.refs import ClaimRef
from handlers.requests import Click, Submission
from handlers.results import OpenModal, Reply, UpdateModal
from handlers.surfaces import opened
from handlers.texts.catalogue import say
from handlers.values import offset_of


def claims(click: Click, context: Context) -> Reply:
    """A page of the partner's claims."""
    page = partner_claims(context.uow, context.actor, offset=offset_of(click))
    blocks = views.claims(page, context.house, context.today)
    return Reply(views.title(page, context.format), blocks, title=say("My claims"))


def claim(click: Click, context: Context) -> Reply:
    """One claim with its history."""
    return show(ClaimRef.read(click.value).claim_id, context)


def open_answer(click: Click, context: Context) -> OpenModal | UpdateModal | Reply:
    """The form for an answer; a claim that is closed by now is shown instead."""
    claim_id = ClaimRef.read(click.value).claim_id
    found, history, _ = partner_claim(context.uow, context.actor, claim_id)
    if not found.is_open:
        return show(claim_id, context)
    return opened(views.answer_form(found, history, context.house, context.today), click)


def answer_sent(sent: Submission, context: Context) -> Reply:
    """The answer goes to whoever handles the claim, which is shown again."""
    claim_id = int(sent.modal.metadata["claim"])
    text = str(sent.modal.answers.get(views.ANSWER) or "")
    return _shown(answer_question(context.uow, context.actor, claim_id, text, now=context.now), context)


def withdraw(click: Click, context: Context) -> Reply:
    """Takes a claim back that is still as the person saw it."""
    ref = ClaimRef.read(click.value)
    return _shown(withdraw_claim(context.uow, context.actor, ref.claim_id, ref.version, now=context.now), context)


def show(claim_id: int, context: Context) -> Reply:
    """A claim of the person's partner."""
    found, history, files = partner_claim(context.uow, context.actor, claim_id)
    blocks = views.claim(found, history, files, context.house, context.today)
    return Reply(f"{found.number} · {name_of(found, context.program)}", blocks, title=say("Claim"))


def _shown(changed: Claim, context: Context) -> Reply:
    context.uow.flush()
    return show(changed.id, context)
