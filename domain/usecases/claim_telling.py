"""What every step of a claim has in common: it is recorded, and told where the claim is handled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.benefits import Queue
from domain.claims import Claim, ClaimEvent, ClaimEventKind, ClaimMove
from domain.errors import Code, DomainError
from domain.free_text import optional_text
from domain.notices import CLAIMS_DESK, ClaimDecided, ClaimMoved, ClaimNotice, direct
from domain.partners import Partner
from domain.people import PersonKey
from domain.ports import UnitOfWork
from domain.usecases.telling import tell


def desk_of(claim: Claim, partner: Partner) -> str:
    """Where the card of a claim is: the claims desk, or for an account manager's claim the direct messages of whoever
    has it, else of the partner's account manager. Without anybody it is the desk."""
    person = claim.handler or partner.account_manager
    if claim.queue is Queue.DESK or person is None:
        return CLAIMS_DESK
    return direct(PersonKey(person))


def load_claim(uow: UnitOfWork, claim_id: int, *, for_update: bool = False) -> tuple[Claim, Partner]:
    """A claim with its partner. Raises DomainError(CLAIM_UNKNOWN)."""
    claim = uow.claims.get(claim_id, for_update=for_update)
    partner = uow.partners.get(claim.partner_id) if claim else None
    if claim is None or partner is None:
        raise DomainError(Code.CLAIM_UNKNOWN, number=f"C-{claim_id}")
    return claim, partner


def require_version(claim: Claim, version: int) -> None:
    """Raises DomainError(CLAIM_CHANGED) where the person was looking at an older claim."""
    if claim.version != version:
        raise DomainError(Code.CLAIM_CHANGED, number=claim.number, status=claim.status)


@dataclass(frozen=True)
class ClaimCase:
    """A claim at hand: each step changes it, records who did it, and tells those concerned."""

    uow: UnitOfWork
    claim: Claim
    partner: Partner
    by: PersonKey
    now: datetime

    @property
    def desk(self) -> str:
        """Where the claim is handled now."""
        return desk_of(self.claim, self.partner)

    def move(self, move: ClaimMove, *, text: str | None = None) -> None:
        """Makes a move; one that closes it settles what needed attention too. Raises DomainError(CLAIM_MOVED)."""
        before = self.claim.move(move, self.now)
        if not self.claim.is_open:
            self.claim.attention = None
        self.record(ClaimEventKind.MOVED, before, self.claim.status, text)
        claim = self.claim
        self.tell(
            ClaimMoved(
                claim_id=claim.id,
                partner_id=claim.partner_id,
                version=claim.version,
                before=before,
                after=claim.status,
                by=self.by,
                claimant=claim.claimed_by,
                desk=self.desk,
                text=text,
            )
        )

    def record(
        self, kind: ClaimEventKind, before: str | None = None, after: str | None = None, text: str | None = None
    ) -> None:
        """Adds a line to the claim's history."""
        self.uow.claims.record(ClaimEvent(self.claim.id, self.now, self.by, kind, before, after, text))

    def tell(self, notice: ClaimNotice) -> None:
        """Tells what has happened."""
        tell(self.uow, notice, self.partner)


def decide(case: ClaimCase, note: str | None = None, *, kept: bool) -> None:
    """Settles what needed attention: the partner keeps it, or it has ended. Raises DomainError(TOO_LONG)."""
    said, claim = optional_text(note, "note"), case.claim
    before, claim.attention = claim.attention, None
    claim.version += 1
    case.record(ClaimEventKind.KEPT if kept else ClaimEventKind.ENDED, before, text=said)
    case.tell(
        ClaimDecided(
            claim.id, claim.partner_id, claim.version, kept, case.by, claim.claimed_by, desk=case.desk, text=said
        )
    )
