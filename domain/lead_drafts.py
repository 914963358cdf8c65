"""What is on its way to become a lead: drafts, talks about them, and files of many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.leads import LeadSource
from domain.people import PersonKey


@dataclass(eq=False)
class LeadDraft:
    """What a partner's person has typed so far: raw answers by field name.

    `answers` are those of the pages that were sent off; of them a lead is made. `typed` is what has been reported since
    from a page that was not sent off yet. `seen_action` is Slack's timestamp of the newest such report, so that an
    older one arriving late is ignored; only Slack's clock is ever compared with it. `warned_at` is when the person was
    told that the draft ends soon.
    """

    id: str
    partner_id: str
    person: PersonKey
    updated_at: datetime
    answers: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, Any] = field(default_factory=dict)
    seen_action: str = ""
    lead_id: int | None = None
    source: LeadSource = LeadSource.FORM
    source_link: str | None = None
    warned_at: datetime | None = None

    @property
    def so_far(self) -> Mapping[str, Any]:
        """The newest answer of every field, sent off or not."""
        return {**self.answers, **self.typed}

    @property
    def is_begun(self) -> bool:
        """Whether there is something of a lead in it; an estimate that was never handed on is none."""
        return any(self.answers.values()) or ("offer" not in self.typed and any(self.typed.values()))

    def send_off(self, page: Mapping[str, Any], now: datetime) -> None:
        """Keeps a page that was sent off. What was typed into its fields before is over."""
        self.answers = {**self.answers, **page}
        self.typed = {name: value for name, value in self.typed.items() if name not in page}
        self.touch(now)

    def touch(self, now: datetime) -> None:
        """Somebody goes on with it: its end is far again."""
        self.updated_at, self.warned_at = now, None


@dataclass(eq=False)
class LeadTalk:
    """A draft that is filled in by talking: one a person at a time.

    `field` is the name of the field that was asked for last. `channel` is the Slack id of the direct messages, `seen`
    Slack's timestamp of the newest message that was taken: one that comes again changes nothing.
    """

    person: PersonKey
    draft_id: str
    channel: str
    field: str
    updated_at: datetime
    seen: str = ""


@dataclass(eq=False)
class LeadUpload:
    """A file of leads that a partner's person dropped: kept until it is confirmed, then taken once."""

    id: str
    partner_id: str
    person: PersonKey
    file_name: str
    rows: list[dict[str, str]]
    uploaded_at: datetime
    taken_at: datetime | None = None
