"""A profile as a ranking: by library, and by function."""

from __future__ import annotations

import pstats
from collections import Counter
from pathlib import Path
from typing import Any

from bench.report import show

TOP = 40
OURS = Path(__file__).parent.parent
PACKAGES = frozenset({"asyncio", "json", "email", "futures", "logging", "http"})
WAITING = ("method 'poll'", "method 'control'", "method 'select'")

Function = tuple[str, int, str]


def show_profile(title: str, file: Path, *, requests: int) -> None:
    """Prints which libraries and functions the time went to. What is built in counts as its caller's."""
    stats: dict[Function, Any] = pstats.Stats(str(file)).stats  # type: ignore[attr-defined] # without a type
    libraries: Counter[str] = Counter()
    functions: Counter[str] = Counter()
    for function, (_, _, own, _, callers) in stats.items():
        if any(word in function[2] for word in WAITING):
            continue
        if function[0] == "~":
            for caller, (_, _, of_caller, _) in callers.items():
                libraries[_library(caller[0])] += of_caller
        else:
            libraries[_library(function[0])] += own
        functions[_named(function)] += own
    whole = sum(libraries.values())

    def rows(times: Counter[str], most: int | None) -> list[tuple[str, str, str]]:
        return [(name, f"{each / whole:.1%}", f"{each / requests * 1e6:.0f}") for name, each in times.most_common(most)]

    show(f"{title}, by library", ["library", "share", "µs a request, profiled"], rows(libraries, 30))
    show(f"{title}, by function", ["function", "share", "µs a request, profiled"], rows(functions, TOP))


def _library(file: str) -> str:
    path = Path(file)
    if file == "~" or file.startswith("<"):
        return "built in"
    if path.is_relative_to(OURS) and "site-packages" not in path.parts:
        return path.relative_to(OURS).parts[0] + " (ours)"
    if "site-packages" in path.parts:
        return path.parts[path.parts.index("site-packages") + 1]
    return f"python: {path.parent.name if path.parent.name in PACKAGES else path.stem}"


def _named(function: Function) -> str:
    file, line, name = function
    if file == "~":
        return name
    parts = Path(file).parts
    return f"{'/'.join(parts[-2:])}:{line} {name}"
