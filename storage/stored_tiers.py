"""Which tiers the database speaks of, to be compared with the program file."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, literal, select, union_all

from storage.tables import partners, tier_changes
from storage.transaction import Transaction

_NAMED = union_all(
    select(partners.c.tier.label("tier"), func.count().label("held")).group_by(partners.c.tier),
    select(tier_changes.c.to_tier, literal(0)).distinct(),  # every tier that was left had been reached before
).subquery("named")
STORED_TIERS = select(_NAMED.c.tier, func.max(_NAMED.c.held)).group_by(_NAMED.c.tier).order_by(_NAMED.c.tier)


def stored_tiers(transaction: Transaction) -> Mapping[str, int]:
    """By the key of each tier that is held or was once reached, how many partners hold it now."""
    return {row[0]: row[1] for row in transaction.execute(STORED_TIERS)}
