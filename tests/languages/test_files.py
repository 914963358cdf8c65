"""The template that translators begin with, and the files they make of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from handlers.texts.catalogue import ENGLISH, LanguageError, language_of, say, say_many, speak
from tools.texts import LANGUAGES, TEMPLATE, as_file, found, untranslated

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=3; plural={plural}\\n"\n\n'
POLISH = "(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"


def polish(folder: Path, texts: str) -> Path:
    """A file with these translations."""
    file = folder / "pl.po"
    file.write_text(HEADER.format(plural=POLISH) + texts, encoding="utf-8")
    return file


def test_the_template_has_every_text_of_the_code() -> None:
    assert as_file(found(), is_template=True) == TEMPLATE.read_bytes(), "run: make texts"


def test_every_language_that_ships_can_be_used() -> None:
    for file in LANGUAGES.glob("*.po"):
        assert language_of(file.stem) is not ENGLISH


def test_what_is_still_to_be_translated_is_counted_with_what_has_several_forms() -> None:
    begun = Catalog(locale="pl")
    begun.add("Hello")
    begun.add("Bye", "Cześć")
    begun.add(("{number} lead", "{number} leads"), ("", "", ""))
    begun.add(("{number} seat", "{number} seats"), ("{number} miejsce", "{number} miejsca", "{number} miejsc"))
    assert untranslated(begun) == 2


def test_a_number_of_things_has_as_many_forms_as_the_language(tmp_path: Path) -> None:
    forms = 'msgid "{number} lead"\nmsgid_plural "{number} leads"\n' + "".join(
        f'msgstr[{index}] "{{number}} {form}"\n' for index, form in enumerate(("lead", "leady", "leadów"))
    )
    polish(tmp_path, forms)
    speak(language_of("pl_PL", tmp_path))
    try:
        said = [say_many("{number} lead", "{number} leads", each, number=each) for each in (1, 2, 5, 22)]
        assert said == ["1 lead", "2 leady", "5 leadów", "22 leady"]
        assert say("Not translated, {name}", name="Ann") == "Not translated, Ann"
    finally:
        speak(ENGLISH)


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ('msgid "Hello {name}"\nmsgstr "Cześć {nam}"\n', "'Cześć {nam}' has no value {nam}; it has {name}"),
        ('msgid "Hello"\nmsgstr "Cześć {"\n', "'Cześć {': "),
        ('msgid "Hello"\nin between\n', "'in between' can't be read"),
    ],
)
def test_a_file_that_cant_be_used_says_why(tmp_path: Path, texts: str, why: str) -> None:
    file = polish(tmp_path, texts)
    with pytest.raises(LanguageError) as refused:
        language_of("pl", tmp_path)
    assert str(refused.value).startswith(str(file))
    assert why in str(refused.value)


def test_a_language_without_a_file_is_english(tmp_path: Path) -> None:
    assert language_of("fr_FR", tmp_path) is ENGLISH
