"""A partner's workspace has removed the app."""

from __future__ import annotations

from datetime import datetime

from domain.notices.staff import AppRemoved
from domain.people import PersonKey, Role
from domain.ports import UnitOfWork
from domain.usecases.telling import tell


def tell_of_removal(uow: UnitOfWork, partner_id: str, workspace: str, install_url: str, *, now: datetime) -> None:
    """Tells the partner's account manager, where there is none the admins. What is told the partner's people waits."""
    partner = uow.partners.get(partner_id)
    if partner is None:
        return
    admins = dict.fromkeys(each.person for each in uow.people.staff() if each.role is Role.ADMIN)
    told = (PersonKey(partner.account_manager),) if partner.account_manager else tuple(admins)
    tell(uow, AppRemoved(partner.id, workspace, install_url, told, now), partner)
