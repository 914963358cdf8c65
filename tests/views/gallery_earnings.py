"""What a partner has earned, for the gallery."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from slack_sdk.models.blocks import Block

from domain.forecast import Recurring
from domain.money import Cents
from domain.rewards import Booking, Bookings, EntryKind, LedgerEntry
from domain.usecases.earnings import ENTRIES_A_PAGE, Earnings
from handlers.context import House
from handlers.earnings.views import earnings as view

HOSTILE = "<!channel> & *Söhne* " * 20
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
WON = LedgerEntry("lead:12:win:1", "northwind", NOW, EntryKind.LEAD_REWARD, Cents(50_000), "USD", 12)
TAKEN_BACK = LedgerEntry("lead:12:win:1:reversal", "northwind", NOW, EntryKind.REVERSAL, Cents(-50_000), "USD", 12)
NONE, ODD, MUCH = (
    Recurring(Cents(0), Cents(0)),
    Recurring(Cents(458), Cents(5_500)),
    Recurring(Cents(10**13), Cents(12 * 10**13)),
)


def earnings(house: House) -> Iterator[tuple[str, list[Block]]]:
    """Nothing, either kind alone, and much of all of it."""
    nothing = Bookings([], 0, Cents(0), Cents(0))
    full = [Booking(entry, HOSTILE) for entry in (WON, TAKEN_BACK) for _ in range(ENTRIES_A_PAGE // 2)]
    for name, shown in (
        ("nothing", Earnings(nothing, 0, 2026, NONE, NONE)),
        ("only commission", Earnings(nothing, 0, 2026, ODD, NONE)),
        ("only savings", Earnings(nothing, 0, 2026, NONE, ODD)),
        ("one reward", Earnings(Bookings([Booking(WON, "Acme")], 1, WON.amount, Cents(0)), 0, 2026, NONE, NONE)),
        ("in the middle", Earnings(Bookings(full, 99, MUCH.yearly, TAKEN_BACK.amount), 10, 2026, MUCH, ODD)),
    ):
        for gives_leads in (True, False):
            yield f"earnings, {name}", view(shown, house.program, house.format, gives_leads=gives_leads)
