"""`make texts`: all texts of the code as a template for translators, and each language brought up to date with it."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
SOURCES = ("bot", "handlers")
LANGUAGES = ROOT / "handlers" / "languages"
TEMPLATE = LANGUAGES / "messages.pot"
METHODS = [("cli/**", "ignore"), ("**.py", "python")]
"""What the command line says is for operators, and in English."""

KEYWORDS = {"say": (1,), "mark": (1,), "say_many": (1, 2), "mark_many": (1, 2)}


def found() -> Catalog:
    """The texts of the code, each with the files it is in."""
    catalog = Catalog(project="Partner Program for Slack", fuzzy=False, charset="utf-8")
    for source in SOURCES:
        messages = extract_from_dir(str(ROOT / source), METHODS, keywords=KEYWORDS)
        for file, _, message, _, context in sorted(messages, key=lambda each: (each[0], each[1])):
            catalog.add(message, locations=[(f"{source}/{file}", 0)], flags=("python-brace-format",), context=context)
    return catalog


def as_file(catalog: Catalog, *, is_template: bool = False) -> bytes:
    """The file of a catalogue, the same whenever it is made: without times, and without line numbers."""
    out = BytesIO()
    write_po(out, catalog, width=120, omit_header=is_template, sort_by_file=True, include_lineno=False)
    return out.getvalue()


def untranslated(language: Catalog) -> int:
    """How many texts have no translation, or not in all their forms."""
    strings = [each.string if isinstance(each.string, tuple | list) else (each.string,) for each in language if each.id]
    return sum(not all(forms) for forms in strings)


def main() -> None:
    """Writes the template anew and merges it into each language."""
    catalog = found()
    TEMPLATE.write_bytes(as_file(catalog, is_template=True))
    sys.stdout.write(f"{TEMPLATE.relative_to(ROOT)}: {len(catalog)} texts\n")
    for file in sorted(LANGUAGES.glob("*.po")):
        with file.open("rb") as source:
            language = read_po(source, locale=file.stem)
        language.update(catalog, no_fuzzy_matching=True)
        file.write_bytes(as_file(language))
        sys.stdout.write(f"{file.relative_to(ROOT)}: {untranslated(language)} texts to be translated\n")


if __name__ == "__main__":
    main()
