"""What is wrong with a file, as lines that a person can act on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from handlers.texts.catalogue import say

MOST_SHOWN = 50
LONGEST_QUOTE = 60


@dataclass(frozen=True)
class Problem:
    """One wrong place. `line` is that of the file, from 1; `column` is missing where the whole line is meant."""

    line: int
    column: str | None
    why: str

    def __str__(self) -> str:
        place = (
            say("line {line}: {column}", line=self.line, column=self.column)
            if self.column
            else say("line {line}", line=self.line)
        )
        return f"{place}: {self.why}"


class Problems:
    """The first problems by line, and how many there are beyond: memory stays bounded however wrong a file is."""

    def __init__(self) -> None:
        self._first: list[Problem] = []
        self.count = 0

    def add(self, *problems: Problem) -> None:
        """Keeps problems as long as they are among the first, and counts them."""
        self.count += len(problems)
        self._first = sorted([*self._first, *problems], key=lambda problem: problem.line)[:MOST_SHOWN]

    def lines(self) -> list[str]:
        """One line a problem, and one for those left out."""
        left_out = self.count - len(self._first)
        return [str(problem) for problem in self._first] + (
            [say("and {number} more", number=left_out)] if left_out else []
        )


def nearest(name: str, names: Iterable[str]) -> str:
    """`; did you mean "amount"?` where one of the names is close, else nothing."""
    near = get_close_matches(name.casefold(), list(names), n=1)
    return say('; did you mean "{name}"?', name=near[0]) if near else ""


def quoted(text: str) -> str:
    """What was written, in quotes, cut where it is long, without line breaks."""
    line = " ".join(text.split())
    return f'"{line[: LONGEST_QUOTE - 1]}…"' if len(line) > LONGEST_QUOTE else f'"{line}"'
