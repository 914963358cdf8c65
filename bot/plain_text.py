"""Text as people typed it, out of what Slack makes of it."""

from __future__ import annotations

import re

_MARK = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")


def plain(text: str) -> str:
    """Text as it was typed: Slack writes links, names and `&`, `<`, `>` in marks of its own."""
    bare = _MARK.sub(_unmarked, text.replace("\x00", ""))  # PostgreSQL keeps no such character
    return bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _unmarked(mark: re.Match[str]) -> str:
    """An address as it was typed; where a link has words of its own, both."""
    target, label = mark[1], mark[2]
    if target[:1] in {"@", "#", "!"}:
        return target[:1] + (label or target[1:])
    scheme, _, address = target.partition(":")
    if scheme in {"mailto", "tel"}:
        return label or address
    if not label:
        return target
    return label if label.strip("/") in target else f"{label} {target}"
