"""How people come to a partner, as far as the program may say it."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from domain.program_part import Part

GUESSING = timedelta(hours=1)
"""So long wrong codes are counted."""


class Joining(Part):
    """Invitations end after so many days; a code lets in so many people; so many wrong ones are taken an hour."""

    invite_days: Annotated[int, Field(ge=1, le=365)] = 14
    code_uses: Annotated[int, Field(ge=1, le=1000)] = 1
    wrong_codes_an_hour: Annotated[int, Field(ge=1, le=100)] = 5

    @property
    def invites_last(self) -> timedelta:
        """How long an invitation is good for."""
        return timedelta(days=self.invite_days)
