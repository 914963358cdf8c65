"""Every text that people read goes through one catalogue. English stands in the code, other languages in files.

`say` gives a text in the language of the program's locale; a language is a file `handlers/languages/de.po`, begun as a
copy of `messages.pot`. What has no translation is said in English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import TypeVar

from babel import Locale
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

K = TypeVar("K")

LANGUAGES = Path(__file__).parent.parent / "languages"
ENGLISH = NullTranslations()

_spoken: ContextVar[NullTranslations] = ContextVar("spoken", default=ENGLISH)


def say(text: str, /, **values: object) -> str:
    """The text as it reads in the language that is spoken, with the values in place of `{their names}`.

    `text` stands in the call, where `make texts` finds it, or was given to `mark`.
    """
    found = _spoken.get().gettext(text)
    return found.format(**values) if values else found


def say_many(one: str, many: str, number: int, /, **values: object) -> str:
    """The same for a number of things: which text is right for it is the language's own matter."""
    found = _spoken.get().ngettext(one, many, number)
    return found.format(**values) if values else found


def mark(text: str, /) -> str:
    """The text itself, to be found by `make texts`: for what is written down once and said later with `say`."""
    return text


def mark_many(one: str, many: str, /) -> tuple[str, str]:
    """The same for texts of a number of things: `say_many(*marked, number)`."""
    return one, many


class Spoken(Mapping[K, str]):
    """Marked texts by what they stand for, each said in the language that is spoken when it is looked up."""

    def __init__(self, marked: Mapping[K, str]) -> None:
        self._marked = marked

    def __getitem__(self, key: K) -> str:
        return say(self._marked[key])

    def __iter__(self) -> Iterator[K]:
        return iter(self._marked)

    def __len__(self) -> int:
        return len(self._marked)


def speak(language: NullTranslations) -> None:
    """From here on texts are said in this language, in this thread or task and what it starts."""
    _spoken.set(language)


class LanguageError(Exception):
    """The file of a language can't be used; the message says which and why, in one line."""


@cache
def language_of(locale: str, folder: Path = LANGUAGES) -> NullTranslations:
    """The language of a locale such as `de_AT`: of `de_AT.po`, else of `de.po`, else English. Raises LanguageError."""
    spoken = Locale.parse(locale)
    for name in dict.fromkeys((str(spoken), spoken.language)):
        file = folder / f"{name}.po"
        if file.is_file():
            return _read(file, spoken)
    return ENGLISH


def _read(file: Path, locale: Locale) -> GNUTranslations:
    compiled = BytesIO()
    try:
        with file.open("rb") as source:
            catalog = read_po(source, locale=locale, abort_invalid=True)
        for message in catalog:
            _check(message, file)
        write_mo(compiled, catalog)
    except PoFileError as error:
        raise LanguageError(f"{file}, line {error.lineno + 1}: {error.line.strip()!r} can't be read") from None
    except (OSError, UnicodeDecodeError) as error:
        raise LanguageError(f"{file}: can't be read ({error})") from None
    compiled.seek(0)
    return GNUTranslations(compiled)


def _check(message: Message, file: Path) -> None:
    """A translation that asks for a value which its text has not got would fail before the people who read it."""
    texts = message.id if isinstance(message.id, list | tuple) else (message.id,)
    translated = message.string if isinstance(message.string, list | tuple) else (message.string,)
    there = {name for text in texts for name in _names(text)}
    for each in translated if message.id else ():
        try:
            unknown = _names(each) - there
        except ValueError as error:
            raise LanguageError(f"{file}: {each!r}: {error}") from None
        if unknown:
            raise LanguageError(f"{file}: {each!r} has no value {{{min(unknown)}}}; it has {_listed(there)}")


def _names(text: str | None) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text or "") if name is not None}


def _listed(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "none"
