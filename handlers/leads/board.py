"""`/program leads [mine | unassigned | late | waiting | a status | L-12 | words]`: the staff's list of all leads."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import fuzz, process

from domain.errors import Code, DomainError
from domain.lead_board import BoardSelection, Group, LeadView, Sort
from domain.money import parse_amount
from domain.people import Task
from domain.usecases.leads_desk import Board, lead_board, search_for
from domain.usecases.partner_directory import sure_partner
from domain.usecases.work_leads import open_lead
from handlers.context import Context
from handlers.leads import board_views as views
from handlers.leads import review_views, search_views
from handlers.leads.board_state import read_state
from handlers.requests import Click, Command, Submission
from handlers.results import OpenModal, Reply, UpdateModal
from handlers.surfaces import opened
from handlers.texts.catalogue import say
from handlers.values import lead_id, offset_of

WORDS: dict[str, BoardSelection] = {
    "": BoardSelection(),
    **{str(group): BoardSelection(group=group) for group in Group},
    **{str(view): BoardSelection(view=view) for view in LeadView if view is not LeadView.EVERY},
    "due": BoardSelection(view=LeadView.STEP_DUE),
}
"""What one types for a group or a view; anything else is searched for, in leads and then among partners."""

ENOUGH_ALIKE = 80
"""Of a hundred: a slip in one of these words, and no other word."""


def board(request: Command | Click, context: Context) -> Reply | OpenModal:
    """A page of the leads that are chosen or searched for; or the lead whose number was typed."""
    context.actor.require(Task.SEE_PROGRAM)  # before anything typed is looked at
    if isinstance(request, Click):
        return _shown(_carried(request), context, offset=offset_of(request))
    typed = " ".join(request.rest.lower().split())
    if views.is_number(typed):
        found = open_lead(context.uow, context.program, context.actor, lead_id(typed), now=context.now)
        return OpenModal(review_views.review(found, context.house, {}))
    known = _named(typed)
    if known is not None:
        return _shown(WORDS[known], context, offset=0)
    by_words = _board(BoardSelection(words=search_for(typed)), context, offset=0)
    if by_words.rows:
        return _reply(by_words, context)
    meant = sure_partner(context.uow, context.actor, typed)
    return _shown(BoardSelection(partner_id=meant.id), context, offset=0) if meant else _reply(by_words, context)


def open_search(click: Click, context: Context) -> OpenModal | UpdateModal:
    """The form of a search, with what is chosen in the list it was opened from."""
    context.actor.require(Task.SEE_PROGRAM)
    return opened(search_views.search(read_state(click.value), context.house), click)


def search_sent(sent: Submission, context: Context) -> Reply | OpenModal:
    """What was found, page by page."""
    answers = sent.modal.answers
    value = str(answers.get(search_views.VALUE) or "").strip()
    before = read_state(str(sent.modal.metadata.get("state") or ""))
    wanted = replace(
        before,
        words=search_for(str(answers.get(search_views.WORDS) or "")),
        partner_id=_partner(str(answers.get(search_views.PARTNER) or ""), context),
        country=answers.get(search_views.COUNTRY) or None,
        least_value=parse_amount(value, field=search_views.VALUE) if value else None,
    )
    return _shown(wanted, context, offset=0)


def _shown(wanted: BoardSelection, context: Context, *, offset: int) -> Reply:
    return _reply(_board(wanted, context, offset=offset), context)


def _board(wanted: BoardSelection, context: Context, *, offset: int) -> Board:
    return lead_board(context.uow, context.program, context.actor, wanted, offset=offset, now=context.now)


def _reply(shown: Board, context: Context) -> Reply:
    return Reply(say("Leads"), views.board(shown, context.house, context.today), title=say("Leads"))


def _named(typed: str) -> str | None:
    """The word for a group or a view that is meant, perhaps with a slip; None where something is searched for."""
    found = process.extractOne(typed, WORDS.keys(), scorer=fuzz.ratio, score_cutoff=ENOUGH_ALIKE)
    return found[0] if found else None


def _carried(click: Click) -> BoardSelection:
    """What the list showed, with the choice that was just made. A choice's block carries the rest of it."""
    if click.action not in views.CHOICES:
        return read_state(click.value.rpartition(":")[0])
    before, chosen = read_state(click.block_id), click.value
    name, _, value = chosen.partition(":")
    if name == "group" and value in {*Group}:
        return replace(before, group=Group(value))
    if name == "view" and value in {*LeadView}:
        return replace(before, view=LeadView(value))
    if name == "sort" and value in {*Sort}:
        return replace(before, sort=Sort(value))
    return before


def _partner(typed: str, context: Context) -> str | None:
    """The id of the partner that is meant, by its id or a part of its name. Raises DomainError(PARTNER_UNKNOWN)."""
    if not typed.strip():
        return None
    found = sure_partner(context.uow, context.actor, " ".join(typed.split()))
    if found is None:
        raise DomainError(Code.PARTNER_UNKNOWN, field=search_views.PARTNER, partner=typed)
    return found.id
