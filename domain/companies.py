"""What companies and people are compared and searched by, whatever way their names are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST_WORD = 40

_LEGAL_FORMS = frozenset(
    [
        "ab",
        "ag",
        "aps",
        "as",
        "asa",
        "bv",
        "co",
        "company",
        "corp",
        "corporation",
        "ek",
        "eu",
        "gmbh",
        "inc",
        "incorporated",
        "kft",
        "kg",
        "kk",
        "limited",
        "llc",
        "llp",
        "lp",
        "ltd",
        "ltda",
        "nv",
        "oy",
        "oyj",
        "plc",
        "pte",
        "pty",
        "sa",
        "sarl",
        "sas",
        "se",
        "sl",
        "sp",
        "spa",
        "spj",
        "spk",
        "srl",
        "sro",
        "ug",
        "zoo",
    ]
)
_LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(\w)\.(?=\w\b)")


def name_key(name: str) -> str:
    """`acme` from `ACME, Inc.`: lower case, without accents, punctuation and legal forms; all of it if only these."""
    found = words(_DOTTED.sub(r"\1", name))
    telling = [word for word in found if word not in _LEGAL_FORMS]
    return " ".join(telling or found)


def words(text: str) -> list[str]:
    """The words of a text in lower case and without accents, in their order."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))
    return [word[:LONGEST_WORD] for word in _LETTERS_AND_DIGITS.findall(plain)]


def search_words(texts: Iterable[str]) -> set[str]:
    """All words of some texts: what a lead is found by, each from its beginning."""
    return {word for text in texts for word in words(text)}
