"""One request with billing events: verified, read, taken in one transaction, answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import structlog
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.billing.answers import Answer, Outcome, Outcomes, Refusal, refused
from bot.billing.reading import Place, Reading, UnreadableError, read
from bot.billing.signatures import Signatures
from bot.telemetry import Metrics
from domain.billing import BillingEvent, Taken
from domain.errors import Code, DomainError
from domain.ports import Clock
from domain.program import Program
from domain.usecases.record_billing import EventsRefusedError, record_events
from handlers.sheets.problems import nearest, quoted
from storage.busy import has_waited, passes
from storage.database import Database

NOT_SIGNED = "webhook-id, webhook-timestamp and webhook-signature do not fit this body, our secret and the time"
BUSY = "the database is busy; nothing was taken, send it again"
MOST_ERRORS = 100
MOST_TRIES = 5
RETRY_AFTER = "5"
"""Seconds until a sender should try again."""

logger = structlog.stdlib.get_logger(__name__)


class BillingDesk:
    """Takes billing events. `wake` is called where messages were put into the outbox."""

    def __init__(
        self,
        *,
        database: Database,
        program: Program,
        clock: Clock,
        metrics: Metrics,
        wake: Callable[[], None],
        secrets: Sequence[str],
    ) -> None:
        self._database, self._program, self._clock = database, program, clock
        self._metrics, self._wake = metrics, wake
        self._signatures = Signatures(secrets)
        self.is_open = bool(secrets)

    def answer(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Works on one request, in a thread. Nothing of it is kept unless the answer is 200."""
        answer = self._answer(body, headers)
        self._metrics.billing_requests.labels(str(answer.status)).inc()
        return answer

    def _answer(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        if not self._signatures.vouch_for(body, headers):
            logger.warning("billing_signature_wrong", webhook_id=headers.get("webhook-id"))
            return refused(401, NOT_SIGNED)
        now = self._clock.now()
        try:
            reading = read(body, now)
        except UnreadableError as error:
            return refused(error.status, error.message)
        if reading.wrong:
            return self._wrong(reading, {**reading.wrong, **self._unfit(reading)})
        try:
            taken = self._take(reading.events, now)
        except EventsRefusedError as error:
            return self._wrong(reading, self._worded(error.refusals))
        except OperationalError as error:
            logger.error("billing_events_not_taken", error=str(error.orig))
            return refused(503, BUSY, **{"Retry-After": RETRY_AFTER})
        return self._taken(reading, taken)

    def _take(self, events: Sequence[BillingEvent], now: datetime) -> list[Taken]:
        """A race with another request for the same new rows is lost by one of the two, which tries again.

        What has waited for a lock in vain is not tried again here: the sender is told to, and others get the thread.
        """
        for tried in range(1, MOST_TRIES + 1):
            try:
                with self._database.write() as uow:
                    taken = record_events(uow, self._program, events, now=now)
                    uow.commit()
            except DBAPIError as error:
                if tried == MOST_TRIES or has_waited(error) or not passes(error):
                    raise
            else:
                if uow.told:
                    self._wake()
                return taken
        raise AssertionError("the last try returns or raises")

    def _taken(self, reading: Reading, taken: Sequence[Taken]) -> Answer:
        counts = Counter(taken)
        for outcome, number in counts.items():
            self._metrics.billing_events.labels(outcome.value).inc(number)
        logger.info("billing_events_taken", **{outcome.value: number for outcome, number in counts.items()})
        results = [
            Outcome.model_construct(id=event.id, status=each) for event, each in zip(reading.events, taken, strict=True)
        ]
        return Answer(200, Outcomes.model_construct(results=results) if reading.is_list else results[0])

    def _wrong(self, reading: Reading, found: dict[Place, str]) -> Answer:
        self._metrics.billing_events.labels("refused").inc(len(reading.told))
        logger.warning("billing_events_refused", events=len(reading.told), errors=len(found))
        return Answer(422, Refusal(errors=reading.as_wrong(found, MOST_ERRORS)))

    def _unfit(self, reading: Reading) -> dict[Place, str]:
        """Values that could be read but do not fit the program, so that all that is wrong is told at once."""
        expected = self._program.vendor.currency
        refusals: list[tuple[int, DomainError]] = []
        with self._database.read() as uow:
            known = set(uow.partners.ids())
        for index in range(len(reading.told)):
            partner, currency = _readable(reading, index, "partner"), _readable(reading, index, "currency")
            if partner is not None and partner not in known:
                refusals.append((index, DomainError(Code.PARTNER_UNKNOWN, field="partner", partner=partner)))
            if currency not in {None, expected}:
                wrong = DomainError(Code.CURRENCY_UNKNOWN, field="currency", currency=currency, expected=expected)
                refusals.append((index, wrong))
        return self._worded(refusals)

    def _worded(self, refusals: Sequence[tuple[int, DomainError]]) -> dict[Place, str]:
        known: list[str] = []
        if any(error.code is Code.PARTNER_UNKNOWN for _, error in refusals):
            with self._database.read() as uow:
                known = list(uow.partners.ids())
        return {(index, f"subscription.{error.field}"): _sentence(error, known) for index, error in refusals}


def _readable(reading: Reading, index: int, name: str) -> str | None:
    place = (index, f"subscription.{name}")
    value = reading.value(place)
    return value if isinstance(value, str) and place not in reading.wrong else None


def _sentence(error: DomainError, known: Sequence[str]) -> str:
    if error.code is Code.PARTNER_UNKNOWN:
        wanted = str(error.params["partner"])
        return f"there is no partner {quoted(wanted)}{nearest(wanted, known)}"
    return f"must be {error.params['expected']}, the program's currency, not {error.params['currency']}"
