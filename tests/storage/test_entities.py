"""Every entity comes back as it was stored, on both databases."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from domain.lead_drafts import LeadDraft
from domain.leads import (
    Contact,
    Deal,
    LeadEvent,
    LeadEventKind,
    LeadStatus,
    ProductChoice,
    RewardOption,
)
from domain.money import BasisPoints, Cents
from domain.partners import Partner, TierChange, TierEvent
from domain.people import JoinedBy, Member, MemberRole, Role
from domain.subscriptions import BillingCycle, Customer, Kind, Subscription, SubscriptionStatus
from storage.database import Database
from tests.storage.samples import NOW, PAT, SAM, entry, lead, partner, put_lead, put_partner, subscription


def values(entity: Any) -> dict[str, Any]:
    return {field.name: getattr(entity, field.name) for field in fields(entity)}


def test_a_partner(database: Database) -> None:
    stored = Partner(
        id="northwind",
        name="Northwind & Söhne <!channel>",
        joined_on=date(2025, 3, 1),
        tier="gold",
        tier_since=date(2026, 1, 1),
        slack_team_id="T0PART",
        slack_channel_id="C0PART",
        account_manager="T0VEND:U0AM",
        grace_since=date(2026, 10, 20),
        grace_until=date(2026, 11, 19),
        grace_warned=True,
    )
    expected = values(stored)
    with database.write() as uow:
        uow.partners.add(stored)
        uow.commit()
    with database.read() as uow:
        found = uow.partners.get("northwind")
        listed = uow.partners.by_id(["northwind", "nobody"])
        assert found is not None
        assert values(found) == expected
        assert {key: values(each) for key, each in listed.items()} == {"northwind": expected}
        assert uow.partners.get("nobody") is None


def test_a_tier_change(database: Database) -> None:
    put_partner(database)
    change = TierChange(
        partner_id="northwind",
        event=TierEvent.GRACE_STARTED,
        on=date(2026, 11, 2),
        at=NOW,
        from_tier="gold",
        to_tier="gold",
        arr=Cents(1_999_999),
        new_customers=0,
        grace_until=date(2026, 12, 2),
    )
    with database.write() as uow:
        recorded = uow.partners.record(change)
        expected = values(recorded)
        uow.commit()
    assert expected["id"] is not None
    with database.read() as uow:
        assert [values(each) for each in uow.partners.history("northwind", limit=5)] == [expected]


def test_a_member(database: Database) -> None:
    put_partner(database)
    with database.write() as uow:
        uow.people.add_member(Member(PAT, "northwind", NOW, MemberRole.FINANCE, JoinedBy.INVITE))
        uow.commit()
    with database.read() as uow:
        found = uow.people.membership(PAT)
        assert found is not None
        assert values(found) == {
            "person": PAT,
            "partner_id": "northwind",
            "joined_at": NOW,
            "role": MemberRole.FINANCE,
            "joined_by": JoinedBy.INVITE,
        }


def test_a_role(database: Database) -> None:
    with database.write() as uow:
        uow.people.add_staff(SAM, Role.SALES_REP, now=NOW)
        uow.commit()
    with database.read() as uow:
        assert [values(each) for each in uow.people.staff()] == [
            {"person": SAM, "role": Role.SALES_REP, "added_at": NOW}
        ]


def test_a_customer_and_a_subscription(database: Database) -> None:
    customer = Customer("cus-1", "northwind", "Acme", "acme.example", date(2026, 1, 15))
    stored = Subscription(
        id="sub-1",
        partner_id="northwind",
        customer_id="cus-1",
        kind=Kind.RESELLER,
        product="livechat",
        plan="business",
        seats=12,
        billing_cycle=BillingCycle.ANNUAL,
        amount=Cents(90_000_000_000),
        currency="USD",
        status=SubscriptionStatus.PAST_DUE,
        rate=BasisPoints(2_250),
        started_on=date(2026, 1, 15),
        ended_on=date(2026, 12, 31),
    )
    stored.settle(date(2026, 11, 1), past_due_days=14)
    expected = values(customer), values(stored)
    with database.write() as uow:
        uow.partners.add(partner())
        uow.subscriptions.add_customers(customer)
        uow.subscriptions.add(stored)
        uow.commit()
    with database.read() as uow:
        found = uow.subscriptions.customers_by_id(["cus-1"]).get("cus-1"), uow.subscriptions.get("sub-1")
        assert found[0] is not None
        assert found[1] is not None
        assert (values(found[0]), values(found[1])) == expected
        assert found[1].status is SubscriptionStatus.PAST_DUE


def test_a_lead_with_all_there_is_to_say(database: Database) -> None:
    put_partner(database)
    stored = lead()
    stored.contact = Contact(
        "Acme",
        "acme.example",
        "Ann",
        "Lee",
        "ann@acme.example",
        "CTO",
        "PL",
        "+48221234567",
        51,
        "Met at a fair.\nNice",
    )
    stored.deal = Deal(
        RewardOption.FLAT_FEE,
        (ProductChoice("livechat", "business"), ProductChoice("helpdesk", "team")),
        agents=5,
        billing_cycle=BillingCycle.ANNUAL,
    )
    stored.status, stored.stage, stored.assignee = LeadStatus.APPROVED, "demo", SAM
    stored.legal_review, stored.security_review, stored.wins, stored.version = True, True, 2, 9
    stored.confirmed_value, stored.reason = Cents(528_000), "The customer came back"
    with database.write() as uow:
        uow.leads.add(stored)
        expected = values(stored)
        uow.commit()
    with database.read() as uow:
        found = uow.leads.get(stored.id)
        assert found is not None
        assert values(found) == expected
        assert values(uow.leads.by_id([stored.id])[stored.id]) == expected


def test_the_parts_of_a_lead_are_replaced_as_a_whole(database: Database) -> None:
    put_partner(database)
    (lead_id,) = put_lead(database)
    with database.write() as uow:
        found = uow.leads.get(lead_id, for_update=True)
        assert found is not None
        with pytest.raises(FrozenInstanceError):
            found.deal.agents = 7  # type: ignore[misc]
        found.deal = Deal(RewardOption.FLAT_FEE, agents=7)
        uow.commit()
    with database.read() as uow:
        changed = uow.leads.get(lead_id)
        assert changed is not None
        assert changed.deal == Deal(RewardOption.FLAT_FEE, agents=7)
        assert changed.contact == lead().contact


def test_a_leads_event_and_draft(database: Database) -> None:
    put_partner(database)
    (lead_id,) = put_lead(database)
    event = LeadEvent(lead_id, NOW, SAM, LeadEventKind.MOVED, "approved", "won", reason="Signed", amount=Cents(528_000))
    answers, typed = {"company": "Acme", "products": ["livechat"], "notes": None}, {"agents": "5"}
    draft = LeadDraft("draft-9", "northwind", PAT, NOW, answers, typed, "17.5", lead_id)
    expected = values(draft)
    with database.write() as uow:
        uow.leads.record(event)
        uow.leads.add_draft(draft)
        uow.commit()
    with database.read() as uow:
        (told,) = uow.leads.history(lead_id)
        found = uow.leads.draft("draft-9")
        assert values(told) == values(event)
        assert found is not None
        assert values(found) == expected


def test_a_ledger_entry(database: Database) -> None:
    put_partner(database)
    (lead_id,) = put_lead(database)
    with database.write() as uow:
        uow.ledger.add(entry("lead:1:win:1", lead_id, 52_800))
        uow.ledger.add(entry("lead:1:win:1:reversal", lead_id, -52_800, reverses="lead:1:win:1"))
        uow.commit()
    with database.read() as uow:
        found = uow.ledger.get("lead:1:win:1:reversal")
        assert found is not None
        assert found.id is not None
        expected = entry("lead:1:win:1:reversal", lead_id, -52_800, reverses="lead:1:win:1")
        assert values(found) == {**values(expected), "id": found.id}
        assert uow.ledger.get("lead:2:win:1") is None


def test_instants_come_back_aware_and_in_utc(database: Database) -> None:
    put_partner(database)
    local = datetime(2026, 7, 1, 23, 30, 0, 123_456, tzinfo=timezone(timedelta(hours=-9)))
    with database.write() as uow:
        stored = uow.leads.add(lead(at=local))
        uow.commit()
    with database.read() as uow:
        found = uow.leads.get(stored.id)
        assert found is not None
        assert found.submitted_at == local
        assert found.submitted_at.isoformat() == "2026-07-02T08:30:00.123456+00:00"
        assert found.submitted_at.tzinfo is UTC


def test_instants_without_a_zone_are_refused(database: Database) -> None:
    put_partner(database)
    naive = datetime(2026, 7, 1, 23, 30)  # noqa: DTZ001 - the point of the test
    with database.write() as uow, pytest.raises(StatementError, match="a time without a zone"):
        uow.leads.add(lead(at=naive))


@pytest.mark.parametrize("missing", ["partner", "customer"])
def test_what_is_referred_to_must_be_there(database: Database, missing: str) -> None:
    with database.write() as uow:
        if missing == "customer":
            uow.partners.add(partner())
        with pytest.raises(IntegrityError):
            uow.subscriptions.add(subscription())


def test_a_draft_makes_one_lead(database: Database) -> None:
    put_partner(database)
    put_lead(database, "draft-1")
    with database.write() as uow, pytest.raises(IntegrityError):
        uow.leads.add(lead("draft-1"))
