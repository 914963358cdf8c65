"""Leads that are told in a talk."""

from __future__ import annotations

from typing import Protocol

from domain.lead_drafts import LeadTalk
from domain.people import PersonKey


class LeadTalks(Protocol):
    def under_way(self, person: PersonKey) -> LeadTalk | None:
        """The person's talk, to be changed. Until the transaction ends, nobody else begins or changes one for them."""
        ...

    def add(self, talk: LeadTalk) -> None: ...
    def end(self, talk: LeadTalk) -> None:
        """The talk is over; its draft stays."""
        ...
