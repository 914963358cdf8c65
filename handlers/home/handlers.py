"""Home shows a partner its overview, staff the program, and anybody else how to join."""

from __future__ import annotations

from handlers.blocks import header, home, section
from handlers.context import Context
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
        return program(opened, context)
    vendor = context.program.vendor
    about = f"Here the partners of {vendor.name} check their ARR and tier, submit leads and see what they earned."
    return Reply(vendor.program, [header(vendor.program), section(about), section(joining(context.house))])
