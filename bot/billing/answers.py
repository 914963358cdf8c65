"""What the sender of billing events is answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BaseModel, Field

from domain.billing import Taken


class Outcome(BaseModel):
    """What became of one event. `duplicate`: its id was known; `stale`: a newer one had been applied already."""

    id: Annotated[str, Field(examples=["evt_01"])]
    status: Annotated[Taken, Field(examples=[Taken.APPLIED])]


class Outcomes(BaseModel):
    """What became of each event of a list, in its order."""

    results: list[Outcome]


class Wrong(BaseModel):
    """One wrong place; the path is empty where the whole request is meant."""

    path: Annotated[str, Field(examples=["events[3].subscription.amount"])]
    message: Annotated[str, Field(examples=['must be an amount such as 250.00, not "a lot"'])]


class Refusal(BaseModel):
    """Why nothing was taken: everything that is wrong, up to a hundred places."""

    errors: list[Wrong]


@dataclass(frozen=True)
class Answer:
    """The status and body of an answer."""

    status: int
    body: BaseModel
    headers: dict[str, str] = field(default_factory=dict)


def refused(status: int, message: str, **headers: str) -> Answer:
    """The whole request is refused."""
    return Answer(status, Refusal(errors=[Wrong(path="", message=message)]), headers)
