"""What an import says about a file: each wrong place with its line and column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.imports.load import PartnerFile, Report, SubscriptionFile, load
from bot.imports.rows import PARTNER_COLUMNS, SUBSCRIPTION_COLUMNS
from bot.program_file import load_program
from domain.usecases.enrol import Change
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.cli.conftest import VENDOR_TEAM
from tests.cli.forking import ROOT

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
PROGRAM = load_program(ROOT / "program.yml")

GOOD: Mapping[str, str] = {
    "id": "sub_1",
    "partner": "northwind",
    "customer_id": "cus_1",
    "customer_name": "Acme",
    "customer_domain": "acme.example",
    "kind": "referral",
    "product": "livechat",
    "plan": "business",
    "seats": "5",
    "billing_cycle": "monthly",
    "amount": "295.00",
    "currency": "USD",
    "status": "active",
    "rate": "",
    "started_on": "2026-01-15",
    "ended_on": "",
}

Import = Callable[[bytes], Report]


@pytest.fixture
def uow(sqlite_url: str) -> Iterator[UnitOfWork]:
    """A transaction on a database with the partner Northwind."""
    database = Database(sqlite_url)
    with database.write() as uow:
        yield uow
    database.dispose()


@pytest.fixture
def partners(uow: UnitOfWork, tmp_path: Path) -> Import:
    """Imports a file of partners."""

    def run(content: bytes) -> Report:
        file = tmp_path / "partners.csv"
        file.write_bytes(content)
        return load(file, PartnerFile(uow, PROGRAM, vendor_team=VENDOR_TEAM, now=NOW), uow)

    return run


@pytest.fixture
def subscriptions(uow: UnitOfWork, partners: Import, tmp_path: Path) -> Import:
    """Imports a file of subscriptions of Northwind."""
    assert partners(csv(PARTNER_COLUMNS, [{"id": "northwind", "name": "Northwind"}])).effects[Change.ADDED] == 1

    def run(content: bytes) -> Report:
        file = tmp_path / "subscriptions.csv"
        file.write_bytes(content)
        return load(file, SubscriptionFile(uow, PROGRAM, now=NOW), uow)

    return run


def csv(columns: Sequence[str], rows: Sequence[Mapping[str, str]], *, delimiter: str = ",") -> bytes:
    """A file; cells with the delimiter are put in quotes."""

    def cell(text: str) -> str:
        return f'"{text}"' if delimiter in text else text

    lines = [columns, *([cell(row.get(column, "")) for column in columns] for row in rows)]
    return "\n".join(delimiter.join(line) for line in lines).encode()


def good(**cells: str) -> dict[str, str]:
    """A right row but for these cells."""
    return {**GOOD, **cells}


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ({"amount": "abc"}, 'amount: must be an amount such as 250.00, not "abc"'),
        ({"amount": "1,000.00"}, 'amount: must be an amount such as 250.00, not "1,000.00"'),
        ({"amount": "-5"}, 'amount: must be an amount such as 250.00, not "-5"'),
        ({"amount": "12.345"}, 'amount: must be an amount such as 250.00, not "12.345"'),
        ({"amount": "١٢"}, 'amount: must be an amount such as 250.00, not "١٢"'),
        ({"amount": ""}, "amount: must not be empty"),
        ({"rate": "20"}, 'rate: must be a fraction from 0 up to but not 1 such as 0.20, not "20"'),
        ({"rate": "0.2_5"}, 'rate: must be a fraction from 0 up to but not 1 such as 0.20, not "0.2_5"'),
        ({"rate": "٠.٢"}, 'rate: must be a fraction from 0 up to but not 1 such as 0.20, not "٠.٢"'),
        ({"seats": "0"}, 'seats: must be a whole number from 1 to 1000000, not "0"'),
        ({"seats": "٥"}, 'seats: must be a whole number from 1 to 1000000, not "٥"'),
        ({"seats": "00000000019"}, 'seats: must be a whole number from 1 to 1000000, not "00000000019"'),
        ({"started_on": "9999-12-31"}, 'started_on: must be a date from 1970 to 2199, not "9999-12-31"'),
        ({"kind": "referal"}, 'kind: must be one of reseller, referral, not "referal"; did you mean "referral"?'),
        ({"billing_cycle": "weekly"}, 'billing_cycle: must be one of monthly, annual, not "weekly"'),
        ({"started_on": "15.01.2026"}, 'started_on: must be a date such as 2026-03-01, not "15.01.2026"'),
        ({"started_on": "2026-02-30"}, 'started_on: must be a date such as 2026-03-01, not "2026-02-30"'),
        ({"ended_on": "2025-12-31"}, "ended_on: must not be before started_on (2026-01-15)"),
        ({"customer_domain": "acme"}, 'customer_domain: must be a domain such as acme.com, not "acme"'),
        ({"id": "sub 1"}, 'id: must be up to 80 letters, digits and _ . : -, not "sub 1"'),
        ({"id": ""}, "id: must not be empty"),
        ({"currency": "EUR"}, "currency: must be USD, the program's currency, not EUR"),
        ({"partner": "northwnd"}, 'partner: there is no partner "northwnd"; did you mean "northwind"?'),
        ({"partner": "zzz"}, 'partner: there is no partner "zzz"; import the partners first'),
    ],
    ids=lambda each: "-".join(f"{key}={value}" for key, value in each.items()) if isinstance(each, dict) else "",
)
def test_a_wrong_cell_is_named(subscriptions: Import, cells: dict[str, str], line: str) -> None:
    report = subscriptions(csv(SUBSCRIPTION_COLUMNS, [good(id="sub_0"), good(**cells)]))
    assert report.problems.lines() == [f"line 3: {line}"]


def test_all_that_is_wrong_in_a_line_is_named_at_once(subscriptions: Import) -> None:
    nobodys = good(partner="northwnd", currency="EUR")
    worse = {**nobodys, "id": "sub_2", "seats": "0", "amount": "x"}
    report = subscriptions(csv(SUBSCRIPTION_COLUMNS, [nobodys, worse]))
    partner = 'partner: there is no partner "northwnd"; did you mean "northwind"?'
    currency = "currency: must be USD, the program's currency, not EUR"
    assert report.problems.lines() == [
        f"line 2: {partner}",
        f"line 2: {currency}",
        f"line 3: {partner}",
        'line 3: seats: must be a whole number from 1 to 1000000, not "0"',
        'line 3: amount: must be an amount such as 250.00, not "x"',
        f"line 3: {currency}",
    ]


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ({"members": "U0PAT0001;pat"}, 'members: must be Slack user ids such as U0123ABCD with ; between, not "pat"'),
        ({"slack_team_id": "acme"}, 'slack_team_id: must be a Slack workspace id such as T0123ABCD, not "acme"'),
        ({"slack_channel_id": "#a"}, 'slack_channel_id: must be a Slack channel id such as C0123ABCD, not "#a"'),
        ({"account_manager": "alex"}, 'account_manager: must be a Slack user id such as U0123ABCD, not "alex"'),
        ({"members": "U0HANA001"}, "members: U0HANA001 belongs to another partner already"),
    ],
    ids=lambda each: next(iter(each)) if isinstance(each, dict) else "",
)
def test_a_wrong_cell_of_a_partner_is_named(partners: Import, cells: dict[str, str], line: str) -> None:
    first = {"id": "helio", "name": "Helio Labs", "members": "U0HANA001"}
    report = partners(csv(PARTNER_COLUMNS, [first, {"id": "northwind", "name": "Northwind", **cells}]))
    assert report.problems.lines() == [f"line 3: {line}"]


def test_lines_are_those_of_the_file(subscriptions: Import) -> None:
    rows = [good(customer_name='"Acme\nInc"'), {}, good(id="sub_2", amount="x")]
    report = subscriptions(csv(SUBSCRIPTION_COLUMNS, rows).replace(b"\n", b"\r\n"))
    assert report.problems.lines() == ['line 5: amount: must be an amount such as 250.00, not "x"']


def test_an_id_comes_once(subscriptions: Import) -> None:
    report = subscriptions(csv(SUBSCRIPTION_COLUMNS, [good(), good(id="sub_2"), good()]))
    assert report.problems.lines() == ['line 4: id: "sub_1" stands in line 2 already']


def test_customers_and_subscriptions_stay_with_their_partner(partners: Import, subscriptions: Import) -> None:
    assert not subscriptions(csv(SUBSCRIPTION_COLUMNS, [good()])).problems.count
    assert not partners(csv(PARTNER_COLUMNS, [{"id": "helio", "name": "Helio Labs"}])).problems.count
    taken = [good(id="sub_2", partner="helio"), good(partner="helio", customer_id="cus_2")]
    assert subscriptions(csv(SUBSCRIPTION_COLUMNS, taken)).problems.lines() == [
        "line 2: customer_id: customer cus_1 belongs to another partner already",
        "line 3: id: subscription sub_1 belongs to another partner already",
    ]


def test_fifty_problems_are_shown_in_the_order_of_lines_and_the_rest_counted(subscriptions: Import) -> None:
    rows = [good(id=f"sub_{number}", amount="x", seats="x") for number in range(31)]
    lines = subscriptions(csv(SUBSCRIPTION_COLUMNS, rows)).problems.lines()
    assert len(lines) == 51
    assert lines[0].startswith("line 2: seats: ")
    assert lines[49].startswith("line 26: amount: ")
    assert lines[50] == "and 12 more"


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"", ["line 1: must name the columns: " + ",".join(PARTNER_COLUMNS)]),
        (b"\xff\xfei\x00d\x00", ['line 1: is not UTF-8; save the file as "CSV UTF-8"']),
        (csv(PARTNER_COLUMNS, []) + b"\nn,\xe9,,,,,", ['line 2: is not UTF-8; save the file as "CSV UTF-8"']),
        (
            csv([*PARTNER_COLUMNS[:-2], "member", "joined_on"], []),
            [
                'line 1: unknown column "member"; did you mean "members"?',
                "line 1: missing: members; add each as a column, its cells may be empty where nothing is known",
            ],
        ),
        (csv([*PARTNER_COLUMNS, "id"], []), ['line 1: column "id" is there twice']),
        (
            csv(PARTNER_COLUMNS, []) + b"\nnorthwind,Northwind",
            ["line 2: has 2 cells, but there are 7 columns; put cells with , or ; in quotes"],
        ),
        (
            csv(PARTNER_COLUMNS, []) + b'\nn,"Nor"th,,,,,',
            ["line 2: can't be read: ',' expected after '\"'; check its quotes"],
        ),
    ],
    ids=["empty", "UTF-16", "Latin-1", "columns", "twice", "cells", "quotes"],
)
def test_a_file_that_is_no_such_table(partners: Import, content: bytes, lines: list[str]) -> None:
    assert partners(content).problems.lines() == lines


def test_semicolons_a_bom_and_any_order_of_columns_are_fine(partners: Import, uow: UnitOfWork) -> None:
    columns = [column.upper() for column in reversed(PARTNER_COLUMNS)]
    row = {"ID": "northwind", "NAME": "Zażółć; Sons", "MEMBERS": "U0PAT0001; U0PIOTR01;U0PAT0001"}
    report = partners(b"\xef\xbb\xbf" + csv(columns, [row], delimiter=";"))
    assert report.problems.lines() == []
    partner = uow.partners.get("northwind")
    assert partner is not None
    assert (partner.name, str(partner.joined_on)) == ("Zażółć; Sons", "2026-11-02")
    assert sorted(uow.people.members("northwind")) == ["T0LIVECHAT:U0PAT0001", "T0LIVECHAT:U0PIOTR01"]


def test_more_rows_than_are_in_memory_at_once(subscriptions: Import, uow: UnitOfWork) -> None:
    rows = [good(id=f"sub_{number}", customer_id=f"cus_{number % 900}") for number in range(2100)]
    content = csv(SUBSCRIPTION_COLUMNS, rows)
    assert subscriptions(content).effects == {Change.ADDED: 2100}
    assert uow.partners.tier_figures("northwind", new_since=NOW.date()).arr == 2100 * 283_200
    assert subscriptions(content).effects == {Change.UNCHANGED: 2100}


def test_the_rate_is_that_of_the_tier_on_the_day_it_started(subscriptions: Import, uow: UnitOfWork) -> None:
    big = good(amount="600.00")  # makes Northwind Silver today
    assert len(subscriptions(csv(SUBSCRIPTION_COLUMNS, [big])).tiers) == 1
    later = [good(id="sub_old", started_on="2026-10-01"), good(id="sub_new", started_on="2026-11-02")]
    assert not subscriptions(csv(SUBSCRIPTION_COLUMNS, later)).problems.count
    rates = {key: each.rate for key, each in uow.subscriptions.by_id(["sub_old", "sub_new"]).items()}
    assert rates == {"sub_old": 2000, "sub_new": 2200}
