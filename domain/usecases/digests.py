"""What was held for people goes out as one message a day, at each person's own hour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.notices import Digest
from domain.people import PersonKey
from domain.ports import Held, UnitOfWork
from domain.program import Program
from domain.staff import DEFAULT_DIGEST_HOUR, Topic, last_digest_at
from domain.usecases.hearing import may_still_hear
from domain.usecases.telling import tell


def due_digests(uow: UnitOfWork, program: Program, *, now: datetime) -> list[tuple[PersonKey, datetime]]:
    """Everybody for whom something is held, with the newest instant of the person's digest.

    What was held before that instant is due, however late it is by now; what came after it waits for the next one.
    """
    found = []
    for waiting in uow.staff.waiting():
        zone = ZoneInfo(waiting.timezone or program.vendor.timezone)
        hour = DEFAULT_DIGEST_HOUR if waiting.digest_hour is None else waiting.digest_hour
        found.append((waiting.person, last_digest_at(now, zone, hour)))
    return found


def read_digest(uow: UnitOfWork, digest: Digest, *, most: int) -> Mapping[Topic, tuple[int, Sequence[Held]]]:
    """A digest by topic, as its reader may see it now: how many there are, and the newest of them, at most so many.

    It may have waited since it was made, for the end of quiet hours or for Slack.
    """
    actor, found = uow.people.actor(digest.person), dict[Topic, tuple[int, Sequence[Held]]]()
    for topic, (number, held) in uow.staff.in_digest(digest.person, digest.number, most=most).items():
        seen = [each for each in held if may_still_hear(actor, each.notice, each.face)]
        if seen:
            found[topic] = (number - (len(held) - len(seen)), seen)
    return found


def send_digest(uow: UnitOfWork, person: PersonKey, *, before: datetime | None) -> bool:
    """Sends what was held for a person before an instant (None: all of it); nothing where there is nothing.

    What the person may no longer see is dropped. What one process has put into a digest is in no other one's.
    """
    actor = uow.people.actor(person)
    uow.staff.drop_held(person, lambda held: not may_still_hear(actor, held.notice, held.face))
    number = uow.staff.gather(person, before=before)
    if number is None:
        return False
    tell(uow, Digest(person, number), None, urgent=before is None)
    return True
