"""Tables as CSV that spreadsheets open as they are meant: plain numbers, UTF-8, and no text that runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from domain.money import BasisPoints, Cents

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(rows: Iterable[Sequence[str | int]]) -> bytes:
    """The rows as they come, one after another. With a byte order mark, so that Excel reads UTF-8."""
    written = io.BytesIO()
    with io.TextIOWrapper(written, "utf-8-sig", newline="") as text:
        csv.writer(text).writerows(rows)
        text.flush()
        return written.getvalue()


def amount(cents: Cents) -> str:
    """`-1234.50`."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02}"


def fraction(rate: BasisPoints) -> str:
    """`0.20`, `0.225`."""
    digits = f"{rate:04}".rstrip("0")
    return f"0.{digits:0<2}"


def defused(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
