"""Notices that show a number, by which a test knows them again among what was posted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from domain.money import Cents
from domain.notices import LEADS_DESK, Address, Face, Notice, TierLost
from domain.notices.places import person_of
from domain.people import Member
from sandbox import Workspace
from storage.outbox import OutboxRow
from storage.unit_of_work import UnitOfWork
from tests.slack.story import Story


def news(number: int) -> Notice:
    """A notice that shows its number as `$7.00`."""
    return TierLost("northwind", number, "silver", "bronze", Cents(number * 100))


def tell(uow: UnitOfWork, numbers: Iterable[int], place: str = LEADS_DESK) -> None:
    """Puts notices of these numbers into the outbox. Whose direct messages the place is, is of Northwind."""
    person = person_of(place)
    if person is not None and uow.people.membership(person) is None:
        uow.people.add_member(Member(person, "northwind", datetime.now(UTC)))
        uow.flush()
    for number in numbers:
        uow.tell(news(number), [Address(place, Face.NEWS)])


def numbers_in(workspace: Workspace, channel: str) -> list[int]:
    """The numbers our bot has posted there, oldest first."""
    texts = [card.text for card in workspace.channel(channel).messages]
    return [int(found[1]) for text in texts if (found := re.search(r"with \$(\d+)\.00 ARR", text))]


def dead(story: Story) -> list[OutboxRow]:
    """What was given up."""
    return story.look(lambda uow: uow.outbox.dead(10))
