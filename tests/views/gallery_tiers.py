"""What a partner sees of its tier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from slack_sdk.models.blocks import Block

from domain.money import Cents
from domain.partners import Partner, TierChange, TierEvent
from domain.people import PersonKey
from domain.staff import Absence
from domain.tiers import Deadlines, Figures, standing
from domain.usecases.explain_tier import TierExplained, TierHistory
from handlers.context import House
from handlers.tiers import views

TODAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
EVERYTHING = Deadlines(date(2026, 12, 1), date(2027, 3, 3), date(2027, 1, 31))


def tiers(house: House) -> Iterator[tuple[str, Sequence[Block]]]:
    """The tier at the bottom, in the middle and at the top, with nothing and with all that can come up."""
    program, fmt = house.program, house.format
    change = TierChange("northwind", TierEvent.JOINED, TODAY, NOW, "silver", "gold", Cents(1), 1, TODAY, 1, TODAY)
    events = [replace(change, event=event) for event in TierEvent]
    for tier, figures in (
        ("bronze", (0, 0)),
        ("silver", (550_000, 1)),
        ("gold", (1_900_000, 0)),
        ("gold", (51_000_00, 2)),
    ):
        partner = Partner("northwind", "Northwind", date(2025, 1, 1), tier, date(2025, 6, 1))
        for coming in (Deadlines(), EVERYTHING):
            place = standing(program, tier, Figures(Cents(figures[0]), figures[1]), deadlines=coming)
            name = f"tier {tier}, {figures[0]}, {'much' if coming is EVERYTHING else 'nothing'} comes up"
            yield name, views.tier(TierExplained(partner, place, events, 99), program, fmt)
    looked_after = Partner("northwind", "Northwind", TODAY, "gold", TODAY, account_manager="T0VENDOR:U0AMY")
    place = standing(program, "gold", Figures(Cents(51_000_00), 2))
    for absence in (None, Absence(PersonKey("T0VENDOR:U0AMY"), PersonKey("T0VENDOR:U0BEN"), TODAY, TODAY)):
        explained = TierExplained(looked_after, place, events, 5, absence)
        yield f"tier with an account manager, {'away' if absence else 'here'}", views.tier(explained, program, fmt)
    newest = Partner("northwind", "Northwind", TODAY, "bronze", TODAY)
    nothing = standing(program, "bronze", Figures(Cents(0), 0))
    yield "tier without history", views.tier(TierExplained(newest, nothing, [], 0), program, fmt)
    yield "tier history in the middle", views.history(TierHistory([*events, *events], 10, 99), program, fmt)
    yield "tier history of nothing", views.history(TierHistory([], 0, 0), program, fmt)
