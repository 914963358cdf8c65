"""The files that came with a claim, for whoever delivers: as they were kept, also when Slack's are gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from slack_sdk.models.blocks import ButtonElement

from domain.claims import Claim, ClaimFile
from domain.people import Task
from domain.ports import UnitOfWork
from domain.usecases.evidence import delivered_files
from domain.usecases.work_claims import claim_file
from handlers.blocks import button, buttons, section
from handlers.context import Context
from handlers.desk.facts import title
from handlers.desk.refs import ClaimRef
from handlers.ids import Action
from handlers.requests import Click
from handlers.results import Attachment, Reply, SendFile
from handlers.texts.catalogue import mark, say
from handlers.texts.format import safe

NONE_DELIVERED = mark("There is no file to send you: none that came with {claim} could be kept. Please ask us for it.")
NONE = mark("There is no file to send you: {claim} has none that could be kept.")


def send_files(click: Click, context: Context) -> SendFile | Reply:
    """All files of a claim in one direct message."""
    context.actor.require(Task.WORK_CLAIMS)
    folder = claim_file(context.uow, context.actor, ClaimRef.read(click.value).claim_id)
    files = [_attached(file) for file in folder.files if not file.error]
    if not files:
        number = folder.claim.number
        return Reply(say(NONE, claim=number), title=say("Claim {claim}", claim=number))
    what, partner = title(folder.claim, context.program), safe(folder.partner.name)
    comment = say(":paperclip: *{claim}* for {partner}", claim=what, partner=partner)
    back = button(say("Open"), Action.DESK_CLAIM, str(ClaimRef(folder.claim.id)))
    return _sent(files, comment, folder.claim, back, context)


def send_delivered(click: Click, context: Context) -> SendFile | Reply:
    """What a claim was fulfilled with, for anybody of its partner, in one direct message."""
    claim_id = ClaimRef.read(click.value).claim_id
    claim, kept = delivered_files(context.uow, context.actor, claim_id)
    files = [_attached(file) for file in kept]
    if not files:
        return Reply(say(NONE_DELIVERED, claim=claim.number), title=say("Claim {claim}", claim=claim.number))
    comment = f":paperclip: *{title(claim, context.program)}*"
    return _sent(files, comment, claim, button(say("Details"), Action.CLAIM, str(claim.id)), context)


def _sent(files: Sequence[Attachment], comment: str, claim: Claim, back: ButtonElement, context: Context) -> SendFile:
    count = context.format.count(len(files), "file")
    told = say(":paperclip: {files} on the way: look into your direct messages with me in a moment.", files=count)
    first, *others = files
    return SendFile(
        name=first.name,
        title=first.title,
        content=first.content,
        comment=comment,
        told=Reply(told, [section(told), buttons(back)], title=say("Claim {claim}", claim=claim.number)),
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
