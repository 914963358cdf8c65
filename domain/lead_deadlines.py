"""What of a lead is late or about to be: its review, its next step, an answer, a trial's end, any sign of life."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.leads import Lead, LeadStatus
from domain.program import Program


class Deadline(StrEnum):
    """What is waited for."""

    REVIEW = "review"
    STEP = "step"
    TRIAL = "trial"
    ANSWER = "answer"
    SILENT = "silent"


@dataclass(frozen=True)
class Missed:
    """A deadline of a lead that somebody is to be reminded of.

    `since` names what it is counted from: with another question, trial or date it is another deadline. `due_on` is the
    day on which it was to be met, which for the end of a trial is still to come.
    """

    kind: Deadline
    since: str
    due_on: date


@dataclass(frozen=True)
class Reminded:
    """When somebody was reminded of a missed deadline, and when it was told further up."""

    at: datetime
    escalated_at: datetime | None = None


@dataclass(frozen=True)
class Bounds:
    """From when on something of a lead may be late: each is the latest moment, `steps_before` the first day in time."""

    review: datetime
    answer: datetime
    trial: datetime
    silent: datetime
    steps_before: date
    trials: tuple[str, ...]

    @classmethod
    def at(cls, program: Program, now: datetime) -> Bounds:
        """Those that hold at an instant; what they let through is looked at by the day, so they are a day wide."""
        rules, calendar, day = program.leads.deadlines, program.calendar, timedelta(days=1)
        warned = timedelta(days=max(0, rules.trial_days - rules.trial_warn_days_before))
        return cls(
            review=calendar.latest_before(now, program.leads.review_within_business_days),
            answer=calendar.latest_before(now, rules.answer_within_business_days),
            trial=now - warned + day,
            silent=now - timedelta(days=rules.silent_days) + day,
            steps_before=calendar.local_day(now),
            trials=tuple(stage.key for stage in program.leads.stages if stage.is_trial),
        )


def missed(lead: Lead, program: Program, now: datetime) -> list[Missed]:
    """The deadlines of a lead that are missed now, or warned of. A lead that is no work any more has none.

    That a lead is silent counts only where nothing else is to be done about it.
    """
    if not lead.is_open:
        return []
    found = list(_dated(lead, program, now))
    return found or list(_silent(lead, program, now))


def _dated(lead: Lead, program: Program, now: datetime) -> Iterator[Missed]:
    calendar, rules = program.calendar, program.leads.deadlines
    today = calendar.local_day(now)
    if lead.status is LeadStatus.SUBMITTED:
        due = calendar.add_business_days(lead.waiting_since, program.leads.review_within_business_days)
        if due <= now:
            yield Missed(Deadline.REVIEW, lead.waiting_since.isoformat(), calendar.local_day(due))
    if lead.question is not None and lead.asked_at is not None:
        due = calendar.add_business_days(lead.asked_at, rules.answer_within_business_days)
        if due <= now:
            yield Missed(Deadline.ANSWER, lead.asked_at.isoformat(), calendar.local_day(due))
    if lead.next_step_on is not None and lead.next_step_on < today:
        yield Missed(Deadline.STEP, lead.next_step_on.isoformat(), lead.next_step_on)
    ends = trial_ends(lead, program)
    warned = timedelta(days=rules.trial_warn_days_before)
    if ends is not None and lead.stage_since is not None and today >= ends - warned:
        yield Missed(Deadline.TRIAL, lead.stage_since.isoformat(), ends)


def _silent(lead: Lead, program: Program, now: datetime) -> Iterator[Missed]:
    waits = lead.question is not None or lead.next_step_on is not None or trial_ends(lead, program) is not None
    if lead.status is not LeadStatus.APPROVED or lead.touched_at is None or waits:
        return
    calendar = program.calendar
    due = calendar.local_day(lead.touched_at) + timedelta(days=program.leads.deadlines.silent_days)
    if due <= calendar.local_day(now):
        yield Missed(Deadline.SILENT, lead.touched_at.isoformat(), due)


def trial_ends(lead: Lead, program: Program) -> date | None:
    """The last day of the trial that a lead is in; None where it is in none."""
    stage = program.stage(lead.stage or "")
    if lead.status is not LeadStatus.APPROVED or stage is None or not stage.is_trial or lead.stage_since is None:
        return None
    return program.calendar.local_day(lead.stage_since) + timedelta(days=program.leads.deadlines.trial_days)


def is_to_escalate(late: Missed, told: Reminded, program: Program, now: datetime) -> bool:
    """Whether what was brought up before is to be told further up: so many business days later, but not before it is
    due."""
    if told.escalated_at is not None:
        return False
    calendar, days = program.calendar, program.leads.deadlines.escalate_after_business_days
    at = calendar.add_business_days(told.at, days)
    return calendar.local_day(at) <= calendar.local_day(now) and late.due_on < calendar.local_day(now)
