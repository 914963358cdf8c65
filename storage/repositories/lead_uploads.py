"""Files of leads that wait to be confirmed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from domain.lead_drafts import LeadUpload
from storage.tables import lead_uploads
from storage.transaction import Transaction


class LeadUploadRepository:
    """Files of leads, kept with their rows."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def get(self, upload_id: str, *, for_update: bool = False) -> LeadUpload | None:
        """A file that may be taken."""
        return self._transaction.load(LeadUpload, upload_id, for_update=for_update)

    def add(self, upload: LeadUpload) -> None:
        """Keeps a file."""
        self._transaction.session.add(upload)
        self._transaction.flush()

    def forget(self, upload: LeadUpload) -> None:
        """Removes a file that nobody wants."""
        self._transaction.session.delete(upload)
        self._transaction.flush()

    def forget_before(self, instant: datetime) -> int:
        """Removes what was dropped before an instant; how many files."""
        return self._transaction.execute(delete(lead_uploads).where(lead_uploads.c.uploaded_at < instant)).rowcount
