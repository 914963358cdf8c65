"""Leads that are told in a talk: one a person at a time."""

from __future__ import annotations

from domain.lead_drafts import LeadTalk
from domain.people import PersonKey
from storage.transaction import Transaction


class LeadTalkRepository:
    """Talks under way."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def under_way(self, person: PersonKey) -> LeadTalk | None:
        """The person's talk, to be changed.

        The person is held back too: of two messages that come at once, the second waits, and then finds the talk as the
        first has left it, also where the first has begun it.
        """
        self._transaction.hold(f"lead-talk:{person}")
        return self._transaction.load(LeadTalk, person, for_update=True)

    def add(self, talk: LeadTalk) -> None:
        """Begins a talk."""
        self._transaction.session.add(talk)
        self._transaction.flush()

    def end(self, talk: LeadTalk) -> None:
        """The talk is over; its draft stays."""
        self._transaction.session.delete(talk)
        self._transaction.flush()
