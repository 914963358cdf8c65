"""What a partner's person has answered to a benefit's form, as people read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from domain.benefits import Benefit, FieldKind, FormField
from domain.claims import Claim, ClaimFile
from domain.people import PersonKey, is_person_key
from domain.program import Program
from domain.usecases.evidence import EVIDENCE
from handlers.texts.catalogue import say
from handlers.texts.format import Format, safe, shortened
from handlers.texts.words import who

BYTES = 1024
LONG = frozenset({FieldKind.LONG_TEXT})


def benefit_of(claim: Claim, program: Program) -> Benefit | None:
    """The benefit that was claimed, where the program still has it."""
    return next((each for each in program.benefits if each.key == claim.benefit), None)


def benefit_name(claim: Claim, program: Program) -> str:
    """The name of what was claimed; what the program no longer has goes by its key."""
    found = benefit_of(claim, program)
    return found.name if found else claim.benefit


def answer_lines(
    claim: Claim, files: Sequence[ClaimFile], program: Program, fmt: Format, *, longest: int
) -> Iterator[str]:
    """One line for each answer, in the order of the form: safe for mrkdwn, none longer than about `longest`."""
    benefit = benefit_of(claim, program)
    for key, value in _in_order(claim, benefit):
        field = benefit.field(key) if benefit else None
        text = _files(key, files) if field and field.kind is FieldKind.FILE else _value(value, field, fmt, longest)
        if text:
            separator = "\n> " if field and field.kind in LONG else " "
            yield f"*{safe(field.label if field else key)}*{separator}{text}"


def _in_order(claim: Claim, benefit: Benefit | None) -> Iterator[tuple[str, Any]]:
    """Answers of fields that the form no longer has come last."""
    known = [field.key for field in benefit.fields] if benefit else []
    for key in [*known, *(key for key in claim.answers if key not in known)]:
        if claim.answers.get(key) not in (None, "", []):
            yield key, claim.answers[key]


def _value(value: Any, field: FormField | None, fmt: Format, longest: int) -> str:
    kind = field.kind if field else FieldKind.TEXT
    if kind is FieldKind.DATE:
        return _day(str(value), fmt)
    if kind is FieldKind.NUMBER and str(value).isdecimal():
        return fmt.number(int(value))
    if field and field.options:
        names = {option.key: option.name for option in field.options}
        return ", ".join(safe(names.get(str(each), str(each))) for each in _several(value))
    if kind is FieldKind.PEOPLE:
        return ", ".join(_person(str(each), longest) for each in _several(value))
    text = ", ".join(str(each) for each in _several(value))
    return safe(shortened(text, longest)).replace("\n", "\n> " if kind in LONG else " ")


def _person(answer: str, longest: int) -> str:
    """Whoever was chosen is mentioned; others are named."""
    return who(PersonKey(answer)) if is_person_key(answer) else safe(shortened(answer, longest))


def _several(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else [value]


def _day(text: str, fmt: Format) -> str:
    try:
        return fmt.day(date.fromisoformat(text))
    except ValueError:
        return safe(text)


def _files(key: str, files: Sequence[ClaimFile]) -> str:
    return ", ".join(f":paperclip: {safe(file.name)} ({size(file.size)})" for file in files if file.field == key)


def delivered(files: Iterable[ClaimFile]) -> str:
    """The files with which a claim was fulfilled; empty where there are none. Safe for mrkdwn."""
    return _files(EVIDENCE, list(files))


def size(number: int) -> str:
    """`48 KB`, `1.3 MB`; the size of a file."""
    if number < BYTES * BYTES:
        return say("{number} KB", number=max(1, round(number / BYTES)))
    return say("{number} MB", number=f"{number / BYTES / BYTES:.1f}")
