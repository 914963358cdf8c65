"""The rep's review of a lead: everything about it, and only the moves that are legal now."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from domain.leads import MAX_REASON, NEEDS_REASON, OPEN, Lead, LeadEvent, LeadStatus, Move
from domain.program import Program
from domain.usecases.work_leads import LeadFile
from handlers.blocks import chosen, divider, facts, field, modal, option, section, small
from handlers.context import House
from handlers.ids import Action, Callback
from handlers.leads.facts import deal_lines, flags, may_pay, reward_line, status_line
from handlers.leads.list_views import quoted
from handlers.leads.timeline import staff_line
from handlers.texts.format import Format, safe
from handlers.texts.words import CYCLE, MOVE, STATUS, who

Answers = Mapping[str, Any]

KEEP = "keep"
"""The choice that moves nothing."""

REASON = "reason"
LONGEST_SET_ASIDE = 2500

NO_STAGE = "none"
LEGAL, SECURITY = "legal", "security"
NEWEST_EVENTS = 12
"""In the history, so that the newest lines always fit."""


def review(file: LeadFile, house: House, answers: Answers, *, notice: str | None = None) -> View:
    """The review as far as it is filled in. `notice` stands on top, such as that a colleague was faster."""
    lead, program, fmt = file.lead, house.program, house.format
    blocks: list[Block] = [section(f":warning: {notice}")] if notice else []
    blocks += _facts(file, program, fmt)
    blocks += [divider(), section(_history(file.history, program, fmt))]
    if not file.moves:
        return modal(f"Lead {lead.number}", blocks)
    blocks.append(divider())
    blocks += _inputs(file, house, answers)
    return modal(
        f"Lead {lead.number}",
        blocks,
        callback=Callback.LEAD_REVIEW,
        submit="Save",
        close="Cancel",
        metadata={"lead": lead.id, "version": lead.version, **_set_aside(answers)},
    )


def _set_aside(answers: Answers) -> dict[str, str]:
    """The reason, for when its field is gone and comes back; a very long one does not fit into Slack's metadata."""
    reason = answers.get(REASON)
    return {REASON: reason} if reason and len(json.dumps(reason)) <= LONGEST_SET_ASIDE else {}


def _facts(file: LeadFile, program: Program, fmt: Format) -> list[Block]:
    lead, contact = file.lead, file.lead.contact
    person = safe(f"{contact.first_name} {contact.last_name}") + (
        f", {safe(contact.job_title)}" if contact.job_title else ""
    )
    involvement = program.involvement(lead.involvement)
    pairs = [
        ("Company", f"{safe(contact.company)}\n{safe(contact.domain)}"),
        ("Contact", f"{person}\n{safe(contact.email)}" + (f"\n{contact.phone}" if contact.phone else "")),
        ("Deal", deal_lines(lead, program, fmt)),
        ("Reward", reward_line(lead, program, fmt) if may_pay(lead) else "none"),
        ("Employees", fmt.number(contact.employees) if contact.employees else "not given"),
        ("Billing", CYCLE[lead.deal.billing_cycle] if lead.deal.billing_cycle else "not given"),
        ("Partner", f"{safe(file.partner.name)}\n{who(lead.submitted_by)}"),
        ("Involvement", safe(involvement.name) if involvement else "not given"),
    ]
    if contact.country:
        pairs.append(("Country", contact.country))
    blocks: list[Block] = [section(f"*{status_line(lead, program)}*"), facts(pairs)]
    marks = flags(lead)
    if marks:
        blocks.append(small(" · ".join(marks)))
    if contact.notes:
        blocks.append(section(f"> {quoted(contact.notes)}"))
    return blocks


def _inputs(file: LeadFile, house: House, answers: Answers) -> list[Block]:
    lead = file.lead
    moves = [option(_keep_text(lead), KEEP), *(option(MOVE[move], move) for move in file.moves)]
    wanted = answers.get("move") if answers.get("move") in file.moves else KEEP
    select = StaticSelectElement(
        action_id=Action.LEAD_REVIEW_MOVE, options=moves, initial_option=chosen(moves, wanted) or moves[0]
    )
    blocks: list[Block] = [field("move", "Status", select, reports=True)]
    if wanted == Move.WIN:
        blocks.append(_confirmed_value(lead, house.format, answers))
    if wanted in NEEDS_REASON:
        blocks.append(_reason(Move(wanted), answers))
    if lead.status is LeadStatus.APPROVED:
        blocks.append(_stage(lead, house.program, answers))
    if lead.status in OPEN:
        blocks.append(_review_flags(lead, answers))
    return blocks


def _keep_text(lead: Lead) -> str:
    return f"Stays {STATUS[lead.status]}"


def _confirmed_value(lead: Lead, fmt: Format, answers: Answers) -> Block:
    estimate = None if lead.estimate is None else f"{lead.estimate // 100:,}.{lead.estimate % 100:02d}"
    element = PlainTextInputElement(
        initial_value=answers.get("confirmed_value") or estimate,
        placeholder=PlainTextObject(text="3,540.00"),
        max_length=30,
    )
    hint = f"In {fmt.currency}. The partner's reward follows from it."
    return field("confirmed_value", "Confirmed annual value", element, hint=hint)


def _reason(move: Move, answers: Answers) -> Block:
    element = PlainTextInputElement(initial_value=answers.get(REASON), multiline=True, max_length=MAX_REASON)
    reader = "Stays on record." if move is Move.REOPEN else "The partner reads this."
    return field(REASON, "Reason", element, hint=reader)


def _stage(lead: Lead, program: Program, answers: Answers) -> Block:
    named = [
        (f"{each.name} ({each.duration})" if each.duration else each.name, each.key) for each in program.leads.stages
    ]
    stages = [option(text, key) for text, key in [("No stage yet", NO_STAGE), *named]]
    wanted = answers.get("stage") or lead.stage or NO_STAGE
    return field(
        "stage", "Stage", StaticSelectElement(options=stages, initial_option=chosen(stages, wanted) or stages[0])
    )


def _review_flags(lead: Lead, answers: Answers) -> Block:
    options = [option("Legal review", LEGAL), option("Security review", SECURITY)]
    ticked = answers["flags"] if "flags" in answers else [LEGAL] * lead.legal_review + [SECURITY] * lead.security_review
    initial = [each for each in options if each.value in (ticked or ())]
    return field(
        "flags", "Under way", CheckboxesElement(options=options, initial_options=initial or None), optional=True
    )


def _history(events: Sequence[LeadEvent], program: Program, fmt: Format) -> str:
    lines = [f"• {fmt.moment(event.at)}: {staff_line(event, program, fmt)}" for event in events[-NEWEST_EVENTS:]]
    return "*History*\n" + "\n".join(lines)
