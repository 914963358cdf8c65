"""What the desk's buttons carry: a claim, and the version of it that the person was looking at."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.claims import Claim
from domain.errors import Code, DomainError
from handlers.texts.catalogue import say

WRITTEN = re.compile(r"(?:[cC]-?|#)?(\d{1,9})(?::(\d{1,9}))?")


def is_ref(text: str) -> bool:
    """Whether somebody typed the number of a claim."""
    return WRITTEN.fullmatch(text.strip()) is not None


@dataclass(frozen=True)
class ClaimRef:
    """A claim in one version; 0 means whatever it is now."""

    claim_id: int
    version: int = 0

    def __str__(self) -> str:
        return f"{self.claim_id}:{self.version}"

    @classmethod
    def of(cls, claim: Claim) -> ClaimRef:
        """The claim as it is now."""
        return cls(claim.id, claim.version)

    @classmethod
    def read(cls, text: str) -> ClaimRef:
        """What `str` has made, or a number that somebody typed: `C-12`, `c12`, `12`.

        Raises DomainError(CLAIM_UNKNOWN) for anything else.
        """
        found = WRITTEN.fullmatch(text.strip())
        if found is None:
            raise DomainError(Code.CLAIM_UNKNOWN, number=text.strip() or say("that number"))
        return cls(int(found[1]), int(found[2] or 0))
