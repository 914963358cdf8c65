"""Where things are shown: a reply on a surface that has no messages, a form opened from within a modal."""

from __future__ import annotations

from slack_sdk.models.views import View

from handlers.blocks import modal, section
from handlers.requests import Click, Request, Surface
from handlers.results import OpenModal, Reply, UpdateModal


def as_modal(reply: Reply) -> View:
    """The modal that shows a reply."""
    return modal(reply.title, reply.blocks or [section(reply.text)])


def opened(first_page: View, request: Request) -> OpenModal | UpdateModal:
    """A form that leads on to more. It takes the place of a modal it is opened from: Slack stacks three at most."""
    is_within = isinstance(request, Click) and request.surface is Surface.MODAL
    return UpdateModal(first_page) if is_within else OpenModal(first_page)
