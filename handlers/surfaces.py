"""Where things are shown: a reply on a surface that has no messages, a form opened from within a modal."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, HeaderBlock
from slack_sdk.models.views import View

from handlers.blocks import modal, section
from handlers.requests import Click, Request, Surface
from handlers.results import OpenModal, Reply, UpdateModal


def as_modal(reply: Reply) -> View:
    """The modal that shows a reply. A heading that says what the modal's title says is left out."""
    blocks = list(reply.blocks) or [section(reply.text)]
    if len(blocks) > 1 and _heading(blocks[0]) == reply.title:
        del blocks[0]
    return modal(reply.title, blocks)


def _heading(block: Block) -> str | None:
    return str(block.to_dict()["text"]["text"]) if block.type == HeaderBlock.type else None


def opened(first_page: View, request: Request) -> OpenModal | UpdateModal:
    """A form that leads on to more. It takes the place of a modal it is opened from: Slack stacks three at most."""
    is_within = isinstance(request, Click) and request.surface is Surface.MODAL
    return UpdateModal(first_page) if is_within else OpenModal(first_page)
