"""The claims of the sample: each made and worked on through the use cases, at its own time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from bot.samples.sample import ClaimStep, Sample, SampleClaim, SampleClaimStep
from domain.claims import Claim
from domain.people import PersonKey, person_key
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.claim_benefit import answer_question, start_claim, submit_claim
from domain.usecases.work_claims import ask, decline, fulfil, take

Act = Callable[[UnitOfWork, datetime], object]

COMING = re.compile(r"in (\d+)d")


def claims_of(
    program: Program, sample: Sample, teams: Mapping[str, str | None], now: datetime
) -> Iterator[tuple[datetime, Act]]:
    """What happens, and when; `teams` are the workspaces of the partners' members."""
    for number, claim in enumerate(sample.claims, start=1):
        draft = f"sample-claim-{number}"
        by = person_key(teams[claim.by] or sample.vendor_team, claim.by)
        yield now - claim.ago, partial(_claim, program, claim, by, draft)
        for step in claim.then:
            who = person_key(teams.get(step.by) or sample.vendor_team, step.by)
            yield now - step.ago, partial(_work, program, step, who, draft)


def _claim(program: Program, claim: SampleClaim, by: PersonKey, draft: str, uow: UnitOfWork, now: datetime) -> None:
    actor, today = uow.people.actor(by), program.calendar.local_day(now)
    start_claim(uow, program, actor, claim.benefit, draft, now=now)
    answers = {key: _dated(value, today) for key, value in claim.answers.items()}
    submit_claim(uow, program, actor, draft, answers, now=now)


def _dated(value: Any, today: date) -> Any:
    coming = COMING.fullmatch(value) if isinstance(value, str) else None
    return (today + timedelta(days=int(coming[1]))).isoformat() if coming else value


def _work(program: Program, step: SampleClaimStep, by: PersonKey, draft: str, uow: UnitOfWork, now: datetime) -> None:
    actor, claim = uow.people.actor(by), _claim_of(uow, draft)
    match step.do:
        case ClaimStep.TAKE:
            take(uow, actor, claim.id, claim.version, now=now)
        case ClaimStep.ASK:
            ask(uow, actor, claim.id, claim.version, step.text, now=now)
        case ClaimStep.ANSWER:
            answer_question(uow, actor, claim.id, step.text, now=now)
        case ClaimStep.FULFIL:
            fulfil(uow, program, actor, claim.id, claim.version, step.text, now=now)
        case ClaimStep.DECLINE:
            decline(uow, actor, claim.id, claim.version, step.text, now=now)


def _claim_of(uow: UnitOfWork, draft_id: str) -> Claim:
    draft = uow.claims.draft(draft_id)
    claim = uow.claims.get(draft.claim_id) if draft and draft.claim_id else None
    if claim is None:
        raise ValueError(f"{draft_id} has not been submitted yet")
    return claim
