"""Lets the sample's story happen: each thing in its own transaction, at its own time, in the order of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

from bot.samples.claims import claims_of
from bot.samples.sample import Sample, SampleLead, SamplePartner, SampleStep, SampleSubscription
from domain.billing import SubscriptionData
from domain.leads import Lead, Move
from domain.notices import Address, ClaimArrived, Face, LeadArrived, Notice
from domain.people import PersonKey, person_key
from domain.ports import UnitOfWork
from domain.program import Program
from domain.subscriptions import SubscriptionStatus
from domain.usecases.enrol import PartnerData, put_partner
from domain.usecases.lead_hands import assign_lead
from domain.usecases.record_billing import put_subscriptions
from domain.usecases.submit_lead import submit_lead
from domain.usecases.work_leads import Review, review_lead
from storage.database import Database

NEWS_FOR = timedelta(days=2)
"""What happened before is no news any more: of it, only the cards and the pinned messages are posted."""

ENDED = frozenset({SubscriptionStatus.CANCELLED, SubscriptionStatus.EXPIRED})

Act = Callable[[UnitOfWork, datetime], object]


class StoryClock:
    """The clock of the story: set to the time of what happens next."""

    def __init__(self, start: datetime) -> None:
        self.time = start

    def now(self) -> datetime:
        """The story's time."""
        return self.time


class Telling:
    """A unit of work in which old news is not told again."""

    def __init__(self, uow: UnitOfWork, *, is_news: bool) -> None:
        self.partners, self.people, self.subscriptions = uow.partners, uow.people, uow.subscriptions
        self.leads, self.ledger, self.history = uow.leads, uow.ledger, uow.history
        self.lead_conflicts, self.lead_uploads = uow.lead_conflicts, uow.lead_uploads
        self.lead_deadlines, self.lead_talks = uow.lead_deadlines, uow.lead_talks
        self.lead_drafts, self.leads_desk = uow.lead_drafts, uow.leads_desk
        self.lead_weeks = uow.lead_weeks
        self.directory = uow.directory
        self.billing = uow.billing
        self.flush, self.dead_letters = uow.flush, uow.dead_letters
        self.arr, self.claims, self.staff = uow.arr, uow.claims, uow.staff
        self.homes, self.manners, self.joining, self.changed_for = uow.homes, uow.manners, uow.joining, uow.changed_for
        self._uow, self._is_news = uow, is_news

    def tell(self, notice: Notice, addresses: Iterable[Address], *, held: Mapping[str, datetime] | None = None) -> None:
        """Tells news everywhere, but makes each card once: it is only posted when all this is over."""
        kept = set(Face) - {Face.CARD} if self._is_news else {Face.PINNED}
        if isinstance(notice, LeadArrived | ClaimArrived):
            kept.add(Face.CARD)
        self._uow.tell(notice, [each for each in addresses if each.face in kept], held=held)


def seed(url: str, program: Program, sample: Sample, *, now: datetime) -> None:
    """Fills an empty database at its newest schema with the sample, as of `now`."""
    clock = StoryClock(now)
    database = Database(url, clock=clock)
    try:
        for moment, act in sorted(_story(program, sample, now), key=lambda each: each[0]):
            clock.time = moment
            with database.write() as uow:
                act(Telling(uow, is_news=now - moment < NEWS_FOR), moment)
                uow.commit()
    finally:
        database.dispose()


def _story(program: Program, sample: Sample, now: datetime) -> Iterator[tuple[datetime, Act]]:
    start = now - max(partner.ago for partner in sample.partners)
    yield start - timedelta(days=1), partial(_staff, sample)
    for partner in sample.partners:
        yield now - partner.ago, partial(_join, program, sample, partner)
        for number, subscription in enumerate(partner.subscriptions, start=1):
            tell = partial(_subscribe, program, partner, subscription, number)
            yield now - subscription.ago, partial(tell, subscription.status)
            if subscription.later:
                yield now - subscription.later.ago, partial(tell, subscription.later.status)
    teams = {member: partner.team for partner in sample.partners for member in partner.members}
    for number, lead in enumerate(sample.leads, start=1):
        by = person_key(teams[lead.by] or sample.vendor_team, lead.by)
        draft = f"sample-{number}"
        yield now - lead.ago, partial(_submit, program, lead, by, draft)
        for step in lead.then:
            yield now - step.ago, partial(_work, program, step, person_key(sample.vendor_team, step.by), draft)
    yield from claims_of(program, sample, teams, now)


def _staff(sample: Sample, uow: UnitOfWork, now: datetime) -> None:
    for each in sample.staff:
        uow.people.add_staff(person_key(sample.vendor_team, each.user), each.role, now=now)


def _join(program: Program, sample: Sample, partner: SamplePartner, uow: UnitOfWork, now: datetime) -> None:
    data = PartnerData(
        id=partner.id,
        name=partner.name,
        joined_on=program.calendar.local_day(now),
        members=[person_key(partner.team or sample.vendor_team, member) for member in partner.members],
        slack_team_id=partner.team,
        slack_channel_id=partner.channel,
        account_manager=person_key(sample.vendor_team, partner.account_manager),
    )
    put_partner(uow, program, data, now=now)


def _subscribe(
    program: Program,
    partner: SamplePartner,
    subscription: SampleSubscription,
    number: int,
    status: SubscriptionStatus,
    uow: UnitOfWork,
    now: datetime,
) -> None:
    day = program.calendar.local_day
    started = uow.subscriptions.get(f"sub_{partner.id}_{number}")
    data = SubscriptionData(
        id=f"sub_{partner.id}_{number}",
        partner_id=partner.id,
        customer_id=f"cus_{partner.id}_{number}",
        customer_name=subscription.customer,
        customer_domain=subscription.domain,
        kind=subscription.kind,
        product=subscription.product,
        plan=subscription.plan,
        seats=subscription.seats,
        billing_cycle=subscription.cycle,
        amount=subscription.pays,
        currency=program.vendor.currency,
        status=status,
        rate=None,
        started_on=started.started_on if started else day(now),
        ended_on=day(now) if status in ENDED else None,
    )
    put_subscriptions(uow, program, [data], now=now)


def _submit(program: Program, lead: SampleLead, by: PersonKey, draft: str, uow: UnitOfWork, now: datetime) -> None:
    submit_lead(uow, program, uow.people.actor(by), draft, {**lead.answers, "consent": True}, now=now)


def _work(program: Program, step: SampleStep, by: PersonKey, draft: str, uow: UnitOfWork, now: datetime) -> None:
    actor, lead = uow.people.actor(by), _lead_of(uow, draft)
    if step.do == "assign":
        assign_lead(uow, actor, lead.id, by, now=now)
        return
    review = Review(
        version=lead.version,
        move=Move(step.do) if step.do else None,
        reason=step.reason,
        confirmed_value=step.value,
        stage=step.stage or lead.stage,
        legal_review=lead.legal_review if step.legal is None else step.legal,
        security_review=lead.security_review if step.security is None else step.security,
    )
    if review.move is Move.APPROVE:  # a stage belongs to an approved lead: first the move, then the stage
        lead = review_lead(uow, program, actor, lead.id, _without_stage(review), now=now)
        review = Review(version=lead.version, move=None, stage=review.stage)
    review_lead(uow, program, actor, lead.id, review, now=now)


def _without_stage(review: Review) -> Review:
    return Review(version=review.version, move=review.move)


def _lead_of(uow: UnitOfWork, draft_id: str) -> Lead:
    draft = uow.leads.draft(draft_id)
    lead = uow.leads.get(draft.lead_id) if draft and draft.lead_id else None
    if lead is None:
        raise ValueError(f"{draft_id} has not been submitted yet")
    return lead
