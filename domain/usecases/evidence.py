"""Files that show what was delivered: handed in by whoever fulfils a claim, kept with it, and sent to the partner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain.benefit_form import MOST_BYTES
from domain.claims import Claim, ClaimFile
from domain.errors import Code, DomainError
from domain.people import Actor
from domain.ports import UnitOfWork
from domain.usecases.claim_benefit import partner_claim

EVIDENCE = ".evidence"
"""In place of the key of a form's field, which never begins with a dot."""

MOST_FILES = 5


def evidence_of(files: Iterable[ClaimFile]) -> list[ClaimFile]:
    """Those of a claim's files that show what was delivered."""
    return [file for file in files if file.field == EVIDENCE]


def checked_evidence(claim_id: int, given: Sequence[Mapping[str, Any]]) -> list[ClaimFile]:
    """The files as they were uploaded, for a claim. Raises DomainError (field `files`): TOO_MANY, FILE_TOO_LARGE."""
    if len(given) > MOST_FILES:
        raise DomainError(Code.TOO_MANY, field="files", most=MOST_FILES, count=len(given))
    files = [_file(claim_id, each) for each in given]
    for file in files:
        if file.size > MOST_BYTES:
            raise DomainError(Code.FILE_TOO_LARGE, field="files", name=file.name, most=MOST_BYTES)
    return files


def delivered_files(uow: UnitOfWork, actor: Actor, claim_id: int) -> tuple[Claim, list[ClaimFile]]:
    """A claim of the person's partner, with the files that it was fulfilled with and that were kept.

    Raises DomainError: NOT_A_MEMBER, CLAIM_UNKNOWN for a claim of others.
    """
    claim, _, files = partner_claim(uow, actor, claim_id)
    return claim, [file for file in evidence_of(files) if not file.error]


def _file(claim_id: int, given: Mapping[str, Any]) -> ClaimFile:
    return ClaimFile(
        claim_id=claim_id,
        field=EVIDENCE,
        slack_id=str(given["id"]),
        name=str(given.get("name") or given["id"]),
        mimetype=str(given.get("mimetype") or "application/octet-stream"),
        size=int(given.get("size") or 0),
        url=str(given.get("url") or ""),
    )
