"""What looks like a person's name, a job title or a company: good guesses by words, for people to look at."""

from __future__ import annotations

import re
from itertools import takewhile

from domain.companies import words

LONGEST_NAME = 60
LONGEST_TITLE = 120

_HONORIFICS = frozenset(words("dipl dr frau herr ing madam miss mr mrs ms mx pan pani prof professor sir"))
_ROLES = frozenset(
    words(
        "account accountant administrator advisor agent analyst architect assistant associate buyer ceo cfo "
        "chairman chief chro cio ciso cmo cofounder consultant controller coo coordinator cpo cro cso cto designer "
        "developer director engineer evp executive founder head hr intern lead leader manager marketer officer "
        "operator owner partner president principal procurement producer programmer recruiter representative "
        "researcher sales scientist secretary specialist strategist supervisor support svp technician trainer "
        "treasurer vp"
    )
)
_ENDINGS = frozenset(
    words(
        "ab ag agency aps as bank bv co company consulting corp corporation digital gmbh group holding holdings inc "
        "incorporated industries kg labs limited llc llp logistics ltd media nv oy partners plc sa sarl sas shop "
        "software solutions spa srl sro store studio studios systems technologies technology ventures"
    )
)
_POLISH = re.compile(r"\bsp\.?\s?z\s?o\.?\s?o\.?$", re.IGNORECASE)
_NO_NAMES = frozenset(
    words(
        "all and are ask based best but call can cheers dear email for from good great have he hello her hey hi his "
        "i if in is it kind lead let mail many me morning my new no not of office on our phone please regards she "
        "sincerely so some team tel thank thanks that the their they this to today tomorrow warm we website what "
        "when who will with wrote yes yesterday you your"
    )
)


def is_job_title(text: str) -> bool:
    """`Head of Support`, `CTO`: a few words, one of which names a role."""
    found = words(text)
    return 0 < len(found) <= 8 and len(text) <= LONGEST_TITLE and not _ROLES.isdisjoint(found) and not is_company(text)


def is_company(text: str) -> bool:
    """`Acme Inc.`: a few words that end as companies do."""
    found = words(text)
    if not 2 <= len(found) <= 8:
        return False
    single = [*takewhile(lambda word: len(word) == 1, reversed(found))]  # of B.V. or S.A.
    return found[-1] in _ENDINGS or "".join(reversed(single)) in _ENDINGS or _POLISH.search(text.strip()) is not None


def is_company_ending(word: str) -> bool:
    """Whether companies end with the word: `Inc`."""
    return word.casefold() in _ENDINGS


def is_persons_name(text: str) -> bool:
    """`Jane van der Berg`: two to five words of letters, the first and the last with a capital."""
    parts = text.split()
    if not 2 <= len(parts) <= 5 or len(text) > 2 * LONGEST_NAME:
        return False
    if not all(re.fullmatch(r"[^\W\d_][^\W\d_.'’-]*(?:[.'’-][^\W\d_]*)*", part) for part in parts):
        return False
    if not _NO_NAMES.isdisjoint(words(text)) or is_job_title(text) or is_company(text):
        return False
    return not parts[0][0].islower() and not parts[-1][0].islower()


def named_in(mail: str, text: str) -> bool:
    """Whether a mail address is that of the person: `jane.smith@…` or `jsmith@…` for `Jane Smith`."""
    local = mail.partition("@")[0].partition("+")[0]
    found, parts = words(text), words(local.replace("_", " "))
    if not 2 <= len(found) <= 5 or len(text) > 2 * LONGEST_NAME or not parts or not _NO_NAMES.isdisjoint(found):
        return False
    joined = "".join(parts)
    first, last = found[0], found[-1]
    return joined in {
        first,
        last,
        "".join(found),
        first + last,
        last + first,
        first[0] + last,
        first + last[0],
        last + first[0],
    }


def wholly_named_in(mail: str, first: str, last: str) -> bool:
    """Whether a mail address is made of both names, as `jane.smith@…` of `Jane` and `Smith`: one may be chance."""
    return bool(first and last) and words(mail.partition("@")[0].replace("_", " ")) == words(f"{first} {last}")


def without_honorifics(text: str) -> str:
    """`Jane Smith` from `Dr. Jane Smith`."""
    parts = text.split()
    while len(parts) > 1 and parts[0].rstrip(".").casefold() in _HONORIFICS:
        parts.pop(0)
    return " ".join(parts)


def split_name(text: str) -> tuple[str, str]:
    """First name and last name; the last is empty where there is one word only, or one would be too long."""
    first, _, last = without_honorifics(" ".join(text.split())).partition(" ")
    if max(len(first), len(last)) > LONGEST_NAME:
        return "", ""
    return first, last
