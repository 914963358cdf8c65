"""Names inside of sentences: words with a capital in a row, and what stands before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.lead_names import is_company, is_company_ending

SHORT = 3
"""Letters of a word that has a dot though no sentence ends with it."""

LONGEST_ABBREVIATED = 5
"""Characters of a company's ending that a dot belongs to: `Corp.`, not `Corporation.`"""

_CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][\w&.'’-]*"
_RUN = re.compile(rf"{_CAPITALISED}(?:[ ](?:{_CAPITALISED}|of|and|&|de|van|von|z)){{0,7}}")
_BEFORE_PERSON = r"(?i:with|met|contact|named|called|name is|i['’]m|i am|this is|to|from)"
_MET = re.compile(rf"\b{_BEFORE_PERSON}[ ]({_CAPITALISED}(?:[ ]{_CAPITALISED}){{1,2}})")
_OF = re.compile(rf"\b(?:at|from|of|company|called)[ ]({_CAPITALISED}(?:[ ]{_CAPITALISED}){{0,3}})")


def capitalised_runs(text: str) -> Iterator[str]:
    """Words in a row that begin with a capital: `Jane Smith`, `Acme Inc.`"""
    for match in _RUN.finditer(text):
        for run in _by_sentence(match[0].rstrip("'’")):
            yield stripped(run)


def person_met(text: str) -> str:
    """Who may be a person, by the word before: `Jane Smith` from `I met Jane Smith`. Empty for nobody."""
    found = _MET.search(text)
    return next(_by_sentence(found[1])) if found else ""


def company_of(text: str) -> str:
    """What somebody is of, as `Acme` in `Jane from Acme`. Empty for nothing."""
    found = _OF.search(text)
    return stripped(next(_by_sentence(found[1]))) if found else ""


def _by_sentence(run: str) -> Iterator[str]:
    """Parts a run where a sentence ends: `Acme Corporation.` and `You`, but `St. Mary`."""
    kept: list[str] = []
    for word in run.split(" "):
        kept.append(word)
        letters = word.rstrip(".")
        if word != letters and (len(letters) > SHORT or is_company_ending(letters)):
            yield " ".join(kept)
            kept = []
    if kept:
        yield " ".join(kept)


def stripped(piece: str) -> str:
    """A piece without what stands around it; the dot of `Inc.` belongs to it."""
    found = piece.lstrip(" .:*_<>()[]-–—\u00a0").rstrip(" :*_<>()[]-–—\u00a0")
    is_abbreviated = is_company(found) and len(found.rpartition(" ")[2]) <= LONGEST_ABBREVIATED
    return found if is_abbreviated else found.rstrip(" .")
