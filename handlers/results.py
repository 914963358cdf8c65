"""What a handler answers with. `bot/boundary.py` alone turns these into acks and calls to Slack."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from domain.ports import UnitOfWork
from handlers.texts.catalogue import say


@dataclass(frozen=True)
class Reply:
    """An answer that only the caller sees.

    To a command it is an ephemeral message; to a click in a message another one, or the same one replaced where the
    click was in an ephemeral message; on Home it opens as a modal with `title`, in a modal it replaces the view.
    `beside`: an ephemeral message stays as it is, such as a list of which one button was refused.
    """

    text: str
    blocks: Sequence[Block] = ()
    title: str = field(default_factory=lambda: say("Partner program"))
    beside: bool = False


@dataclass(frozen=True)
class Say:
    """A message in the person's direct messages with the app, where it stays.

    `instead` takes the place of the message that was clicked there. `told` answers where it was asked for, if that was
    elsewhere. `opens` is a modal that comes with it.
    """

    text: str
    blocks: Sequence[Block] = ()
    instead: Reply | None = None
    told: Reply | None = None
    opens: View | None = None


@dataclass(frozen=True)
class OpenModal:
    """Opens a modal. From within a modal it is pushed on top."""

    view: View


@dataclass(frozen=True)
class UpdateModal:
    """Replaces the modal that the request came from."""

    view: View


@dataclass(frozen=True)
class PushModal:
    """Puts a view on top of the modal that the request came from."""

    view: View


@dataclass(frozen=True)
class CloseModal:
    """Closes the view that was submitted. `below` renews the one it was opened from: its id, and how it is now."""

    below: tuple[str, View] | None = None


@dataclass(frozen=True)
class FieldErrors:
    """Refuses a submission: texts by block_id. What was typed stays."""

    errors: Mapping[str, str]


@dataclass(frozen=True)
class PublishHome:
    """Shows a view on the person's Home."""

    view: View


@dataclass(frozen=True)
class Nothing:
    """All is done; the person needs no answer."""


@dataclass(frozen=True)
class Attachment:
    """One file: its content, or a function that makes it, as in SendFile."""

    name: str
    title: str
    content: bytes | Callable[[UnitOfWork], bytes]
    alt_text: str | None = None


@dataclass(frozen=True)
class SendFile:
    """A file for the caller alone, sent by direct message with `comment` (mrkdwn) above it; `others` come with it.

    `told` answers at once where it was asked for: the file is still on its way then. `alt_text` is for screen readers,
    where the file is a picture. Content that takes long to make is given as a function: it is called after the ack, in
    a thread and a reading transaction of its own.
    """

    name: str
    title: str
    content: bytes | Callable[[UnitOfWork], bytes]
    comment: str
    told: Reply
    alt_text: str | None = None
    others: Sequence[Attachment] = ()

    @property
    def all(self) -> Sequence[Attachment]:
        """Every file of the message."""
        return [Attachment(self.name, self.title, self.content, self.alt_text), *self.others]


@dataclass(frozen=True)
class Fetched:
    """A file that came with the request: its bytes are at `url`, at most so many. `failed` is said without them."""

    url: str
    most: int
    failed: Reply


@dataclass(frozen=True)
class Later:
    """Work that takes longer than Slack waits: done after the ack, in a writing transaction of its own.

    `work` is given a context and the bytes of the file, if there is one; what it answers is sent as if it had been
    answered at once.
    """

    work: Callable[[Any, bytes], Result]
    file: Fetched | None = None


Result = (
    Later
    | SendFile
    | Reply
    | Say
    | OpenModal
    | UpdateModal
    | PushModal
    | CloseModal
    | FieldErrors
    | PublishHome
    | Nothing
)


@dataclass(frozen=True)
class Post:
    """A message from the outbox, ready to be sent to its place.

    `remember_as`: the message is posted once under this key and updated in place from then on. `thread_of`: it goes
    into the thread of the message remembered under that key. `pin`: it is pinned when it is first posted.
    """

    text: str
    blocks: Sequence[Block] = ()
    remember_as: str | None = None
    thread_of: str | None = None
    pin: bool = False
