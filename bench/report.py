"""How benchmarks show their figures: one table each, with medians and how far the rounds lay apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from rich import box
from rich.console import Console
from rich.table import Table

WIDTH = 130


@dataclass(frozen=True)
class Spread:
    """The median of several rounds, and the least and the most of them."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """The spread of at least one value."""
        return cls(median(values), min(values), max(values))

    def times(self) -> str:
        """`2.41 × (2.30–2.55)`, for ratios."""
        return f"{self.median:.2f} × ({self.least:.2f}–{self.most:.2f})"


def percentile_99(values: Sequence[float]) -> float:
    """The value that 99 of 100 do not exceed."""
    return quantiles(values, n=100, method="inclusive")[-1]


def show(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *notes: str) -> None:
    """Prints one table, with notes under it."""
    table = Table(box=box.SIMPLE_HEAD)
    for index, column in enumerate(columns):
        table.add_column(column, justify="left" if index == 0 else "right", no_wrap=index == 0)
    for row in rows:
        table.add_row(*row)
    console = Console(width=WIDTH, highlight=False, markup=False)
    console.print(title, style="bold", soft_wrap=True)
    console.print(table)
    for note in notes:
        console.print(f"  {note}", soft_wrap=True)
    console.print()


def say(text: str) -> None:
    """One line about what is being done."""
    print(text, flush=True)
