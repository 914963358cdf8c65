"""The shortcut "Turn into a lead" on a message."""

from __future__ import annotations

import uuid

from handlers.context import Context
from handlers.leads import form_views as views
from handlers.requests import Shortcut
from handlers.results import OpenModal


def from_message(_: Shortcut, context: Context) -> OpenModal:
    """The lead form."""
    context.actor.of_partner()
    return OpenModal(views.contact_page({}, str(uuid.uuid4()), context.house))
