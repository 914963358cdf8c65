"""The fields of a benefit's form as Slack's inputs, and what is read back from them.

The catalogue's definition of a field makes both; `domain/benefit_form.py` checks the answers by the same definition.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    CheckboxesElement,
    DatePickerElement,
    EmailInputElement,
    InputBlock,
    NumberInputElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticMultiSelectElement,
    StaticSelectElement,
)
from slack_sdk.models.blocks.block_elements import FileInputElement, InputInteractiveElement

from domain.benefit_form import longest, most
from domain.benefits import Benefit, FieldKind, FormField
from domain.lead_form import number_so_far
from handlers.blocks import chosen, field, option
from handlers.texts.format import shortened

Answers = Mapping[str, Any]

MOST_TICKED = 10
"""Slack shows so many options side by side; more of them are a list to choose from."""

SLACKS_LONGEST = 3000
PEOPLE_HINT = "Names, separated by commas"
"""Not Slack's list of people: it leaves out members of shared channels, and who is not in Slack at all."""


def inputs(benefit: Benefit, answers: Answers) -> list[InputBlock]:
    """The inputs of a benefit's form, filled with what was answered so far. Files cannot be filled in."""
    return [_input(each, answers.get(each.key)) for each in benefit.fields]


def read(benefit: Benefit, answers: Answers) -> dict[str, Any]:
    """The form's answers as the domain takes them: names of people one by one, emptied fields as None."""
    return {each.key: _names(answers.get(each.key)) if each.kind is FieldKind.PEOPLE else answers.get(each.key)
            for each in benefit.fields}  # fmt: skip


def _input(asked: FormField, answer: Any) -> InputBlock:
    hint = asked.hint or (PEOPLE_HINT if asked.kind is FieldKind.PEOPLE else None)
    return field(asked.key, asked.label, _ELEMENTS[asked.kind](asked, answer), optional=not asked.required, hint=hint)


def _names(typed: Any) -> list[str]:
    parts = typed if isinstance(typed, list) else re.split(r"[,;\n]", str(typed or ""))
    return [name for each in parts if (name := " ".join(each.split()))]


def _text(asked: FormField, answer: Any) -> InputInteractiveElement:
    return _line(asked, answer, min(longest(asked), SLACKS_LONGEST))


def _line(asked: FormField, answer: Any, most_letters: int, placeholder: str | None = None) -> PlainTextInputElement:
    return PlainTextInputElement(
        initial_value=shortened(str(answer), most_letters) if answer else None,
        max_length=most_letters,
        multiline=asked.kind is FieldKind.LONG_TEXT or None,
        placeholder=PlainTextObject(text=placeholder) if placeholder else None,
    )


def _people(asked: FormField, answer: Any) -> InputInteractiveElement:
    return _line(asked, ", ".join(_names(answer)), 1000, "Ann Lee, Tom Kim")


def _url(asked: FormField, answer: Any) -> InputInteractiveElement:
    """Plain text: Slack's own input refuses an address without https://, which we can add ourselves."""
    return _line(asked, answer, longest(asked), "https://example.com")


def _email(_: FormField, answer: Any) -> InputInteractiveElement:
    return EmailInputElement(initial_value=str(answer) if answer else None)


def _number(asked: FormField, answer: Any) -> InputInteractiveElement:
    least, greatest = asked.at_least or 0, most(asked)
    typed = number_so_far({asked.key: answer}, asked.key)
    return NumberInputElement(
        is_decimal_allowed=False,
        min_value=str(least),
        max_value=str(greatest),
        initial_value=str(typed) if typed is not None and least <= typed <= greatest else None,
    )


def _date(_: FormField, answer: Any) -> InputInteractiveElement:
    try:
        day = date.fromisoformat(str(answer)) if answer else None
    except ValueError:
        day = None
    return DatePickerElement(initial_date=day.isoformat() if day else None)


def _choice(asked: FormField, answer: Any) -> InputInteractiveElement:
    options = _options(asked)
    if len(options) <= MOST_TICKED:
        return RadioButtonsElement(options=options, initial_option=chosen(options, answer))
    return StaticSelectElement(options=options, initial_option=chosen(options, answer))


def _choices(asked: FormField, answer: Any) -> InputInteractiveElement:
    options = _options(asked)
    ticked = [each for each in options if each.value in (answer or ())] or None
    if len(options) <= MOST_TICKED:
        return CheckboxesElement(options=options, initial_options=ticked)
    return StaticMultiSelectElement(options=options, initial_options=ticked)


def _files(asked: FormField, _: Any) -> InputInteractiveElement:
    return FileInputElement(max_files=most(asked))


def _options(asked: FormField) -> Sequence[Option]:
    return [option(each.name, each.key) for each in asked.options]


_ELEMENTS: Mapping[FieldKind, Callable[[FormField, Any], InputInteractiveElement]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.DATE: _date,
    FieldKind.URL: _url,
    FieldKind.EMAIL: _email,
    FieldKind.NUMBER: _number,
    FieldKind.FILE: _files,
    FieldKind.PEOPLE: _people,
}
