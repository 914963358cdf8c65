"""Channels of partners: one notice of each kind, and who hears of each."""

from __future__ import annotations

from collections.abc import Sequence

from domain.notices import Address, Face, direct, partner_channel
from domain.notices.rooms import ChannelLinked, ChannelOutcome, ChannelReport, ChannelWanted, RoomNotice
from tests.unit.samples import NOW, PAT, SAM

WANTED = ChannelWanted("northwind", "partner-northwind", True, (PAT, SAM), SAM, "application-7", "C0GONE")
LINKED = ChannelLinked("northwind", "C0NORTH", (PAT,), SAM, NOW, is_new=True)
REPORT = ChannelReport(
    "northwind", ChannelOutcome.MADE, (SAM,), NOW, "C0NORTH", "C0NORTH", (SAM,), (PAT,), "restricted_action"
)

HEARD_BY: Sequence[tuple[RoomNotice, list[Address]]] = [
    (WANTED, [Address("channel:northwind", Face.WORK)]),
    (LINKED, [Address(partner_channel("northwind"), Face.WORK)]),
    (REPORT, [Address(direct(SAM), Face.MANAGER)]),
]
KEYS: Sequence[tuple[RoomNotice, str]] = [
    (WANTED, "channel-wanted:northwind:application-7"),
    (LINKED, "channel-linked:northwind:C0NORTH:2026-03-03T09:30:00+00:00"),
    (REPORT, "channel-report:northwind:C0NORTH:made:restricted_action"),
]
ONE_OF_EACH: Sequence[RoomNotice] = [WANTED, LINKED, REPORT]
