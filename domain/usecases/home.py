"""What a person's Home shows, read at once: where a partner stands and what it could do next, or a day's work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice

from domain.claims import Claim
from domain.entitlements import Entitlement, EntitlementState, entitlements
from domain.lead_drafts import LeadDraft
from domain.leads import Lead
from domain.money import Cents
from domain.notices import Notice
from domain.notices.places import direct, partner_channel
from domain.partners import Partner
from domain.people import Actor, Task
from domain.ports import UnitOfWork
from domain.ports.homes import News
from domain.program import Program
from domain.usecases.claim_benefit import LOOKED_BACK
from domain.usecases.lead_drafts import unfinished_drafts
from domain.usecases.leads_desk import RepDay, rep_day
from domain.usecases.overview import Overview, overview
from domain.usecases.partner_directory import Only, PartnerList, Wanted, list_partners
from domain.usecases.program_state import ProgramState, program_state
from domain.usecases.work_claims import DeskPage, DeskView, claim_desk

STEPS = 3
LEADS_SHOWN = 5
LEADS_LOOKED_AT = 50
"""Open leads that are looked through for questions, the newest first."""

NEWS_SHOWN = 3
NEWS_LOOKED_AT = 12


class StepKind(StrEnum):
    """What a partner's person could do next, the most pressing first."""

    ANSWER_LEAD = "answer_lead"
    ANSWER_CLAIM = "answer_claim"
    KEEP_TIER = "keep_tier"
    FINISH_DRAFT = "finish_draft"
    FIRST_LEAD = "first_lead"
    CLAIM_BENEFIT = "claim_benefit"
    REACH_TIER = "reach_tier"
    GIVE_LEAD = "give_lead"
    ESTIMATE = "estimate"
    SEE_ARR = "see_arr"


@dataclass(frozen=True)
class Step:
    """One thing to do. `count` of the same kind there are, of which one is named."""

    kind: StepKind
    lead: Lead | None = None
    claim: Claim | None = None
    draft: LeadDraft | None = None
    entitlement: Entitlement | None = None
    count: int = 1


@dataclass(frozen=True)
class PartnerHome:
    """A partner's Home as one of its people sees it. `leads` are the newest open ones of `open_leads`.

    `leads` and `claims` are empty for who has no part in them by their role.
    """

    overview: Overview
    steps: Sequence[Step]
    leads: Sequence[Lead]
    open_leads: int
    claims: Sequence[Claim]
    to_claim: Sequence[Entitlement]
    news: Sequence[News]


@dataclass(frozen=True)
class StaffHome:
    """A day's work: what the person's roles let it do, the partners it looks after, and the program's figures."""

    leads: RepDay | None
    claims: DeskPage | None
    partners: PartnerList | None
    state: ProgramState


def partner_home(uow: UnitOfWork, program: Program, actor: Actor, *, now: datetime) -> PartnerHome:
    """The Home of a partner's person. Raises DomainError(NOT_A_MEMBER) for anybody else."""
    partner, today = actor.of_partner(), program.calendar.local_day(now)
    shown = overview(uow, program, actor.person, today)
    leads, total, is_new = _leads(uow, actor, partner.id)
    open_claims, to_claim = _claims(uow, program, actor, partner, now=now)
    offered = (
        *_questions(leads, open_claims),
        *_tier_at_risk(shown),
        *_drafts(uow, actor),
        *([Step(StepKind.FIRST_LEAD)] if is_new else []),
        *([Step(StepKind.CLAIM_BENEFIT, entitlement=to_claim[0], count=len(to_claim))] if to_claim else []),
        *_always(shown, is_new=is_new),
    )
    return PartnerHome(
        overview=shown,
        steps=list(islice((step for step in offered if _may(actor, step)), STEPS)),
        leads=leads[:LEADS_SHOWN],
        open_leads=total,
        claims=open_claims,
        to_claim=to_claim,
        news=_news(uow, actor, partner.id),
    )


def staff_home(uow: UnitOfWork, program: Program, actor: Actor, *, now: datetime) -> StaffHome:
    """The Home of one of the staff. Raises DomainError(NOT_STAFF) for anybody else."""
    actor.require(Task.SEE_PROGRAM)
    today, works_claims = program.calendar.local_day(now), actor.may(Task.WORK_CLAIMS)
    mine = Wanted(only=Only.MINE)
    return StaffHome(
        leads=rep_day(uow, program, actor, now=now) if actor.may(Task.WORK_LEADS) else None,
        claims=claim_desk(uow, actor, DeskView.MINE, today=today, offset=0) if works_claims else None,
        partners=list_partners(uow, program, actor, mine, today, offset=0) if works_claims else None,
        state=program_state(uow, program, actor, now=now),
    )


def _leads(uow: UnitOfWork, actor: Actor, partner_id: str) -> tuple[Sequence[Lead], int, bool]:
    """Open leads, how many there are, and whether the partner has never given any."""
    if not actor.may(Task.GIVE_LEADS):
        return (), 0, False
    leads, total = uow.leads.of_partner(partner_id, is_open=True, offset=0, limit=LEADS_LOOKED_AT)
    return leads, total, not total and not uow.leads.of_partner(partner_id, is_open=None, offset=0, limit=1)[1]


def _claims(
    uow: UnitOfWork, program: Program, actor: Actor, partner: Partner, *, now: datetime
) -> tuple[Sequence[Claim], Sequence[Entitlement]]:
    """Open claims, the newest first, and what there is to claim."""
    if not actor.may(Task.CLAIM_BENEFITS):
        return (), ()
    claims = uow.claims.for_entitlements(partner.id, since=now - LOOKED_BACK)
    of_each = entitlements(program, partner.tier, claims, program.calendar.local_day(now))
    is_open = sorted((claim for claim in claims if claim.is_open), key=lambda claim: claim.id, reverse=True)
    return is_open, [each for each in of_each if each.state is EntitlementState.AVAILABLE]


def _questions(leads: Sequence[Lead], claims: Sequence[Claim]) -> Iterator[Step]:
    asked = [lead for lead in leads if lead.question is not None]
    if asked:
        yield Step(StepKind.ANSWER_LEAD, lead=min(asked, key=lambda lead: lead.id), count=len(asked))
    waiting = [claim for claim in claims if claim.waiting]
    if waiting:
        yield Step(StepKind.ANSWER_CLAIM, claim=min(waiting, key=lambda claim: claim.id), count=len(waiting))


def _tier_at_risk(shown: Overview) -> Iterator[Step]:
    if shown.partner.grace_until and not shown.standing.to_keep.closed:
        yield Step(StepKind.KEEP_TIER)


def _drafts(uow: UnitOfWork, actor: Actor) -> Iterator[Step]:
    drafts = unfinished_drafts(uow, actor)
    if drafts:
        yield Step(StepKind.FINISH_DRAFT, draft=drafts[0], count=len(drafts))


def _always(shown: Overview, *, is_new: bool) -> Iterator[Step]:
    """What there is to do on any day, so that nobody's Home is empty."""
    gap = shown.standing.to_next
    if gap is not None and not gap.closed:
        yield Step(StepKind.REACH_TIER)
    if not is_new:
        yield Step(StepKind.GIVE_LEAD)
    yield Step(StepKind.ESTIMATE)
    if shown.standing.figures.arr > Cents(0):
        yield Step(StepKind.SEE_ARR)


_NEEDS = {
    StepKind.ANSWER_LEAD: Task.GIVE_LEADS,
    StepKind.FINISH_DRAFT: Task.GIVE_LEADS,
    StepKind.FIRST_LEAD: Task.GIVE_LEADS,
    StepKind.GIVE_LEAD: Task.GIVE_LEADS,
    StepKind.ANSWER_CLAIM: Task.CLAIM_BENEFITS,
    StepKind.CLAIM_BENEFIT: Task.CLAIM_BENEFITS,
}


def _may(actor: Actor, step: Step) -> bool:
    task = _NEEDS.get(step.kind)
    return task is None or actor.may(task)


def _news(uow: UnitOfWork, actor: Actor, partner_id: str) -> Sequence[News]:
    """What was told last to the partner's channel or to this person about this partner, each fact once.

    What is about leads or claims is left out for who has no part in them.
    """
    places = (partner_channel(partner_id), direct(actor.person))
    found: dict[str, News] = {}
    for each in uow.homes.news(places, limit=NEWS_LOOKED_AT):
        if getattr(each.notice, "partner_id", None) == partner_id and _concerns(actor, each.notice):
            found.setdefault(each.notice.key, each)
    return list(islice(found.values(), NEWS_SHOWN))


def _concerns(actor: Actor, notice: Notice) -> bool:
    """Whether a notice is of the person's own business."""
    if hasattr(notice, "lead_id") and not actor.may(Task.GIVE_LEADS):
        return False
    return not hasattr(notice, "claim_id") or actor.may(Task.CLAIM_BENEFITS)
