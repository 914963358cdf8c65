"""What the tests of the storage put into it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from domain.leads import Contact, Deal, Lead, LeadStatus, ProductChoice, RewardOption
from domain.money import BasisPoints, Cents
from domain.notices import LEADS_DESK, Address, Face, LeadArrived, LeadMoved, partner_channel
from domain.partners import Partner
from domain.people import PersonKey
from domain.rewards import EntryKind, LedgerEntry
from domain.subscriptions import BillingCycle, Customer, Kind, Subscription, SubscriptionStatus
from storage.database import Database

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
TODAY = date(2026, 11, 2)
PAT = PersonKey("T0PART:U0PAT")
SAM = PersonKey("T0VEND:U0SAM")

CARD = Address(LEADS_DESK, Face.CARD)
THREAD = Address(LEADS_DESK, Face.THREAD)
NEWS = Address(partner_channel("northwind"), Face.NEWS)


def partner(partner_id: str = "northwind", name: str | None = None, tier: str = "bronze") -> Partner:
    """A partner with nothing but its name and tier."""
    return Partner(partner_id, name or partner_id.title(), date(2025, 1, 1), tier, date(2025, 1, 1))


def contact(company: str = "Acme") -> Contact:
    """A person of a company, with only what is required."""
    return Contact(company, "acme.example", "Ann", "Lee", "ann@acme.example")


def lead(draft_id: str = "draft-1", partner_id: str = "northwind", at: datetime = NOW, company: str = "Acme") -> Lead:
    """A lead that has just been submitted."""
    return Lead(
        partner_id=partner_id,
        submitted_by=PAT,
        submitted_at=at,
        draft_id=draft_id,
        contact=contact(company),
        deal=Deal(RewardOption.REV_SHARE, (ProductChoice("livechat", "business"),), agents=5),
        involvement="email",
        below_criteria=False,
        estimate=Cents(354_000),
        status_since=at,
    )


def subscription(
    subscription_id: str = "sub-1",
    partner_id: str = "northwind",
    *,
    amount: int = 25_000,
    status: SubscriptionStatus = SubscriptionStatus.ACTIVE,
    kind: Kind = Kind.REFERRAL,
) -> Subscription:
    """A monthly subscription of the partner's customer `cus-<partner>`, settled."""
    made = Subscription(
        id=subscription_id,
        partner_id=partner_id,
        customer_id=f"cus-{partner_id}",
        kind=kind,
        product="livechat",
        plan="business",
        seats=5,
        billing_cycle=BillingCycle.MONTHLY,
        amount=Cents(amount),
        currency="USD",
        status=status,
        rate=BasisPoints(2_000),
        started_on=date(2026, 1, 15),
    )
    made.settle(date(2026, 11, 1), past_due_days=14)
    return made


def entry(key: str, lead_id: int, amount: int = 50_000, reverses: str | None = None) -> LedgerEntry:
    """A booking for a lead of Northwind."""
    kind = EntryKind.REVERSAL if reverses else EntryKind.LEAD_REWARD
    return LedgerEntry(key, "northwind", NOW, kind, Cents(amount), "USD", lead_id, reverses)


def arrived(lead_id: int = 1) -> LeadArrived:
    """The notice of a new lead."""
    return LeadArrived(lead_id, "northwind", PAT)


def moved(version: int, lead_id: int = 1) -> LeadMoved:
    """The notice of a lead's approval, in a version of it."""
    return LeadMoved(lead_id, "northwind", version, LeadStatus.SUBMITTED, LeadStatus.APPROVED, SAM)


def put_partner(database: Database, *ids: str) -> None:
    """Stores partners, each with one customer `cus-<partner>` that does not pay yet."""
    with database.write() as uow:
        for partner_id in ids or ("northwind",):
            uow.partners.add(partner(partner_id))
            uow.subscriptions.add_customers(Customer(f"cus-{partner_id}", partner_id, "Acme"))
        uow.commit()


def put_lead(database: Database, *drafts: str) -> list[int]:
    """Stores a lead of Northwind for each draft id; their ids."""
    with database.write() as uow:
        made = [uow.leads.add(lead(draft)).id for draft in drafts or ("draft-1",)]
        uow.commit()
    return made
