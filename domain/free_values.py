"""Numbers and countries as people write them in sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from domain import contacts
from domain.companies import words

_NUMBER = re.compile(r"[0-9]+(?:[,. ][0-9]+)*")
_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(?:[,. ][0-9]{3})+")
_ALSO = {
    "usa": "US",
    "u s a": "US",
    "u s": "US",
    "america": "US",
    "united states of america": "US",
    "uk": "GB",
    "u k": "GB",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "czech republic": "CZ",
    "holland": "NL",
    "the netherlands": "NL",
    "uae": "AE",
    "korea": "KR",
    "turkey": "TR",
}
"""Names that the list of countries does not have, by their words."""


def number_in(text: str) -> str | None:
    """The digits of the one whole number in a text: `1200` from `about 1,200 people`. None for none or several."""
    found = _NUMBER.findall(text)
    return re.sub(r"[,. ]", "", found[0]) if len(found) == 1 and _WHOLE.fullmatch(found[0]) else None


def country_named(text: str, locale: str) -> str | None:
    """The code of the country that a text names, by name or code, and says nothing else."""
    known = contacts.countries(locale)
    code = text.strip(" .").upper()
    if code in known:
        return code
    plain = " ".join(words(text))
    return _by_words(locale).get(plain) or _ALSO.get(plain)


@lru_cache(8)
def _by_words(locale: str) -> Mapping[str, str]:
    """The codes by the words of the countries' names: a long file asks in each of its rows."""
    found = [(" ".join(words(name)), code) for code, name in contacts.countries(locale).items()]
    return {name: code for name, code in reversed(found) if name}
