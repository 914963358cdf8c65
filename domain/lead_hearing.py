"""What a message says about a lead: several answers at once, or that of the field asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.free_values import country_named, number_in
from domain.lead_fields import FieldKind, LeadField, refusal_of
from domain.lead_names import split_name
from domain.lead_reading import ReadLead, read_lead
from domain.program import Program

ADDRESSES = frozenset({"email", "phone", "domain"})
"""What is known for sure wherever it stands in a text."""

_CHOSEN = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})

Choose = Callable[[LeadField, str], Any]
"""The key (or list of keys) of the choice that a text names; None where it names none."""


@dataclass(frozen=True)
class Understood:
    """`several` are taken as they are; only where there are none, `one` is the answer to the question, good or not."""

    several: Mapping[str, Any] = field(default_factory=dict)
    one: Any = None


@dataclass(frozen=True)
class Listening:
    """What was said of a lead so far, and what was asked: None where all is said or the form is open."""

    program: Program
    fields: Sequence[LeadField]
    answers: Mapping[str, Any]
    asked: LeadField | None
    on: date

    def hear(self, text: str, choose: Choose) -> Understood:
        """Understands what was written."""
        found = self._read(text)
        several = self._several(found)
        if several or self.asked is None:
            return Understood(several)
        name, last = self._names(self.asked, text)
        if last:
            return Understood({"first_name": name, "last_name": last})
        one = self._one(self.asked, text, found, choose)
        beside = self._sizes(found, self.asked)
        if beside and self._will_do(self.asked.name, one):
            return Understood({self.asked.name: one, **beside})
        return Understood(one=one)

    def _read(self, text: str) -> ReadLead:
        return read_lead(
            text,
            locale=self.program.vendor.locale,
            country=self.answers.get("country"),
            free_mail=self.program.leads.free_mail,
            asked=self.asked.name if self.asked else "",
            in_talk=True,
        )

    def _several(self, found: ReadLead) -> Mapping[str, Any]:
        """What a text says beside, or instead of, the answer to the question. Empty where it is no more than that.

        What was said before is only changed by its name, `Email: jane@acme.com`, or where nothing else can be meant.
        """
        asked = self.asked
        if asked is not None and asked.kind is FieldKind.LONG_TEXT:
            return {}
        sure = found.answers.keys() & ADDRESSES
        is_text = asked is not None and asked.kind is FieldKind.TEXT
        # Booking.com is a company's name as well
        about_another = is_text and bool(sure - {"domain"}) and not found.rest
        if not (found.labelled or about_another or (sure and len(found.answers) > 1)):
            return {}
        known = {each.name for each in self.fields}
        wanted = {each.name for each in self.fields if is_open(each, self.answers)} | found.labelled
        if asked is not None:
            wanted.add(asked.name)
        said = {name: value for name, value in found.answers.items() if name in wanted and name in known}
        if asked is not None and asked.name == "company" and "company" not in said and len(found.rest) == 1:
            said["company"] = found.rest[0]
        if not said and is_text:
            # no name or title is a mail address or a number: it is what was meant by one that was given before
            said = {name: found.answers[name] for name in sure - {"domain"}}
        return {name: value for name, value in said.items() if self._will_do(name, value)}

    def _sizes(self, found: ReadLead, asked: LeadField) -> Mapping[str, Any]:
        """What a text says beside a choice of how many it is for: `LiveChat for 8 agents`."""
        if asked.kind not in _CHOSEN:
            return {}
        return {
            each.name: found.answers[each.name]
            for each in self.fields
            if each.kind is FieldKind.NUMBER and each.name in found.answers and is_open(each, self.answers)
        }

    def _will_do(self, name: str, value: Any) -> bool:
        return refusal_of(name, {**self.answers, name: value}, self.program, self.on) is None

    def _names(self, asked: LeadField, text: str) -> tuple[str, str]:
        """First and last name, where both were given when the first was asked for and the last is open."""
        last_is_open = any(each.name == "last_name" and is_open(each, self.answers) for each in self.fields)
        if asked.name != "first_name" or not last_is_open or "\n" in text.strip():
            return "", ""
        return split_name(text)

    def _one(self, asked: LeadField, text: str, found: ReadLead, choose: Choose) -> Any:
        """The answer to the one question, as the form would have it."""
        match asked.kind:
            case FieldKind.NUMBER:
                return number_in(text) or found.answers.get(asked.name, text)
            case FieldKind.WEBSITE | FieldKind.EMAIL | FieldKind.PHONE:
                return found.answers.get(asked.name, text)
            case FieldKind.CHOICE if asked.name == "country":
                return country_named(text, self.program.vendor.locale) or text
            case FieldKind.CHOICE | FieldKind.CHOICES | FieldKind.CONSENT:
                return choose(asked, text) or _no_choice(asked, text)
        return text


def is_open(of: LeadField, answers: Mapping[str, Any]) -> bool:
    """Whether the field is still to be asked for."""
    return of.name not in answers or (of.required and not answers[of.name])


def _no_choice(asked: LeadField, text: str) -> Any:
    """What stands for a text that names none of the choices: the form refuses it."""
    if asked.kind is FieldKind.CHOICE:
        return text
    return [text] if asked.kind is FieldKind.CHOICES else None
