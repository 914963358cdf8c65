"""What a talk looks like: a question with its buttons, what was understood, and the summary at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    InputBlock,
    StaticSelectElement,
)

from domain.errors import DomainError
from domain.lead_drafts import LeadDraft
from domain.lead_fields import FieldKind, LeadField
from domain.lead_form import estimate_so_far
from domain.usecases.lead_drafts import last_day
from domain.usecases.lead_talk import Conversation
from handlers.blocks import button, buttons, section, small
from handlers.context import Context
from handlers.ids import Action
from handlers.leads.draft_views import discard, name_of
from handlers.leads.form_advice import criteria_advice, estimate_section
from handlers.results import Reply
from handlers.talk.choices import inputs, label_of, options_of, shown
from handlers.talk.ending import ALL_SAID, all_said, known_of
from handlers.talk.questions import question
from handlers.talk.refs import Ref
from handlers.texts.catalogue import mark, say, say_many
from handlers.texts.errors import text_of
from handlers.texts.format import safe, shortened

WORDS = mark("You can also say *back*, *show*, *cancel* or *help*.")
HELP = mark(
    "Just answer, or use the buttons. Several answers at once are fine, and so is a "
    "whole signature. *back* goes to the question before, *skip* leaves one out, *show* "
    "tells what I know so far, *form* opens the form, and *cancel* stops: what you have "
    "told me is kept as a draft."
)
YES = mark("Yes, they know")
LONGEST_BUTTON = 75
MOST_OFFERED = 3


def asked(talk: Conversation, context: Context, *before: str, refused: DomainError | None = None) -> Reply:
    """The question that is due, or the summary where all is said. `before` stands above it, safe for mrkdwn."""
    if talk.asked is None:
        talk.ask_next()
    if talk.asked is None:
        refused = talk.wrong()
    said: list[Block] = [section(each) for each in before if each]
    field = talk.asked
    if field is None:
        return Reply(say(ALL_SAID), [*said, *all_said(talk, context, known_of(talk, context))])
    of = inputs(talk, context.house)
    label = label_of(field.name, of)
    if refused is not None:
        said.append(section(f":point_right: {text_of(refused, context.house)}"))
    text = question(field, label)
    return Reply(text, [*said, *_advice(field, talk, context), section(f"*{text}*"), *_answers(field, talk, of)])


def settled(field: str, value: Any, talk: Conversation, context: Context) -> Reply:
    """What stays of a question that was left: the field with its answer."""
    of = inputs(talk, context.house)
    label = label_of(field, of)
    if value:
        answer = shown(field, value, of)
        return Reply(f"{label}: {answer}", [small(f":heavy_check_mark: {label}: *{answer}*")])
    left = say("skipped") if field in talk.answers else say("left open")
    text = f"{label}: {left}"
    return Reply(text, [small(text)])


def understood(names: Sequence[str], talk: Conversation, context: Context) -> str:
    """What was taken, field by field."""
    of = inputs(talk, context.house)
    order = [each.name for each in talk.fields]
    known = [name for name in sorted(names, key=order.index) if talk.answers.get(name)]
    got = " · ".join(f"{label_of(name, of)}: *{shown(name, talk.answers[name], of)}*" for name in known)
    return f":heavy_check_mark: {got}" if got else ""


def so_far(talk: Conversation, context: Context) -> str:
    """All that is known, one line a field."""
    of = inputs(talk, context.house)
    given = [each.name for each in talk.fields if talk.answers.get(each.name)]
    lines = [f"{label_of(name, of)}: *{shown(name, talk.answers[name], of)}*" for name in given]
    return "\n".join([say("So far I know:"), *lines]) if lines else say("I don't know anything about it yet.")


def stopped(talk: Conversation, context: Context) -> Reply:
    """The end of a talk whose draft is kept."""
    until = context.format.day(last_day(talk.draft, context.program))
    text = say("Stopped. What you told me is kept as a draft until {until}.", until=until)
    go_on = button(say("Go on here"), Action.TALK_DRAFT, talk.draft.id)
    return Reply(text, [section(text), buttons(go_on, discard(talk.draft))])


def drafts(found: Sequence[LeadDraft], context: Context) -> Reply:
    """What was begun before, to be gone on with in a talk; a few of them, those touched last."""
    text = say_many(
        "You have begun a lead already. Go on, or start a new one?",
        "You have begun {number} leads already. Go on with one, or start a new one?",
        len(found),
        number=context.format.number(len(found)),
    )
    blocks: list[Block] = [section(text)]
    for draft in found[:MOST_OFFERED]:
        go_on = button(say("Go on"), Action.TALK_DRAFT, draft.id, style="primary")
        touched = context.format.moment(draft.updated_at)
        line = say("*{lead}* · last touched {moment}", lead=name_of(draft), moment=touched)
        blocks.append(section(line, accessory=go_on))
    row = [button(say("Start a new one"), Action.TALK_NEW)]
    if len(found) > MOST_OFFERED:
        row.append(button(say("Show all"), Action.LEAD_FORM))
    return Reply(text, [*blocks, buttons(*row)])


def _answers(field: LeadField, talk: Conversation, of: Any) -> list[Block]:
    """The choices of a question, the ways on and back, and where in the form it stands."""
    ref = Ref(talk.draft.id, field.name)
    has_answer = bool(talk.answers.get(field.name))
    many = len(talk.open_optional()) > 1 and talk.is_open(field)
    steps: list[ButtonElement] = []
    if field.kind is FieldKind.CHOICES:
        steps.append(button(say("Next"), Action.TALK_DONE, style="primary"))
    elif has_answer:
        steps.append(button(say("Keep it"), Action.TALK_SKIP))
    elif not field.required:
        steps.append(button(say("Skip"), Action.TALK_SKIP))
    if not field.required and many:
        steps.append(button(say("Skip all optional ones"), Action.TALK_SKIP_PAGE))
    if talk.number > 1:
        steps.append(button(say("Back"), Action.TALK_BACK))
    steps += [button(say("Open the form"), Action.TALK_FORM), button(say("Cancel"), Action.TALK_CANCEL)]
    return [
        *_choices(field, ref, of.get(field.name), talk),
        ActionsBlock(block_id=ref.block_id("steps"), elements=steps),
        small(f"{_place(field, talk, of)}. {say(WORDS)}"),
    ]


def _place(field: LeadField, talk: Conversation, of: Any) -> str:
    """`Now: *50* · 9 of 16 · optional`."""
    parts = [say("{number} of {total}", number=talk.number, total=len(talk.fields))]
    if answer := talk.answers.get(field.name):
        parts.insert(0, say("Now: *{answer}*", answer=shown(field.name, answer, of)))
    if not field.required:
        parts.append(say("optional"))
    return " · ".join(parts)


def _choices(field: LeadField, ref: Ref, block: InputBlock | None, talk: Conversation) -> list[Block]:
    """Buttons one below the other, a list where there are many, boxes where several may be chosen."""
    options = options_of(block)
    if not options or block is None:
        return []
    if field.kind is FieldKind.CHOICES:
        chosen = talk.answers.get(field.name) or ()
        ticked = [each for each in options if each.value in chosen]
        boxes = CheckboxesElement(action_id=Action.TALK_TICK, options=options, initial_options=ticked or None)
        return [ActionsBlock(block_id=ref.block_id("boxes"), elements=[boxes])]
    if isinstance(block.element, StaticSelectElement) and block.element.option_groups:
        block.element.action_id = Action.TALK_ANSWER
        return [ActionsBlock(block_id=ref.block_id("list"), elements=[block.element])]
    return [
        ActionsBlock(block_id=ref.block_id(str(row)), elements=[_choice(field, each.text, str(each.value))])
        for row, each in enumerate(options, start=1)
    ]


def _choice(field: LeadField, text: Any, value: str) -> ButtonElement:
    """What must be agreed to stands above its button: Slack cuts what is long on one."""
    label = say(YES) if field.kind is FieldKind.CONSENT else str(getattr(text, "text", text))
    return button(shortened(label, LONGEST_BUTTON), Action.TALK_ANSWER, value)


def _advice(field: LeadField, talk: Conversation, context: Context) -> list[Block]:
    """What helps to choose: what each reward would pay; what it is that must be agreed to."""
    if field.kind is FieldKind.CONSENT:
        return [section(safe(context.program.consent))]
    if field.name != "reward":
        return []
    valued = estimate_so_far(talk.answers, context.program, context.today)
    advice = criteria_advice(talk.answers, context.program)
    return [estimate_section(valued, context.format), *([small(advice)] if advice else [])]
