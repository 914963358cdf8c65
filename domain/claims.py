"""Claims of benefits: what a partner asks for, and the ways it can go.

Requested → in progress → fulfilled | declined; withdrawn by the partner while it is open. A question can be asked and
answered at any time while it is open. Nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from domain.benefits import Queue
from domain.errors import Code, DomainError
from domain.people import PersonKey


class ClaimStatus(StrEnum):
    REQUESTED = "requested"
    IN_PROGRESS = "in_progress"
    FULFILLED = "fulfilled"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


OPEN_CLAIMS = frozenset({ClaimStatus.REQUESTED, ClaimStatus.IN_PROGRESS})
COUNTED = OPEN_CLAIMS | {ClaimStatus.FULFILLED}
"""What a quota counts: declined and withdrawn claims leave it free."""


class ClaimMove(StrEnum):
    """What can be done with a claim. The value names the button."""

    TAKE = "take"
    FULFIL = "fulfil"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


ALLOWED_FROM: dict[ClaimMove, frozenset[ClaimStatus]] = {
    ClaimMove.TAKE: OPEN_CLAIMS,
    ClaimMove.FULFIL: OPEN_CLAIMS,
    ClaimMove.DECLINE: OPEN_CLAIMS,
    ClaimMove.WITHDRAW: OPEN_CLAIMS,
}
AFTER: dict[ClaimMove, ClaimStatus] = {
    ClaimMove.TAKE: ClaimStatus.IN_PROGRESS,
    ClaimMove.FULFIL: ClaimStatus.FULFILLED,
    ClaimMove.DECLINE: ClaimStatus.DECLINED,
    ClaimMove.WITHDRAW: ClaimStatus.WITHDRAWN,
}


class Attention(StrEnum):
    """Why somebody must look at a claim again."""

    TIER_LOST = "tier_lost"
    REVIEW_DUE = "review_due"


@dataclass(eq=False)
class Claim:
    """One claim of one benefit by one partner.

    `tier` is the partner's when it claimed. `handler` is who took it. `due_on` is the day by which it is to be settled.
    A fulfilled benefit that runs does so from `running_since` until `ended_on`; `review_on` is its next yearly review.
    `waiting` says that the newest word is a question which the partner has not answered.
    """

    partner_id: str
    benefit: str
    tier: str
    claimed_by: PersonKey
    claimed_at: datetime
    draft_id: str
    answers: dict[str, Any]
    queue: Queue
    status: ClaimStatus = ClaimStatus.REQUESTED
    status_since: datetime | None = None
    handler: PersonKey | None = None
    due_on: date | None = None
    evidence: str | None = None
    reason: str | None = None
    waiting: bool = False
    running_since: date | None = None
    ended_on: date | None = None
    review_on: date | None = None
    attention: Attention | None = None
    version: int = 1
    id: int = field(default=0, init=False)

    @property
    def number(self) -> str:
        """How people call it: `C-12`."""
        return f"C-{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.status in OPEN_CLAIMS

    @property
    def is_running(self) -> bool:
        """Whether the partner has the benefit now, of those that go on."""
        return self.running_since is not None and self.ended_on is None

    def require(self, *, that: bool) -> None:
        """Raises DomainError(CLAIM_MOVED) unless the claim stands as an act needs it."""
        if not that:
            raise DomainError(Code.CLAIM_MOVED, number=self.number, status=self.status)

    def move(self, move: ClaimMove, now: datetime) -> ClaimStatus:
        """Makes a move and returns the status before. Raises DomainError(CLAIM_MOVED) where it is not legal now."""
        self.require(that=self.status in ALLOWED_FROM[move])
        before, self.status = self.status, AFTER[move]
        self.status_since, self.waiting = now, False
        self.version += 1
        return before


class ClaimEventKind(StrEnum):
    CLAIMED = "claimed"
    MOVED = "moved"
    ASKED = "asked"
    ANSWERED = "answered"
    ASSIGNED = "assigned"
    FLAGGED = "flagged"
    KEPT = "kept"
    ENDED = "ended"


@dataclass(eq=False)
class ClaimEvent:
    """One line of a claim's history. Never changed."""

    claim_id: int
    at: datetime
    by: PersonKey
    kind: ClaimEventKind
    before: str | None = None
    after: str | None = None
    text: str | None = None
    id: int | None = None


@dataclass(eq=False)
class ClaimDraft:
    """What a partner's person has typed so far into a benefit's form; `claim_id` once it was submitted.

    `seen_action` is Slack's timestamp of the newest report of typing: an older one arriving late changes nothing.
    """

    id: str
    partner_id: str
    benefit: str
    person: PersonKey
    updated_at: datetime
    answers: dict[str, Any] = field(default_factory=dict)
    claim_id: int | None = None
    seen_action: str = ""


@dataclass(eq=False)
class ClaimFile:
    """A file that was handed in with a claim. `content` is None until it has been fetched from Slack.

    `team` is the Slack workspace whose installation of the app was given it, and can fetch it.
    """

    claim_id: int
    field: str
    slack_id: str
    name: str
    mimetype: str
    size: int
    url: str
    content: bytes | None = None
    error: str | None = None
    team: str | None = None
    id: int | None = None
