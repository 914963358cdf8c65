"""Draws steps over time as a PNG. It looks the same wherever it is drawn.

To be imported only when a picture is drawn, for matplotlib takes a second. It is no friend of threads: one draws at a
time.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.patches import Rectangle

from handlers.charts.steps import StepChart

INCHES, PIXELS_AN_INCH = (8.0, 4.0), 200
"""1600 × 800 pixels: twice what a Slack message shows, so that it is crisp."""

FONT = "DejaVu Sans"
"""Comes with matplotlib."""

CARD, INK, FAINT_INK, GRID, EDGE = "#ffffff", "#1d1c1d", "#5f6368", "#ececec", "#d7d7d7"
LINE, AHEAD, PASSED = "#0067a5", "#b3440c", "#767676"
"""Blue and burnt orange are told apart by everybody; the lines of tiers are dashed and named too."""

LEFT, RIGHT, BOTTOM, TOP = 0.125, 0.865, 0.15, 0.74
"""The plot's edges, as shares of the card. To its right the lines across are named, where there are any."""

MARGIN = 0.035
"""Between the card's edges and the texts."""

SMALL, MIDDLE, LARGE = 11.5, 16.0, 20.0
"""Sizes of letters in points: Slack shows the picture at less than half its size."""

HEADROOM = 1.09
"""The plot ends so far above the highest thing in it."""

_one_at_a_time = Lock()


def can_write(text: str) -> bool:
    """Whether the font has all letters of a text."""
    known = get_font(findfont(FontProperties(family=FONT))).get_charmap()
    return all(ord(letter) in known for letter in text if letter != "\n")


def png(chart: StepChart) -> bytes:
    """The picture."""
    with _one_at_a_time, _plain_style():
        figure = Figure(figsize=INCHES, dpi=PIXELS_AN_INCH, facecolor=CARD)
        FigureCanvasAgg(figure)
        right = RIGHT if chart.bounds else 1 - MARGIN
        axes = figure.add_axes((LEFT, BOTTOM, right - LEFT, TOP - BOTTOM), facecolor=CARD)
        _frame(figure, chart)
        _scales(axes, chart)
        _bounds(axes, chart)
        _line(axes, chart)
        picture = io.BytesIO()
        figure.savefig(picture, format="png", dpi=PIXELS_AN_INCH, metadata={"Software": None})
        return picture.getvalue()


@contextmanager
def _plain_style() -> Iterator[None]:
    """The font; and dollars in texts are dollars, no formulas."""
    with rc_context({"font.family": FONT, "text.usetex": False, "text.parse_math": False}):
        yield


def _frame(figure: Figure, chart: StepChart) -> None:
    card: dict[str, Any] = {"transform": figure.transFigure, "fill": False, "edgecolor": EDGE, "linewidth": 1.5}
    figure.add_artist(Rectangle((0, 0), 1, 1, **card))
    title = figure.text(MARGIN, 0.915, chart.title, fontsize=MIDDLE, fontweight="bold", color=INK, va="center")
    figure.text(MARGIN, 0.83, chart.subtitle, fontsize=SMALL, color=FAINT_INK, va="center")
    right: dict[str, Any] = {"va": "center", "ha": "right"}
    last = figure.text(1 - MARGIN, 0.915, chart.last, fontsize=LARGE, fontweight="bold", color=LINE, **right)
    figure.text(1 - MARGIN, 0.83, chart.last_is, fontsize=SMALL, color=FAINT_INK, **right)
    taken = title.get_window_extent()
    room = last.get_window_extent().x0 - taken.x0 - MARGIN * figure.bbox.width
    if taken.width > room:
        title.set_fontsize(MIDDLE * room / taken.width)


def _scales(axes: Axes, chart: StepChart) -> None:
    first, last = chart.points[0][0].toordinal(), chart.points[-1][0].toordinal()
    axes.set_xlim(first, last + 0.012 * (last - first))
    axes.set_ylim(0, chart.top * HEADROOM)
    lines = max(label.count("\n") for _, label in chart.days)  # as many for each, or they stand unevenly
    labels = [label + "\n" * (lines - label.count("\n")) for _, label in chart.days]
    axes.set_xticks([day.toordinal() for day, _ in chart.days], labels)
    axes.set_yticks([at for at, _ in chart.amounts], [label for _, label in chart.amounts])
    axes.tick_params(axis="both", length=0, labelsize=SMALL, labelcolor=FAINT_INK, pad=6)
    axes.grid(axis="y", color=GRID, linewidth=0.9)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(EDGE)


def _bounds(axes: Axes, chart: StepChart) -> None:
    """Dashed lines, each named beside the plot, where nothing runs into the name."""
    end = axes.get_xlim()[1]
    for bound in chart.bounds:
        color = AHEAD if bound.is_ahead else PASSED
        axes.axhline(bound.at, color=color, linewidth=1.3, dashes=(5, 4), zorder=2)
        for text, weight, away in ((bound.name, "bold", 8), (bound.amount, "normal", -8)):
            axes.annotate(
                text, (end, bound.at), xytext=(6, away), textcoords="offset points", va="center",
                fontsize=SMALL, fontweight=weight, color=color, annotation_clip=False,
            )  # fmt: skip


def _line(axes: Axes, chart: StepChart) -> None:
    days = [day.toordinal() for day, _ in chart.points]
    amounts = [amount for _, amount in chart.points]
    axes.fill_between(days, amounts, step="post", color=LINE, alpha=0.09, linewidth=0, zorder=1)
    axes.step(days, amounts, where="post", color=LINE, linewidth=2.4, zorder=4, solid_joinstyle="round", clip_on=False)
    axes.plot(
        days[-1:], amounts[-1:], "o", color=LINE, markersize=7.5, markeredgecolor=CARD, markeredgewidth=1.8,
        zorder=6, clip_on=False,
    )  # fmt: skip
