"""Admins choose who looks after a partner."""

from __future__ import annotations

from domain.errors import Code, DomainError
from domain.usecases.account_managers import ManagerFile, ManagerOrder, open_managers, replace_manager
from handlers.context import Context
from handlers.directory.state import PartnerRef
from handlers.requests import Click, Submission
from handlers.results import OpenModal, Result, UpdateModal
from handlers.staff import manager_views as views
from handlers.staff.away import chosen_person


def open_manager(click: Click, context: Context) -> OpenModal:
    """The form, with who looks after the partner now."""
    return OpenModal(views.manager(_file(PartnerRef.read(click.value).partner_id, context), context.house))


def manager_sent(sent: Submission, context: Context) -> Result:
    """Gives the partner to whom was chosen. Where somebody else was faster, the form comes back with what holds now."""
    metadata = sent.modal.metadata
    order = ManagerOrder(
        partner_id=str(metadata["partner"]),
        seen=str(metadata["seen"]) if metadata.get("seen") else None,
        manager=chosen_person(sent.modal.answers.get(views.MANAGER), views.MANAGER, context),
    )
    try:
        replace_manager(context.uow, context.program, context.actor, order, now=context.now)
    except DomainError as error:
        if error.code is not Code.PARTNER_CHANGED:
            raise
        return UpdateModal(views.manager(_file(order.partner_id, context), context.house, has_changed=True))
    return UpdateModal(views.done(_file(order.partner_id, context)))


def _file(partner_id: str, context: Context) -> ManagerFile:
    return open_managers(context.uow, context.actor, partner_id, now=context.now)
