"""Modals and homes."""

import json
from collections.abc import Mapping
from typing import Any, Final

from sandbox.rules.composition import plain
from sandbox.rules.shapes import Check, Problem, anything, boolean, by_type, record, string
from sandbox.rules.surfaces import across, blocks_of, walk

_MOST_BYTES: Final = 250 * 1024

_COMMON: Final[Mapping[str, Check]] = {
    "type": anything,
    "private_metadata": string(3000, minimum=0),
    "callback_id": string(255, minimum=0),
    "external_id": string(255, minimum=0),
    "clear_on_close": boolean,
    "notify_on_close": boolean,
    "title": plain(24),
}
_view = by_type(
    {
        "modal": record(
            {
                **_COMMON,
                "submit": plain(24),
                "close": plain(24),
                "blocks": blocks_of("modal", 100, minimum=1),
            },
            required=["title", "blocks"],
        ),
        "home": record({**_COMMON, "blocks": blocks_of("home", 100)}, required=["blocks"]),
    }
)


def check_view(view: Mapping[str, Any]) -> list[Problem]:
    """What Slack would object to in the view of views.open, push, update or publish; else an empty list.

    Pointers are relative to the view. A problem with a `code` has an error of its own, the others are
    `invalid_arguments`.
    """
    found = list(_view(view))
    surface = view.get("type")
    if surface not in ("modal", "home"):  # a tuple: what came may not be hashable
        return found
    blocks = list(walk(view.get("blocks"), "/blocks"))
    found.extend(across(blocks, str(surface)))
    if surface == "modal" and "submit" not in view:
        found.extend(
            Problem(f"{path}/input", "must define `submit` to use an `input` block in modals")
            for path, block in blocks
            if block.get("type") == "input"
        )
    if len(json.dumps(view, ensure_ascii=False, separators=(",", ":")).encode(errors="surrogatepass")) > _MOST_BYTES:
        found.append(Problem("", "view_too_large: must be less than 250 KB"))
    return found
