"""`/program partner NAME [at DATE]`: one partner, as it stands today or as it stood on another day."""

from __future__ import annotations

from datetime import date

from domain.errors import Code, DomainError
from domain.people import Task
from domain.usecases.open_partner import open_partner
from domain.usecases.partner_directory import Found, find_partner
from domain.usecases.replay import replay
from handlers.context import Context
from handlers.directory import partner_views as views
from handlers.directory import replay_views
from handlers.directory.list import partners
from handlers.directory.state import PartnerRef
from handlers.requests import Click, Command
from handlers.results import Reply
from handlers.texts.catalogue import say

AT = " at "


def partner(request: Command | Click, context: Context) -> Reply:
    """The partner that a button names or who is meant by what was typed, or those who may be."""
    context.actor.require(Task.SEE_PROGRAM)  # before anything typed is looked at
    if isinstance(request, Click):
        return show(PartnerRef.read(request.value), context)
    if not request.rest:
        return partners(request, context)
    typed, day, found = _meant(request.rest, context)
    if found.sure:
        return show(PartnerRef(found.sure.id, day), context)
    return Reply(say("Which partner?"), views.which(typed, found.near, day), title=say("Partner"))


def day_chosen(click: Click, context: Context) -> Reply:
    """The partner on the day that was picked; which partner stands in the block's id."""
    context.actor.require(Task.SEE_PROGRAM)
    ref = PartnerRef.read(click.block_id.partition(":")[2])
    return show(PartnerRef(ref.partner_id, parse_day(click.value), ref.back), context)


def show(ref: PartnerRef, context: Context, *, notice: str | None = None) -> Reply:
    """A partner on its day. `notice` stands on top."""
    if ref.day is not None:
        return _replayed(ref, ref.day, context)
    file = open_partner(context.uow, context.program, context.actor, ref.partner_id, context.today)
    blocks = views.partner(file, ref, context.house, notice=notice)
    return Reply(views.title(file, context.format), blocks, title=say("Partner"))


def _replayed(ref: PartnerRef, day: date, context: Context) -> Reply:
    context.actor.require(Task.SEE_PROGRAM)
    shown = replay(context.uow, context.program, ref.partner_id, day, today=context.today)
    return Reply(
        replay_views.title(shown, context.format),
        replay_views.replayed(shown, ref, context.house),
        title=say("Partner"),
    )


def parse_day(text: str) -> date:
    """A day typed as `2026-03-01`. Raises DomainError(DATE_INVALID) for anything else."""
    try:
        if len(text) != len("2026-03-01"):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise DomainError(Code.DATE_INVALID, text=text) from None


def _meant(rest: str, context: Context) -> tuple[str, date | None, Found]:
    """The words for a partner, the day, and who is meant. A name may have an `at` of its own in it."""
    typed = " ".join(rest.split())
    whole = find_partner(context.uow, context.actor, typed)
    name, at, day = f"{typed} ".rpartition(AT)
    if not at or whole.sure:
        return typed, None, whole
    return name.strip(), parse_day(day.strip()), find_partner(context.uow, context.actor, name.strip())
