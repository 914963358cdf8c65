"""The workspace's own time, which tests and people may push forward."""

import asyncio
import contextlib
import time
from collections.abc import Callable


class Clock:
    """Real time, off by so many seconds from the start, plus what was advanced.

    Stamps are unique and increase, also where time stands still.
    """

    def __init__(self, source: Callable[[], float] = time.time, *, ahead: float = 0.0) -> None:
        self._source = source
        self._ahead = ahead
        self._last_micros = 0
        self._moved = asyncio.Event()

    def now(self) -> float:
        """Seconds since the epoch, by the workspace."""
        return self._source() + self._ahead

    def advance(self, seconds: float) -> None:
        """Ages trigger ids, response_urls, rates and planned retries by so many seconds, at once."""
        if seconds < 0:
            raise ValueError("the workspace's clock only runs forward")
        self._ahead += seconds
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    def stamp(self) -> str:
        """A new message's `ts`."""
        micros = max(int(self.now() * 1_000_000), self._last_micros + 1)
        self._last_micros = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    async def reach(self, moment: float) -> None:
        """Returns when the workspace's time has come to `moment`."""
        while (left := moment - self.now()) > 0:
            moved = self._moved
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await moved.wait()
