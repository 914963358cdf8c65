"""Maps the domain's dataclasses to the tables, without the domain knowing.

There are no relationships: entities name each other by id, so nothing is ever loaded behind a reader's back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.orm import composite, registry

from domain.leads import Contact, Deal, Lead, LeadDraft, LeadEvent
from domain.partners import Partner, TierChange
from domain.people import Member, StaffRole
from domain.subscriptions import Customer, Subscription
from storage import tables


@cache
def map_entities() -> None:
    """Maps all entities, once for the process however often it is called."""
    mapper = registry(metadata=tables.METADATA)
    mapper.map_imperatively(Partner, tables.partners)
    mapper.map_imperatively(TierChange, tables.tier_changes)
    mapper.map_imperatively(Member, tables.members)
    mapper.map_imperatively(StaffRole, tables.staff_roles)
    mapper.map_imperatively(Customer, tables.customers)
    mapper.map_imperatively(Subscription, tables.subscriptions)
    mapper.map_imperatively(LeadEvent, tables.lead_events)
    mapper.map_imperatively(LeadDraft, tables.lead_drafts)
    contact, deal = columns_of(Contact, tables.leads), columns_of(Deal, tables.leads)
    mapper.map_imperatively(
        Lead,
        tables.leads,
        properties={
            # the parts' columns are kept out of the entity's own names
            **{f"_{column.name}": column for column in (*contact, *deal)},
            "contact": composite(Contact, *contact),
            "deal": composite(Deal, *deal),
        },
    )
    mapper.configure()


def columns_of(entity: type[Any], table: Table) -> Sequence[Column[Any]]:
    """The columns of a dataclass in the order of its fields, so that `entity(*row)` makes one from a row."""
    return [table.c[field.name] for field in fields(entity) if field.name in table.c]
