"""What is told of channels and people in Slack: one notice of each kind, and who hears of each."""

from __future__ import annotations

from collections.abc import Sequence

from domain.notices import Address, Face, direct
from domain.notices.surroundings import BotAdded, ChannelEvent, ChannelNews, PersonGone, SurroundingNotice, Welcomed
from tests.unit.samples import NOW, PAT, SAM

NEWS = ChannelNews("northwind", "C0NORTH", ChannelEvent.ARCHIVED, (SAM,), NOW)
GONE = PersonGone("northwind", PAT, is_back=False, was_last_owner=True, told=(SAM,), at=NOW)
WELCOMED = Welcomed("northwind", PAT)
ADDED = BotAdded("C0OTHER", SAM, NOW)

MANAGER = Address(direct(SAM), Face.MANAGER)

HEARD_BY: Sequence[tuple[SurroundingNotice, list[Address]]] = [
    (NEWS, [MANAGER]),
    (GONE, [MANAGER]),
    (WELCOMED, [Address(direct(PAT), Face.NEWS)]),
    (ADDED, [Address(direct(SAM), Face.NEWS)]),
]
KEYS: Sequence[tuple[SurroundingNotice, str]] = [
    (NEWS, "channel:northwind:archived:2026-03-03T09:30:00+00:00"),
    (GONE, "gone:T0PART:U0PAT:2026-03-03T09:30:00+00:00"),
    (WELCOMED, "welcome:northwind:T0PART:U0PAT"),
    (ADDED, "bot-added:C0OTHER:2026-03-03T09:30:00+00:00"),
]
ONE_OF_EACH: Sequence[SurroundingNotice] = [NEWS, GONE, WELCOMED, ADDED]
