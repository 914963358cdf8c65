"""The demo's sample data: what the README and the local workspace promise of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.program_file import load_program
from bot.samples.sample import read_sample
from bot.samples.seed import seed
from domain.claims import ClaimStatus
from domain.leads import LeadStatus
from domain.money import Cents
from domain.notices import CLAIMS_DESK, LEADS_DESK, Face
from domain.people import person_key
from domain.ports import DeskSelection, DeskView
from domain.usecases.arr_chart import arr_of_a_year
from domain.usecases.overview import overview
from domain.usecases.record_billing import put_subscriptions
from sandbox.config.workspace import load_workspace
from storage.database import Database
from storage.outbox import Outbox, OutboxRow
from tests.cli.forking import ROOT
from tests.unit.samples import subscription

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
PROGRAM = load_program(ROOT / "program.yml")
PAT = person_key("T0LIVECHAT", "U0PAT0001")


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """A database with the sample data as of NOW."""
    seed(sqlite_url, PROGRAM, read_sample(), now=NOW)
    opened = Database(sqlite_url)
    yield opened
    opened.dispose()


def test_a_partner_at_each_tier(database: Database) -> None:
    with database.read() as uow:
        partners = {row.partner.id: (row.partner.tier, row.arr) for row in uow.partners.page(offset=0, limit=10)[0]}
    assert partners == {
        "northwind": ("bronze", 473_280),
        "brightside": ("silver", 1_198_464),
        "helio": ("gold", 2_775_240),
    }


def test_one_small_customer_more_promotes_northwind(database: Database) -> None:
    with database.write() as uow:
        shown = overview(uow, PROGRAM, PAT, NOW.date())
        assert shown.standing.is_close(PROGRAM)
        assert 0.94 < shown.standing.progress < 0.95
        new = subscription(
            id="sub_new",
            customer_id="cus_new",
            customer_name="Harborline Freight",
            customer_domain=None,
            product="helpdesk",
            plan="team",
            seats=1,
            amount=Cents(2900),
            started_on=NOW.date(),
        )
        [change] = put_subscriptions(uow, PROGRAM, [new], now=NOW)
        assert change.to_tier == "silver"


@pytest.mark.parametrize(("partner_id", "crosses"), [("northwind", 0), ("brightside", 0), ("helio", 2_000_000)])
def test_a_year_of_arr_worth_drawing(database: Database, partner_id: str, crosses: int) -> None:
    with database.read() as uow:
        partner = uow.partners.get(partner_id)
        assert partner is not None
        history = arr_of_a_year(uow, PROGRAM, partner, NOW.date())
    assert history.can_be_drawn
    assert history.days == 365
    assert len(history.points) >= 4
    assert history.first.arr < history.last.arr
    assert not crosses or history.first.arr < crosses < history.last.arr


def test_leads_in_every_status_with_their_history_and_rewards(database: Database) -> None:
    with database.read() as uow:
        assert uow.leads.counts().keys() == set(LeadStatus)
        leads, total = uow.leads.page(partner_id=None, statuses=None, offset=0, limit=50)
        assert total == 10
        for lead in leads:
            times = [event.at for event in uow.leads.history(lead.id)]
            assert times == sorted(times)
            assert times[0] == lead.submitted_at
            assert times[-1] <= NOW
        won = [lead for lead in leads if lead.status is LeadStatus.WON]
        rewards = [uow.ledger.get(f"lead:{lead.id}:win:1") for lead in won]
        assert sorted(entry.amount for entry in rewards if entry) == [35_400, 50_000, 127_440]


def test_claims_that_are_new_asked_about_and_running(database: Database) -> None:
    with database.read() as uow:
        everything = DeskSelection(DeskView.ALL, [PAT], NOW.date())
        to_do, total = uow.claims.desk(everything, offset=0, limit=50)
        running, _ = uow.claims.desk(replace(everything, view=DeskView.RUNNING), offset=0, limit=50)
        assert (total, len(running)) == (3, 2)
        assert Counter((claim.benefit, claim.status, claim.waiting) for claim in to_do) == {
            ("blog_post", ClaimStatus.IN_PROGRESS, True): 1,
            ("training", ClaimStatus.REQUESTED, False): 1,
            ("onboarding", ClaimStatus.REQUESTED, False): 1,
        }
        assert not [claim.number for claim in to_do if claim.due_on is None or claim.due_on < NOW.date()]
        for claim in [*to_do, *running]:
            times = [event.at for event in uow.claims.history(claim.id)]
            assert times == sorted(times)
            assert times[-1] <= NOW


def test_a_card_for_each_lead_and_claim_and_a_pinned_message_for_each_partner_but_no_old_news(
    database: Database,
) -> None:
    with database.write() as uow:
        rows = _all_pending(uow.outbox)
    cards = Counter(row.place for row in rows if row.face is Face.CARD)
    desks = {place: count for place, count in cards.items() if place.startswith("desk:")}
    of_partners = sum(count for place, count in cards.items() if place.startswith("partner:"))
    assert (desks, of_partners) == ({LEADS_DESK: 10, CLAIMS_DESK: 3}, 10)
    assert cards.total() - of_partners - sum(desks.values()) == 2, "claims that are an account manager's"
    assert sum(row.face is Face.PINNED for row in rows) == 3
    assert 0 < sum(row.face not in {Face.CARD, Face.PINNED} for row in rows) < 20


def test_people_and_channels_are_those_of_the_local_workspace() -> None:
    sample, workspace = read_sample(), load_workspace(ROOT / "sandbox/workspace.yml")
    people = {person.id: person.team for person in workspace.people}
    channels = {channel.id for channel in workspace.channels}
    for each in sample.staff:
        assert people[each.user] == sample.vendor_team
    for partner in sample.partners:
        assert partner.channel in channels
        assert people[partner.account_manager] == sample.vendor_team
        assert {people[member] for member in partner.members} == {partner.team or sample.vendor_team}
    assert {sample.leads_channel, sample.claims_channel} < channels


def _all_pending(outbox: Outbox) -> list[OutboxRow]:
    rows: list[OutboxRow] = []
    while heads := outbox.claim(NOW + timedelta(days=1), 50, timedelta(minutes=1)):
        rows += heads
        outbox.sent([(row.id, None, None) for row in heads], NOW)
    return rows
