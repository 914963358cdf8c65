"""A partner's workspace has removed the app."""

from __future__ import annotations

from datetime import datetime

from domain.notices.staff import AppRemoved
from domain.ports import UnitOfWork
from domain.usecases.manners_channels import who_looks_after
from domain.usecases.telling import tell


def tell_of_removal(uow: UnitOfWork, partner_id: str, workspace: str, install_url: str, *, now: datetime) -> None:
    """Tells the partner's account manager, where there is none the admins. What is told the partner's people waits."""
    partner = uow.partners.get(partner_id)
    if partner is None:
        return
    tell(uow, AppRemoved(partner.id, workspace, install_url, who_looks_after(uow, partner), now), partner)
