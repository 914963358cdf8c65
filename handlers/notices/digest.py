"""A person's digest: what was held, in groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from slack_sdk.models.blocks import Block

from domain.notices import Digest, Face, Notice
from domain.ports import DeskView, Held
from domain.staff import PARTNER_TOPICS, Topic
from domain.usecases.digests import read_digest
from handlers.blocks import button, buttons, section, small
from handlers.context import Reading
from handlers.ids import Action
from handlers.results import Post
from handlers.settings.words import TOPIC
from handlers.texts.catalogue import say
from handlers.texts.format import shortened

MOST_LINES = 40
LONGEST_LINE = 200
LINES_A_BLOCK = 12

OF_CLAIMS = frozenset({Topic.CLAIM_NEW, Topic.CLAIM_LATE, Topic.CLAIM_ANSWERED})
OF_PARTNERS = frozenset(PARTNER_TOPICS)


class NothingLeftError(Exception):
    """There is nothing to send any more, and nothing wrong with that."""


Render = Callable[[Notice, Face, Reading], Post]


def digest(notice: Digest, reading: Reading, render: Render) -> Post:
    """Each topic with how many there were and the newest of them, one line each.

    NothingLeftError where its reader may see none of it any more.
    """
    found = read_digest(reading.uow, notice, most=MOST_LINES)
    if not found:
        raise NothingLeftError
    total = sum(number for number, _ in found.values())
    text = say(":newspaper: Your digest: {notices}", notices=reading.format.count(total, "notice"))
    blocks: list[Block] = [section(f"*{text}*")]
    for topic, room in _shares({topic: number for topic, (number, _) in found.items()}).items():
        number, held = found[topic]
        lines = [_line(each, reading, render) for each in held[-room:]]
        title = f"*{TOPIC[topic]}* ({reading.format.number(number)})"
        blocks += [section("\n".join(part)) for part in _parts([title, *lines])]
        if number > len(lines):
            blocks.append(small(say("And {number} more.", number=reading.format.number(number - len(lines)))))
    row = [button(say("My claims"), Action.DESK, f"{DeskView.MINE}:")] if OF_CLAIMS & found.keys() else []
    way_on = Action.PARTNER_SETTINGS if found.keys() <= OF_PARTNERS else Action.STAFF_SETTINGS
    blocks.append(buttons(*row, button(say("Notification settings"), way_on)))
    return Post(text, blocks)


def _line(held: Held, reading: Reading, render: Render) -> str:
    """What the message would have said, on one line."""
    try:
        told = render(held.notice, held.face, reading).text
    except LookupError:
        told = say("about something that is gone now")
    return f"• {shortened(' '.join(told.split()), LONGEST_LINE)}"


def _shares(numbers: Mapping[Topic, int]) -> dict[Topic, int]:
    """How many lines each topic gets of all there are: as even as can be, and none that it does not fill."""
    left, shares = MOST_LINES, dict[Topic, int]()
    smallest_first = sorted(numbers, key=lambda topic: numbers[topic])
    for place, topic in enumerate(smallest_first):
        shares[topic] = min(numbers[topic], left // (len(smallest_first) - place))
        left -= shares[topic]
    return {topic: shares[topic] for topic in Topic if topic in shares}


def _parts(lines: Sequence[str]) -> Iterable[Sequence[str]]:
    """So few lines at once that they fit into one block whatever is in them."""
    return (lines[start : start + LINES_A_BLOCK] for start in range(0, len(lines), LINES_A_BLOCK))
