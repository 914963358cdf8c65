"""The partner that a notice speaks of."""

from __future__ import annotations

from domain.partners import Partner
from handlers.context import Reading


def partner_of(partner_id: str, reading: Reading) -> Partner:
    """The partner. LookupError where it is gone."""
    partner = reading.uow.partners.get(partner_id)
    if partner is None:
        raise LookupError(f"partner {partner_id}")
    return partner
