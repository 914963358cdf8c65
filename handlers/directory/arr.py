"""A partner's ARR taken apart, for staff."""

from __future__ import annotations

from domain.errors import Code, DomainError
from domain.people import Task
from domain.usecases.explain_arr import explain_arr
from handlers.context import Context
from handlers.directory import arr_views as views
from handlers.directory.state import PartnerRef
from handlers.requests import Click
from handlers.results import Reply
from handlers.texts.catalogue import say
from handlers.values import offset_of


def partner_arr(click: Click, context: Context) -> Reply:
    """A page of the lines that make up the ARR of the partner that the button names."""
    context.actor.require(Task.SEE_PROGRAM)
    front, _, _ = click.value.rpartition(":page:")
    ref = PartnerRef.read(front or click.value)
    partner = context.uow.partners.by_id([ref.partner_id]).get(ref.partner_id)
    if partner is None:
        raise DomainError(Code.PARTNER_UNKNOWN, partner=ref.partner_id)
    offset = offset_of(click) if front else 0
    shown = explain_arr(context.uow, partner, offset=offset)
    return Reply(views.title(shown, context.format), views.arr(shown, ref, context.house), title=say("ARR"))
