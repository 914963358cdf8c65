"""Admins set a partner's tier for a while, and end what was set."""

from __future__ import annotations

from dataclasses import replace

from domain.errors import Code, DomainError
from domain.people import Task
from domain.usecases.open_partner import PartnerFile, TierOrder, carry_out, open_partner
from handlers.context import Context
from handlers.directory import tier_views as views
from handlers.directory.partner import parse_day
from handlers.directory.state import PartnerRef
from handlers.requests import Click, Submission
from handlers.results import OpenModal, Result, UpdateModal
from handlers.values import page_answers


def open_tier(click: Click, context: Context) -> OpenModal:
    """The form that sets a tier."""
    return OpenModal(views.set_tier(_file(PartnerRef.read(click.value).partner_id, context), context.house, {}))


def open_end(click: Click, context: Context) -> OpenModal:
    """The form that ends what was set, or that there is nothing to end any more."""
    return OpenModal(views.end(_file(PartnerRef.read(click.value).partner_id, context), context.house, {}))


def tier_sent(sent: Submission, context: Context) -> Result:
    """Sets the tier. Where the partner has changed meanwhile, the form comes back with what it is now."""
    until = str(sent.modal.answers.get(views.UNTIL) or "")
    try:
        day = parse_day(until) if until else None
    except DomainError as error:
        raise DomainError(error.code, field=views.UNTIL, **error.params) from None
    tier = str(sent.modal.answers.get(views.TIER) or "")
    if not tier:
        raise DomainError(Code.REQUIRED, field=views.TIER)
    return _carried_out(replace(_order(sent), tier=tier, until=day), sent, context)


def end_sent(sent: Submission, context: Context) -> Result:
    """Ends what was set: the partner holds at once what its figures earn."""
    return _carried_out(_order(sent), sent, context)


def _order(sent: Submission) -> TierOrder:
    """The order as far as both forms have it: what to end is all that is left out."""
    metadata = sent.modal.metadata
    reason = str(sent.modal.answers.get(views.REASON) or "")
    return TierOrder(str(metadata["partner"]), int(metadata["seen"]), reason)


def _carried_out(order: TierOrder, sent: Submission, context: Context) -> Result:
    try:
        carry_out(context.uow, context.program, context.actor, order, now=context.now)
    except DomainError as error:
        if error.code not in {Code.PARTNER_CHANGED, Code.OVERRIDE_OVER}:
            raise
        form = views.end if order.tier is None else views.set_tier
        file = _file(order.partner_id, context)
        return UpdateModal(form(file, context.house, page_answers(sent.modal), has_changed=True))
    return UpdateModal(views.done(_file(order.partner_id, context), context.house))


def _file(partner_id: str, context: Context) -> PartnerFile:
    context.actor.require(Task.SET_TIERS)
    return open_partner(context.uow, context.program, context.actor, partner_id, context.today)
