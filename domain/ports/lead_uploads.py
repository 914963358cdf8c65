"""Files of leads that wait to be confirmed."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from domain.lead_drafts import LeadUpload


class LeadUploads(Protocol):
    def get(self, upload_id: str, *, for_update: bool = False) -> LeadUpload | None: ...
    def add(self, upload: LeadUpload) -> None: ...
    def forget(self, upload: LeadUpload) -> None:
        """Removes a file that nobody wants."""
        ...

    def forget_before(self, instant: datetime) -> int:
        """Removes what was dropped before an instant; how many files."""
        ...
