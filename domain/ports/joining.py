"""Applications, invitations, and the history of partners' people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.membership import Application, Invite, PeopleChange
from domain.partners import Partner
from domain.people import PersonKey


class Joining(Protocol):
    def application(self, number: int, *, for_update: bool = False) -> Application | None: ...
    def application_by_key(self, key: str) -> Application | None: ...
    def open_application(self, person: PersonKey) -> Application | None: ...
    def add_application(self, application: Application) -> None:
        """Stores it at once, so that it has a number."""
        ...

    def of_same_company(self, application: Application) -> Sequence[Application]:
        """Other applications of a company of the same name or domain, the oldest first."""
        ...

    def open_applications(self, *, limit: int) -> Sequence[Application]:
        """Those to be decided, the oldest first."""
        ...

    def waiting_applications(self) -> int:
        """How many are to be decided."""
        ...

    def partner_of_channel(self, channel_id: str) -> Partner | None:
        """The partner a channel is shared with."""
        ...

    def invite(self, number: int, *, for_update: bool = False) -> Invite | None: ...
    def invite_by_digest(self, digest: str) -> Invite | None:
        """The invitation with that code, to be used: nobody else uses it before the transaction ends."""
        ...

    def add_invite(self, invite: Invite) -> None: ...
    def invites_of(self, partner_id: str, now: datetime, *, limit: int) -> Sequence[Invite]:
        """A partner's invitations whose time is not over, the newest first."""
        ...

    def staff_codes(self, person: PersonKey | None, now: datetime, *, limit: int) -> Sequence[Invite]:
        """Codes whose time is not over, the newest first, that were given by a person (None: by anybody) who is not one
        of the partner's own."""
        ...

    def end_invites(self, partner_id: str, made_by: PersonKey, now: datetime) -> None:
        """Ends a person's invitations to a partner."""
        ...

    def end_staff_codes(self, made_by: PersonKey, now: datetime) -> int:
        """Ends the codes that somebody gave as one of the staff, to whatever partner; how many."""
        ...

    def wrong_codes(self, person: PersonKey, *, since: datetime) -> int:
        """How many wrong codes a person has given since an instant. Nobody else counts before the transaction ends."""
        ...

    def note_wrong_code(self, person: PersonKey, now: datetime, *, since: datetime) -> None:
        """Counts one more; those before `since` are forgotten."""
        ...

    def record(self, change: PeopleChange) -> PeopleChange:
        """Adds a line of history and returns it with its id."""
        ...

    def history(self, partner_id: str, *, offset: int, limit: int) -> tuple[Sequence[PeopleChange], int]:
        """Lines of the history of a partner's people, newest first, and how many there are."""
        ...

    def newest_change(self, partner_id: str, person: PersonKey) -> PeopleChange | None:
        """What happened last to a person at a partner."""
        ...
