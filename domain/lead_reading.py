"""Reads what a lead is made of out of free text: a message, a signature, several answers in one line.

What is found is a proposal for people to look at: nothing is taken for certain but the form of addresses and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import phonenumbers

from domain import contacts
from domain.companies import name_key, words
from domain.errors import DomainError
from domain.free_values import country_named, number_in
from domain.lead_names import (
    is_company,
    is_job_title,
    is_persons_name,
    named_in,
    split_name,
    wholly_named_in,
    without_honorifics,
)
from domain.lead_sentences import capitalised_runs, company_of, person_met, stripped

LONGEST = 4000
"""Characters that are read of a text; what follows is left alone."""

NOT_OF_COMPANIES = frozenset(
    [
        "bit.ly",
        "calendly.com",
        "facebook.com",
        "github.com",
        "google.com",
        "instagram.com",
        "linkedin.com",
        "meet.google.com",
        "slack.com",
        "t.me",
        "teams.microsoft.com",
        "tiktok.com",
        "twitter.com",
        "wa.me",
        "x.com",
        "youtu.be",
        "youtube.com",
        "zoom.us",
    ]
)
"""Sites that stand in signatures and are not the company's own."""

_LABELS: Mapping[str, str] = {
    **dict.fromkeys(("company", "company name", "organisation", "organization", "firm"), "company"),
    **dict.fromkeys(("website", "site", "web", "www", "domain", "url", "homepage"), "domain"),
    **dict.fromkeys(("first name", "given name"), "first_name"),
    **dict.fromkeys(("last name", "surname", "family name"), "last_name"),
    **dict.fromkeys(("name", "contact", "contact person", "full name", "person"), "name"),
    **dict.fromkeys(("email", "e-mail", "mail", "e", "work email"), "email"),
    **dict.fromkeys(("phone", "telephone", "tel", "tel.", "mobile", "cell", "mob", "m", "t", "p", "direct"), "phone"),
    **dict.fromkeys(("title", "job title", "role", "position", "job"), "job_title"),
    **dict.fromkeys(("country",), "country"),
    **dict.fromkeys(("employees", "company size", "headcount", "number of employees"), "employees"),
    **dict.fromkeys(("agents", "seats", "number of agents"), "agents"),
    **dict.fromkeys(("notes", "note", "additional information"), "notes"),
}
_LABELLED = re.compile(r"^\s*[*_]{0,2}([A-Za-z][A-Za-z. -]{0,24}?)[*_]{0,2}\s?:[*_]{0,2}\s*(\S.*)$")
_IN_WORDS = re.compile(
    r"^(?:(?:no|oh|sorry|wait|actually)\b[,.!]?\s+)*(?:the|her|his|their)\s+([a-z][a-z -]{2,20}?)\s+"
    r"(?:is|should be)\s+(?:called\s+)?(\S.*)$",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\s<>()\[\]{},;\"'“”|*`]+")
_BETWEEN = re.compile(r"[\n,;|·•\t]|\s[-–—/]\s")
# not within a number: +86 138 0013 8000
_LONG_DISTANCE = re.compile(r"(?<![\d+])(?<!\d[ ().-])00(?=[1-9][\d ()-]{6})")
_STAFF = re.compile(r"(\d[\d,.]{0,9})\+?\s+(?:employees|people|staff|FTEs?)\b", re.IGNORECASE)
_AGENTS = re.compile(r"(\d[\d,.]{0,6})\+?\s+(?:\w+\s)?(?:agents?|seats?)\b", re.IGNORECASE)
_CALLED_COMPANY = re.compile(r"^company\s+(?=[^\W\d_a-zß-öø-ÿ])")
_AT = re.compile(r"\s+(?:at|@)\s+")


@dataclass(frozen=True)
class ReadLead:
    """What was found, as answers by field name; those in `labelled` were called by their names.

    `rest` is what was not understood, piece by piece.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    labelled: frozenset[str] = frozenset()
    rest: Sequence[str] = ()


def read_lead(
    text: str,
    *,
    locale: str,
    country: str | None = None,
    free_mail: Collection[str] = (),
    asked: str = "",
    in_talk: bool = False,
) -> ReadLead:
    """What a text says of a lead. `country` (ISO 3166) reads national numbers; `asked` is the field it answers.

    `in_talk`, where people talk about a lead and nothing else, `her mail is jane@acme.com` calls an answer by its name.
    """
    reader = _Reader(locale, country, free_mail, asked)
    reader.read(text[:LONGEST], in_talk=in_talk)
    return ReadLead(reader.answers, frozenset(reader.labelled), reader.rest)


class _Reader:
    def __init__(self, locale: str, country: str | None, free_mail: Collection[str], asked: str) -> None:
        self.locale, self.country, self.free_mail, self.asked = locale, country, free_mail, asked
        self.answers: dict[str, str] = {}
        self.labelled: set[str] = set()
        self.rest: list[str] = []

    def read(self, text: str, *, in_talk: bool) -> None:
        patterns = (_LABELLED, _IN_WORDS) if in_talk else (_LABELLED,)
        lines = [line for line in text.splitlines() if not any(self._takes_label(line, each) for each in patterns)]
        numbered = "\n".join(lines)
        plain = self._takes_phone(numbered)
        plain = self._takes_addresses(plain)
        self._takes_sizes(plain)
        pieces = [*filter(None, map(stripped, _BETWEEN.split(plain)))]
        self._takes_turned_name(pieces)
        rest = [piece for piece in pieces if not self._takes_piece(piece)]
        # where a company was asked for, what may be a person is told from it only once the company is found
        self.rest = [piece for piece in rest if not self._takes_name(piece)]
        self._takes_names_within(plain)
        self._takes_site_of_mail()
        if "phone" not in self.answers and self.country is None:
            self.country = self.answers.get("country")
            self._takes_phone(numbered)

    def _takes_label(self, line: str, pattern: re.Pattern[str]) -> bool:
        found = pattern.match(line.strip())
        name = _LABELS.get(found[1].strip().lower()) if found else None
        if found is None or name is None:
            return False
        value = found[2].strip()
        return self._full_name(value) if name == "name" else self._label(name, value)

    def _label(self, name: str, value: str) -> bool:
        value = self._normal(name, value) or ""
        if value:
            self._keep(name, value)
            self.labelled.add(name)
        return bool(value)

    def _full_name(self, value: str) -> bool:
        first, last = split_name(value)
        if not last:
            return False
        self.answers |= {"first_name": first, "last_name": last}
        self.labelled |= {"first_name", "last_name"}
        return True

    def _normal(self, name: str, value: str) -> str | None:
        """A value as the form would take it; None where it would not."""
        takes: Mapping[str, Callable[[str], str | None]] = {
            "email": lambda text: contacts.email(text, field=name),
            "domain": lambda text: contacts.registrable_domain(text, field=name),
            "phone": self._phone,
            "country": lambda text: country_named(text, self.locale),
            "employees": number_in,
            "agents": number_in,
        }
        try:
            return takes[name](value) if name in takes else value
        except DomainError:
            return None

    def _keep(self, name: str, value: str) -> None:
        self.answers.setdefault(name, value)

    def _phone(self, text: str) -> str | None:
        for match in phonenumbers.PhoneNumberMatcher(_LONG_DISTANCE.sub("+", text), self.country):
            return phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        return None

    def _takes_phone(self, text: str) -> str:
        """The first number is kept; all are taken out of the text."""
        text = _LONG_DISTANCE.sub("+", text)
        matches = list(phonenumbers.PhoneNumberMatcher(text, self.country))
        for match in reversed(matches):
            text = f"{text[: match.start]}\n{text[match.end :]}"
        if matches:
            international = phonenumbers.PhoneNumberFormat.INTERNATIONAL
            self._keep("phone", phonenumbers.format_number(matches[0].number, international))
        return text

    def _takes_addresses(self, text: str) -> str:
        """Mail addresses and sites: the first of each is kept; all are taken out of the text."""

        def taken(match: re.Match[str]) -> str:
            token = match[0].strip(".:!?")
            name = "email" if "@" in token.removeprefix("@") else "domain" if "." in token else None
            value = self._normal(name, token) if name else None
            if name is None or value is None:
                return match[0]
            if name == "email" or value not in NOT_OF_COMPANIES:
                self._keep(name, value)
            return "\n"

        return _TOKEN.sub(taken, text)

    def _takes_sizes(self, text: str) -> None:
        for name, pattern in (("employees", _STAFF), ("agents", _AGENTS)):
            found = pattern.search(text)
            number = number_in(found[1]) if found else None
            if number:
                self._keep(name, number)

    def _takes_piece(self, piece: str) -> bool:
        """Whether a piece between commas or lines is something by itself."""
        title, *company = _AT.split(piece, maxsplit=1)
        if company and is_job_title(title):
            self._keep("job_title", title.strip())
            self._keep("company", company[0].strip())
            return True
        if (country := self._country(piece)) is not None:
            self._keep("country", country)
            return True
        called = _CALLED_COMPANY.sub("", piece)
        if called != piece or self._is_a_company(piece):
            self._keep("company", called)
            return True
        if is_job_title(piece):
            self._keep("job_title", piece)
            return True
        return self._takes_name(piece)

    def _takes_turned_name(self, pieces: list[str]) -> None:
        """`Smith, Jane <jane.smith@acme.com>`, as mail programs write it."""
        for at, (last, first) in enumerate(pairwise(pieces)):
            if "last_name" not in self.answers and wholly_named_in(self.answers.get("email", ""), first, last):
                self._keep("first_name", first)
                self._keep("last_name", last)
                del pieces[at : at + 2]
                return

    def _takes_name(self, piece: str) -> bool:
        bare = without_honorifics(piece)
        owned = named_in(self.answers.get("email", ""), bare)
        if "last_name" in self.answers or not (owned or is_persons_name(bare)):
            return False
        if not owned and (self.asked in {"company", "job_title"} and self.asked not in self.answers):
            return False
        first, last = split_name(bare)
        if not last:
            return False
        self._keep("first_name", first)
        self._keep("last_name", last)
        return True

    def _is_a_company(self, piece: str) -> bool:
        """Whether it ends like one, or is called as the site or the mail's domain is."""
        if len(piece) > 120:
            return False
        return is_company(piece) or name_key(piece).replace(" ", "") in set(self._own_labels())

    def _own_labels(self) -> Iterator[str]:
        for address in (self.answers.get("domain", ""), self.answers.get("email", "").rpartition("@")[2]):
            label = address.partition(".")[0]
            if label and address not in self.free_mail:
                yield "".join(words(label))

    def _country(self, text: str) -> str | None:
        """Two letters by themselves are a country's only where one was asked for: `IT` is a department, too."""
        bare = text.strip(" .")
        return country_named(bare, self.locale) if len(bare) > 3 or self.asked == "country" else None

    def _takes_names_within(self, text: str) -> None:
        """Names inside of sentences: a person that the mail address names, a company that the site names or that
        somebody is of.
        """
        runs = list(capitalised_runs(text))
        for run in runs:
            if "last_name" not in self.answers and named_in(self.answers.get("email", ""), run):
                self._takes_name(run)
        met = person_met(text)
        if "last_name" not in self.answers and is_persons_name(met):
            self._takes_name(met)
        for run in map(self._without_person, runs):
            if "company" not in self.answers and self._is_a_company(run):
                self._keep("company", run)
        of = company_of(text)
        if of and self.answers.keys() & {"last_name", "email", "phone"}:
            self._keep("company", of)

    def _without_person(self, run: str) -> str:
        """`Acme Inc.` from `Met Jane Smith of Acme Inc.`, where Jane Smith is the person."""
        person = " ".join(filter(None, [self.answers.get("first_name"), self.answers.get("last_name")]))
        return run.rpartition(person)[2].removeprefix(" of ") if person else run

    def _takes_site_of_mail(self) -> None:
        host = self.answers.get("email", "").rpartition("@")[2]
        site = self._normal("domain", host) if host else None
        if site and site not in self.free_mail:
            self._keep("domain", site)
