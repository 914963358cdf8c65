"""Rows of the outbox made ready to be sent: rendered, with the channel they go to and the message they update."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import structlog

from bot.as_json import as_json
from bot.delivering import IN_TROUBLE
from bot.errands import Errand
from bot.outcomes import Dead, Later, Letter, Outcome, Sent
from bot.pacing import delay
from bot.places import NoChannelError, Places, is_person, partners_among
from domain.notices import ApplicationDecided, Face, Notice, from_payload
from domain.notices.rooms import ChannelLinked, ChannelWanted
from domain.partners import Partner
from domain.ports import Clock
from domain.usecases.hearing import is_still_theirs
from domain.usecases.partner_channels import is_still_wanted
from handlers.context import House, Reading
from handlers.notices import render
from handlers.notices.digest import NothingLeftError
from handlers.results import Post
from storage.outbox import OutboxRow
from storage.outbox import Post as Remembered
from storage.unit_of_work import UnitOfWork

BROKEN_AFTER = 5
"""Attempts after which a notice that cannot be rendered is given up."""

NO_CHANNEL_FIRST_DELAY = 10.0
EVEN = 0.5

logger = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True)
class LetterOffice:
    """Renders rows within one reading transaction. One row that cannot be rendered stops no other.

    Rows that ask for work become errands.
    """

    house: House
    places: Places
    clock: Clock

    def prepare(self, uow: UnitOfWork, rows: Sequence[OutboxRow]) -> tuple[list[Letter | Errand], list[Outcome]]:
        """The letters to be sent, the errands to be run, and what is already decided of the other rows."""
        among = partners_among(row.place for row in rows)
        partners = uow.partners.by_id(among)
        now = self.clock.now()
        troubles = uow.manners.troubles(among, since=now - IN_TROUBLE)  # of an older one is seen whether it is over
        reading = Reading(self.house, uow, now)
        letters: list[Letter] = []
        errands: list[Errand] = []
        decided: list[Outcome] = []
        for row in rows:
            trouble = next((troubles.get(each) for each in partners_among([row.place])), None)
            if trouble is not None:
                decided.append(Later(row, now + IN_TROUBLE, f"its channel is {trouble}", is_held=True))
                continue
            try:
                if row.face is not Face.WORK:
                    letters.append(self._letter(row, reading, partners))
                elif (errand := _errand(row, uow)) is not None:
                    errands.append(errand)
                else:
                    decided.append(Sent(row, "", ""))
            except NothingLeftError:
                decided.append(Sent(row, "", ""))
            except NoChannelError as error:
                wait = delay(row.attempts, EVEN, first=NO_CHANNEL_FIRST_DELAY)
                decided.append(Later(row, self.clock.now() + wait, str(error)))
            except Exception as error:  # a fault in one row's words must not hold up those of others
                logger.exception("notice_not_rendered", key=row.key)
                decided.append(self._broken(row, error))
        return [*_with_posts(uow, letters), *errands], decided

    def _letter(self, row: OutboxRow, reading: Reading, partners: Mapping[str, Partner]) -> Letter:
        channel = self.places.channel(row.place, partners)
        notice = from_payload(row.payload)
        if not is_still_theirs(reading.uow, notice, row.face, row.place):
            raise NothingLeftError
        post = render(notice, row.face, replace(reading, place=row.place))
        return Letter(
            row=row,
            channel=channel,
            content=_content(post),
            remember_as=post.remember_as,
            thread_of=post.thread_of,
            pin=post.pin,
            senders=self.places.senders(row.place, partners),
            whisper_in=_channel_of_partner(notice, reading) if is_person(row.place) else None,
        )

    def _broken(self, row: OutboxRow, error: Exception) -> Outcome:
        reason = f"cannot be rendered: {type(error).__name__}: {error}"
        if row.attempts >= BROKEN_AFTER:
            return Dead(row, reason)
        return Later(row, self.clock.now() + delay(row.attempts, EVEN), reason)


def _errand(row: OutboxRow, uow: UnitOfWork) -> Errand | None:
    """What a row asks for; None where it is no longer wanted."""
    work = from_payload(row.payload)
    if not isinstance(work, ChannelWanted | ChannelLinked):
        raise TypeError(f"{work.kind} is no work")
    partner = uow.partners.by_id([work.partner_id]).get(work.partner_id)
    if isinstance(work, ChannelWanted):
        everybody = uow.partners.by_id(uow.partners.ids()).values() if row.attempts > 1 else ()
        taken = frozenset(each.slack_channel_id for each in everybody if each.slack_channel_id)
        return Errand(row, work, taken) if is_still_wanted(work, partner) else None
    return Errand(row, work) if partner is not None and partner.slack_channel_id == work.channel_id else None


def _channel_of_partner(notice: Notice, reading: Reading) -> str | None:
    """Where a person may be told what is for them alone; an applicant where the application came from."""
    if isinstance(notice, ApplicationDecided) and notice.channel_id is not None:
        return notice.channel_id
    partner_id: str | None = getattr(notice, "partner_id", None)
    partner = reading.uow.partners.get(partner_id) if partner_id is not None else None
    return partner.slack_channel_id if partner is not None else None


def _content(post: Post) -> dict[str, Any]:
    content: dict[str, Any] = {"text": post.text}
    if post.blocks:
        content["blocks"] = [as_json(block) for block in post.blocks]
    return content


def _with_posts(uow: UnitOfWork, letters: Iterable[Letter]) -> list[Letter]:
    """The letters with the messages they update or reply to, where these are posted."""
    letters = list(letters)
    keys = {key for letter in letters for key in (letter.remember_as, letter.thread_of) if key}
    posts = uow.outbox.posts(keys)
    return [
        replace(each, posted=_there(each, each.remember_as, posts), parent=_there(each, each.thread_of, posts))
        for each in letters
    ]


def _there(letter: Letter, key: str | None, posts: Mapping[str, Remembered]) -> Remembered | None:
    """A message as it is posted. One in a channel that the partner had before is left there."""
    found = posts.get(key or "")
    is_elsewhere = found is not None and found.channel != letter.channel
    return None if is_elsewhere and partners_among([letter.row.place]) else found
