"""Every view and message the app can show, rendered from plain models: ordinary, empty, full and hostile ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from domain.errors import Code, DomainError, FormError
from domain.forecast import forecast, prospect_of
from domain.lead_form import estimate_so_far
from domain.leads import Contact, Deal, Lead, LeadEvent, LeadEventKind, LeadStatus, Move, ProductChoice, RewardOption
from domain.money import Cents
from domain.partners import Partner
from domain.people import PersonKey
from domain.ports import DeadLetter, DeskView
from domain.program import Program
from domain.rewards import EntryKind, LedgerEntry
from domain.subscriptions import BillingCycle, Kind
from domain.tiers import Deadlines, Figures, standing
from domain.usecases.overview import Overview
from domain.usecases.own_leads import LeadPage
from domain.usecases.program_state import ProgramState
from domain.usecases.work_leads import LeadFile
from handlers.blocks import home
from handlers.context import House
from handlers.estimate import views as estimate_views
from handlers.leads import card, form_views, list_views, own_views, review_views
from handlers.overview import views as overview
from handlers.pinned import pinned
from handlers.program import views as program_views
from tests.views.gallery_arr import arr as arr_views
from tests.views.gallery_benefits import benefits
from tests.views.gallery_board import leads_desk
from tests.views.gallery_desk import desk as desk_views
from tests.views.gallery_directory import directory
from tests.views.gallery_earnings import earnings
from tests.views.gallery_fairness import fairness
from tests.views.gallery_giving import giving
from tests.views.gallery_home import homes
from tests.views.gallery_people import people
from tests.views.gallery_staff import staff
from tests.views.gallery_talk import talk
from tests.views.gallery_telling import telling
from tests.views.gallery_tiers import tiers

PAT = PersonKey("T0VENDOR:U0PAT")
SAM = PersonKey("T0VENDOR:U0SAM")
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
HOSTILE = "<!channel> & Co *bold* <@U0SAM>"


@dataclass(frozen=True)
class Shown:
    """One thing that is shown: a view, or the blocks of a message."""

    name: str
    view: View | None = None
    blocks: Sequence[Block] = ()
    text: str = "A text"

    def payload(self) -> dict[str, Any]:
        """What Slack is sent."""
        if self.view is not None:
            payload: dict[str, Any] = self.view.to_dict()
            return payload
        return {"text": self.text, "blocks": [block.to_dict() for block in self.blocks]}


def a_partner(name: str = "Northwind", *, grace: bool = False) -> Partner:
    """A Silver partner, in its grace period where asked."""
    made = Partner("northwind", name, date(2025, 1, 1), tier="silver", tier_since=date(2025, 6, 1))
    if grace:
        made.grace_since, made.grace_until = date(2026, 11, 1), date(2026, 12, 1)
    return made


def a_lead(
    status: LeadStatus = LeadStatus.SUBMITTED, *, text: str = "Acme", number: int = 12, full: bool = True
) -> Lead:
    """A lead in a status, with every field filled in or only the required ones."""
    contact = Contact(text, "acme.com", "Jane", "Smith", "jane@acme.com")
    deal = Deal(RewardOption.REV_SHARE)
    if full:
        contact = replace(
            contact, job_title=text, country="PL", phone="+48600100200", employees=51, notes=f"{text}\n{text}"
        )
        deal = Deal(
            RewardOption.FLAT_FEE, (ProductChoice("livechat", "business"), ProductChoice("helpdesk", "team")), 5,
            BillingCycle.ANNUAL,
        )  # fmt: skip
    made = Lead(
        partner_id="northwind", submitted_by=PAT, submitted_at=NOW, draft_id="draft", contact=contact, deal=deal,
        involvement="meetings", below_criteria=not full, estimate=Cents(528000) if full else None, status=status,
        status_since=NOW, assignee=SAM if full else None, legal_review=full, security_review=full,
        reason=text if status in {LeadStatus.REJECTED, LeadStatus.LOST} else None,
        confirmed_value=Cents(600000) if status is LeadStatus.WON else None,
        rewarded=Cents(50000) if status is LeadStatus.WON else None,
        stage="demo" if status is LeadStatus.APPROVED else None,
    )  # fmt: skip
    made.id = number
    return made


def history(text: str) -> list[LeadEvent]:
    """A lead's history with an event of each kind."""
    return [
        LeadEvent(12, NOW, PAT, LeadEventKind.SUBMITTED, after=LeadStatus.SUBMITTED),
        LeadEvent(12, NOW, SAM, LeadEventKind.ASSIGNED, after=SAM),
        LeadEvent(12, NOW, SAM, LeadEventKind.MOVED, LeadStatus.SUBMITTED, LeadStatus.APPROVED),
        LeadEvent(12, NOW, SAM, LeadEventKind.STAGED, None, "demo"),
        LeadEvent(12, NOW, SAM, LeadEventKind.FLAGGED, "", "legal,security"),
        LeadEvent(12, NOW, SAM, LeadEventKind.MOVED, LeadStatus.APPROVED, LeadStatus.LOST, text),
    ]


def gallery(program: Program) -> Iterator[Shown]:
    """All of it."""
    house = House(program)
    yield from _partner_side(house)
    yield from _form(house)
    yield from _estimates(house)
    yield from _desk(house)
    for name, blocks in tiers(house):
        yield Shown(name, blocks=blocks)
    for name, blocks in homes(house):
        yield Shown(name, view=home(blocks))
    for name, blocks in telling(house):
        yield Shown(name, blocks=blocks)
    for name, known in fairness(house):
        yield Shown(name, view=known) if isinstance(known, View) else Shown(name, blocks=known)
    for name, told in talk(house):
        yield Shown(name, view=told) if isinstance(told, View) else Shown(name, blocks=told)
    for name, shown in (
        *arr_views(house),
        *earnings(house),
        *directory(house),
        *staff(house),
        *benefits(house),
        *desk_views(house),
        *giving(house, a_lead, history),
        *people(house),
    ):
        yield Shown(name, view=shown) if isinstance(shown, View) else Shown(name, blocks=shown)


def _partner_side(house: House) -> Iterator[Shown]:
    program, fmt = house.program, house.format
    entry = LedgerEntry("lead:12:win:1", "northwind", NOW, EntryKind.LEAD_REWARD, Cents(50000), "USD", 12)
    for name, partner in (("plain", a_partner()), ("hostile", a_partner(HOSTILE)), ("at risk", a_partner(grace=True))):
        figures = Figures(Cents(468000), 0)
        shown = Overview(partner, standing(program, partner.tier, figures), 3, entry)
        yield Shown(f"overview, {name}", blocks=overview.overview(shown, fmt))
        yield Shown(f"home, {name}", view=home(overview.overview(shown, fmt)))
        yield Shown(f"pinned, {name}", blocks=pinned(partner, house))
    top = standing(program, "gold", Figures(Cents(5_100_000), 2))
    yield Shown("overview at the top", blocks=overview.overview(Overview(a_partner(), top, 0, None), fmt))
    every = [
        a_lead(status, text=text, full=full)
        for status in LeadStatus
        for text in ("Acme", HOSTILE)
        for full in (True, False)
    ]
    yield Shown("leads in the middle", blocks=list_views.leads(LeadPage(every[:10], 10, 99), house, TODAY))
    yield Shown("no leads", blocks=list_views.leads(LeadPage([], 0, 0), house, TODAY))
    for index, lead in enumerate(every):
        events_of = history(lead.contact.company)
        yield Shown(f"lead {index}", blocks=own_views.lead(lead, events_of, house, TODAY))


def _form(house: House) -> Iterator[Shown]:
    program = house.program
    yield Shown("contact page", view=form_views.contact_page({}, "draft", house))
    yield Shown(
        "contact page, hostile", view=form_views.contact_page({"company": HOSTILE, "country": "PL"}, "draft", house)
    )
    for name, answers in (
        ("empty", {}),
        ("below", {"agents": "4", "employees": "50"}),
        ("both", {"products": ["livechat", "helpdesk"], "agents": "5", "reward": "rev_share"}),
        ("partial", {"products": ["livechat", "helpdesk"], "plan_livechat": "enterprise", "agents": "5"}),
    ):
        yield Shown(f"deal page, {name}", view=form_views.deal_page(answers, "draft", house, TODAY))
        for lead in (a_lead(full=True), a_lead(full=False, text=HOSTILE)):
            valued = estimate_so_far(answers, program, TODAY)
            page = form_views.consent_page(answers, "draft", house, lead.contact, lead.deal, valued)
            yield Shown(f"consent page, {name}", view=page)
            yield Shown(f"closing page, {name}", view=form_views.closing_page(lead, house))


def _estimates(house: House) -> Iterator[Shown]:
    program = house.program
    yield Shown("estimate, empty", view=estimate_views.page({}, None, "draft", house, TODAY))
    wrong = FormError({"agents": DomainError(Code.NOT_A_NUMBER, field="agents", text=HOSTILE)})
    yield Shown("estimate, wrong", view=estimate_views.page({"agents": HOSTILE}, wrong, "draft", house, TODAY))
    for kind in Kind:
        for cycle in BillingCycle:
            answers = {"agents": "100000", "kind": kind, "billing_cycle": cycle, "offer": "helpdesk.team"}
            for partner, arr in ((a_partner(), 468_000), (a_partner(grace=True), 0), (a_partner(grace=True), 490_000)):
                typed = answers if arr == 468_000 else {**answers, "agents": "1"}
                coming = Deadlines(grace_until=partner.grace_until)
                before = standing(program, partner.tier, Figures(Cents(arr), 0), deadlines=coming)
                asked = prospect_of(typed, program, TODAY)
                shown = forecast(program, partner, before, asked, TODAY) if asked else None
                page = estimate_views.page(typed, shown, "draft", house, TODAY)
                yield Shown(f"estimate, {kind}, {cycle}, {arr}", view=page)
    unpriced = program.price_books[0].products[0].plans[-1]
    product = program.price_books[0].products[0].model_copy(update={"plans": (unpriced,)})
    book = program.price_books[0].model_copy(update={"products": (product,)})
    bare = House(program.model_copy(update={"price_books": (book,)}))
    yield Shown("estimate, nothing priced", view=estimate_views.page({}, None, "draft", bare, TODAY))


def _desk(house: House) -> Iterator[Shown]:
    partner = a_partner(HOSTILE)
    for status in LeadStatus:
        for full in (True, False):
            lead = a_lead(status, text=HOSTILE, full=full)
            yield Shown(f"card, {status}", blocks=card.card(lead, partner, house), text=card.card_text(lead, partner))
            for moves in ((), (Move.REOPEN,), (Move.APPROVE, Move.REJECT), (Move.WIN, Move.LOSE)):
                file = LeadFile(lead, partner, history(HOSTILE), moves)
                for move in (None, *moves):
                    view = review_views.review(file, house, {"move": move, "reason": HOSTILE}, notice="Changed.")
                    yield Shown(f"review, {status}, {move}", view=view)
    for name, shown in leads_desk(house):
        yield Shown(name, view=shown) if isinstance(shown, View) else Shown(name, blocks=shown)
    leads = [a_lead(status, text=HOSTILE, number=each) for status in LeadStatus for each in (1, 2)]
    counts = dict.fromkeys(LeadStatus, 12)
    dead = [DeadLetter(1, "partner:x", HOSTILE, NOW)]
    claims = dict.fromkeys((DeskView.ALL, DeskView.MINE, DeskView.UNASSIGNED, DeskView.LATE), 1_234)
    busy = ProgramState({"gold": 1}, counts, leads, dead, 3, claims, 1)
    yield Shown("program, busy", blocks=program_views.program(busy, house))
    yield Shown("program, empty", blocks=program_views.program(ProgramState({}, {}, [], [], 0), house))
