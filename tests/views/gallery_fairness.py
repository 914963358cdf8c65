"""Companies that may be known, and files of leads, as partners and reps see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from domain.lead_conflicts import LeadConflict, Match, Ruling
from domain.lead_drafts import LeadUpload
from domain.leads import Lead, LeadStatus
from domain.partners import Partner
from domain.people import PersonKey
from domain.subscriptions import Customer
from domain.usecases.import_leads import Taken
from domain.usecases.lead_conflicts import ConflictFile, Familiar, Side
from handlers.conflicts import views
from handlers.context import House
from handlers.sheets.problems import Problem
from handlers.uploads import views as uploads
from handlers.uploads.reading import Dropped
from tests.unit import samples

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
SAM = PersonKey("T0VENDOR:U0SAM")
HOSTILE = "<!channel> & Co *bold* <@U0SAM>"


Shown = tuple[str, View | Sequence[Block]]


def fairness(house: House) -> Iterator[Shown]:
    """Everything about whose company it is."""
    known = Familiar((_lead(12, "Acme"), _lead(13, HOSTILE)), True)
    yield "own lead for the same company", views.own_duplicates(known, house)
    for name, answers in (("asked", {}), ("given", {"why_yours": "We met.\n" * 100})):
        yield f"company that may be known, reason {name}", views.maybe_known(known, answers)
    for name, file in _files():
        for may_decide in (True, False):
            view = views.conflict(file, house, {}, may_decide=may_decide, notice="A colleague was faster.")
            yield f"conflict {name}, {'to decide' if may_decide else 'to read'}", view
        lead = file.newer.lead or _lead(1, "Acme")
        yield f"conflict {name} in the review", views.conflicts([file], lead, house, may_decide=True)
        yield f"conflict {name} and many more", views.conflicts([file], lead, house, may_decide=True, more=1_200)
        yield f"conflict {name} decided", views.decided(file, house)
    yield "protection extended", views.extended(_lead(12, HOSTILE), house)
    yield from _uploads(house)


def _uploads(house: House) -> Iterator[Shown]:
    row = {"company": HOSTILE, "domain": "acme.com", "first_name": "Ann", "last_name": "Lee"}
    for count, old in ((1, 0), (200, 2), (1, 1)):
        upload = LeadUpload("D0-1-F0", "northwind", SAM, f"{HOSTILE}.csv", [row] * count, NOW)
        dropped = Dropped(rows=[(number + 2, row) for number in range(count)], known=old)
        yield f"file of {count} with {old} old", uploads.ready(upload, dropped, house)
        done = Taken([_lead(number + 1, "Acme") for number in range(count - old)], old)
        yield f"file of {count} with {old} old, taken", uploads.taken(upload, done, house)
    for count in (1, 500):
        names = [HOSTILE * 10] * count
        upload = LeadUpload("D0-1-F0", "northwind", SAM, "leads.csv", [row] * count, NOW)
        dropped = Dropped(rows=[(number + 2, row) for number in range(count)], own=names, maybe_known=names)
        yield f"file with {count} familiar", uploads.ready(upload, dropped, house)
    for count in (1, 50):
        problems = [Problem(line, "company", f"{HOSTILE} {'x' * 500}") for line in range(2, 2 + count)]
        dropped = Dropped(rows=[(2, row)] * count, problems=problems)
        yield f"file with {count} wrong", uploads.wrong(f"{HOSTILE * 10}.csv", dropped, house)
        yield f"file that is none, {count}", uploads.unread("x.csv", problems, house)


def _files() -> Iterator[tuple[str, ConflictFile]]:
    newer, older = Side(_partner("Helio"), _lead(14, "Acme")), Side(_partner(HOSTILE), _lead(12, HOSTILE))
    found = LeadConflict(14, 12, None, Match.NAME, 94, NOW, reason=f"{HOSTILE}\n{'y' * 900}", id=3)
    yield "with a lead", ConflictFile(found, newer, older)
    customer = Customer("cus", "northwind", HOSTILE, "acme.com", paying_since=date(2025, 3, 1))
    of_customer = LeadConflict(14, None, "cus", Match.DOMAIN, 100, NOW, id=4)
    yield "with a customer", ConflictFile(of_customer, newer, Side(_partner("Northwind"), customer=customer))
    ruled = replace(found, ruling=Ruling.KNOWN, ruled_by=SAM, ruled_at=NOW, explanation=f"{HOSTILE}\nSo it is.")
    yield "that is decided", ConflictFile(ruled, newer, older)


def _partner(name: str) -> Partner:
    return replace(samples.partner(), name=name)


def _lead(number: int, company: str) -> Lead:
    made = samples.lead(LeadStatus.APPROVED)
    made.id = number
    made.contact = replace(made.contact, company=company)
    made.protected_until = date(2027, 5, 1)
    return made
