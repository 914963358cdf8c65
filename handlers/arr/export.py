"""All subscriptions of a partner as CSV: the columns of an import, without the partner, and what each adds now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.arr import Exported
from domain.money import Cents
from handlers.texts.catalogue import say
from handlers.texts.spreadsheet import amount, as_csv, defused, fraction

COLUMNS = (
    "id",
    "customer_id",
    "customer_name",
    "customer_domain",
    "kind",
    "product",
    "plan",
    "seats",
    "billing_cycle",
    "amount",
    "currency",
    "status",
    "rate",
    "started_on",
    "ended_on",
    "counts",
    "contribution",
)


def subscriptions_csv(found: Iterable[Exported]) -> bytes:
    """A row for each subscription, and last the sum of the contributions: the ARR."""
    return as_csv(_rows(found))


def _rows(found: Iterable[Exported]) -> Iterator[list[str | int]]:
    yield list(COLUMNS)
    total = 0
    for each in found:
        total += each.contribution
        yield _row(each)
    yield [say("Total"), *[""] * (len(COLUMNS) - 2), amount(Cents(total))]


def _row(each: Exported) -> list[str | int]:
    of = each.subscription
    return [
        defused(of.id),
        defused(of.customer_id),
        defused(each.customer_name),
        defused(each.customer_domain or ""),
        of.kind.value,
        defused(of.product),
        defused(of.plan),
        of.seats,
        of.billing_cycle.value,
        amount(of.amount),
        of.currency,
        of.status.value,
        fraction(of.rate),
        of.started_on.isoformat(),
        of.ended_on.isoformat() if of.ended_on else "",
        "yes" if of.counts else "no",
        amount(each.contribution),
    ]
