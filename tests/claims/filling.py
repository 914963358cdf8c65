"""Answers that a benefit's form takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from domain.benefits import Benefit, FieldKind, FormField

LOGO: Mapping[str, Any] = {
    "id": "F0LOGO",
    "name": "logo.png",
    "mimetype": "image/png",
    "size": 2_048,
    "url": "https://files.example/logo.png",
}


def filled(benefit: Benefit, today: date) -> dict[str, Any]:
    """An answer to each field that must be filled in, as a surface collects it."""
    return {field.key: _answer(field, today) for field in benefit.fields if field.required}


def _answer(field: FormField, today: date) -> Any:
    answers: Mapping[FieldKind, Any] = {
        FieldKind.TEXT: "x" * max(10, field.at_least or 0),
        FieldKind.LONG_TEXT: "x" * max(10, field.at_least or 0),
        FieldKind.CHOICE: next((option.key for option in field.options), None),
        FieldKind.CHOICES: [option.key for option in field.options],
        FieldKind.DATE: (today + timedelta(days=14)).isoformat(),
        FieldKind.URL: "https://northwind.example.com/page",
        FieldKind.EMAIL: "kim@northwind.com",
        FieldKind.NUMBER: str(field.at_least or 1),
        FieldKind.FILE: [dict(LOGO)],
        FieldKind.PEOPLE: ["U0PAT"],
    }
    return answers[field.kind]
