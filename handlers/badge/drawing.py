"""A badge's shapes as SVG and as PNG. To be imported only when a badge is drawn."""

from __future__ import annotations

import io
from html import escape
from threading import Lock

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from handlers.badge.badge import HEIGHT, WIDTH, Badge, Theme
from handlers.badge.shapes import Drawn, Shape, can_write, shapes

DENSITY = 2
"""Pixels of the PNG for each of CSS."""

ONE_AT_A_TIME = Lock()
"""matplotlib is no friend of threads."""

FALLBACK_FONTS = "system-ui, sans-serif"

_COMMANDS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C", Path.CLOSEPOLY: "Z"}


def svg(badge: Badge, theme: Theme) -> bytes:
    """The badge as an SVG, which names itself to screen readers."""
    said = escape(badge.words)
    box = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" aria-label="{said}">'
    with ONE_AT_A_TIME:
        elements = [_element(each) for each in shapes(badge, theme)]
    return "\n".join([opening, f"<title>{said}</title>", *elements, "</svg>", ""]).encode()


def png(badge: Badge, theme: Theme) -> bytes:
    """The badge as a PNG with transparent corners; without the partner's name where our font lacks letters of it."""
    inches = 100
    drawn = shapes(badge, theme, has_name=can_write(badge.partner))
    figure = Figure(figsize=(WIDTH / inches, HEIGHT / inches), dpi=inches * DENSITY)
    FigureCanvasAgg(figure)
    upright = Affine2D().scale(1, -1).translate(0, HEIGHT).scale(1 / inches) + figure.dpi_scale_trans
    with ONE_AT_A_TIME:
        for each in drawn:
            if isinstance(each, Shape):
                figure.add_artist(PathPatch(each.outline, facecolor=each.fill, linewidth=0, transform=upright))
        picture = io.BytesIO()
        figure.savefig(picture, format="png", transparent=True, metadata={"Software": None})
    return picture.getvalue()


def _element(drawn: Drawn) -> str:
    if isinstance(drawn, Shape):
        return f'<path fill="{drawn.fill}" d="{_outline(drawn.outline)}"/>'
    return (
        f'<text x="{drawn.x:g}" y="{drawn.baseline:g}" font-size="{drawn.size:.2f}" font-family="{FALLBACK_FONTS}" '
        f'fill="{drawn.fill}">{escape(drawn.text)}</text>'
    )


def _outline(outline: Path) -> str:
    parts = []
    for points, code in outline.iter_segments(curves=True, simplify=False):
        command = _COMMANDS[code]
        numbers = "" if command == "Z" else " ".join(f"{number:.2f}".rstrip("0").rstrip(".") for number in points)
        parts.append(f"{command}{numbers}")
    return "".join(parts)
