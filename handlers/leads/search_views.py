"""The form in which the staff's list of leads is searched."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, PlainTextInputElement, PlainTextObject
from slack_sdk.models.views import View

from domain.lead_board import BoardSelection
from handlers.blocks import field, modal
from handlers.context import House
from handlers.ids import Callback
from handlers.leads.board_state import written
from handlers.leads.form_inputs import country_select
from handlers.texts.catalogue import say

WORDS, PARTNER, COUNTRY, VALUE = "words", "partner", "country", "value"
"""The fields of the search."""

LONGEST_SEARCH = 80


def search(now: BoardSelection, house: House) -> View:
    """The form of a search, with what is searched for already."""
    fmt = house.format
    least = None if now.least_value is None else f"{now.least_value // 100}.{now.least_value % 100:02d}"
    country = country_select(now.country, house.program.vendor.locale, placeholder=say("Any country"))
    blocks: list[Block] = [
        field(
            WORDS,
            say("Words"),
            PlainTextInputElement(
                initial_value=" ".join(now.words) or None,
                max_length=LONGEST_SEARCH,
                placeholder=PlainTextObject(text=say("Company, website, name or email")),
            ),
            optional=True,
            hint=say("The beginnings of words are enough: “acm jan” finds Jane at Acme."),
        ),
        field(
            PARTNER,
            say("Partner"),
            PlainTextInputElement(initial_value=now.partner_id, max_length=LONGEST_SEARCH),
            optional=True,
            hint=say("Its name or a part of it."),
        ),
        field(COUNTRY, say("Country"), country, optional=True),
        field(
            VALUE,
            say("Estimated value from"),
            PlainTextInputElement(initial_value=least, max_length=30, placeholder=PlainTextObject(text="5,000")),
            optional=True,
            hint=say("A year, in {currency}.", currency=fmt.currency),
        ),
    ]
    return modal(
        say("Find leads"),
        blocks,
        callback=Callback.BOARD_SEARCH,
        submit=say("Search"),
        close=say("Cancel"),
        metadata={"state": written(now)},
    )
