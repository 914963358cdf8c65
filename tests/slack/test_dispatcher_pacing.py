"""How fast messages may follow each other, and how long failures wait: pure rules of time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.pacing import Pacing, delay


class Hand:
    """A hand of a clock that the test moves."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def waits(pacing: Pacing, count: int, *, method: str = "chat.postMessage", channel: str = "C1") -> list[float | None]:
    return [pacing.reserve(method, channel, at_most=10) for _ in range(count)]


def test_five_go_at_once_and_then_one_a_second() -> None:
    assert waits(Pacing(time=Hand()), 8) == [0, 0, 0, 0, 0, 1, 2, 3]


def test_the_burst_comes_back_with_time() -> None:
    hand = Hand()
    pacing = Pacing(time=hand)
    waits(pacing, 5)
    hand.at += 3
    assert waits(pacing, 4) == [0, 0, 0, 1]


def test_channels_and_methods_have_paces_of_their_own() -> None:
    pacing = Pacing(time=Hand())
    waits(pacing, 6)
    assert waits(pacing, 1, channel="C2") == [0]
    assert waits(pacing, 1, method="chat.update") == [0]


def test_what_would_wait_too_long_takes_no_turn() -> None:
    hand = Hand()
    pacing = Pacing(time=hand)
    assert waits(pacing, 17) == [0, 0, 0, 0, *range(11), None, None]
    hand.at += 1
    assert waits(pacing, 2) == [10, None]


def test_after_slacks_own_wait_there_is_no_burst() -> None:
    hand = Hand()
    pacing = Pacing(time=hand)
    pacing.hold("chat.postMessage", "C1", 7)
    assert waits(pacing, 3) == [7, 8, 9]
    assert waits(pacing, 1, channel="C2") == [0]


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 1), (2, 2), (5, 16), (11, 600), (1000, 600)])
def test_waits_grow_up_to_ten_minutes(attempts: int, seconds: int) -> None:
    assert delay(attempts, 1.0) == timedelta(seconds=seconds)
    assert delay(attempts, 0.0) == timedelta(seconds=seconds) / 2
