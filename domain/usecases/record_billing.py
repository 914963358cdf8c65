"""What billing systems tell of subscriptions: events as they happen, and rows of an import.

Both end in the same customers, subscriptions, ARR and tiers, in the caller's one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.billing import BillingEvent, EventRecord, SubscriptionData, Taken
from domain.errors import DomainError
from domain.partners import TierChange
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.billing_book import Book
from domain.usecases.enrol import Change
from domain.usecases.evaluate_tiers import evaluate_partners


class EventsRefusedError(Exception):
    """Events that cannot be taken, so that none of their list is: each refusal with the event's place in the list."""

    def __init__(self, refusals: Sequence[tuple[int, DomainError]]) -> None:
        super().__init__(", ".join(f"{index}: {error.code}" for index, error in refusals))
        self.refusals = list(refusals)


def record_events(uow: UnitOfWork, program: Program, events: Sequence[BillingEvent], *, now: datetime) -> list[Taken]:
    """Takes events, all or none, and evaluates the tiers of all partners concerned; what became of each, in order.

    An event on record already changes nothing, whatever it says now. In whatever order and lists events come, they end
    in the same state. A list that races with another one for the same new things fails as a whole in the database, to
    be tried again. Raises EventsRefusedError.
    """
    seen = set(uow.billing.seen({event.id for event in events}))
    fresh: dict[str, tuple[int, BillingEvent]] = {}
    for index, event in enumerate(events):
        if event.id not in seen:
            fresh.setdefault(event.id, (index, event))
    book = Book(uow, program, now=now)
    places, new = [index for index, _ in fresh.values()], [event for _, event in fresh.values()]
    told = [event.subscription for event in new]
    book.open(told)
    refusals = book.refusals(told)
    if refusals:
        raise EventsRefusedError([(places[place], error) for place, error in refusals])
    taken = [book.take(event) for event in new]
    records = [_record(event, outcome, now) for event, outcome in zip(new, taken, strict=True)]
    uow.billing.record(sorted(records, key=lambda each: each.id))
    book.complete(event.key for event in new)
    book.close()
    evaluate_partners(uow, program, book.partners, now=now, moved=book.moved)
    outcomes = [Taken.DUPLICATE] * len(events)
    for index, outcome in zip(places, taken, strict=True):
        outcomes[index] = outcome
    return outcomes


def _record(event: BillingEvent, taken: Taken, now: datetime) -> EventRecord:
    told = event.subscription
    return EventRecord(
        event.id,
        told.id,
        told.partner_id,
        event.occurred_at,
        now,
        event.type,
        told.status,
        taken is Taken.STALE,
        event.payload,
    )


def put_rows(book: Book, rows: Sequence[SubscriptionData]) -> list[Change | DomainError]:
    """What putting each row of an import did, or why it was refused, in their order; tiers are evaluated apart.

    Where one was refused the caller leaves the whole unit of work uncommitted. DomainErrors: PARTNER_UNKNOWN,
    CURRENCY_UNKNOWN, CUSTOMER_ELSEWHERE, SUBSCRIPTION_ELSEWHERE.
    """
    book.open(rows)
    refused = dict(reversed(book.refusals(rows)))
    outcomes = [refused.get(index) or book.put(told) for index, told in enumerate(rows)]
    book.close()
    return outcomes


def put_subscriptions(
    uow: UnitOfWork, program: Program, rows: Sequence[SubscriptionData], *, now: datetime
) -> list[TierChange]:
    """Rows of an import at once, then each partner's tier once. Raises the first refusal."""
    for outcome in put_rows(Book(uow, program, now=now), rows):
        if isinstance(outcome, DomainError):
            raise outcome
    return evaluate_partners(uow, program, {data.partner_id for data in rows}, now=now)


def end_past_due(uow: UnitOfWork, program: Program, now: datetime, *, again: bool = True) -> list[str]:
    """Lets subscriptions that have been past due for too long stop counting; the partners whose ARR that changes.

    Where the program's days have been changed, those that are within them again count `again`: as of today only, for
    on a missed day that is made up, what has stopped counting since would do so too.
    """
    until = program.calendar.local_day(now) - timedelta(days=program.arr.past_due_days)
    return sorted(uow.billing.count_past_due(until=until, again=again))
