"""The files that came with a claim, for whoever delivers: as they were kept, also when Slack's are gone."""

from __future__ import annotations

from collections.abc import Callable

from domain.claims import ClaimFile
from domain.people import Task
from domain.ports import UnitOfWork
from domain.usecases.work_claims import claim_file
from handlers.blocks import button, buttons, section
from handlers.context import Context
from handlers.desk.facts import title
from handlers.desk.refs import ClaimRef
from handlers.ids import Action
from handlers.requests import Click
from handlers.results import Attachment, Reply, SendFile
from handlers.texts.format import safe

NONE = "There is no file to send you: {number} has none that could be kept."


def send_files(click: Click, context: Context) -> SendFile | Reply:
    """All files of a claim in one direct message."""
    context.actor.require(Task.WORK_CLAIMS)
    folder = claim_file(context.uow, context.actor, ClaimRef.read(click.value).claim_id)
    files = [_attached(file) for file in folder.files if not file.error]
    if not files:
        return Reply(NONE.format(number=folder.claim.number), title=f"Claim {folder.claim.number}")
    count = context.format.count(len(files), "file")
    told = f":paperclip: {count} on the way: look into your direct messages with me in a moment."
    first, *others = files
    return SendFile(
        name=first.name,
        title=first.title,
        content=first.content,
        comment=f":paperclip: *{title(folder.claim, context.program)}* for {safe(folder.partner.name)}",
        told=Reply(
            told,
            [section(told), buttons(button("Open", Action.DESK_CLAIM, str(ClaimRef(folder.claim.id))))],
            title=f"Claim {folder.claim.number}",
        ),
        others=others,
    )


def _attached(file: ClaimFile) -> Attachment:
    return Attachment(file.name, file.name, _content(file.id or 0, file.name))


def _content(file_id: int, name: str) -> Callable[[UnitOfWork], bytes]:
    """Read when it is sent. A file that is still being fetched from Slack is there in a moment."""

    def read(uow: UnitOfWork) -> bytes:
        kept = uow.claims.file(file_id)
        if kept is None or kept.content is None:
            raise LookupError(f"{name} is not kept yet")
        return kept.content

    return read
