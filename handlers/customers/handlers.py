"""`/partner customers [words]`, one customer, and the search while one types."""

from __future__ import annotations

from domain.usecases.customers import partner_customer, partner_customers
from handlers.context import Context
from handlers.customers import views
from handlers.requests import Click, Command, Submission
from handlers.results import OpenModal, Reply, UpdateModal
from handlers.surfaces import opened
from handlers.texts.catalogue import say
from handlers.texts.format import safe
from handlers.values import front_of, modal_of, offset_of


def customers(request: Command | Click, context: Context) -> Reply:
    """A page of the partner's customers; `/partner customers acme` finds those with the words."""
    words = request.rest if isinstance(request, Command) else front_of(request)
    return _page(words, context, offset=offset_of(request))


def customer(click: Click, context: Context) -> Reply:
    """One customer with a page of its subscriptions."""
    file = partner_customer(context.uow, context.actor.of_partner(), front_of(click), offset=offset_of(click))
    blocks = views.customer(file, context.program, context.format)
    return Reply(views.name(file.customer), blocks, title=say("Customer"))


def open_search(click: Click, context: Context) -> OpenModal | UpdateModal:
    """The form of a search, with the words of the list it was opened from."""
    page = partner_customers(context.uow, context.actor.of_partner(), front_of(click), offset=0)
    return opened(views.search(page, context.format), click)


def search_typed(click: Click, context: Context) -> UpdateModal:
    """What is found follows what is typed. Of updates that overtake each other, the newest key's is the one shown."""
    words = str(modal_of(click).answers.get(views.WORDS) or "")
    page = partner_customers(context.uow, context.actor.of_partner(), words, offset=0)
    return UpdateModal(views.search(page, context.format))


def search_sent(sent: Submission, context: Context) -> Reply:
    """All that was found, page by page."""
    return _page(str(sent.modal.answers.get(views.WORDS) or ""), context, offset=0)


def _page(words: str, context: Context, *, offset: int) -> Reply:
    page = partner_customers(context.uow, context.actor.of_partner(), words, offset=offset)
    return Reply(
        safe(views.title(page, context.format)), views.customers(page, context.format), title=say("My customers")
    )
