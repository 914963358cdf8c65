"""`python -m bench [NAME …] [--quick] [--profile]`: prints a table for each benchmark."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from bench import arr, authorize, board, claims, command, duplicates, events, imports, outbox
from bench.report import say

BENCHMARKS: Mapping[str, Callable[..., None]] = {
    "command": command.run,
    "arr": arr.run,
    "authorize": authorize.run,
    "board": board.run,
    "claims": claims.run,
    "duplicates": duplicates.run,
    "events": events.run,
    "imports": imports.run,
    "outbox": outbox.run,
}


def main() -> None:
    """Runs the benchmarks that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Our code beside a floor, in the same run.")
    parser.add_argument("names", nargs="*", choices=sorted(BENCHMARKS), help="which; all where left out")
    parser.add_argument("--quick", action="store_true", help="a few calls only: to see that it runs, not for figures")
    parser.add_argument("--profile", action="store_true", help="of `command`: where the CPU time goes, not how much")
    given = parser.parse_args()
    if given.profile:
        command.run(quick=given.quick, profile=True)
        return
    for name in given.names or BENCHMARKS:
        say(f"Benchmark: {name}")
        BENCHMARKS[name](quick=given.quick)


if __name__ == "__main__":
    main()
