"""Claims with their history, drafts and files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    LargeBinary,
    Row,
    String,
    bindparam,
    case,
    delete,
    func,
    literal_column,
    or_,
    select,
    update,
)

from domain.benefits import Queue
from domain.claims import Attention, Claim, ClaimDraft, ClaimEvent, ClaimFile
from domain.notices import Face, claim_card
from domain.people import PersonKey
from domain.ports import DeskSelection, DeskView
from storage.mapping import columns_of, to_look_at
from storage.repositories.claims_desk import COUNTS, DeskStatement
from storage.tables import PENDING, claim_drafts, claim_events, claim_files, claims, outbox, posts
from storage.tables.claims import NOT_SUBMITTED, OPEN, RUNNING, TO_DO
from storage.transaction import Transaction
from storage.types import UtcDateTime

CLAIM = columns_of(Claim, claims)
read_claim = to_look_at(Claim)
FILE = [column for column in columns_of(ClaimFile, claim_files) if column.name != "content"]

_PARTNER = claims.c.partner_id == bindparam("partner_id", type_=String)
_OFFSET, _LIMIT = bindparam("offset", type_=Integer), bindparam("limit", type_=Integer)

_NEWEST = select(func.max(claims.c.id)).where(_PARTNER).group_by(claims.c.benefit)
_MATTERS = or_(claims.c.claimed_at >= bindparam("since", type_=UtcDateTime), OPEN, RUNNING, claims.c.id.in_(_NEWEST))
# Within a CASE no index is looked for: the partner's own is the one that leaves few rows.
FOR_ENTITLEMENTS = select(*CLAIM).where(_PARTNER, case((_MATTERS, literal_column("1"))) == literal_column("1"))
OF_PARTNER = select(*CLAIM).where(_PARTNER).order_by(claims.c.id.desc()).offset(_OFFSET).limit(_LIMIT)
COUNT_OF_PARTNER = select(func.count()).select_from(claims).where(_PARTNER)
TO_FLAG = (
    select(claims.c.id)
    .where(_PARTNER, claims.c.benefit.in_(bindparam("benefits", expanding=True)), or_(OPEN, RUNNING))
    .order_by(claims.c.id)
)
POSTED = select(posts.c.key).where(posts.c.key.in_(bindparam("keys", expanding=True)))
TO_POST = select(outbox.c.place).where(
    PENDING,
    outbox.c.place.in_(bindparam("places", expanding=True)),
    outbox.c.face == Face.CARD,
    outbox.c.key.startswith(bindparam("front", type_=String)),
)
IN_HANDS = (
    select(claims.c.id)
    .where(
        or_(
            (claims.c.handler == bindparam("person", type_=String)) & or_(TO_DO, RUNNING),
            TO_DO
            & claims.c.handler.is_(None)
            & (claims.c.queue == Queue.ACCOUNT_MANAGER)
            & claims.c.partner_id.in_(bindparam("partner_ids", expanding=True)),
        )
    )
    .order_by(claims.c.id)
)
LATE = (
    select(*CLAIM)
    .where(OPEN, claims.c.due_on >= bindparam("since", type_=Date), claims.c.due_on < bindparam("before", type_=Date))
    .order_by(claims.c.due_on, claims.c.id)
    .limit(_LIMIT)
)
REVIEW_DUE = (
    select(claims.c.id)
    .where(RUNNING, claims.c.review_on <= bindparam("day", type_=Date), claims.c.attention.is_(None))
    .order_by(claims.c.review_on, claims.c.id)
    .limit(_LIMIT)
)
COUNTS_OF_ATTENTION = (
    select(claims.c.attention, func.count()).where(TO_DO, claims.c.attention.is_not(None)).group_by(claims.c.attention)
)
HISTORY = (
    select(*columns_of(ClaimEvent, claim_events))
    .where(claim_events.c.claim_id == bindparam("claim_id", type_=Integer))
    .order_by(claim_events.c.id)
)
UNFINISHED = (
    select(claim_drafts.c.id)
    .where(
        claim_drafts.c.partner_id == bindparam("partner_id", type_=String),
        claim_drafts.c.benefit == bindparam("benefit", type_=String),
        claim_drafts.c.person == bindparam("person", type_=String),
        claim_drafts.c.claim_id.is_(None),
    )
    .order_by(claim_drafts.c.updated_at.desc(), claim_drafts.c.id)
    .limit(1)
)
FORGET_DRAFTS = delete(claim_drafts).where(
    NOT_SUBMITTED, claim_drafts.c.updated_at < bindparam("before", type_=UtcDateTime)
)
FILES = select(*FILE).where(claim_files.c.claim_id == bindparam("claim_id", type_=Integer)).order_by(claim_files.c.id)
FILE_WITH_CONTENT = select(*FILE, claim_files.c.content).where(claim_files.c.id == bindparam("id", type_=Integer))
TO_FETCH = (
    select(*FILE)
    .where(
        claim_files.c.id > bindparam("after", type_=Integer),
        claim_files.c.content.is_(None),
        claim_files.c.error.is_(None),
    )
    .order_by(claim_files.c.id)
    .limit(_LIMIT)
)
_FILE = claim_files.c.id == bindparam("file_id", type_=Integer)
KEEP_CONTENT = update(claim_files).where(_FILE).values(content=bindparam("kept", type_=LargeBinary), error=None)
GIVE_UP_FILE = update(claim_files).where(_FILE).values(error=bindparam("why", type_=String))


class ClaimRepository:
    """Claims, their events, drafts and files."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def get(self, claim_id: int, *, for_update: bool = False) -> Claim | None:
        """A claim that may be changed."""
        return self._transaction.load(Claim, claim_id, for_update=for_update)

    def add(self, claim: Claim, files: Iterable[ClaimFile] = ()) -> Claim:
        """Stores a new claim with its files and returns it with its id."""
        self._transaction.session.add(claim)
        self._transaction.flush()
        for file in files:
            file.claim_id = claim.id
            self._transaction.session.add(file)
        return claim

    def attach(self, files: Iterable[ClaimFile]) -> None:
        """Stores more files of claims that there are."""
        self._transaction.session.add_all(files)

    def for_entitlements(self, partner_id: str, *, since: datetime) -> Sequence[Claim]:
        """What a partner's entitlements are decided on."""
        rows = self._transaction.execute(FOR_ENTITLEMENTS, {"partner_id": partner_id, "since": since})
        return [read_claim(row) for row in rows]

    def of_partner(self, partner_id: str, *, offset: int, limit: int) -> tuple[Sequence[Claim], int]:
        """A partner's claims, newest first, and how many there are."""
        asked = {"partner_id": partner_id, "offset": offset, "limit": limit}
        found = [read_claim(row) for row in self._transaction.execute(OF_PARTNER, asked)]
        if (found and len(found) < limit) or not (found or offset):
            return found, offset + len(found)
        return found, self._transaction.execute(COUNT_OF_PARTNER, {"partner_id": partner_id}).scalar_one()

    def to_flag(self, partner_id: str, benefits: Collection[str]) -> Sequence[Claim]:
        """A partner's claims of these benefits that are open or run, locked, in the order of their ids."""
        if not benefits:
            return []
        asked = {"partner_id": partner_id, "benefits": sorted(benefits)}
        found = (self.get(each, for_update=True) for each in self._transaction.execute(TO_FLAG, asked).scalars().all())
        # a colleague may have settled one meanwhile
        return [claim for claim in found if claim is not None and (claim.is_open or claim.is_running)]

    def desk(self, selection: DeskSelection, *, offset: int, limit: int) -> tuple[Sequence[Claim], int]:
        """A page of the desk's list, and how many there are."""
        statement = DeskStatement.of(selection)
        asked = {**asdict(selection), "people": sorted(selection.people)}
        rows = self._transaction.execute(statement.page, {**asked, "offset": offset, "limit": limit})
        found = [read_claim(row) for row in rows]
        if (found and len(found) < limit) or not (found or offset):
            return found, offset + len(found)
        return found, self._transaction.execute(statement.count, asked).scalar_one()

    def desk_counts(self, people: Collection[PersonKey], today: date) -> Mapping[DeskView, int]:
        """How many claims there are in each view of what is to be done."""
        row = self._transaction.execute(COUNTS, {"people": sorted(people), "today": today}).one()
        return {DeskView(name): number for name, number in row._mapping.items()}

    def cards(self, claim_id: int, places: Iterable[str]) -> Sequence[str]:
        """Those of the places at which a claim's card has been posted or is about to be, in their order."""
        keys = {claim_card(claim_id, place): place for place in places}
        posted = {keys[key] for key in self._transaction.execute(POSTED, {"keys": list(keys)}).scalars()}
        asked = {"places": list(keys.values()), "front": f"claim:{claim_id}:"}
        posted.update(self._transaction.execute(TO_POST, asked).scalars())
        return [place for place in keys.values() if place in posted]

    def in_hands(self, person: PersonKey, partner_ids: Collection[str]) -> Sequence[int]:
        """The ids of what a person has, and of what waits for it as the account manager of the partners."""
        asked = {"person": person, "partner_ids": sorted(partner_ids)}
        return self._transaction.execute(IN_HANDS, asked).scalars().all()

    def late(self, since: date, before: date, *, limit: int) -> Sequence[Claim]:
        """Open claims that were due since one day and before another, the oldest first."""
        asked = {"since": since, "before": before, "limit": limit}
        return [read_claim(row) for row in self._transaction.execute(LATE, asked)]

    def review_due(self, day: date, *, limit: int) -> Sequence[int]:
        """The ids of running claims whose review has come by a day and that need no attention yet."""
        return self._transaction.execute(REVIEW_DUE, {"day": day, "limit": limit}).scalars().all()

    def counts_of_attention(self) -> Mapping[Attention, int]:
        """How many claims need attention, by the reason."""
        return {row.attention: row[1] for row in self._transaction.execute(COUNTS_OF_ATTENTION)}

    def record(self, event: ClaimEvent) -> None:
        """Adds a line to a claim's history."""
        self._transaction.session.add(event)

    def history(self, claim_id: int) -> Sequence[ClaimEvent]:
        """A claim's history, oldest first."""
        return [ClaimEvent(*row) for row in self._transaction.execute(HISTORY, {"claim_id": claim_id})]

    def draft(self, draft_id: str, *, for_update: bool = False) -> ClaimDraft | None:
        """A draft that may be changed."""
        return self._transaction.load(ClaimDraft, draft_id, for_update=for_update)

    def unfinished(self, partner_id: str, benefit: str, person: PersonKey) -> ClaimDraft | None:
        """The newest draft of a person's that was not submitted; two that ask at once do so one after the other."""
        self._transaction.hold(f"claim-draft:{partner_id}:{benefit}:{person}")
        asked = {"partner_id": partner_id, "benefit": benefit, "person": person}
        found = self._transaction.execute(UNFINISHED, asked).scalar_one_or_none()
        return None if found is None else self.draft(found, for_update=True)

    def add_draft(self, draft: ClaimDraft) -> None:
        """Stores a new draft."""
        self._transaction.session.add(draft)
        self._transaction.flush()

    def forget_drafts_before(self, instant: datetime) -> int:
        """Forgets drafts that were not submitted nor changed since an instant; how many."""
        return self._transaction.execute(FORGET_DRAFTS, {"before": instant}).rowcount

    def files(self, claim_id: int) -> Sequence[ClaimFile]:
        """A claim's files in the order of the form, without their content."""
        return [_file(row) for row in self._transaction.execute(FILES, {"claim_id": claim_id})]

    def file(self, file_id: int) -> ClaimFile | None:
        """A file with its content, where it is kept already."""
        row = self._transaction.execute(FILE_WITH_CONTENT, {"id": file_id}).one_or_none()
        return None if row is None else _file(row)

    def files_to_fetch(self, *, limit: int, after: int = 0) -> Sequence[ClaimFile]:
        """Files whose content is not kept and that were not given up, by their ids from one on."""
        return [_file(row) for row in self._transaction.execute(TO_FETCH, {"limit": limit, "after": after})]

    def keep_content(self, file_id: int, content: bytes) -> None:
        """Keeps a file's content."""
        self._transaction.execute(KEEP_CONTENT, {"file_id": file_id, "kept": content})

    def give_up_file(self, file_id: int, error: str) -> None:
        """Notes why a file's content can never be had."""
        self._transaction.execute(GIVE_UP_FILE, {"file_id": file_id, "why": error})


def _file(row: Row[Any]) -> ClaimFile:
    return ClaimFile(**row._mapping)
