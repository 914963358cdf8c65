"""The rows of each file, from cells to what the domain takes. Field names are the columns, in their usual order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, cast

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict
from pydantic.fields import FieldInfo

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
    not_before_start,
)
from domain.billing import SubscriptionData, ends_in_time
from domain.people import person_key
from domain.usecases.enrol import PartnerData

MOST_REMEMBERED = 50_000
"""So many different texts of a column are remembered at a time."""


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
    ended_on: Annotated[OptionalDay, AfterValidator(not_before_start)]

    def data(self) -> SubscriptionData:
        """The row for the domain."""
        cells = self.model_dump(exclude={"partner"})
        return SubscriptionData(partner_id=self.partner, **cells)


PARTNER_COLUMNS = tuple(PartnerRow.model_fields)
SUBSCRIPTION_COLUMNS = tuple(SubscriptionRow.model_fields)


class QuickRows:
    """Right rows of subscriptions, read at a small part of what it costs to tell what is wrong with a row.

    The converters are those of `SubscriptionRow`. What they have read is remembered: most cells say what others say.
    """

    def __init__(self) -> None:
        reads = {name: _converter(field) for name, field in SubscriptionRow.model_fields.items()}
        self._id = reads.pop("id")
        self._others = [_Remembered(read) for read in reads.values()]

    def read(self, cells: Sequence[str]) -> SubscriptionData | None:
        """The row for the domain from its cells in their usual order; None where anything is wrong or unusual."""
        try:
            found = [known[cell] for known, cell in zip(self._others, cells[1:], strict=True)]
            data = SubscriptionData(self._id(cells[0]), *found)
        except ValueError:
            return None
        return data if ends_in_time(data.started_on, data.ended_on) else None


class _Remembered(dict[str, Any]):
    """What each text of a column was read as. Raises as the converter does."""

    def __init__(self, convert: Callable[[str], Any]) -> None:
        super().__init__()
        self._convert = convert

    def __missing__(self, text: str) -> Any:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[text] = value = self._convert(text.strip())
        return value


def _converter(field: FieldInfo) -> Callable[[str], Any]:
    [validator] = (each for each in field.metadata if isinstance(each, BeforeValidator))
    return cast(Callable[[str], Any], validator.func)  # none of ours asks for more than the cell
