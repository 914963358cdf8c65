"""How people come to a partner, as far as the program may say it."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from domain.companies import words
from domain.program_part import Part

GUESSING = timedelta(hours=1)
"""So long wrong codes are counted."""

LONGEST_COMPANY = 40
"""Of a channel's name: Slack takes 80 letters, and a number may come behind."""


class Joining(Part):
    """Invitations end after so many days; a code lets in so many people; so many wrong ones are taken an hour.

    A partner's channel is named by the prefix and the company.
    """

    invite_days: Annotated[int, Field(ge=1, le=365)] = 14
    code_uses: Annotated[int, Field(ge=1, le=1000)] = 1
    wrong_codes_an_hour: Annotated[int, Field(ge=1, le=100)] = 5
    channel_prefix: Annotated[str, Field(pattern=r"^[a-z0-9_-]{0,30}$")] = "partner-"
    private_channels: bool = True

    @property
    def invites_last(self) -> timedelta:
        """How long an invitation is good for."""
        return timedelta(days=self.invite_days)

    def channel_name(self, company: str, partner_id: str) -> str:
        """`partner-acme-labs` for Acme Labs; by the partner's id where the name has no letters that Slack takes."""
        plain = "-".join(word for word in words(company) if word.isascii())[:LONGEST_COMPANY].strip("-")
        return f"{self.channel_prefix}{plain or partner_id.lower()[:LONGEST_COMPANY]}"
