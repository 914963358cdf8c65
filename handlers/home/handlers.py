"""Home shows a partner its overview, reps their leads, all staff the program, and anybody else how to join."""

from __future__ import annotations

from domain.people import Task
from domain.usecases.leads_desk import rep_day
from handlers.blocks import divider, header, home, section
from handlers.context import Context
from handlers.home import views
from handlers.overview.handlers import overview
from handlers.program.handlers import program
from handlers.requests import HomeOpened
from handlers.results import PublishHome, Reply
from handlers.texts.errors import joining


def open_home(opened: HomeOpened, context: Context) -> PublishHome:
    """The Home of the person who opened it."""
    return PublishHome(home(list(_shown(opened, context).blocks)))


def _shown(opened: HomeOpened, context: Context) -> Reply:
    actor = context.actor
    if actor.partner is not None:
        return overview(opened, context)
    if actor.is_staff:
        glance = program(opened, context)
        if not actor.may(Task.WORK_LEADS):
            return glance
        day = rep_day(context.uow, context.program, actor, now=context.now)
        return Reply(glance.text, [*views.rep_day(day, context.house, context.today), divider(), *glance.blocks])
    vendor = context.program.vendor
    about = f"Here the partners of {vendor.name} check their ARR and tier, submit leads and see what they earned."
    return Reply(vendor.program, [header(vendor.program), section(about), section(joining(context.house))])
