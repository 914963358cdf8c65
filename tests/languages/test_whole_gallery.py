"""Nothing that the app shows is said in English where the program's language is another one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel import Locale

from handlers.texts.catalogue import ENGLISH, language_of, speak
from tests.languages.pseudo import plain_words, write_language
from tests.unit import samples
from tests.views.gallery import gallery

ROOT = Path(__file__).parents[2]
SPOKEN = "en_NZ"
"""Its days and amounts are written in English, which are Babel's own matter; and nothing else is kept in it."""

SAID = ("text", "placeholder", "label", "hint", "title", "alt_text")
ABBREVIATED = {"ARR", "CSV", "PNG", "SVG", "KB", "MB", "UTC", "DM", "ID"}


@pytest.fixture
def wide(tmp_path: Path) -> Iterator[None]:
    """Everything is said in wide letters."""
    write_language(tmp_path, SPOKEN)
    speak(language_of(SPOKEN, tmp_path))
    yield
    speak(ENGLISH)


def test_every_text_shown_goes_through_the_catalogue(wide: None) -> None:
    given, found = _given(), dict[str, set[str]]()
    for shown in gallery(samples.program(**{"vendor.locale": SPOKEN})):
        words = {word for text in _texts(shown.payload()) for word in plain_words(text)} - given
        if words:
            found[shown.name] = words
    assert found == {}


def test_no_place_for_a_value_is_left_empty() -> None:
    left = [
        (shown.name, text)
        for shown in gallery(samples.program())
        for text in _texts(shown.payload())
        if re.search(r"\{\w*\}", re.sub(r"<!date[^>]*>", "", text))
    ]
    assert left == []


def _texts(node: Any, *, said: bool = False) -> Iterator[str]:
    if isinstance(node, str):
        if said:
            yield node
    elif isinstance(node, dict):
        for key, child in node.items():
            yield from _texts(child, said=key in SAID)
    elif isinstance(node, list):
        for child in node:
            yield from _texts(child)


def _given() -> set[str]:
    """Words of the data: of the program file, of what the gallery is made of, and of Babel's days and countries."""
    words = plain_words((ROOT / "program.yml").read_text(encoding="utf-8")) | ABBREVIATED
    for file in [*(ROOT / "tests" / "views").glob("gallery*.py"), *(ROOT / "tests" / "unit").glob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words |= set(re.findall(r"[A-Za-z]{2,}", node.value))
    locale = Locale.parse(SPOKEN)
    named = [*locale.months["format"]["wide"].values(), *locale.months["format"]["abbreviated"].values()]
    words |= plain_words(" ".join([*named, *locale.territories.values()]))
    return words | {word[:1].lower() + word[1:] for word in words}  # names within a sentence
