"""The fields of a review: the moves that are legal now, what each needs, and what can be noted beside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    DatePickerElement,
    NumberInputElement,
    PlainTextInputElement,
    PlainTextObject,
    StaticMultiSelectElement,
    StaticSelectElement,
)

from domain.free_text import MAX_TEXT
from domain.lead_form import MOST_AGENTS
from domain.leads import MAX_REASON, NEEDS_REASON, Lead, LeadStatus, Move
from domain.program import Program
from domain.usecases.work_leads import LeadFile
from handlers.blocks import chosen, divider, field, option
from handlers.context import House
from handlers.ids import Action
from handlers.leads.set_aside import MESSAGE, NOTE, REASON, initial, must_stay
from handlers.texts.catalogue import say
from handlers.texts.format import Format
from handlers.texts.words import MOVE, STATUS

Answers = Mapping[str, Any]

KEEP = "keep"
"""The choice that moves nothing."""

NO_STAGE = "none"
LEGAL, SECURITY = "legal", "security"


def inputs(file: LeadFile, house: House, answers: Answers) -> list[Block]:
    """All fields, as far as they are filled in; each move brings those it needs."""
    lead = file.lead
    wanted = answers.get("move") if answers.get("move") in file.moves else KEEP
    blocks: list[Block] = []
    if file.moves:
        moves = [
            option(say("Stays {status}", status=STATUS[lead.status]), KEEP),
            *(option(MOVE[move], move) for move in file.moves),
        ]
        select = StaticSelectElement(
            action_id=Action.LEAD_REVIEW_MOVE, options=moves, initial_option=chosen(moves, wanted) or moves[0]
        )
        blocks.append(field("move", say("Status"), select, reports=True))
    if wanted == Move.WIN:
        blocks += _sale(lead, house, answers)
    if wanted in NEEDS_REASON:
        blocks.append(_reason(answers, is_on_record_only=wanted == Move.REOPEN))
    elif must_stay(answers):
        blocks.append(_idle_reason(answers))
    if lead.is_open and lead.status is LeadStatus.APPROVED:
        blocks += [_stage(lead, house.program, answers), _next_step(lead, answers)]
    if lead.is_open:
        blocks.append(_review_flags(lead, answers))
    return [*blocks, divider(), *_texts(house.program, answers)]


def _texts(program: Program, answers: Answers) -> list[Block]:
    """Two fields, clearly apart: who reads what stands beside each."""
    message = PlainTextInputElement(initial_value=initial(answers, MESSAGE), multiline=True, max_length=MAX_TEXT)
    note = PlainTextInputElement(initial_value=initial(answers, NOTE), multiline=True, max_length=MAX_TEXT)
    return [
        field(
            MESSAGE,
            say(":envelope: Message to the partner"),
            message,
            optional=True,
            hint=say("The partner reads this."),
        ),
        field(
            NOTE,
            say(":lock: Internal note"),
            note,
            optional=True,
            hint=say("Only our team sees this: nobody outside {vendor} ever does.", vendor=program.vendor.name),
        ),
    ]


def _sale(lead: Lead, house: House, answers: Answers) -> list[Block]:
    fmt, sold = house.format, [f"{each.product}:{each.plan}" for each in lead.deal.products]
    entries = [
        option(f"{product.name} {plan.name}", f"{product.key}:{plan.key}")
        for product in house.program.price_books[-1].products
        for plan in product.plans
    ]
    ticked = answers.get("sold_products", sold)
    initial = [each for each in entries if each.value in (ticked or ())]
    agents = answers.get("sold_agents", lead.deal.agents)
    return [
        _confirmed_value(lead, fmt, answers),
        field(
            "sold_products",
            say("Products as sold"),
            StaticMultiSelectElement(
                placeholder=PlainTextObject(text=say("Products and plans")),
                options=entries,
                initial_options=initial or None,
            ),
            optional=True,
        ),
        field(
            "sold_agents",
            say("Agents as sold"),
            NumberInputElement(
                initial_value=str(agents) if agents else None,
                is_decimal_allowed=False,
                min_value="1",
                max_value=str(MOST_AGENTS),
            ),
            optional=True,
        ),
    ]


def _confirmed_value(lead: Lead, fmt: Format, answers: Answers) -> Block:
    estimate = None if lead.estimate is None else f"{lead.estimate // 100:,}.{lead.estimate % 100:02d}"
    element = PlainTextInputElement(
        initial_value=answers.get("confirmed_value") or estimate,
        placeholder=PlainTextObject(text="3,540.00"),
        max_length=30,
    )
    hint = say("In {currency}. The partner's reward follows from it.", currency=fmt.currency)
    return field("confirmed_value", say("Confirmed annual value"), element, hint=hint)


def _reason(answers: Answers, *, is_on_record_only: bool) -> Block:
    reader = say("Stays on record.") if is_on_record_only else say("The partner reads this.")
    return field(REASON, say("Reason"), _reason_input(answers), hint=reader)


def _idle_reason(answers: Answers) -> Block:
    """For a move that needs none: the form cannot carry a reason along that is far longer than one may be."""
    hint = say("It is too long, and this status needs none: shorten it to keep it for later, or empty it.")
    return field(REASON, say("Reason"), _reason_input(answers), optional=True, hint=hint)


def _reason_input(answers: Answers) -> PlainTextInputElement:
    return PlainTextInputElement(initial_value=initial(answers, REASON), multiline=True, max_length=MAX_REASON)


def _stage(lead: Lead, program: Program, answers: Answers) -> Block:
    named = [
        (f"{each.name} ({each.duration})" if each.duration else each.name, each.key) for each in program.leads.stages
    ]
    stages = [option(text, key) for text, key in [(say("No stage yet"), NO_STAGE), *named]]
    wanted = answers.get("stage") or lead.stage or NO_STAGE
    return field(
        "stage", say("Stage"), StaticSelectElement(options=stages, initial_option=chosen(stages, wanted) or stages[0])
    )


def _next_step(lead: Lead, answers: Answers) -> Block:
    now = lead.next_step_on.isoformat() if lead.next_step_on else None
    day = answers.get("next_step_on", now)
    hint = say("You are reminded when it has passed.")
    return field("next_step_on", say("Next step on"), DatePickerElement(initial_date=day), optional=True, hint=hint)


def _review_flags(lead: Lead, answers: Answers) -> Block:
    options = [option(say("Legal review"), LEGAL), option(say("Security review"), SECURITY)]
    ticked = answers["flags"] if "flags" in answers else [LEGAL] * lead.legal_review + [SECURITY] * lead.security_review
    initial = [each for each in options if each.value in (ticked or ())]
    return field(
        "flags", say("Under way"), CheckboxesElement(options=options, initial_options=initial or None), optional=True
    )
