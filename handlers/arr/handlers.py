"""`/partner arr`, its pages, and the export."""

from __future__ import annotations

import re

from domain.ports import UnitOfWork
from domain.usecases.explain_arr import explain_arr
from handlers.arr import views
from handlers.arr.export import subscriptions_csv
from handlers.charts.handlers import arr_chart
from handlers.context import Context
from handlers.requests import Click, Command, Request
from handlers.results import Reply, SendFile
from handlers.texts.catalogue import mark, say
from handlers.texts.format import safe
from handlers.values import offset_of

ON_ITS_WAY = mark(
    ":page_facing_up: Your subscriptions are on their way: look into your direct messages with me in a moment."
)


def arr(request: Request, context: Context) -> Reply | SendFile:
    """A page of the lines that make up the ARR; `/partner arr chart` draws it, `/partner arr export` sends them all."""
    if isinstance(request, Command) and request.rest.lower() == "chart":
        return arr_chart(request, context)
    if isinstance(request, Command) and request.rest.lower() == "export":
        return export(request, context)
    shown = explain_arr(context.uow, context.actor.of_partner(), offset=offset_of(request))
    blocks = views.arr(shown, context.program, context.format)
    return Reply(say("ARR {total}", total=context.format.money(shown.total)), blocks, title=say("ARR"))


def export(_: Command | Click, context: Context) -> SendFile:
    """All subscriptions of the partner as CSV. They are read after the ack: there may be many."""
    partner = context.actor.of_partner()
    partner_id, day = partner.id, context.format.day(context.today)

    def content(uow: UnitOfWork) -> bytes:
        return subscriptions_csv(uow.arr.export(partner_id))

    return SendFile(
        name=f"{re.sub(r'[^A-Za-z0-9_-]+', '-', partner_id)}-subscriptions-{context.today}.csv",
        title=say("Subscriptions of {partner}, {day}", partner=partner.name, day=day),
        content=content,
        comment=say(
            "All subscriptions of {partner} on {day}. The last line is your ARR.", partner=safe(partner.name), day=day
        ),
        told=Reply(say(ON_ITS_WAY), title=say("Export")),
    )
