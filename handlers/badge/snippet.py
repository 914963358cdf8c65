"""The HTML that places a badge on a website."""

from __future__ import annotations

from html import escape

from handlers.badge.badge import DARK, HEIGHT, LIGHT, WIDTH, Badge


def snippet(badge: Badge, website: str) -> str:
    """A picture that suits light and dark pages, names itself to screen readers and links to the program's site."""
    words = escape(badge.words).replace("`", "&#96;")  # the snippet is shown between backticks
    return (
        f'<a href="{escape(website)}">\n'
        "  <picture>\n"
        f'    <source srcset="{badge.file_name(DARK, "svg")}" media="(prefers-color-scheme: dark)">\n'
        f'    <img src="{badge.file_name(LIGHT, "svg")}" width="{WIDTH}" height="{HEIGHT}" alt="{words}">\n'
        "  </picture>\n"
        "</a>"
    )
