"""The badge as shapes: outlines with a colour each, in CSS pixels from the upper left corner.

Letters are outlines too, so that the badge looks the same everywhere. To be imported only when a badge is drawn, for
matplotlib takes a second.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import combining, east_asian_width

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

from handlers.badge.badge import HEIGHT, WIDTH, Badge, Metal, Theme

FONT = "DejaVu Sans"
"""Comes with matplotlib."""

SEAL_X, SEAL_Y, SEAL = 53.0, 43.0, 30.0
LOBES = 14
TEXT_X, TEXT_WIDTH = 104.0, 198.0
SMALLEST = 0.72
"""Words that are too long are set smaller, down to this share of their size; what is still too long is cut."""

MOST_LETTERS = 100
"""More never fit; a longer text is not measured to its end."""

WIDE, NARROW = 1.05, 0.62
"""Widths of letters that the font lacks, as shares of their size: of East Asian ones, and of all others."""


@dataclass(frozen=True)
class Shape:
    """An outline, filled with a colour."""

    outline: Path
    fill: str


@dataclass(frozen=True)
class Letters:
    """Words with letters that the font lacks: only a browser can write them, with a font of its own."""

    text: str
    x: float
    baseline: float
    size: float
    fill: str


Drawn = Shape | Letters


def shapes(badge: Badge, theme: Theme, *, has_name: bool = True) -> Iterator[Drawn]:
    """All of a badge, from the back to the front; without the partner's name where it cannot be written."""
    yield Shape(_rounded(0, 0, WIDTH, HEIGHT, 16), theme.edge)
    yield Shape(_rounded(1.5, 1.5, WIDTH - 3, HEIGHT - 3, 14.5), theme.card)
    yield from _seal(badge.metal)
    down = 0 if has_name else 10
    yield from words(badge.vendor, 13, 32 + down, theme.faint)
    yield from words(badge.title, 23, 58 + down, theme.ink, weight="bold")
    if has_name:
        yield from words(badge.partner, 13.5, 80, theme.faint)


def words(text: str, size: float, baseline: float, fill: str, *, weight: str = "normal") -> Iterator[Drawn]:
    """A line of the badge, set so that it fits."""
    text, size = fitted(text, size, weight)
    if can_write(text, weight):
        outline = _set(text, size, weight)
        yield Shape(Affine2D().scale(1, -1).translate(TEXT_X, baseline).transform_path(outline), fill)
    else:
        yield Letters(text, TEXT_X, baseline, size, fill)


def fitted(text: str, size: float, weight: str) -> tuple[str, float]:
    """The text and the size at which it fits: smaller where it must be, and cut where that is not enough."""
    width = _width(text[:MOST_LETTERS], size, weight)
    if width <= TEXT_WIDTH:
        return text, size
    if width * SMALLEST <= TEXT_WIDTH:
        return text, size * TEXT_WIDTH / width
    size *= SMALLEST
    ends = range(min(len(text), MOST_LETTERS))
    end = bisect_right(ends, TEXT_WIDTH, key=lambda end: _width(_cut(text, end), size, weight)) - 1
    return _cut(text, max(end, 0)), size


def can_write(text: str, weight: str = "normal") -> bool:
    """Whether the font has all letters of a text."""
    known = get_font(findfont(FontProperties(family=FONT, weight=weight))).get_charmap()
    return all(ord(letter) in known for letter in text)


def _cut(text: str, end: int) -> str:
    """The text up to a letter, with an ellipsis; a letter is not parted from what is set upon it."""
    while end > 0 and combining(text[end]):
        end -= 1
    return f"{text[:end].rstrip()}…"


def _width(text: str, size: float, weight: str) -> float:
    if not can_write(text, weight):
        return size * sum(WIDE if east_asian_width(letter) in "WF" else NARROW for letter in text)
    return float(_set(text, size, weight).get_extents().x1) if text.strip() else 0.0


def _set(text: str, size: float, weight: str) -> Path:
    """The outline of a line of text, standing on the axis; signs of formulas are signs."""
    points, codes = text_to_path.get_text_path(FontProperties(family=FONT, weight=weight), text, ismath=False)
    return Affine2D().scale(size / text_to_path.FONT_SCALE).transform_path(Path(points, codes))


def _seal(metal: Metal) -> Iterator[Shape]:
    """A seal with a ribbon behind it, lit from the left, with a star."""
    for side in (-1, 1):
        yield Shape(_polygon(*_tail(side)), metal.ribbon)
    yield Shape(_scallop(0, LOBES), metal.lit)
    yield Shape(_scallop(0, LOBES // 2), metal.shaded)
    yield Shape(_disc(SEAL * 0.76), metal.ring)
    yield Shape(_disc(SEAL * 0.69), metal.lit)
    yield Shape(_half_disc(SEAL * 0.69), metal.shaded)
    yield Shape(_star(SEAL * 0.46), "#ffffff")


def _tail(side: int) -> Iterator[tuple[float, float]]:
    for x, y in ((3, 18), (21, 12), (27, 48), (16.5, 42.5), (8.5, 51)):
        yield SEAL_X + side * x, SEAL_Y + y


def _scallop(first: int, lobes: int) -> Path:
    """The seal's rim, clockwise from the top; half of the lobes give its right half."""
    points = [_around(first, SEAL)]
    for lobe in range(first, first + lobes):
        points += [_around(lobe + 0.5, SEAL * 1.24), _around(lobe + 1, SEAL)]
    curves = [Path.CURVE3] * (2 * lobes)
    return Path([*points, points[0]], [Path.MOVETO, *curves, Path.CLOSEPOLY])


def _around(lobe: float, radius: float) -> tuple[float, float]:
    angle = 2 * math.pi * lobe / LOBES - math.pi / 2
    return SEAL_X + radius * math.cos(angle), SEAL_Y + radius * math.sin(angle)


def _disc(radius: float) -> Path:
    return Path.circle((SEAL_X, SEAL_Y), radius)


def _half_disc(radius: float) -> Path:
    half = Affine2D().scale(radius).translate(SEAL_X, SEAL_Y)
    return half.transform_path(Path.wedge(-90, 90))


def _star(radius: float) -> Path:
    corners = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.42
        angle = math.pi * corner / 5 - math.pi / 2
        corners.append((SEAL_X + reach * math.cos(angle), SEAL_Y + reach * math.sin(angle) + 0.6))
    return _polygon(*corners)


def _polygon(*corners: tuple[float, float]) -> Path:
    return Path([*corners, corners[0]], closed=True)


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> Path:
    right, bottom = x + width, y + height
    side_and_corner = [Path.LINETO, Path.CURVE3, Path.CURVE3]
    points = [
        (x + radius, y), (right - radius, y), (right, y), (right, y + radius), (right, bottom - radius),
        (right, bottom), (right - radius, bottom), (x + radius, bottom), (x, bottom), (x, bottom - radius),
        (x, y + radius), (x, y), (x + radius, y), (x + radius, y),
    ]  # fmt: skip
    codes = [Path.MOVETO, *side_and_corner * 4, Path.CLOSEPOLY]
    return Path(points, codes)
