"""Sends files to people by direct message: made, announced to Slack, uploaded, and shared with the one person."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TypeVar

from bot.slack_calls import SlackCalls
from bot.slack_errors import CallError
from handlers.results import Attachment, SendFile
from storage.database import Database

T = TypeVar("T")

PATIENCE = 10.0
"""Seconds that one call may take."""

UPLOAD_PATIENCE = 60.0
"""Seconds that the bytes of a file may take."""

LONGEST_WAIT = 30.0
"""Seconds for which a file waits when Slack asks for it; what would wait longer is given up."""

LONGEST_ALT_TEXT = 1000

SHARING = "files.completeUploadExternal"
"""The last step: after it the person has the file."""


class FileNotMadeError(Exception):
    """A file's content could not be made; why is its cause."""


@dataclass(frozen=True)
class Files:
    """Makes files in the threads of the requests and sends them over the session that all calls share."""

    calls: SlackCalls
    database: Database
    threads: Executor

    async def send(self, token: str, user: str, file: SendFile) -> None:
        """Sends files to one person in one message.

        CallError for what Slack refuses, FileNotMadeError where there is no content. Steps that leave nothing behind
        are tried twice; sharing is not where its answer got lost, or there might be two messages.
        """
        contents = [await self._content(each) for each in file.all]
        room = await _twice(lambda: self.calls.call(token, "conversations.open", {"users": user}, within=PATIENCE))
        ids = [await self._uploaded(token, each, content) for each, content in zip(file.all, contents, strict=True)]
        named = [{"id": file_id, "title": each.title} for each, file_id in zip(file.all, ids, strict=True)]
        shared = {
            "files": json.dumps(named),
            "channel_id": room["channel"]["id"],
            "initial_comment": file.comment,
        }
        await _twice(
            lambda: self.calls.call_by_form(token, SHARING, shared, within=PATIENCE),
            also_cut_off=False,
        )

    async def _uploaded(self, token: str, file: Attachment, content: bytes) -> str:
        """The id of a file whose bytes Slack has, and which nobody sees yet."""
        announced = {"filename": file.name, "length": len(content)}
        if file.alt_text:
            announced["alt_txt"] = file.alt_text[:LONGEST_ALT_TEXT]
        place = await _twice(
            lambda: self.calls.call_by_form(token, "files.getUploadURLExternal", announced, within=PATIENCE)
        )
        await _twice(lambda: self.calls.upload(place["upload_url"], content, within=UPLOAD_PATIENCE))
        return str(place["file_id"])

    async def _content(self, file: Attachment) -> bytes:
        content = file.content
        if isinstance(content, bytes):
            return content
        try:
            return await asyncio.get_running_loop().run_in_executor(self.threads, self._made, content)
        except Exception as error:  # whatever making it raises: the person is told, the cause is logged
            raise FileNotMadeError(file.name) from error

    def _made(self, make: Callable[..., bytes]) -> bytes:
        with self.database.read() as uow:
            return make(uow)


async def _twice(step: Callable[[], Awaitable[T]], *, also_cut_off: bool = True) -> T:
    """A step, a second time where Slack asks for a wait that is not too long, or the connection broke."""
    try:
        return await step()
    except CallError as error:
        pause = error.pause
        if pause is None or pause > LONGEST_WAIT or (error.is_cut_off and not also_cut_off):
            raise
    await asyncio.sleep(pause)
    return await step()
