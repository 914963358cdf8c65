"""`/partner leads`: the partner's own leads, one of them, or all of them as a file."""

from __future__ import annotations

import re

from domain.ports import UnitOfWork
from domain.usecases.own_leads import all_leads, partner_leads
from handlers.context import Context
from handlers.leads import list_views as views
from handlers.leads.list_file import leads_csv
from handlers.leads.own import show
from handlers.requests import Click, Command
from handlers.results import Reply, SendFile
from handlers.texts.catalogue import mark, say
from handlers.texts.format import safe
from handlers.values import lead_id, offset_of

ON_ITS_WAY = mark("The file is on its way to your direct messages.")
EXPORT = "export"


def leads(request: Command | Click, context: Context) -> Reply | SendFile:
    """A page of the partner's leads: all, `open` or `closed`. `/partner leads L-12` shows one, `export` sends all."""
    context.actor.of_partner()  # strangers hear how to join before anything they typed is looked at
    typed = request.rest.strip().lower() if isinstance(request, Command) else request.value.partition(":")[0]
    if typed == EXPORT:
        return export(request, context)
    if isinstance(request, Command) and typed and typed not in views.SHOWN:
        return show(lead_id(request.rest), context)
    page = partner_leads(context.uow, context.actor, offset=offset_of(request), is_open=views.SHOWN.get(typed))
    return Reply(
        views.heading(page, context.format), views.leads(page, context.house, context.today), title=say("My leads")
    )


def export(_: Command | Click, context: Context) -> SendFile:
    """All leads of the partner as CSV. They are read after the ack: there may be many."""
    partner, house = context.actor.of_partner(), context.house
    partner_id, day = partner.id, context.format.day(context.today)

    def content(uow: UnitOfWork) -> bytes:
        return leads_csv(all_leads(uow, partner_id), house.program)

    return SendFile(
        name=f"{re.sub(r'[^A-Za-z0-9_-]+', '-', partner_id)}-leads-{context.today}.csv",
        title=say("Leads of {partner}, {day}", partner=partner.name, day=day),
        content=content,
        comment=say("All leads of {partner} on {day}, newest first.", partner=safe(partner.name), day=day),
        told=Reply(say(ON_ITS_WAY), title=say("Export")),
    )
