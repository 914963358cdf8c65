"""Which benefit or claim somebody means by what they typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from domain.benefits import Benefit

ENOUGH_ALIKE = 0.75


def claim_named(typed: str) -> int | None:
    """The id in `C-12` or `c12`; None for anything else."""
    found = re.fullmatch(r"[cC]-?(\d{1,9})", typed.strip())
    return int(found[1]) if found else None


def nearest(typed: str, benefits: Sequence[Benefit]) -> list[Benefit]:
    """The benefits that a name fits: just so, else as their beginning, else as a part, else nearly so.

    None for an empty one.
    """
    wanted = _plain(typed)
    if not wanted:
        return []
    named = [(each, (_plain(each.name), _plain(each.key))) for each in benefits]
    exactly = [each for each, names in named if wanted in names]
    begun = [each for each, names in named if any(name.startswith(wanted) for name in names)]
    partly = [each for each, names in named if any(wanted in name for name in names)]
    return exactly or begun or partly or _alike(wanted, benefits)


def _alike(wanted: str, benefits: Sequence[Benefit]) -> list[Benefit]:
    """Those with a name, or a word of it, that is spelled nearly so."""
    found = []
    for each in benefits:
        names = [_plain(each.name), _plain(each.key), *_plain(each.name).split()]
        if get_close_matches(wanted, names, n=1, cutoff=ENOUGH_ALIKE):
            found.append(each)
    return found


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())
