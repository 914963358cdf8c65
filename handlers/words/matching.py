"""Which command somebody means in words: a sum of what each of their words says for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

Vocabulary = Mapping[str, Mapping[str, float]]
"""For each command the words that speak for it, and how much: 1.0 is enough by itself."""

ENOUGH = 0.9
"""What a command must come to, to be meant at all."""

AHEAD = 0.3
"""How far it must be ahead of the next one, to be the one that is meant."""

ENOUGH_ALIKE = 0.8
SHORTEST_MISTYPED = 4
MISTYPED = 0.8
"""What a mistyped word counts of the one it is like."""

MOST_READ = 300
MOST_ASKED_BACK = 4

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_NAME = re.compile(r"[@#]\S+")


def meant(text: str, vocabulary: Vocabulary) -> list[str]:
    """The commands that may be meant, the likeliest first: one where that is sure, none where nothing fits."""
    said = _words(text)
    scores = {command: _score(said, keys) for command, keys in vocabulary.items()}
    ranked = sorted((command for command, score in scores.items() if score >= ENOUGH), key=lambda each: -scores[each])
    if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] >= AHEAD:
        return ranked[:1]
    return ranked[:MOST_ASKED_BACK]


def _words(text: str) -> list[str]:
    """Each word once, in lower case; names of people and channels are none."""
    found = _WORD.findall(_NAME.sub(" ", text[:MOST_READ]).casefold())
    return list(dict.fromkeys(word.split("'")[0].split("’")[0] for word in found))


def _score(said: list[str], keys: Mapping[str, float]) -> float:
    return sum(_weight(word, keys) for word in said)


def _weight(word: str, keys: Mapping[str, float]) -> float:
    if word in keys:
        return keys[word]
    if len(word) < SHORTEST_MISTYPED:
        return 0.0
    near = get_close_matches(word, [key for key in keys if len(key) >= SHORTEST_MISTYPED], n=1, cutoff=ENOUGH_ALIKE)
    return keys[near[0]] * MISTYPED if near else 0.0
