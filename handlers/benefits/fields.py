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
from slack_sdk.models.blocks.block_elements import FileInputElement, InputInteractiveElement, UserMultiSelectElement

from domain.benefit_form import endings, longest, most
from domain.benefits import Benefit, FieldKind, FormField
from domain.lead_form import number_so_far
from domain.people import PersonKey, is_person_key, person_key, user_id
from handlers.blocks import chosen, field, option
from handlers.ids import Action
from handlers.reporting import reporting
from handlers.texts.catalogue import mark, say
from handlers.texts.format import shortened

Answers = Mapping[str, Any]

MOST_TICKED = 10
"""Slack shows so many options side by side; more of them are a list to choose from."""

SLACKS_LONGEST = 3000
PEOPLE_HINT = mark("Names, separated by commas")
PICKED_HINT = mark("Choose people of this Slack, or name them below")
OTHERS = mark("Others, by name")
NAMED = ".named"
"""At the end of the block_id of those who are named beside the ones that are chosen; no key of a field has a dot."""

NOBODY_TO_CHOOSE = None
"""In place of a workspace, where people are only named."""


def inputs(benefit: Benefit, answers: Answers, workspace: str | None = NOBODY_TO_CHOOSE) -> list[InputBlock]:
    """The inputs of a benefit's form, filled with what was answered so far. Files cannot be filled in.

    People of the `workspace` are chosen, and others named: those who are not in Slack. Without one all are named: who
    delivers could not see who it is that somebody of another workspace has chosen.
    """
    every: list[InputBlock] = []
    for each in benefit.fields:
        answer = answers.get(each.key)
        if each.kind is FieldKind.PEOPLE and workspace is not None:
            every += _people_to_choose(each, answer, workspace)
        else:
            every.append(_input(each, answer))
    return [reporting(block, Action.CLAIM_TYPED) for block in every]


def read(benefit: Benefit, answers: Answers, workspace: str | None = NOBODY_TO_CHOOSE) -> dict[str, Any]:
    """The form's answers as the domain takes them: people one by one, emptied fields as None."""
    return {
        each.key: _people_of(each, answers, workspace) if each.kind is FieldKind.PEOPLE else answers.get(each.key)
        for each in benefit.fields
    }


def _people_of(asked: FormField, answers: Answers, workspace: str | None) -> list[str]:
    """Those chosen and then those named; what is typed never passes for a choice."""
    if workspace is None:
        return _names(answers.get(asked.key))
    picked = [person_key(workspace, each) for each in answers.get(asked.key) or ()]
    return [*picked, *_names(answers.get(f"{asked.key}{NAMED}"))]


def _people_to_choose(asked: FormField, answer: Any, workspace: str) -> list[InputBlock]:
    """Two inputs for one field. Slack cannot ask for one of the two, so that is left to the check."""
    given = _listed(answer)
    chosen_already = [user_id(PersonKey(each)) for each in given if each.startswith(f"{workspace}:")]
    picker = UserMultiSelectElement(
        initial_users=chosen_already or None,
        max_selected_items=most(asked),
        placeholder=PlainTextObject(text=say("Choose people")),
    )
    hint = asked.hint or say(PICKED_HINT)
    others = _people(asked, [each for each in given if not is_person_key(each)])
    return [
        field(asked.key, asked.label, picker, optional=True, hint=hint),
        field(f"{asked.key}{NAMED}", say(OTHERS), others, optional=True, hint=say(PEOPLE_HINT)),
    ]


def _input(asked: FormField, answer: Any) -> InputBlock:
    hint = asked.hint or (say(PEOPLE_HINT) if asked.kind is FieldKind.PEOPLE else None)
    return field(asked.key, asked.label, _ELEMENTS[asked.kind](asked, answer), optional=not asked.required, hint=hint)


def _listed(answer: Any) -> list[str]:
    return [str(each) for each in answer] if isinstance(answer, list | tuple) else _names(answer)


def _names(typed: Any) -> list[str]:
    parts = typed if isinstance(typed, list) else re.split(r"[,;\n]", str(typed or ""))
    names = (" ".join(str(each).split()) for each in parts)
    return [name for name in names if name and not is_person_key(name)]


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
    return _line(asked, ", ".join(_names(answer)), 1000, say("Ann Lee, Tom Kim"))


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
    return FileInputElement(max_files=most(asked), filetypes=list(endings(asked.accept)) or None)


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
