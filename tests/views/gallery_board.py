"""The reps' views, for the gallery: the board in each choice, the search, the forms about a lead, and a rep's Home."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from domain.lead_board import BoardRow, BoardSelection, Group, LeadView, Sort
from domain.leads import Contact, Deal, Lead, LeadEvent, LeadEventKind, LeadStatus, Move, ProductChoice, RewardOption
from domain.money import Cents
from domain.partners import Partner
from domain.people import PersonKey
from domain.usecases.leads_desk import Board, RepDay
from domain.usecases.work_leads import LeadFile
from handlers.context import House
from handlers.home import views as home_views
from handlers.ids import Callback
from handlers.leads import ask_views, board_views, review_views, search_views
from handlers.leads.ask_views import Shown
from handlers.leads.refs import Below

PAT, SAM = PersonKey("T0VENDOR:U0PAT"), PersonKey("T0VENDOR:U0SAM")
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
HOSTILE = "<!channel> & Co *bold* <@U0SAM>"
PARTNER = Partner("northwind", HOSTILE, date(2025, 1, 1), tier="gold", tier_since=date(2025, 6, 1))

BELOW = Below.of("V1", {"move": "reject", "reason": "No budget. " * 200, "note": HOSTILE})

Entry = tuple[str, View | list[Block]]


def leads_desk(house: House) -> Iterator[Entry]:
    """All of it."""
    yield from _boards(house)
    yield from _forms(house)
    yield from _reviews(house)
    rows = [_row(number, status) for number, status in enumerate(LeadStatus, 1)]
    yield "home of a rep", home_views.rep_day(RepDay(rows, 3, 2, 1_001), house, TODAY)
    yield "home of a rep, busy", home_views.rep_day(RepDay(rows * 20, 1, 1, 1), house, TODAY)
    yield "home of a rep, nothing to do", home_views.rep_day(RepDay([], 0, 0, 0), house, TODAY)


def _row(number: int, status: LeadStatus = LeadStatus.APPROVED, **changes: object) -> BoardRow:
    row = BoardRow(
        id=number,
        company=HOSTILE,
        partner=HOSTILE,
        status=status,
        stage="demo",
        assignee=SAM if number % 2 else None,
        value=Cents(528_000) if number % 3 else None,
        confirmed=status is LeadStatus.WON,
        below_criteria=True,
        size_given=bool(number % 2),
        legal_review=True,
        security_review=True,
        is_withdrawn=False,
        is_waiting=True,
        deal_of=None,
        next_step_on=TODAY - timedelta(days=number - 1),
        is_late=bool(number % 2),
    )
    return row._replace(**changes)  # type: ignore[arg-type]


def _boards(house: House) -> Iterator[Entry]:
    counts = {group: 1_001 if group in {Group.ALL, Group.WON} else 12 for group in Group}
    rows = [
        *(_row(number, status) for number, status in enumerate(LeadStatus, 1)),
        _row(100, is_withdrawn=True),
        _row(101, deal_of=12),
    ]
    all_filters = BoardSelection(
        Group.SUBMITTED, LeadView.MINE, Sort.VALUE, HOSTILE, "PL", Cents(500_000), ("acme", "zażółć")
    )
    yield "board", board_views.board(Board(BoardSelection(), counts, rows, 90, 1_000, is_more=True), house, TODAY)
    yield "board, searched", board_views.board(Board(all_filters, counts, rows[:2], 10, 12), house, TODAY)
    for view in LeadView:
        for group in (Group.ALL, Group.WITHDRAWN):
            empty = Board(BoardSelection(group, view), counts, [], 0, 0)
            yield f"board, empty, {view}, {group}", board_views.board(empty, house, TODAY)
    yield "board, no leads", board_views.board(Board(BoardSelection(), dict.fromkeys(Group, 0), [], 0, 0), house, TODAY)
    yield "board, nothing found", board_views.board(Board(all_filters, counts, [], 0, 0), house, TODAY)
    yield "search", search_views.search(BoardSelection(), house)
    yield "search, filled in", search_views.search(all_filters, house)


def _lead(number: int = 12, **changes: object) -> Lead:
    contact = Contact(HOSTILE, "acme.com", "Jane", "Smith", "jane@acme.com", notes="n" * 2_000)
    made = Lead(
        "northwind", PAT, NOW, f"draft-{number}", contact, Deal(RewardOption.REV_SHARE, agents=5), "meetings",
        below_criteria=False, estimate=Cents(528_000), status=LeadStatus.APPROVED, status_since=NOW,
    )  # fmt: skip
    for name, value in changes.items():
        setattr(made, name, value)
    made.id = number
    return made


def _forms(house: House) -> Iterator[Entry]:
    plain, asked = _lead(), _lead(assignee=SAM, question=HOSTILE, asked_by=SAM, asked_at=NOW)
    others = [_lead(number) for number in range(100, 200)]
    for name, lead in (("plain", plain), ("asked", asked)):
        file = LeadFile(lead, PARTNER, [], (Move.WIN, Move.LOSE), may_work=True)
        for kind in (Callback.LEAD_ASK, Callback.LEAD_HAND_OVER, Callback.LEAD_LINK):
            typed = {"question": HOSTILE, "to": "U0SAM0001", "main": "100"}
            yield f"{kind}, {name}", ask_views.form(kind, Shown(file, house, {}, below=BELOW, candidates=others))
            filled = Shown(file, house, typed, notice="It has changed.", candidates=others)
            yield f"{kind}, {name}, filled in", ask_views.form(kind, filled)
        yield f"nothing to link, {name}", ask_views.form(Callback.LEAD_LINK, Shown(file, house, {}))


PASSED_ON = ((None, SAM), (SAM, PAT), (SAM, None))
CHANGES = {
    LeadEventKind.FLAGGED: (("", "legal"), ("legal", "legal,security"), ("legal,security", "")),
    LeadEventKind.SCHEDULED: ((None, "2026-11-05"), ("2026-11-05", "2026-12-01"), ("2026-12-01", None)),
    LeadEventKind.PROTECTED: (("2026-11-05", "2027-05-04"),),
    LeadEventKind.LINKED: ((None, "L-3"), ("L-3", None)),
}
"""Before and after, as the events of a history keep them."""


def _reviews(house: House) -> Iterator[Entry]:
    events = [LeadEvent(12, NOW, SAM, LeadEventKind.NOTED, reason="x" * 2_000)] * 1_000
    events += [
        LeadEvent(12, NOW, SAM, kind, before, after, HOSTILE)
        for kind in LeadEventKind
        if kind is not LeadEventKind.MOVED
        for before, after in CHANGES.get(kind, PASSED_ON)
    ]
    sold = (ProductChoice("livechat", "business"), ProductChoice("gone", "gone"))
    won = _lead(
        status=LeadStatus.WON, confirmed_value=Cents(600_000), sold_products=sold, sold_agents=7, rewarded=Cents(50_000)
    )
    asked = _lead(
        question=HOSTILE * 50, asked_by=SAM, asked_at=NOW, next_step_on=TODAY, source_link="https://x.test/p1"
    )
    part = _lead(deal_of=11)
    yield "review, won", review_views.review(LeadFile(won, PARTNER, events, (Move.REOPEN,), may_work=True), house, {})
    moves, parts = (Move.WIN, Move.LOSE), [_lead(n) for n in range(30)]
    working = LeadFile(asked, PARTNER, events, moves, may_work=True, parts=parts, longer_until=TODAY)
    yield "review, asked", review_views.review(working, house, {})
    long = {"move": "approve", "reason": "ż" * 3000, "message": "🎉" * 2000, "note": HOSTILE * 60}
    yield "review, texts too long", review_views.review(working, house, long)
    gone = LeadFile(won, PARTNER, events, (), may_work=True)
    yield "review, overtaken", review_views.review(gone, house, long, notice="Gone on.", is_overtaken=True)
    yield "review, winning", review_views.review(working, house, {"move": "win", "message": HOSTILE, "note": HOSTILE})
    linked = LeadFile(part, PARTNER, events, (), may_work=True, main=_lead(11))
    yield "review, a part", review_views.review(linked, house, {})
    yield "timeline", review_views.timeline(working, house)
