"""The rows of each file, from cells to what the domain takes. Field names are the columns, in their usual order."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator

from bot.imports.cells import (
    Amount,
    Channel,
    Currency,
    Cycle,
    Day,
    Host,
    Id,
    KindCell,
    Name,
    OptionalDay,
    OptionalRate,
    Seats,
    Status,
    Team,
    User,
    Users,
    Word,
)
from domain.billing import SubscriptionData
from domain.people import person_key
from domain.usecases.enrol import PartnerData


class PartnerRow(BaseModel):
    """A line of partners.csv. Members are users of `slack_team_id`, or of the vendor's workspace where it is empty."""

    model_config = ConfigDict(frozen=True)

    id: Id
    name: Name
    slack_team_id: Team
    slack_channel_id: Channel
    account_manager: User
    members: Users
    joined_on: OptionalDay

    def data(self, vendor_team: str) -> PartnerData:
        """The row for the domain."""
        team = self.slack_team_id or vendor_team
        return PartnerData(
            id=self.id,
            name=self.name,
            joined_on=self.joined_on,
            members=[person_key(team, member) for member in self.members],
            slack_team_id=self.slack_team_id,
            slack_channel_id=self.slack_channel_id,
            account_manager=person_key(vendor_team, self.account_manager) if self.account_manager else None,
        )


class SubscriptionRow(BaseModel):
    """A line of subscriptions.csv. Without a rate, the partner's tier fixes it on `started_on`."""

    model_config = ConfigDict(frozen=True)

    id: Id
    partner: Id
    customer_id: Id
    customer_name: Name
    customer_domain: Host
    kind: KindCell
    product: Word
    plan: Word
    seats: Seats
    billing_cycle: Cycle
    amount: Amount
    currency: Currency
    status: Status
    rate: OptionalRate
    started_on: Day
    ended_on: OptionalDay

    @field_validator("ended_on")
    @classmethod
    def _ends_after_it_starts(cls, ended_on: date | None, info: ValidationInfo) -> date | None:
        started_on = info.data.get("started_on")
        if ended_on and started_on and ended_on < started_on:
            raise ValueError(f"must not be before started_on ({started_on})")
        return ended_on

    def data(self) -> SubscriptionData:
        """The row for the domain."""
        cells = self.model_dump(exclude={"partner"})
        return SubscriptionData(partner_id=self.partner, **cells)


PARTNER_COLUMNS = tuple(PartnerRow.model_fields)
SUBSCRIPTION_COLUMNS = tuple(SubscriptionRow.model_fields)
