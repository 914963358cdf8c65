"""What happens to claims of benefits.

`desk` is the place of the claim's card: the claims desk, or the direct messages of whoever handles it; None where
nobody does, because it was delivered at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.claims import Attention, ClaimStatus
from domain.people import PersonKey


@dataclass(frozen=True)
class ClaimArrived:
    """A partner claimed a benefit that somebody is to deliver."""

    claim_id: int
    partner_id: str
    by: PersonKey
    desk: str
    kind: Literal["claim_arrived"] = "claim_arrived"

    @property
    def key(self) -> str:
        return f"claim:{self.claim_id}:arrived"


@dataclass(frozen=True)
class ClaimMoved:
    """A claim reached a status. `text` is the evidence of what was fulfilled, or the reason of what was declined."""

    claim_id: int
    partner_id: str
    version: int
    before: ClaimStatus
    after: ClaimStatus
    by: PersonKey
    claimant: PersonKey
    desk: str | None
    text: str | None = None
    kind: Literal["claim_moved"] = "claim_moved"

    @property
    def key(self) -> str:
        return f"claim:{self.claim_id}:v{self.version}:moved"


@dataclass(frozen=True)
class ClaimAsked:
    """Whoever handles a claim asked the partner something."""

    claim_id: int
    partner_id: str
    version: int
    by: PersonKey
    claimant: PersonKey
    desk: str
    text: str
    kind: Literal["claim_asked"] = "claim_asked"

    @property
    def key(self) -> str:
        return f"claim:{self.claim_id}:v{self.version}:asked"


@dataclass(frozen=True)
class ClaimAnswered:
    """The partner answered, or added something."""

    claim_id: int
    partner_id: str
    version: int
    by: PersonKey
    handler: PersonKey | None
    desk: str
    text: str
    kind: Literal["claim_answered"] = "claim_answered"

    @property
    def key(self) -> str:
        return f"claim:{self.claim_id}:v{self.version}:answered"


@dataclass(frozen=True)
class ClaimAssigned:
    """A claim was given to somebody; a place that had its card before is told as well."""

    claim_id: int
    partner_id: str
    version: int
    handler: PersonKey
    by: PersonKey
    desk: str
    kind: Literal["claim_assigned"] = "claim_assigned"

    @property
    def key(self) -> str:
        return f"claim:{self.claim_id}:v{self.version}:assigned"


@dataclass(frozen=True)
class ClaimReleased:
    """A claim waits at another desk for somebody to take it: `former`, if any, had it or was to take it until now."""

    claim_id: int
    partner_id: str
    version: int
    former: PersonKey | None
    desk: str
    kind: Literal["claim_released"] = "claim_released"

    @property
    def key(self) -> str:
        return f"claim:{self.claim_id}:v{self.version}:released"


@dataclass(frozen=True)
class ClaimLate:
    """A claim is open after its target day: `to` are reminded, or hear of it because that has not helped."""

    claim_id: int
    partner_id: str
    on: date
    due_on: date
    escalated: bool
    to: tuple[PersonKey, ...]
    desk: str
    kind: Literal["claim_late"] = "claim_late"

    @property
    def key(self) -> str:
        step = "escalated" if self.escalated else "reminded"
        return f"claim:{self.claim_id}:due{self.due_on.isoformat()}:{step}"


@dataclass(frozen=True)
class ClaimFlagged:
    """Somebody must look at a claim again: its tier is lost, or its yearly review has come."""

    claim_id: int
    partner_id: str
    version: int
    attention: Attention
    desk: str
    kind: Literal["claim_flagged"] = "claim_flagged"

    @property
    def key(self) -> str:
        return f"claim:{self.claim_id}:v{self.version}:flagged"


@dataclass(frozen=True)
class ClaimDecided:
    """What needed attention was decided: the benefit stays with the partner (`kept`), or has ended."""

    claim_id: int
    partner_id: str
    version: int
    kept: bool
    by: PersonKey
    claimant: PersonKey
    desk: str
    text: str | None = None
    kind: Literal["claim_decided"] = "claim_decided"

    @property
    def key(self) -> str:
        return f"claim:{self.claim_id}:v{self.version}:decided"


ClaimNotice = (
    ClaimArrived
    | ClaimMoved
    | ClaimAsked
    | ClaimAnswered
    | ClaimAssigned
    | ClaimReleased
    | ClaimLate
    | ClaimFlagged
    | ClaimDecided
)
