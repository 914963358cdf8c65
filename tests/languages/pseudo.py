"""A language whose words are English ones in wide letters: whatever still stands in plain ones was not translated."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog

from tools.texts import as_file, found

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
WIDE = str.maketrans({letter: chr(ord(letter) + 0xFEE0) for letter in LETTERS})
PLAIN = {wide: letter for letter, wide in WIDE.items()}

KEPT = re.compile(r"\{\w+\}|`[^`]*`|<[^>]*>|:[a-z0-9_+-]+:|https?://\S+|/(?:partner|program)\b")
"""What no language says otherwise: places for values, what people type, links, signs."""

_WORD = re.compile(r"[A-Za-z]{2,}")
_NO_WORDS = re.compile(r"&\w+;|#[\w-]+|\b([A-Za-z])\1{9,}|\w+…|\b\d+:\d+ [ap]m\b")
"""Escaped signs, channels, a letter again and again, what is cut off, times of day."""


def said_wide(text: str) -> str:
    """The text in this language."""
    parts, end = [], 0
    for kept in KEPT.finditer(text):
        parts += [text[end : kept.start()].translate(WIDE), kept.group()]
        end = kept.end()
    return "".join([*parts, text[end:].translate(WIDE)])


def plain_words(text: str) -> set[str]:
    """The words of a shown text that stand in plain letters."""
    return set(_WORD.findall(_NO_WORDS.sub(" ", KEPT.sub(" ", text))))


def write_language(folder: Path, name: str) -> None:
    """A file of this language under the name of another, with every text of the code."""
    texts, language = found(), Catalog(locale=name)
    for message in texts:
        if message.id:
            forms = message.id if isinstance(message.id, tuple | list) else (message.id,)
            wide = tuple(said_wide(each) for each in forms)
            many = (wide[0], *[wide[-1]] * (language.num_plurals - 1))
            language.add(message.id, many if message.pluralizable else wide[0])
    (folder / f"{name}.po").write_bytes(as_file(language))
