"""Maps the domain's dataclasses to the tables, without the domain knowing.

Customers and subscriptions are not among them: they come and change by the thousand (storage/rows.py). There are no
relationships: entities name each other by id, so nothing is ever loaded behind a reader's back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import cache
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Column, Table
from sqlalchemy.orm import composite, registry

from domain.claims import Claim, ClaimDraft, ClaimEvent, ClaimFile
from domain.lead_conflicts import LeadConflict
from domain.lead_drafts import LeadDraft, LeadTalk, LeadUpload
from domain.leads import Contact, Deal, Lead, LeadEvent
from domain.membership import Application, Invite, PeopleChange
from domain.partners import Partner, TierChange
from domain.people import Member, StaffRole
from storage import tables

T = TypeVar("T")


_one_at_a_time = Lock()


def map_entities() -> None:
    """Maps all entities, once for the process however often it is called, and from however many threads."""
    with _one_at_a_time:
        _map_entities()


@cache
def _map_entities() -> None:
    mapper = registry(metadata=tables.METADATA)
    mapper.map_imperatively(Partner, tables.partners)
    mapper.map_imperatively(TierChange, tables.tier_changes)
    mapper.map_imperatively(Member, tables.members)
    mapper.map_imperatively(StaffRole, tables.staff_roles)
    mapper.map_imperatively(Application, tables.applications)
    mapper.map_imperatively(Invite, tables.invites)
    mapper.map_imperatively(PeopleChange, tables.people_changes)
    mapper.map_imperatively(LeadEvent, tables.lead_events)
    mapper.map_imperatively(LeadDraft, tables.lead_drafts)
    mapper.map_imperatively(LeadTalk, tables.lead_talks)
    mapper.map_imperatively(LeadUpload, tables.lead_uploads)
    mapper.map_imperatively(LeadConflict, tables.lead_conflicts)
    mapper.map_imperatively(Claim, tables.claims)
    mapper.map_imperatively(ClaimEvent, tables.claim_events)
    mapper.map_imperatively(ClaimDraft, tables.claim_drafts)
    mapper.map_imperatively(ClaimFile, tables.claim_files)
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


def to_look_at(entity: type[T]) -> Callable[[Sequence[Any]], T]:
    """How a row of `columns_of(entity)` becomes an entity that nobody can change and no session knows.

    It is made without the mapper's instrumentation, which takes as long as a query.
    """
    names = [field.name for field in fields(entity)]  # type: ignore[arg-type]  # a dataclass, as all entities are

    def read(row: Sequence[Any]) -> T:
        made = entity.__new__(entity)
        made.__dict__.update(zip(names, row, strict=True))
        return made

    return read
