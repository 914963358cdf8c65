"""Where people are shown the way to from many places: a button that leads there is called the same in all of them."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.models.blocks import ButtonElement

from handlers.blocks import button
from handlers.ids import Action
from handlers.texts.catalogue import mark, say

Way = tuple[str, Action]
"""What a button is called, marked, and where it leads."""

NAMES: Mapping[Action, str] = {
    Action.OVERVIEW: mark("Overview"),
    Action.ARR: mark("How my ARR adds up"),
    Action.CUSTOMERS: mark("My customers"),
    Action.EARNINGS: mark("My earnings"),
    Action.TIER: mark("My tier"),
    Action.BENEFITS: mark("My benefits"),
    Action.CLAIMS: mark("My claims"),
    Action.LEADS: mark("My leads"),
    Action.LEAD_FORM: mark("Submit a lead"),
    Action.UPLOAD_TEMPLATE: mark("Several from a file"),
    Action.TALK_BEGIN: mark("Tell me in a chat"),
    Action.ESTIMATE: mark("Estimate a deal"),
    Action.PEOPLE: mark("People"),
    Action.PARTNER_SETTINGS: mark("Settings"),
    Action.HELP: mark("Help"),
    # of the staff
    Action.PROGRAM: mark("Overview"),
    Action.BOARD: mark("Leads"),
    Action.DESK: mark("Claims"),
    Action.PARTNERS: mark("Partners"),
    Action.APPLICATIONS: mark("Applications"),
    Action.REPORT: mark("Report"),
    Action.STAFF_SETTINGS: mark("Settings"),
    Action.STAFF_AWAY: mark("I'll be away"),
}


def named(action: Action) -> Way:
    """The way there by the name it has everywhere."""
    return NAMES[action], action


def way_to(action: Action, value: str = "", *, style: str | None = None) -> ButtonElement:
    """The button that leads there; `value` says what it is about."""
    return button(say(NAMES[action]), action, value, style=style)
