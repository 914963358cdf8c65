"""The staff's list of partners, and finding one of them by what somebody typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz, process

from domain.money import WHOLE, Cents
from domain.paging import page_at
from domain.people import Actor, Task
from domain.ports import UnitOfWork
from domain.ports.directory import Order, PartnerListed, Selection
from domain.program import Program, Tier

PARTNERS_A_PAGE = 10
MOVEMENT_DAYS = 30
MOST_SUGGESTED = 8
NEAR = 60
"""How alike two names must be, from 0 to 100, for one to be meant by the other."""


class Only(StrEnum):
    """Which partners a list is narrowed to."""

    ALL = "all"
    AT_RISK = "at_risk"
    CLOSE = "close"
    MINE = "mine"


@dataclass(frozen=True)
class Wanted:
    """What a list of partners is to show. `words` are parts of names or ids; all of them must be there."""

    order: Order = Order.ARR
    tier: str | None = None
    only: Only = Only.ALL
    words: str = ""

    @property
    def is_everybody(self) -> bool:
        """Whether nobody is left out."""
        return self.tier is None and self.only is Only.ALL and not self.words


@dataclass(frozen=True)
class PartnerList:
    """One page of partners. `total` counts all that are wanted."""

    wanted: Wanted
    rows: Sequence[PartnerListed]
    offset: int
    total: int


class Name(NamedTuple):
    """A partner's id and name."""

    id: str
    name: str


@dataclass(frozen=True)
class Found:
    """Who is meant by what was typed: `sure` where it can be only one, else those who may be meant."""

    sure: Name | None
    near: Sequence[Name] = ()


def list_partners(
    uow: UnitOfWork, program: Program, actor: Actor, wanted: Wanted, today: date, *, offset: int
) -> PartnerList:
    """A page of all partners, for staff. Movement is counted over the last thirty days."""
    actor.require(Task.SEE_PROGRAM)
    selection = Selection(
        order=wanted.order,
        places={key: place for place, tier in enumerate(reversed(program.tiers)) for key in keys_of(tier)},
        since=movement_since(today),
        tiers=None if wanted.tier is None else keys_of(program.tier(wanted.tier)),
        at_risk=wanted.only is Only.AT_RISK,
        least_arr=close_to_promotion(program) if wanted.only is Only.CLOSE else None,
        account_manager=actor.person if wanted.only is Only.MINE else None,
        ids=[each.id for each in matching(_names(uow), wanted.words)] if wanted.words else None,
    )
    rows, offset, total = page_at(
        lambda start: uow.directory.page(selection, offset=start, limit=PARTNERS_A_PAGE), offset, PARTNERS_A_PAGE
    )
    return PartnerList(wanted, rows, offset, total)


def movement_since(today: date) -> date:
    """The day at whose end the ARR was from which movement is counted."""
    return today - timedelta(days=MOVEMENT_DAYS)


def close_to_promotion(program: Program) -> dict[str, Cents]:
    """The ARR from which a partner of each tier is close to the next one: within the program's share of its bound."""
    return {
        key: Cents(-(-following.required_arr * (WHOLE - program.close_to_promotion) // WHOLE))
        for tier, following in pairwise(program.tiers)
        for key in keys_of(tier)
    }


def keys_of(tier: Tier) -> tuple[str, ...]:
    """The key of a tier and those it had before: partners may still be on record with one of these."""
    return (tier.key, *tier.formerly)


def find_partner(uow: UnitOfWork, actor: Actor, typed: str) -> Found:
    """Who is meant by an id or a name, or a part of it. What is equal comes before what contains it.

    What is only alike is never sure.
    """
    actor.require(Task.SEE_PROGRAM)
    names = _names(uow)
    meant = _meant(names, typed)
    return Found(meant[0]) if len(meant) == 1 else Found(None, meant or _alike(names, typed))


def sure_partner(uow: UnitOfWork, actor: Actor, typed: str) -> Name | None:
    """The only one that can be meant; nobody looks for others that may be."""
    actor.require(Task.SEE_PROGRAM)
    meant = _meant(_names(uow), typed)
    return meant[0] if len(meant) == 1 else None


def _meant(names: Sequence[Name], typed: str) -> Sequence[Name]:
    folded = typed.casefold()
    equal = [each for each in names if folded in (each.id.casefold(), each.name.casefold())]
    exact = [each for each in equal if each.id == typed]
    return exact or equal or matching(names, typed)


def matching(names: Sequence[Name], words: str) -> list[Name]:
    """The partners in whose name or id all words are, whatever their case."""
    wanted = words.casefold().split()
    return [each for each in names if all(word in f"{each.name} {each.id}".casefold() for word in wanted)]


def _alike(names: Sequence[Name], typed: str) -> list[Name]:
    by_text: dict[str, Name] = {}
    for each in names:
        for text in (each.id, each.name, *each.name.split()):
            by_text.setdefault(text.casefold(), each)
    near = process.extract(typed.casefold(), by_text.keys(), scorer=fuzz.ratio, limit=MOST_SUGGESTED, score_cutoff=NEAR)
    return list(dict.fromkeys(by_text[text] for text, *_ in near))


def _names(uow: UnitOfWork) -> list[Name]:
    return list(map(Name._make, uow.directory.names()))
