"""A CSV file as rows of named cells: UTF-8, `,` or `;`, columns in any order, read line by line."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import BinaryIO

from handlers.sheets.problems import Problem, nearest, quoted
from handlers.texts.catalogue import mark, say

LONGEST_LINE = 1_000_000
BOM = "\ufeff"
SAVE_AS_UTF8 = mark('is not UTF-8; save the file as "CSV UTF-8"')


class TableError(Exception):
    """The file can't be read as a table of these columns; nothing of it was used."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = list(problems)


class Header:
    """The columns as the file has them, and how to bring a row's cells into their usual order."""

    def __init__(self, names: Sequence[str], columns: Sequence[str]) -> None:
        self.names = names
        self.id_at = names.index("id") if "id" in names else None
        there = [names.index(column) for column in columns if column in names]
        self.in_order: Callable[[Sequence[str]], tuple[str, ...]] = itemgetter(*there)


@dataclass(slots=True)
class Row:
    """One row with its first line in the file; there is a cell for every column of the file."""

    line: int
    header: Header
    written: Sequence[str]

    @property
    def id(self) -> str:
        """What names the row; empty in files whose rows have no name."""
        at = self.header.id_at
        return "" if at is None else self.written[at].strip()

    @property
    def in_order(self) -> tuple[str, ...]:
        """The cells as they are written, in the usual order of the columns."""
        return self.header.in_order(self.written)

    @property
    def cells(self) -> Mapping[str, str]:
        """The cells by the names of their columns, without spaces around them."""
        return {name: cell.strip() for name, cell in zip(self.header.names, self.written, strict=True)}


class Table:
    """An open file. `bytes_read` of `size` says how far reading has come. The `optional` columns may be left out."""

    def __init__(
        self, file: BinaryIO, size: int, columns: Sequence[str], optional: Collection[str] = frozenset()
    ) -> None:
        self.size = size
        self.bytes_read = 0
        self._file = file
        self._columns = columns
        self._optional = optional

    def rows(self) -> Iterator[Row | Problem]:
        """Each row, or what is wrong with its form; blank lines are left out. Raises TableError."""
        lines = self._lines()
        header = next(lines, "")
        delimiter = ";" if header.count(";") > header.count(",") else ","
        names = self._header(next(csv.reader([header], delimiter=delimiter), []))
        columns = Header(names, self._columns)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        start = 2
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise TableError(
                    [Problem(start, None, say("can't be read: {why}; check its quotes", why=error))]
                ) from None
            if cells is None:
                return
            if len(cells) == len(names) and cells[0].strip():
                yield Row(start, columns, cells)
            elif any(cell.strip() for cell in cells):
                yield _row(start, columns, cells)
            start = reader.line_num + 2

    def _lines(self) -> Iterator[str]:
        number = 0
        while raw := self._file.readline(LONGEST_LINE):
            number += 1
            self.bytes_read += len(raw)
            if len(raw) == LONGEST_LINE:
                raise TableError([Problem(number, None, say("is longer than 1 MB; is this a CSV file?"))])
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError:
                raise TableError([Problem(number, None, say(SAVE_AS_UTF8))]) from None
            yield text.removeprefix(BOM) if number == 1 else text

    def _header(self, cells: Sequence[str]) -> list[str]:
        names = [cell.strip().casefold() for cell in cells]
        if not any(names):
            raise TableError(
                [Problem(1, None, say("must name the columns: {columns}", columns=",".join(self._columns)))]
            )
        missing = [column for column in self._columns if column not in names and column not in self._optional]
        problems = [
            Problem(
                1,
                None,
                say("unknown column {column}", column=quoted(name)) + nearest(name, missing or self._columns),
            )
            for name in names
            if name not in self._columns
        ]
        if missing:
            why = say(
                "missing: {columns}; add each as a column, its cells may be empty where nothing is known",
                columns=", ".join(missing),
            )
            problems.append(Problem(1, None, why))
        problems += [
            Problem(1, None, say('column "{column}" is there twice', column=column))
            for column in self._columns
            if names.count(column) > 1
        ]
        if problems:
            raise TableError(problems)
        return names


def _row(line: int, header: Header, cells: Sequence[str]) -> Row | Problem:
    count = len(header.names)
    if len(cells) != count:
        return Problem(
            line,
            None,
            say(
                "has {number} cells, but there are {columns} columns; put cells with , or ; in quotes",
                number=len(cells),
                columns=count,
            ),
        )
    return Row(line, header, cells)
