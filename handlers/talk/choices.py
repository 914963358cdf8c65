"""What can be chosen for a field, taken from the inputs of the form, and the choice that a text names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import InputBlock, Option

from domain.companies import words
from domain.lead_fields import FieldKind, LeadField
from domain.lead_hearing import Choose
from domain.usecases.lead_talk import Conversation
from handlers.context import House
from handlers.leads.form_inputs import contact_inputs, deal_inputs, involvement_inputs, reward_input
from handlers.leads.labels import LABELS
from handlers.talk.hints import THE
from handlers.texts.catalogue import Spoken, mark
from handlers.texts.format import safe, shortened

LONGEST_SHOWN = 150
_SHORT = Spoken({"involvement": mark("Your involvement")})
"""Where the form's label is a question."""

YES = frozenset({"yes", "y", "ok", "sure", "they know", "agreed", "i agree", "confirmed"})
ALL = frozenset({"both", "all", "all of them"})


def inputs(conversation: Conversation, house: House) -> Mapping[str, InputBlock]:
    """The form's inputs by their field."""
    program, answers = conversation.program, conversation.answers
    book = program.price_book(program.calendar.local_day(conversation.now))
    every = [
        *contact_inputs(answers, program.vendor.locale),
        *deal_inputs(answers, book, house.format),
        reward_input(answers, program, house.format),
        *involvement_inputs(answers, program),
    ]
    return {str(each.block_id): each for each in every}


def label_of(name: str, of: Mapping[str, InputBlock]) -> str:
    """What a field is called."""
    if name in _SHORT or name in LABELS:
        return _SHORT.get(name) or LABELS[name]
    label = of[name].label if name in of else None
    return label.text if label is not None and label.text else name


def options_of(field: InputBlock | None) -> Sequence[Option]:
    """What can be chosen in an input; nothing where one types."""
    element = field.element if field is not None else None
    groups = getattr(element, "option_groups", None) or ()
    return getattr(element, "options", None) or [each for group in groups for each in group.options]


def shown(name: str, value: Any, of: Mapping[str, InputBlock]) -> str:
    """An answer as people read it, safe for mrkdwn."""
    texts = {str(each.value): _text(each) for each in options_of(of.get(name))}
    values = value if isinstance(value, list) else [value]
    named = ", ".join(texts.get(str(each), str(each)) for each in values)
    return safe(shortened(" ".join(named.split()), LONGEST_SHOWN))  # Slack's marks do not reach over lines


def choosing(conversation: Conversation, house: House) -> Choose:
    """How a text becomes a choice: by its number in the list, its name or a part of that, or its key."""

    def choose(field: LeadField, text: str) -> Any:
        options = options_of(inputs(conversation, house).get(field.name))
        typed = " ".join(words(text)).removeprefix(THE)
        if field.kind is FieldKind.CONSENT:
            return [str(each.value) for each in options] if typed in YES else None
        if field.kind is FieldKind.CHOICES:
            return _several(options, typed)
        return _one(options, typed)

    return choose


def _several(options: Sequence[Option], typed: str) -> list[str] | None:
    if typed in ALL:
        return [str(each.value) for each in options]
    named = [str(each.value) for each in options if " ".join(words(_text(each))) in typed]
    one = _one(options, typed)
    return named or ([one] if one else None)


def _one(options: Sequence[Option], typed: str) -> str | None:
    """Only what is meant without doubt."""
    if typed.isdecimal() and 0 < int(typed[:3]) <= len(options):
        return str(options[int(typed[:3]) - 1].value)
    exact = [each for each in options if typed in {str(each.value).casefold(), " ".join(words(_text(each)))}]
    partly = [each for each in options if typed and typed in " ".join(words(_text(each)))]
    found = exact or partly
    return str(found[0].value) if len(found) == 1 else None


def _text(of: Option) -> str:
    return str(getattr(of.text, "text", of.text))
