"""What companies and people are compared and searched by, whatever way their names are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST_WORD = 40

_LEGAL_FORMS = (
    "ab ag aps as asa bv bvba co corp doo eg ek eu eurl ev fze gbr gesmbh gmbh inc kft kg kgaa kk lda llc llp lp ltd "
    "ltda nv nyrt ohg ooo oy oyj plc pte pty pvt sa sarl sas se sl slu sp spa spj spk spzoo srl sro ug zoo zrt"
)
"""As they are abbreviated: found with dots and spaces between their letters too, as in `Sp. z o.o.`."""

_WRITTEN_OUT = ("company", "corporation", "incorporated", "liability", "limited")
_LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")
# the longest first: of `sp k`, `sp` alone would leave the k
_SPELT = sorted([*_WRITTEN_OUT, *(" ?".join(form) for form in _LEGAL_FORMS.split())], key=len, reverse=True)
_FORMS = re.compile(rf"\b(?:{'|'.join(_SPELT)})\b")
_NOT_TAKEN_APART = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not see as another one with an accent."""


@lru_cache(10_000)
def name_key(name: str) -> str:
    """`acme` from `ACME, Inc.`: lower case, without accents, punctuation and legal forms; all of it if only these."""
    found = " ".join(words(name))
    return " ".join(_FORMS.sub(" ", found).split()) or found


def words(text: str) -> list[str]:
    """The words of a text in lower case and without accents, in their order."""
    folded = text.casefold()
    plain = folded if folded.isascii() else without_accents(folded)
    return [word[:LONGEST_WORD] for word in _LETTERS_AND_DIGITS.findall(plain)]


def without_accents(text: str) -> str:
    """`lotwa` from `Łotwa`: in lower case, and each letter as the one that it is a variant of."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_NOT_TAKEN_APART))
    # capitals again: some letters are variants of one, and have no small letter of their own
    return "".join(each for each in parts if not unicodedata.combining(each)).casefold()


def search_words(texts: Iterable[str]) -> set[str]:
    """All words of some texts: what a lead is found by, each from its beginning."""
    return {word for text in texts for word in words(text)}
