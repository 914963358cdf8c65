"""What happens to a lead while it is worked on, beside its moves: questions, messages, notes, other hands, one deal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from domain.notices.places import LEADS_DESK, Address, Face, direct, lead_thread
from domain.people import SYSTEM, PersonKey


@dataclass(frozen=True)
class LeadAsked:
    """A rep asked the partner something: the lead waits for the answer."""

    lead_id: int
    partner_id: str
    version: int
    by: PersonKey
    text: str
    kind: Literal["lead_asked"] = "lead_asked"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:asked"


@dataclass(frozen=True)
class LeadAnswered:
    """The partner answered what `to` had asked; `question` is what it was."""

    lead_id: int
    partner_id: str
    version: int
    by: PersonKey
    to: PersonKey
    question: str
    text: str
    kind: Literal["lead_answered"] = "lead_answered"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:answered"


@dataclass(frozen=True)
class LeadMessaged:
    """A rep wrote to the partner about a lead; no answer is waited for."""

    lead_id: int
    partner_id: str
    version: int
    by: PersonKey
    text: str
    kind: Literal["lead_messaged"] = "lead_messaged"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:messaged"


@dataclass(frozen=True)
class LeadNoted:
    """A rep noted something that only the vendor's people ever read."""

    lead_id: int
    partner_id: str
    version: int
    by: PersonKey
    text: str
    kind: Literal["lead_noted"] = "lead_noted"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:noted"


@dataclass(frozen=True)
class LeadHandedOver:
    """A lead went from `former`, if anybody, to another rep, or back to the desk where `assignee` is None.

    By the program it goes back when `former` works on leads no more.
    """

    lead_id: int
    partner_id: str
    version: int
    former: PersonKey | None
    assignee: PersonKey | None
    by: PersonKey
    kind: Literal["lead_handed_over"] = "lead_handed_over"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:handed-over"


@dataclass(frozen=True)
class LeadScheduled:
    """The day of the next step was set, as an ISO date, or taken away."""

    lead_id: int
    partner_id: str
    version: int
    next_step_on: str | None
    by: PersonKey
    kind: Literal["lead_scheduled"] = "lead_scheduled"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:scheduled"


@dataclass(frozen=True)
class LeadLinked:
    """A lead became part of the deal that `main_id` stands for, or is on its own again where that is None."""

    lead_id: int
    partner_id: str
    version: int
    main_id: int | None
    by: PersonKey
    kind: Literal["lead_linked"] = "lead_linked"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:linked"


LeadWorkNotice = LeadAsked | LeadAnswered | LeadMessaged | LeadNoted | LeadHandedOver | LeadScheduled | LeadLinked


def of_lead_work(notice: LeadWorkNotice) -> Iterator[Address]:
    """The card with what happened in its thread; the partner's channel where it concerns the partner; who is meant.

    Of a rep who has left only the cards say so: how many leads it is about is told once.
    """
    yield Address(LEADS_DESK, Face.CARD)
    if isinstance(notice, LeadHandedOver) and notice.assignee is None and notice.by == SYSTEM:
        return
    yield Address(LEADS_DESK, Face.THREAD)
    match notice:
        case LeadAsked() | LeadMessaged() | LeadLinked():
            yield from lead_thread(notice.partner_id)
        case LeadAnswered():
            yield from lead_thread(notice.partner_id)
            yield Address(direct(notice.to), Face.MANAGER)
        case LeadHandedOver():
            for person in (notice.assignee, notice.former):
                if person is not None and person != notice.by:
                    yield Address(direct(person), Face.MANAGER)
        case LeadNoted() | LeadScheduled():
            return
