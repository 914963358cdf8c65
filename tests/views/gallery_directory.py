"""What staff sees of the partners, for the gallery."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from domain.deadlines import standing_on
from domain.manners import Trouble
from domain.money import Cents
from domain.partners import DayFigures, Partner, TierChange, TierEvent
from domain.people import PersonKey
from domain.ports.directory import Month, MonthFigures, Order, PartnerListed
from domain.program import Program
from domain.tier_steps import TierState
from domain.tiers import Figures
from domain.usecases.open_partner import PartnerFile
from domain.usecases.partner_directory import Name, Only, PartnerList, Wanted
from domain.usecases.program_report import Report
from domain.usecases.replay import Replayed
from handlers.context import House
from handlers.directory import arr_views, list_views, partner_views, replay_views, report_views, tier_views
from handlers.directory.state import PartnerRef
from tests.views.gallery_arr import explained
from tests.views.gallery_desk import some_claims

DANA, MARIA = PersonKey("T0VENDOR:U0DANA"), PersonKey("T0VENDOR:U0MARIA")
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
LONG_ID = "p" * 80
HOSTILE = "<!channel> & Co *bold* <@U0SAM>"
REF = PartnerRef(LONG_ID, back=f"movement:10:at_risk:{'w' * 40}:4990")

Entry = tuple[str, View | list[Block]]


def directory(house: House) -> Iterator[Entry]:
    """Everything of it."""
    yield from _lists(house)
    yield from _partners(house)
    yield from _reports(house)
    for name, shown in explained():
        yield f"partner's arr, {name}", arr_views.arr(replace(shown, partner=_partner(HOSTILE, "silver")), REF, house)


def _lists(house: House) -> Iterator[Entry]:
    rows = [
        PartnerListed(_partner(text, tier.key, **changes), Cents(5_100_000), Cents(moved))
        for text, changes, moved in (
            ("Helio Labs", {"account_manager": MARIA}, 120_000),
            (HOSTILE, {"grace_since": TODAY, "grace_until": TODAY + timedelta(days=30)}, -30_050),
            ("N" * 120, {}, 0),
        )
        for tier in house.program.tiers
    ]
    wanted = Wanted(Order.MOVEMENT, "silver", Only.AT_RISK, "w" * 40)
    yield "partners, first page", list_views.partners(PartnerList(Wanted(), rows, 0, 9), house)
    yield "partners, in the middle", list_views.partners(PartnerList(wanted, rows, 10, 5_000), house)
    yield "partners, none at all", list_views.partners(PartnerList(Wanted(), [], 0, 0), house)
    hostile = replace(wanted, words=HOSTILE)
    for narrowed in (*(Wanted(only=only) for only in Only), wanted, hostile, Wanted(tier="gold")):
        yield "partners, none of these", list_views.partners(PartnerList(narrowed, [], 0, 0), house)
    for found in ([], [Name("northwind", "Northwind")], [Name(LONG_ID, HOSTILE)] * 20):
        yield f"which partner, {len(found)}", partner_views.which(HOSTILE, found, TODAY)


def _partner(name: str, tier: str, **changes: Any) -> Partner:
    return Partner(LONG_ID, name, date(2025, 1, 1), tier=tier, tier_since=date(2025, 6, 1), **changes)


def _changes(reason: str) -> list[TierChange]:
    return [
        TierChange(
            LONG_ID, event, TODAY, NOW, "bronze", "silver", Cents(1), 1, TODAY, number, TODAY, DANA, reason
        )
        for number, event in enumerate(TierEvent, start=1)
    ]  # fmt: skip


def _partners(house: House) -> Iterator[Entry]:
    program = house.program
    grace = {"grace_since": TODAY, "grace_until": TODAY + timedelta(days=30)}
    for name, partner, arr, lost in (
        ("plain", _partner("Helio Labs", "silver"), 600_000, None),
        ("hostile", _partner(HOSTILE, "bronze", account_manager=MARIA, slack_channel_id="C0HELIO"), 0, None),
        ("at risk", _partner("Helio Labs", "gold", **grace), 600_000, None),
        ("recovering", _partner("Helio Labs", "silver", **grace), 600_000, None),
        ("set", _partner("Helio Labs", "gold", override_until=TODAY), 600_000, None),
        ("at the top", _partner("Helio Labs", "gold"), 5_100_000, TODAY - timedelta(days=200)),
    ):
        changes = _changes("Because " * 60 if name == "set" else HOSTILE)
        file = PartnerFile(
            partner=partner,
            standing=standing_on(program, partner, Figures(Cents(arr), 1), TODAY, counted_since=lost),
            movement=Cents(-1),
            members=[MARIA] * (0 if name == "plain" else 12),
            open_leads=3,
            changes=changes if name != "plain" else [],
            override=changes[0],
            may_set_tier=name != "plain",
            may_assign=name != "plain",
            claims=some_claims(program, 0 if name == "plain" else 20),
            trouble=Trouble.ARCHIVED if name == "hostile" else None,
            may_link=name != "plain",
        )
        yield f"partner, {name}", partner_views.partner(file, REF, house)
        yield f"partner, {name}, noticed", partner_views.partner(file, REF, house, notice="Done.")
        for answers in ({}, {"tier": "gold", "until": "2026-12-31", "reason": HOSTILE}, {"tier": None, "until": None}):
            yield f"set tier, {name}", tier_views.set_tier(file, house, answers)
            yield f"set tier, {name}, changed", tier_views.set_tier(file, house, answers, has_changed=True)
            yield f"end tier, {name}", tier_views.end(file, house, answers)
            yield f"end tier, {name}, changed", tier_views.end(file, house, answers, has_changed=True)
        yield f"tier set, {name}", tier_views.done(file, house)
        yield from _replays(name, partner, program, house)


def _replays(name: str, partner: Partner, program: Program, house: House) -> Iterator[Entry]:
    state = TierState.of(partner)
    for row in (None, DayFigures(LONG_ID, TODAY, Cents(600_000), 0, partner.tier)):
        figures = Figures(row.arr, row.new_customers) if row else Figures(Cents(0), 0)
        standing = standing_on(program, state, figures, TODAY, counted_since=None)
        shown = Replayed(partner, TODAY, state, row, standing, _changes(HOSTILE) * 3)
        yield f"replay, {name}", replay_views.replayed(shown, REF, house)


def _reports(house: House) -> Iterator[Entry]:
    month = Month(date(2026, 10, 1), date(2026, 11, 1), NOW, NOW, is_running=False)
    rows = [
        MonthFigures(tier, HOSTILE, tier, Cents(100), Cents(10**12), True, 3, 2, 1, Cents(-50_000))
        for tier in ("gold", "silver", "gone")
    ]
    busy = Report(month, rows, 2, 1, 1, 3, date(2026, 9, 1), date(2026, 11, 1))
    yield "report", report_views.report(busy, house)
    yield "report, sent", report_views.report(busy, house, sent=True)
    running = Report(replace(month, is_running=True), rows[:1], 0, 0, 0, 0, None, None)
    yield "report, running", report_views.report(running, house)
    yield "report, empty", report_views.report(Report(month, [], 0, 0, 0, 0, None, None), house)
