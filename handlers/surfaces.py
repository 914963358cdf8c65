"""A reply on a surface that has no messages: as a modal to read."""

from __future__ import annotations

from slack_sdk.models.views import View

from handlers.blocks import modal, section
from handlers.results import Reply


def as_modal(reply: Reply) -> View:
    """The modal that shows a reply."""
    return modal(reply.title, reply.blocks or [section(reply.text)])
