"""Putting a notice on the unit of work, addressed to everybody concerned."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from domain.notices import ChannelReady, Notice, PersonalTierNotice, audience
from domain.partners import Partner
from domain.ports import UnitOfWork

_PERSONAL = get_args(PersonalTierNotice)


def tell(uow: UnitOfWork, notice: Notice, partner: Partner | None) -> None:
    """Addresses a notice about a partner and puts it into the outbox. What is pinned greets it by its present name."""
    if partner is not None and isinstance(notice, ChannelReady):
        notice = replace(notice, partner_name=partner.name)
    personal = partner is not None and isinstance(notice, _PERSONAL)
    members = uow.people.members(partner.id) if partner is not None and personal else ()
    uow.tell(notice, audience(notice, partner=partner, members=members))
