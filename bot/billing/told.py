"""A billing event as it is told: what each of its values may be, and the sentence for what it may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, WithJsonSchema

from bot.imports import cells
from domain.billing import BillingEvent, EventType, SubscriptionData
from domain.money import BasisPoints, Cents
from domain.subscriptions import BillingCycle, Kind, SubscriptionStatus
from handlers.sheets.problems import quoted

T = TypeVar("T")

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)
"""How far another system's clock may be ahead of ours."""


def _text(convert: Callable[[str], T]) -> BeforeValidator:
    def read(value: object) -> T:
        if not isinstance(value, str):
            raise ValueError("must be a text in quotes")
        if not value.strip():
            raise ValueError("must not be empty")
        return convert(value)

    return BeforeValidator(read)


def _or_null(convert: Callable[[str], T]) -> BeforeValidator:
    def read(value: object) -> T | None:
        if value is None:
            return None
        if not isinstance(value, str):
            raise ValueError("must be a text in quotes, or null")
        return convert(value)

    return BeforeValidator(read)


def _seats(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= cells.MOST_SEATS:
        raise ValueError(f"must be a whole number from 1 to {cells.MOST_SEATS}")
    return value


def _instant(value: object, info: ValidationInfo) -> datetime:
    allowed = 'must be an instant with its zone such as "2026-11-01T10:00:00Z"'
    try:
        instant = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise ValueError(allowed)
    now: datetime = (info.context or {})["now"]
    if not EARLIEST <= instant <= now + AHEAD:
        raise ValueError(f"must be between the year {EARLIEST.year} and now, not {quoted(str(value))}")
    return instant.astimezone(UTC)


def _nullable(**shape: object) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [{"type": "string", **shape}, {"type": "null"}]})


def _string(**shape: object) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **shape})


def _shown(example: object) -> Any:
    return Field(examples=[example])


Id = Annotated[str, _text(cells.identifier), _string(pattern=f"^{cells.IDENTIFIER}$")]
Word = Annotated[str, _text(cells.text_up_to(60)), _string(maxLength=60)]
Name = Annotated[str, _text(cells.text_up_to(120)), _string(maxLength=120)]
Host = Annotated[str | None, _or_null(cells.host), _nullable(format="hostname")]
Amount = Annotated[Cents, _text(cells.amount), _string(pattern=f"^{cells.AMOUNT}$")]
Rate = Annotated[BasisPoints | None, _or_null(cells.rate), _nullable(pattern=r"^0(\.[0-9]{1,4})?$")]
Seats = Annotated[
    int, BeforeValidator(_seats), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": cells.MOST_SEATS})
]
Day = Annotated[date, _text(cells.day), _string(format="date")]
OptionalDay = Annotated[date | None, _or_null(cells.day), _nullable(format="date")]
Instant = Annotated[datetime, BeforeValidator(_instant), _string(format="date-time")]


class _Part(BaseModel):
    """Fields beyond these are kept with the event's record and not looked at."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class ToldCustomer(_Part):
    """Who uses the product."""

    id: Annotated[Id, _shown("cus_01")]
    name: Annotated[Name, _shown("Acme")]
    domain: Annotated[Host, _shown("acme.example")] = None


class ToldSubscription(_Part):
    """The whole state of the subscription after the event.

    `amount` is what is paid per billing cycle: by the partner for a reseller, by the client for a referral; 0 for free
    months. Without `rate` the rate of the partner's tier on `started_on` is fixed.
    """

    id: Annotated[Id, _shown("sub_01")]
    partner: Annotated[Id, _shown("northwind")]
    customer: ToldCustomer
    kind: Annotated[Kind, _text(cells.one_of(Kind)), _string(enum=[*Kind]), _shown("referral")]
    product: Annotated[Word, _shown("livechat")]
    plan: Annotated[Word, _shown("business")]
    seats: Annotated[Seats, _shown(5)]
    billing_cycle: Annotated[
        BillingCycle, _text(cells.one_of(BillingCycle)), _string(enum=[*BillingCycle]), _shown("monthly")
    ]
    amount: Annotated[Amount, _shown("250.00")]
    currency: Annotated[str, _text(cells.currency), _string(pattern="^[A-Z]{3}$"), _shown("USD")]
    status: Annotated[
        SubscriptionStatus,
        _text(cells.one_of(SubscriptionStatus)),
        _string(enum=[*SubscriptionStatus]),
        _shown("active"),
    ]
    rate: Annotated[Rate, _shown("0.20")] = None
    started_on: Annotated[Day, _shown("2026-01-15")]
    ended_on: Annotated[OptionalDay, AfterValidator(cells.not_before_start), _shown(None)] = None


class ToldEvent(_Part):
    """Something that happened to a subscription. `subscription.ended` comes with the status cancelled or expired."""

    id: Annotated[Id, _shown("evt_01")]
    type: Annotated[
        EventType, _text(cells.one_of(EventType)), _string(enum=[*EventType]), _shown("subscription.updated")
    ]
    occurred_at: Annotated[Instant, _shown("2026-11-01T10:00:00Z")]
    subscription: ToldSubscription

    def event(self, payload: str) -> BillingEvent:
        """The event for the domain."""
        told, customer = self.subscription, self.subscription.customer
        data = SubscriptionData(
            id=told.id,
            partner_id=told.partner,
            customer_id=customer.id,
            customer_name=customer.name,
            customer_domain=customer.domain,
            kind=told.kind,
            product=told.product,
            plan=told.plan,
            seats=told.seats,
            billing_cycle=told.billing_cycle,
            amount=told.amount,
            currency=told.currency,
            status=told.status,
            rate=told.rate,
            started_on=told.started_on,
            ended_on=told.ended_on,
        )
        return BillingEvent(self.id, self.type, self.occurred_at, data, payload)
