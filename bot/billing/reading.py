"""From the bytes of a request to events, or to everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from bot.billing.answers import Wrong
from bot.billing.told import ToldEvent
from domain.billing import OVER, BillingEvent, EventType
from domain.subscriptions import SubscriptionStatus

MOST_EVENTS = 1000

STILL_GOING = frozenset(SubscriptionStatus) - OVER

Place = tuple[int, str]
"""A value: its event's place in the list, and its path within the event."""


class UnreadableError(Exception):
    """The body is no JSON, or has too many events: with the status of the answer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


@dataclass(frozen=True)
class Reading:
    """What was told: as JSON values, as events where all of it is right, and what is wrong."""

    told: Sequence[Any]
    is_list: bool
    events: Sequence[BillingEvent]
    wrong: dict[Place, str]

    def value(self, place: Place) -> object:
        """What was told in a place; None where nothing was."""
        index, path = place
        value = self.told[index]
        for step in path.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        return value

    def as_wrong(self, found: dict[Place, str], most: int) -> list[Wrong]:
        """Wrong places as their sender finds them, in the order of the events."""
        first = sorted(found.items(), key=lambda item: item[0][0])[:most]
        return [Wrong(path=self._path(place), message=message) for place, message in first]

    def _path(self, place: Place) -> str:
        index, path = place
        if not self.is_list:
            return path
        return f"events[{index}].{path}" if path else f"events[{index}]"


def read(body: bytes, now: datetime) -> Reading:
    """The events of a body. Raises UnreadableError."""
    try:
        found = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise UnreadableError(400, f"must be JSON: {error}") from None
    told = found if isinstance(found, list) else [found]
    if len(told) > MOST_EVENTS:
        raise UnreadableError(413, f"must be at most {MOST_EVENTS} events, these are {len(told)}")
    events: list[BillingEvent] = []
    wrong: dict[Place, str] = {}
    for index, each in enumerate(told):
        try:
            read_event = ToldEvent.model_validate(each, context={"now": now})
            # a number that is too large for any float, such as 1e999, is infinite by now, which JSON has no number for
            events.append(read_event.event(to_json(each, inf_nan_mode="strings").decode()))
        except ValidationError as error:
            wrong.update({(index, path): message for path, message in _mistakes(error)})
    reading = Reading(told, isinstance(found, list), events, wrong)
    wrong.update(_still_going(reading))
    return reading


def _mistakes(error: ValidationError) -> Iterator[tuple[str, str]]:
    for each in error.errors(include_url=False):
        yield ".".join(map(str, each["loc"])), _message(each)


def _message(error: Any) -> str:
    match error["type"]:
        case "value_error":
            return str(error["ctx"]["error"])
        case "missing":
            return "is missing"
        case "model_type":
            return "must be an object"
        case _:
            return str(error["msg"])


def _still_going(reading: Reading) -> Iterator[tuple[Place, str]]:
    """A subscription that has ended is cancelled or expired: with another status one of the two is a mistake."""
    for index in range(len(reading.told)):
        place = (index, "subscription.status")
        kind, status = (str(reading.value((index, path))).casefold() for path in ("type", "subscription.status"))
        if kind == EventType.ENDED and status in STILL_GOING:
            yield place, f"must be {' or '.join(sorted(OVER))} where the type is {EventType.ENDED}, not {status}"
