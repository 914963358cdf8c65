"""Applications, invitations, and the history of partners' people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Integer, String, bindparam, case, exists, func, or_, select, update

from domain.membership import Application, Invite, PeopleChange
from domain.partners import Partner
from domain.people import PersonKey
from storage.mapping import columns_of, to_look_at
from storage.repositories.partners import PARTNER, read_partner
from storage.tables import applications, invites, members, partners, people_changes, wrong_codes
from storage.tables.people import IS_OPEN
from storage.transaction import Transaction
from storage.types import UtcDateTime

APPLICATION = columns_of(Application, applications)
CHANGE = columns_of(PeopleChange, people_changes)
INVITE = columns_of(Invite, invites)
read_application = to_look_at(Application)
read_invite = to_look_at(Invite)

_PERSON = bindparam("person", type_=String)
_PARTNER = bindparam("partner_id", type_=String)
_LIMIT = bindparam("limit", type_=Integer)

BY_KEY = select(*APPLICATION).where(applications.c.key == bindparam("key", type_=String))
OPEN_OF_PERSON = select(*APPLICATION).where(applications.c.person == _PERSON, IS_OPEN)
OPEN = select(*APPLICATION).where(IS_OPEN).order_by(applications.c.id).limit(_LIMIT)
WAITING = select(func.count()).select_from(applications).where(IS_OPEN)
OF_SAME_COMPANY = (
    select(*APPLICATION)
    .where(
        applications.c.id != bindparam("number", type_=Integer),
        or_(
            applications.c.domain == bindparam("domain", type_=String),
            applications.c.name_key == bindparam("name_key", type_=String),
        ),
    )
    .order_by(applications.c.id)
)
OF_CHANNEL = (
    select(*PARTNER)
    .where(partners.c.slack_channel_id == bindparam("channel_id", type_=String))
    .order_by(partners.c.id)
    .limit(1)
)
BY_DIGEST = select(invites.c.id).where(invites.c.digest == bindparam("digest", type_=String))
_IN_TIME = (
    select(*INVITE)
    .where(invites.c.expires_at > bindparam("now", type_=UtcDateTime))
    .order_by(invites.c.id.desc())
    .limit(_LIMIT)
)
INVITES_OF = _IN_TIME.where(invites.c.partner_id == _PARTNER)
_IS_PARTNERS_OWN = exists().where(members.c.person == invites.c.made_by, members.c.partner_id == invites.c.partner_id)
STAFF_CODES = _IN_TIME.where(invites.c.digest.is_not(None), ~_IS_PARTNERS_OWN)
STAFF_CODES_BY = STAFF_CODES.where(invites.c.made_by == _PERSON)
END = (
    update(invites)
    .where(
        invites.c.partner_id == bindparam("of_partner", type_=String),
        invites.c.made_by == bindparam("of_person", type_=String),
        invites.c.expires_at > bindparam("now", type_=UtcDateTime),
    )
    .values(expires_at=bindparam("now", type_=UtcDateTime))
)
END_STAFF_CODES = (
    update(invites)
    .where(
        invites.c.made_by == bindparam("of_person", type_=String),
        invites.c.digest.is_not(None),
        invites.c.expires_at > bindparam("now", type_=UtcDateTime),
        ~_IS_PARTNERS_OWN,
    )
    .values(expires_at=bindparam("now", type_=UtcDateTime))
)
WRONG = select(wrong_codes.c.count).where(
    wrong_codes.c.person == _PERSON, wrong_codes.c.since > bindparam("since", type_=UtcDateTime)
)
HISTORY = (
    select(*CHANGE)
    .where(people_changes.c.partner_id == _PARTNER)
    .order_by(people_changes.c.id.desc())
    .limit(_LIMIT)
    .offset(bindparam("offset", type_=Integer))
)
COUNT = select(func.count()).where(people_changes.c.partner_id == _PARTNER)
NEWEST = (
    select(*CHANGE)
    .where(people_changes.c.partner_id == _PARTNER, people_changes.c.person == _PERSON)
    .order_by(people_changes.c.id.desc())
    .limit(1)
)


class JoiningRepository:
    """How people come to a partner, and what happened to them there."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def application(self, number: int, *, for_update: bool = False) -> Application | None:
        """An application that may be decided."""
        return self._transaction.load(Application, number, for_update=for_update)

    def application_by_key(self, key: str) -> Application | None:
        """The application that came of a form."""
        row = self._transaction.execute(BY_KEY, {"key": key}).one_or_none()
        return read_application(row) if row is not None else None

    def open_application(self, person: PersonKey) -> Application | None:
        """The one that a person waits for, if there is one."""
        row = self._transaction.execute(OPEN_OF_PERSON, {"person": person}).one_or_none()
        return read_application(row) if row is not None else None

    def add_application(self, application: Application) -> None:
        """Stores it at once, so that it has a number."""
        self._transaction.session.add(application)
        self._transaction.flush()

    def of_same_company(self, application: Application) -> Sequence[Application]:
        """Other applications of a company of the same name or domain, the oldest first."""
        asked = {"number": application.id, "domain": application.domain, "name_key": application.name_key}
        return [read_application(row) for row in self._transaction.execute(OF_SAME_COMPANY, asked)]

    def open_applications(self, *, limit: int) -> Sequence[Application]:
        """Those to be decided, the oldest first."""
        return [read_application(row) for row in self._transaction.execute(OPEN, {"limit": limit})]

    def waiting_applications(self) -> int:
        """How many are to be decided."""
        return int(self._transaction.execute(WAITING).scalar_one())

    def partner_of_channel(self, channel_id: str) -> Partner | None:
        """The partner a channel is shared with."""
        row = self._transaction.execute(OF_CHANNEL, {"channel_id": channel_id}).one_or_none()
        return read_partner(row) if row is not None else None

    def invite(self, number: int, *, for_update: bool = False) -> Invite | None:
        """An invitation that may be used."""
        return self._transaction.load(Invite, number, for_update=for_update)

    def invite_by_digest(self, digest: str) -> Invite | None:
        """The invitation with that code, held until the transaction ends."""
        number = self._transaction.execute(BY_DIGEST, {"digest": digest}).scalar_one_or_none()
        return self.invite(number, for_update=True) if number is not None else None

    def add_invite(self, invite: Invite) -> None:
        """Stores it at once, so that it has a number."""
        self._transaction.session.add(invite)
        self._transaction.flush()

    def invites_of(self, partner_id: str, now: datetime, *, limit: int) -> Sequence[Invite]:
        """A partner's invitations whose time is not over, the newest first."""
        asked = {"partner_id": partner_id, "now": now, "limit": limit}
        return [read_invite(row) for row in self._transaction.execute(INVITES_OF, asked)]

    def staff_codes(self, person: PersonKey | None, now: datetime, *, limit: int) -> Sequence[Invite]:
        """Codes whose time is not over, the newest first, that were given by a person (None: by anybody) who is not one
        of the partner's own."""
        asked = {"now": now, "limit": limit}
        if person is None:
            return [read_invite(row) for row in self._transaction.execute(STAFF_CODES, asked)]
        return [read_invite(row) for row in self._transaction.execute(STAFF_CODES_BY, {**asked, "person": person})]

    def end_invites(self, partner_id: str, made_by: PersonKey, now: datetime) -> None:
        """Ends a person's invitations to a partner."""
        self._transaction.execute(END, {"of_partner": partner_id, "of_person": made_by, "now": now})

    def end_staff_codes(self, made_by: PersonKey, now: datetime) -> int:
        """Ends the codes that somebody gave as one of the staff, to whatever partner; how many."""
        return self._transaction.execute(END_STAFF_CODES, {"of_person": made_by, "now": now}).rowcount

    def wrong_codes(self, person: PersonKey, *, since: datetime) -> int:
        """How many wrong codes a person has given since an instant: of several at once, each sees those before."""
        self._transaction.hold(f"codes of {person}")
        count: int | None = self._transaction.execute(WRONG, {"person": person, "since": since}).scalar_one_or_none()
        return count or 0

    def note_wrong_code(self, person: PersonKey, now: datetime, *, since: datetime) -> None:
        """Counts one more; those before `since` are forgotten."""
        insert = self._transaction.insert(wrong_codes)
        is_newer = wrong_codes.c.since > since
        counted = insert.on_conflict_do_update(
            index_elements=["person"],
            set_={
                "since": case((is_newer, wrong_codes.c.since), else_=insert.excluded.since),
                "count": case((is_newer, wrong_codes.c.count + 1), else_=1),
            },
        )
        self._transaction.execute(counted, {"person": person, "since": now, "count": 1})

    def record(self, change: PeopleChange) -> PeopleChange:
        """Adds a line of history and returns it with its id."""
        self._transaction.session.add(change)
        self._transaction.flush()
        return change

    def history(self, partner_id: str, *, offset: int, limit: int) -> tuple[Sequence[PeopleChange], int]:
        """Lines of the history of a partner's people, newest first, and how many there are."""
        asked = {"partner_id": partner_id, "offset": offset, "limit": limit}
        found = [PeopleChange(*row) for row in self._transaction.execute(HISTORY, asked)]
        return found, self._transaction.execute(COUNT, {"partner_id": partner_id}).scalar_one()

    def newest_change(self, partner_id: str, person: PersonKey) -> PeopleChange | None:
        """What happened last to a person at a partner."""
        row = self._transaction.execute(NEWEST, {"partner_id": partner_id, "person": person}).one_or_none()
        return PeopleChange(*row) if row is not None else None
