"""A file of leads: its columns, what is wrong with its rows in the form's own words, and an example to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from domain.errors import Code, DomainError
from domain.lead_fields import LeadField, refusals
from domain.usecases.import_leads import CONSENT, YES, Answers, answers_of, file_fields, row_id
from handlers.context import House
from handlers.sheets.problems import Problem, nearest, quoted
from handlers.texts.catalogue import say
from handlers.texts.errors import text_of
from handlers.texts.spreadsheet import as_csv

ERROR = "error"
"""A column that is read over: what was wrong the last time."""

MOST_CHOICES_TOLD = 8


class LeadSheet:
    """The columns of a program at the prices of a day."""

    def __init__(self, house: House, on: date) -> None:
        self.house, self.on = house, on
        self.fields: Sequence[LeadField] = file_fields(house.program, on)
        self.columns = tuple(each.name for each in self.fields)
        self.optional = frozenset({each.name for each in self.fields if not each.required} | {ERROR})
        self._by_name: Mapping[str, LeadField] = {each.name: each for each in self.fields}

    def answers(self, cells: Mapping[str, str]) -> Answers:
        """A row as the form's answers."""
        return answers_of(cells, self.fields, locale=self.house.program.vendor.locale)

    def problems(self, line: int, answers: Answers) -> Iterator[Problem]:
        """All that is wrong with a row, in the order of the columns."""
        found = refusals(answers, self.house.program, self.on)
        for name in sorted(found, key=self._place):
            yield Problem(line, name, self._text(name, found[name], answers))

    def _place(self, name: str) -> int:
        return self.columns.index(name) if name in self.columns else len(self.columns)

    def _text(self, name: str, error: DomainError, answers: Answers) -> str:
        text = text_of(error, self.house)
        if error.code is Code.CONSENT_MISSING:
            return say(
                "We can only contact leads that know about it. Please ask first, then write {yes}.",
                yes=YES,
            )
        field = self._by_name.get(name)
        if error.code is not Code.UNKNOWN_CHOICE or field is None:
            return text
        wrong = str(error.params.get("text") or answers.get(name) or "")
        choices = f"{', '.join(field.choices)}."
        if len(field.choices) > MOST_CHOICES_TOLD:
            choices = say("its name, or two letters such as PL.")
        refused = say("Not {what_was_typed}", what_was_typed=quoted(wrong))
        return f"{text.removesuffix('.')}: {choices} {refused}{nearest(wrong, field.choices)}"

    def template(self, *, in_messages: bool) -> bytes:
        """A file with two examples. The consent is given where a file is confirmed, so in messages it is left out."""
        columns = [name for name in self.columns if not (in_messages and name == CONSENT)]
        rows = [[self._example(name, row) for name in columns] for row in _EXAMPLES]
        return as_csv([columns, *rows])

    def _example(self, name: str, row: Mapping[str, str]) -> str:
        field = self._by_name[name]
        if name == "products":
            return ";".join(field.choices)
        if name in row or not field.required:
            return row.get(name, "")
        return field.choices[0] if field.choices else YES


class Repeated:
    """Rows of one file that say the same: the second of them is a mistake."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def problem(self, line: int, partner_id: str, answers: Answers) -> Problem | None:
        """What is wrong with a row for that; None for the first of its kind."""
        first = self._seen.setdefault(row_id(partner_id, answers), line)
        return None if first == line else Problem(line, None, say("is the same as line {first}", first=first))


_EXAMPLES: Sequence[Mapping[str, str]] = (
    {
        "company": "Acme Inc.",
        "domain": "acme.com",
        "first_name": "Jane",
        "last_name": "Smith",
        "email": "jane@acme.com",
        "job_title": "Head of Support",
        "country": "US",
        "phone": "+1 617 555 0123",
        "employees": "120",
        "agents": "12",
        "billing_cycle": "annual",
        "reward": "rev_share",
    },
    {
        "company": "Kawa i Spółka",
        "domain": "kawa.pl",
        "first_name": "Ewa",
        "last_name": "Nowak",
        "email": "ewa@kawa.pl",
        "country": "PL",
        "employees": "40",
        "reward": "flat_fee",
    },
)
