"""Claims of benefits, their history, drafts and files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.benefits import Queue
from domain.claims import Attention, Claim, ClaimDraft, ClaimEvent, ClaimFile
from domain.people import PersonKey


class DeskView(StrEnum):
    """Which claims the desk lists.

    All: all that is to be done, which is what is open and what needs attention. Mine: of these what is in the hands of
    the people asked about, or nobody's yet and for them as the account manager of the partner. Late: open after their
    target day. Running: benefits that go on.
    """

    ALL = "all"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    LATE = "late"
    RUNNING = "running"


@dataclass(frozen=True)
class DeskSelection:
    """What a person wants listed: a view as of a day, narrowed to a benefit and a queue where given.

    `people` are those whose claims are the person's: itself, and whoever it stands in for.
    """

    view: DeskView
    people: Collection[PersonKey]
    today: date
    benefit: str | None = None
    queue: Queue | None = None


class Claims(Protocol):
    def get(self, claim_id: int, *, for_update: bool = False) -> Claim | None: ...
    def add(self, claim: Claim, files: Iterable[ClaimFile] = ()) -> Claim:
        """Stores a new claim with its files and returns it with its id."""
        ...

    def attach(self, files: Iterable[ClaimFile]) -> None:
        """Stores more files of claims that there are."""
        ...

    def for_entitlements(self, partner_id: str, *, since: datetime) -> Sequence[Claim]:
        """What a partner's entitlements are decided on: its claims since an instant, and of those before whatever is
        open, runs, or is the newest of its benefit. Not to be changed."""
        ...

    def of_partner(self, partner_id: str, *, offset: int, limit: int) -> tuple[Sequence[Claim], int]:
        """A partner's claims, newest first, and how many there are. Not to be changed."""
        ...

    def to_flag(self, partner_id: str, benefits: Collection[str]) -> Sequence[Claim]:
        """A partner's claims of these benefits that are open or run, locked, in the order of their ids."""
        ...

    def desk(self, selection: DeskSelection, *, offset: int, limit: int) -> tuple[Sequence[Claim], int]:
        """A page of the desk's list, and how many there are. Not to be changed.

        What is to be done comes by its target day, so that late ones are first; what runs by the day since when, newest
        first. What has no such day comes last.
        """
        ...

    def desk_counts(self, people: Collection[PersonKey], today: date) -> Mapping[DeskView, int]:
        """How many claims there are in each view of what is to be done."""
        ...

    def cards(self, claim_id: int, places: Iterable[str]) -> Sequence[str]:
        """Those of the places at which a claim's card has been posted or is about to be, in their order."""
        ...

    def in_hands(self, person: PersonKey, partner_ids: Collection[str]) -> Sequence[int]:
        """The ids of claims to be done, or of benefits that run, that a person has; and of those to be done that nobody
        has and that are for the account manager of one of the partners. In their order."""
        ...

    def late(self, since: date, before: date, *, limit: int) -> Sequence[Claim]:
        """Open claims that were due since one day and before another, the oldest first. Not to be changed."""
        ...

    def review_due(self, day: date, *, limit: int) -> Sequence[int]:
        """The ids of running claims whose review has come by a day and that need no attention yet."""
        ...

    def counts_of_attention(self) -> Mapping[Attention, int]:
        """How many claims need attention, by the reason."""
        ...

    def record(self, event: ClaimEvent) -> None: ...
    def history(self, claim_id: int) -> Sequence[ClaimEvent]:
        """A claim's history, oldest first."""
        ...

    def draft(self, draft_id: str, *, for_update: bool = False) -> ClaimDraft | None: ...
    def unfinished(self, partner_id: str, benefit: str, person: PersonKey) -> ClaimDraft | None:
        """The newest draft of a person's that was not submitted; two that ask at once do so one after the other."""
        ...

    def add_draft(self, draft: ClaimDraft) -> None: ...
    def forget_drafts_before(self, instant: datetime) -> int:
        """Forgets drafts that were not submitted nor changed since an instant; how many."""
        ...

    def files(self, claim_id: int) -> Sequence[ClaimFile]:
        """A claim's files in the order of the form, without their content."""
        ...

    def file(self, file_id: int) -> ClaimFile | None:
        """A file with its content, where it is kept already."""
        ...

    def files_to_fetch(self, *, limit: int, after: int = 0) -> Sequence[ClaimFile]:
        """Files whose content is not kept and that were not given up, by their ids from one on."""
        ...

    def keep_content(self, file_id: int, content: bytes) -> None:
        """Keeps a file's content."""
        ...

    def give_up_file(self, file_id: int, error: str) -> None:
        """Notes why a file's content can never be had."""
        ...
