"""What a partner sees of its ARR and its customers, for the gallery."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from domain.arr import ArrLine, Aside, BigCustomer, CustomerRow
from domain.money import BasisPoints, Cents
from domain.partners import Partner
from domain.subscriptions import BillingCycle, Kind, SubscriptionStatus
from domain.usecases.customers import LONGEST_SEARCH, SUBSCRIPTIONS_A_PAGE, CustomerFile, CustomerPage
from domain.usecases.explain_arr import LINES_A_PAGE, ArrExplained
from handlers.arr import views
from handlers.context import House
from handlers.customers import views as customers
from tests.storage.samples import subscription

TODAY = date(2026, 11, 2)
HOSTILE = "<!channel> & *Söhne* " * 20
PARTNER = Partner("northwind", "Northwind", date(2025, 1, 1), "silver", date(2025, 6, 1))
LINE = ArrLine(
    Kind.REFERRAL,
    "livechat",
    "business",
    BillingCycle.MONTHLY,
    Cents(25_000),
    BasisPoints(2_000),
    15,
    Cents(3_600_000),
    Cents(5_100_000),
    3,
)
OTHERS = [replace(LINE, kind=Kind.RESELLER), replace(LINE, cycle=BillingCycle.ANNUAL, product=HOSTILE)]
ROW = CustomerRow("cus_1", "Acme", "acme.example", 3, Cents(240_000), date(2026, 1, 15))
SUBSCRIPTION = subscription()


def arr(house: House) -> Iterator[tuple[str, View | Sequence[Block]]]:
    """The ARR of little and of much, customers none and many, and every status of a subscription."""
    program, fmt = house.program, house.format
    for name, shown in explained():
        yield f"arr, {name}", views.arr(shown, program, fmt)
    for name, page in _pages():
        yield f"customers, {name}", customers.customers(page, fmt)
        yield f"search, {name}", customers.search(page, fmt)
    late = replace(SUBSCRIPTION, status=SubscriptionStatus.PAST_DUE, past_due_since=TODAY)
    every = [replace(SUBSCRIPTION, status=status, counts=False, ended_on=TODAY) for status in SubscriptionStatus]
    every += [SUBSCRIPTION, replace(SUBSCRIPTION, kind=Kind.RESELLER), late, replace(late, counts=False)]
    hostile = replace(ROW, name=HOSTILE, domain=HOSTILE, subscriptions=99)
    page_of_it = [replace(SUBSCRIPTION, product=HOSTILE, plan=HOSTILE)] * SUBSCRIPTIONS_A_PAGE
    yield "customer", customers.customer(CustomerFile(ROW, every, 0), program, fmt)
    yield "customer, hostile", customers.customer(CustomerFile(hostile, page_of_it, 10), program, fmt)
    yield "customer without domain", customers.customer(CustomerFile(replace(ROW, domain=None), [], 0), program, fmt)


def explained() -> Iterator[tuple[str, ArrExplained]]:
    """A partner's ARR of nothing, of one line, and of many on every page."""
    many = [LINE, *OTHERS] * 5
    biggest = [BigCustomer(str(n), HOSTILE, Cents(1_000_000 // n)) for n in range(1, 6)]
    asides = [Aside(status, counts=False, since=None, count=n, contribution=Cents(0))
              for status in SubscriptionStatus for n in (1, 2_345)]  # fmt: skip
    late = [Aside(SubscriptionStatus.PAST_DUE, counts=day < 14, since=TODAY - timedelta(days=day), count=1 + day,
                  contribution=Cents(day)) for day in range(60)]  # fmt: skip
    total = Cents(5_100_000)
    yield "nothing", ArrExplained(PARTNER, Cents(0), [], 0, 0)
    yield "nothing that counts", ArrExplained(PARTNER, Cents(0), [], 0, 0, asides=asides)
    yield "one line", ArrExplained(PARTNER, total, [replace(LINE, lines_of_plan=1)], 0, 1, biggest[:1])
    yield "the first page", ArrExplained(PARTNER, total, many, 0, 99, biggest, [*asides, *late])
    yield "in the middle", ArrExplained(PARTNER, total, many, LINES_A_PAGE, 99)


def _pages() -> Iterator[tuple[str, CustomerPage]]:
    bare = replace(ROW, domain=None, subscriptions=1, contribution=Cents(0))
    hostile = replace(ROW, id="c" * 200, name=HOSTILE, domain=HOSTILE)
    yield "none", CustomerPage("", [], 0, 0)
    yield "nothing found", CustomerPage(HOSTILE[:LONGEST_SEARCH], [], 0, 0)
    yield "one", CustomerPage("acme", [ROW], 0, 1)
    yield "in the middle", CustomerPage("", [ROW, bare, hostile] * 3 + [ROW], 10, 100)
    yield "found, in the middle", CustomerPage(HOSTILE[:LONGEST_SEARCH], [hostile] * 10, 10, 100)
