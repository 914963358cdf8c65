"""Which tier a partner held at an instant, and the rate that it gave to a subscription begun on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta

from domain.money import BasisPoints
from domain.partners import Partner
from domain.ports import UnitOfWork
from domain.program import Program

Beginning = tuple[str, date, datetime]
"""Of a subscription: its partner, its first day, and when that was told."""


class HeldTiers:
    """Asks for partners and their histories once each, many at a time. Tiers must not change meanwhile."""

    def __init__(self, uow: UnitOfWork, program: Program) -> None:
        self._uow, self._program, self._zone = uow, program, program.vendor.zone
        self._partners: dict[str, Partner] = {}
        self._histories: dict[str, Sequence[tuple[datetime, str]]] = {}

    def known(self, partner_ids: Collection[str]) -> set[str]:
        """Those of the partners that there are."""
        missing = [each for each in partner_ids if each not in self._partners]
        if missing:
            self._partners.update(self._uow.partners.by_id(missing))
        return {each for each in partner_ids if each in self._partners}

    def prepare(self, beginnings: Iterable[Beginning]) -> None:
        """Asks for what `rate` needs for all of these."""
        beginnings = list(beginnings)
        self.known({partner_id for partner_id, _, _ in beginnings})
        unsure = {
            partner_id
            for partner_id, started_on, told_at in beginnings
            if partner_id not in self._histories and not self._holds_since(partner_id, started_on, told_at)
        }
        if unsure:
            found = self._uow.billing.tiers_of(unsure)
            self._histories.update((each, found.get(each, ())) for each in unsure)

    def rate(self, partner_id: str, started_on: date, told_at: datetime) -> BasisPoints:
        """The rate of the tier held when the subscription was told of, but at the end of its first day at the latest.

        Before a partner's first line of history it is that of its first tier.
        """
        tier = self._partners[partner_id].tier
        if not self._holds_since(partner_id, started_on, told_at):
            at = min(told_at, self._end_of(started_on))
            history = self._histories[partner_id]
            held = [key for since, key in history if since <= at] or [key for _, key in history[:1]]
            tier = held[-1] if held else tier
        return self._program.tier(tier).rate

    def _holds_since(self, partner_id: str, started_on: date, told_at: datetime) -> bool:
        """Whether the partner's tier of today was its tier then, as nothing has changed it since the day before."""
        since = self._partners[partner_id].tier_since
        return started_on > since and told_at.astimezone(self._zone).date() > since

    def _end_of(self, day: date) -> datetime:
        return datetime.combine(day + timedelta(days=1), time(), self._zone) - timedelta(microseconds=1)
