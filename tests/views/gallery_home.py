"""Homes for the gallery: a partner's in every state, the staff's by role, and a stranger's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from slack_sdk.models.blocks import Block

from domain.benefits import Queue
from domain.claims import Claim
from domain.entitlements import entitlements
from domain.lead_board import BoardRow
from domain.lead_drafts import LeadDraft
from domain.leads import Contact, Deal, Lead, LeadStatus, RewardOption
from domain.money import Cents
from domain.partners import Partner
from domain.people import MemberRole, PersonKey
from domain.ports import DeskView
from domain.ports.directory import PartnerListed
from domain.program import Program
from domain.tiers import Figures, standing
from domain.usecases.home import PartnerHome, StaffHome, Step, StepKind
from domain.usecases.leads_desk import RepDay
from domain.usecases.overview import Overview
from domain.usecases.partner_directory import Only, PartnerList, Wanted
from domain.usecases.program_state import ProgramState
from domain.usecases.work_claims import DeskPage
from handlers.context import House
from handlers.home import partner_views, views
from handlers.texts.format import safe

PAT, SAM = PersonKey("T0VENDOR:U0PAT"), PersonKey("T0VENDOR:U0SAM")
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
HOSTILE = "<!channel> & Co *bold* <@U0SAM>"
LONG = "W" * 500


def homes(house: House) -> Iterator[tuple[str, list[Block]]]:
    """All of them, as blocks of Home."""
    for tier in house.program.tiers:
        for arr, customers in ((0, 0), (int(tier.required_arr), 1)):
            home = _partner_home(house.program, tier.key, Figures(Cents(arr), customers))
            yield f"home of {tier.key} at {arr}", partner_views.partner(home, (), house, TODAY)
    full = _full(house.program)
    news = [(NOW, "*L-7 · Acme* is won: $500.00 for you"), (NOW, "a\nlong one " + LONG), (NOW, "*C-3* is fulfilled")]
    yield "home, full and hostile", partner_views.partner(full, news, house, TODAY)
    figures_only = replace(full, overview=replace(full.overview, role=MemberRole.FINANCE), leads=(), claims=())
    yield "home of who sees figures only", partner_views.partner(figures_only, (), house, TODAY)
    for kind in StepKind:
        steps = [replace(_step(kind, house.program), count=count) for count in (1, 3)]
        one = replace(full, steps=steps)
        yield f"home, to do: {kind}", partner_views.partner(one, (), house, TODAY)
    yield "home of an account manager", views.staff(_staff_home(house.program, leads=False), house, TODAY)
    yield "home of an admin", views.staff(_staff_home(house.program, leads=True), house, TODAY)
    yield "home of staff on a quiet day", views.staff(_quiet_day(house.program), house, TODAY)
    yield "home of a stranger", views.stranger(house)
    yield "home of an applicant", views.stranger(house, f"You applied for {safe(HOSTILE)} on Nov 2, 2026.")


def _partner_home(program: Program, tier: str, figures: Figures) -> PartnerHome:
    partner = Partner("northwind", HOSTILE, date(2025, 1, 1), tier=tier, tier_since=date(2025, 6, 1))
    shown = Overview(partner, standing(program, tier, figures), 0, None)
    steps = [Step(StepKind.FIRST_LEAD), Step(StepKind.REACH_TIER), Step(StepKind.ESTIMATE)]
    return PartnerHome(shown, steps, (), 0, (), (), ())


def _full(program: Program) -> PartnerHome:
    home = _partner_home(program, program.tiers[1].key, Figures(Cents(600_000), 0))
    home.overview.partner.grace_since, home.overview.partner.grace_until = date(2026, 11, 1), date(2026, 12, 1)
    leads = [_lead(number) for number in range(5)]
    claims = [_claim(program, number) for number in range(6)]
    to_claim = entitlements(program, program.tiers[-1].key, (), TODAY)
    steps = [_step(kind, program) for kind in (StepKind.ANSWER_LEAD, StepKind.ANSWER_CLAIM, StepKind.FINISH_DRAFT)]
    return replace(home, steps=steps, leads=leads, open_leads=1234, claims=claims, to_claim=to_claim)


def _step(kind: StepKind, program: Program) -> Step:
    benefit = entitlements(program, program.tiers[-1].key, (), TODAY)[1]
    match kind:
        case StepKind.ANSWER_LEAD:
            return Step(kind, lead=_lead(7))
        case StepKind.ANSWER_CLAIM:
            return Step(kind, claim=_claim(program, 3))
        case StepKind.FINISH_DRAFT:
            return Step(kind, draft=LeadDraft("draft", "northwind", PAT, NOW, answers={"company": HOSTILE + LONG}))
        case StepKind.CLAIM_BENEFIT:
            return Step(kind, entitlement=benefit)
    return Step(kind)


def _lead(number: int) -> Lead:
    made = Lead(
        partner_id="northwind",
        submitted_by=PAT,
        submitted_at=NOW,
        draft_id=f"draft-{number}",
        contact=Contact(HOSTILE, "acme.com", HOSTILE, "Smith", "jane@acme.com"),
        deal=Deal(RewardOption.FLAT_FEE),
        involvement="email",
        below_criteria=False,
        estimate=None,
        status=LeadStatus.SUBMITTED,
        status_since=NOW,
    )
    made.id, made.question = number, HOSTILE
    return made


def _claim(program: Program, number: int) -> Claim:
    benefit = program.benefits[1].key
    made = Claim("northwind", benefit, "gold", PAT, NOW, f"draft-{number}", {}, Queue.DESK, waiting=number % 2 == 0)
    made.id, made.due_on = number, TODAY
    return made


def _staff_home(program: Program, *, leads: bool) -> StaffHome:
    partner = Partner("northwind", HOSTILE, date(2025, 1, 1), tier="silver", tier_since=date(2025, 6, 1))
    claims = [_claim(program, number) for number in range(10)]
    counts = {DeskView.ALL: 20, DeskView.MINE: 12, DeskView.UNASSIGNED: 3, DeskView.LATE: 2}
    row = BoardRow(
        7, HOSTILE, HOSTILE, LeadStatus.SUBMITTED, None, SAM, Cents(354_000),
        False, True, True, True, True, False, True, None, TODAY, True,
    )  # fmt: skip
    rows = [PartnerListed(partner, Cents(600_000), Cents(-100)) for _ in range(10)]
    return StaffHome(
        leads=RepDay([row] * 20, 1, 1, 1001) if leads else None,
        claims=DeskPage(counts, claims, {"northwind": partner}, 0, 12),
        partners=PartnerList(Wanted(only=Only.MINE), rows, 0, 12),
        state=ProgramState({"silver": 1}, {}, (), (), 0, applications=3),
    )


def _quiet_day(program: Program) -> StaffHome:
    home = _staff_home(program, leads=True)
    nothing = PartnerList(Wanted(only=Only.MINE), (), 0, 0)
    claims = DeskPage({DeskView.UNASSIGNED: 1}, (), {}, 0, 0)
    return replace(home, leads=RepDay((), 0, 0, 0), claims=claims, partners=nothing)
