"""The partner that somebody names, or is of."""

from __future__ import annotations

from domain.errors import Code, DomainError
from domain.partners import Partner
from domain.ports import UnitOfWork


def known_partner(uow: UnitOfWork, partner_id: str, *, for_update: bool = False) -> Partner:
    """A partner, which with `for_update` nobody else changes before the transaction ends.

    Raises DomainError(PARTNER_UNKNOWN).
    """
    partner = uow.partners.get(partner_id, for_update=for_update)
    if partner is None:
        raise DomainError(Code.PARTNER_UNKNOWN, partner=partner_id)
    return partner
