"""Home: a partner's state and next steps, the staff's work of the day, and for anybody else how to join."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from domain.ports.homes import News
from domain.usecases.home import partner_home, staff_home
from domain.usecases.join import still_waiting
from handlers.blocks import home
from handlers.context import Context, Reading
from handlers.home import partner_views, views
from handlers.notices import render
from handlers.requests import HomeOpened
from handlers.results import PublishHome
from handlers.texts.errors import text_of


def open_home(_: HomeOpened, context: Context) -> PublishHome:
    """The Home of the person who opened it."""
    return PublishHome(home_of(context))


def home_of(context: Context) -> View:
    """The Home of a person as it is now."""
    return home(_shown(context))


def _shown(context: Context) -> list[Block]:
    uow, program, actor, now = context.uow, context.program, context.actor, context.now
    if actor.partner is not None:
        shown = partner_home(uow, program, actor, now=now)
        news = [(each.at, line) for each in shown.news if (line := _line(each, context)) is not None]
        return partner_views.partner(shown, news, context.house, context.today)
    if actor.is_staff:
        return views.staff(staff_home(uow, program, actor, now=now), context.house, context.today)
    waiting = still_waiting(uow, program, actor.person)
    return views.stranger(context.house, text_of(waiting, context.house) if waiting is not None else None)


def _line(news: News, context: Context) -> str | None:
    """What the message said, on one line; None where what it speaks of is gone."""
    reading = Reading(context.house, context.uow, context.now, place=news.place)
    try:
        return render(news.notice, news.face, reading).text
    except LookupError:
        return None
