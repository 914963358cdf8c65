"""What the board shows, as its buttons and choices carry it: `submitted|mine|newest|northwind|PL|500000|acme+inc`."""

from __future__ import annotations

from urllib.parse import quote, unquote

from domain.lead_board import BoardSelection, Group, LeadView, Sort
from domain.money import Cents

LONGEST = 240
"""Slack's limit for the id of a block, less the front."""


def written(of: BoardSelection) -> str:
    """The state without the page. Words that do not fit are left out."""
    value = "" if of.least_value is None else str(of.least_value)
    front = "|".join((of.group, of.view, of.sort, quote(of.partner_id or "", safe=""), of.country or "", value, ""))
    kept = list(of.words)
    while kept and len(front) + len("+".join(kept)) > LONGEST:
        kept.pop()
    return front + "+".join(kept)


def read_state(text: str) -> BoardSelection:
    """A state back from what carried it. Whatever is not one of ours means everything."""
    group, view, sort, partner, country, value, words, *_ = [*text.rpartition(":")[2].split("|"), *[""] * 7]
    return BoardSelection(
        group=Group(group) if group in {*Group} else Group.ALL,
        view=LeadView(view) if view in {*LeadView} else LeadView.EVERY,
        sort=Sort(sort) if sort in {*Sort} else Sort.NEWEST,
        partner_id=unquote(partner) or None,
        country=country or None,
        least_value=Cents(int(value)) if value.isdecimal() else None,
        words=tuple(each for each in words.split("+") if each),
    )
