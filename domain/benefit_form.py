"""What a partner typed into a benefit's form, checked field by field by the catalogue's own definition.

Answers are what a surface collects: text for text, dates (ISO), numbers, addresses and choices (its key); a list for
several choices, people and files. A file is a mapping with `id`, `name`, `mimetype`, `size` and `url`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from domain import contacts
from domain.benefits import Benefit, FieldKind, FormField
from domain.claims import ClaimFile
from domain.errors import Code, DomainError, FormError
from domain.lead_form import whole_number

T = TypeVar("T")

LONGEST_LINE = 150
LONGEST_TEXT = 3000
LONGEST_URL = 500
MOST_PEOPLE = 20
MOST_BYTES = 10 * 1024 * 1024
"""Of one file."""

JPEG = frozenset({"jpg", "jpeg"})
GREATEST = 1_000_000_000
AHEAD = timedelta(days=730)
"""Days that are asked for lie between today and two years on: they are wishes for what is still to come."""


@dataclass(frozen=True)
class Checked:
    """A form's answers by field, each in one form, without those left empty; and the files handed in with it."""

    answers: dict[str, Any]
    files: Sequence[ClaimFile]


def longest(field: FormField) -> int:
    """How many characters a text may have."""
    if field.kind is FieldKind.URL:
        return LONGEST_URL
    return field.at_most or (LONGEST_TEXT if field.kind is FieldKind.LONG_TEXT else LONGEST_LINE)


def most(field: FormField) -> int:
    """How many may be named, uploaded or chosen; for a number, how great it may be."""
    match field.kind:
        case FieldKind.NUMBER:
            return field.at_most or GREATEST
        case FieldKind.FILE:
            return field.at_most or 1
        case FieldKind.CHOICES:
            return field.at_most or len(field.options)
        case _:
            return field.at_most or MOST_PEOPLE


def check_answers(benefit: Benefit, answers: Mapping[str, Any], today: date) -> Checked:
    """All answers of a benefit's form. Raises FormError with every wrong field at once; unknown fields are left out."""
    checked: dict[str, Any] = {}
    files: list[ClaimFile] = []
    errors: dict[str, DomainError] = {}
    for field in benefit.fields:
        try:
            value = _CHECKS[field.kind](field, answers.get(field.key), today)
            if field.required and value in (None, "", []):
                raise DomainError(Code.REQUIRED, field=field.key)
        except DomainError as error:
            errors[field.key] = error
            continue
        if field.kind is FieldKind.FILE:
            files += value
            value = [each.slack_id for each in value]
        if value not in (None, "", []):
            checked[field.key] = value
    if errors:
        raise FormError(errors)
    return Checked(checked, files)


def _typed(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _text(field: FormField, value: Any, _: date) -> str:
    typed = _typed(value)
    if field.kind is FieldKind.TEXT:
        typed = " ".join(typed.split())
    if len(typed) > longest(field):
        raise DomainError(Code.TOO_LONG, field=field.key, longest=longest(field), length=len(typed))
    if typed and field.at_least and len(typed) < field.at_least:
        raise DomainError(Code.TOO_SHORT, field=field.key, shortest=field.at_least, length=len(typed))
    return typed


def _choice(field: FormField, value: Any, _: date) -> str:
    return _known(field, chosen) if (chosen := _typed(value)) else ""


def _choices(field: FormField, value: Any, _: date) -> list[str]:
    chosen = list(dict.fromkeys(_known(field, _typed(each)) for each in _listed(value)))
    return _counted(field, chosen)


def _date(field: FormField, value: Any, today: date) -> str:
    typed = _typed(value)
    if not typed:
        return ""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise DomainError(Code.DATE_INVALID, field=field.key, text=typed) from None
    if not today <= day <= today + AHEAD:
        raise DomainError(Code.DATE_OUT_OF_RANGE, field=field.key, earliest=today, latest=today + AHEAD)
    return day.isoformat()


def _url(field: FormField, value: Any, today: date) -> str:
    typed = _text(field, value, today)
    if not typed:
        return ""
    scheme, separator, _ = typed.partition("://")
    if " " in typed or (separator and scheme.lower() not in {"http", "https"}):
        raise DomainError(Code.DOMAIN_INVALID, field=field.key, text=typed)
    contacts.registrable_domain(typed, field=field.key)
    return typed if separator else f"https://{typed}"


def _email(field: FormField, value: Any, _: date) -> str:
    return contacts.email(typed, field=field.key) if (typed := _typed(value)) else ""


def _number(field: FormField, value: Any, _: date) -> int | None:
    typed = _typed(value)
    least = field.at_least if field.at_least is not None else 0
    return whole_number(typed, field=field.key, least=least, most=most(field)) if typed else None


def _people(field: FormField, value: Any, _: date) -> list[str]:
    return _counted(field, list(dict.fromkeys(named for each in _listed(value) if (named := _typed(each)))))


def _files(field: FormField, value: Any, _: date) -> list[ClaimFile]:
    files = [_file(field, each) for each in _listed(value)]
    for file in files:
        if field.accept and not _is_accepted(file.name, field.accept):
            raise DomainError(Code.FILE_KIND, field=field.key, name=file.name, accept=field.accept)
        if file.size > MOST_BYTES:
            raise DomainError(Code.FILE_TOO_LARGE, field=field.key, name=file.name, most=MOST_BYTES)
    return _counted(field, files)


def endings(accept: Sequence[str]) -> Sequence[str]:
    """The endings that a field accepts, in every spelling: a JPEG has two."""
    found = dict.fromkeys(accept)
    return [*found, *(JPEG - found.keys() if JPEG & found.keys() else ())]


def _is_accepted(name: str, accept: Sequence[str]) -> bool:
    _, dot, ending = name.rpartition(".")
    return bool(dot) and ending.lower() in endings(accept)


def _file(field: FormField, given: Mapping[str, Any]) -> ClaimFile:
    return ClaimFile(
        claim_id=0,
        field=field.key,
        slack_id=str(given["id"]),
        name=str(given.get("name") or given["id"]),
        mimetype=str(given.get("mimetype") or "application/octet-stream"),
        size=int(given.get("size") or 0),
        url=str(given.get("url") or ""),
    )


def _known(field: FormField, chosen: str) -> str:
    if chosen not in {option.key for option in field.options}:
        raise DomainError(Code.UNKNOWN_CHOICE, field=field.key, text=chosen)
    return chosen


def _listed(value: Any) -> Sequence[Any]:
    if value in (None, ""):
        return ()
    return value if isinstance(value, list | tuple) else [value]


def _counted(field: FormField, found: list[T]) -> list[T]:
    if len(found) > most(field):
        raise DomainError(Code.TOO_MANY, field=field.key, most=most(field), count=len(found))
    if found and field.at_least and len(found) < field.at_least:
        raise DomainError(Code.TOO_FEW, field=field.key, least=field.at_least, count=len(found))
    return found


_CHECKS: Mapping[FieldKind, Callable[[FormField, Any, date], Any]] = {
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
