"""Partners in lists and figures, and who is who."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from domain.leads import LeadStatus
from domain.money import Cents
from domain.partners import TierChange, TierEvent
from domain.people import Member, MemberRole, PersonKey, Role
from domain.ports import PartnerFigures
from domain.subscriptions import Customer, Kind, SubscriptionStatus
from domain.tiers import Figures
from storage.database import Database
from tests.storage.samples import NOW, PAT, SAM, TODAY, entry, lead, partner, put_lead, put_partner, subscription
from tests.storage.statements import statements

WINDOW = date(2025, 11, 3)


def test_figures_of_a_partner_that_has_nothing(database: Database) -> None:
    put_partner(database)
    with database.read() as uow:
        assert uow.partners.figures("northwind", new_since=WINDOW) == PartnerFigures(Figures(Cents(0), 0), 0, None)


def test_figures_are_of_one_partner_and_take_one_statement(database: Database) -> None:
    put_partner(database, "northwind", "southwind")
    with database.write() as uow:
        for number, paying_since in enumerate([date(2025, 11, 2), date(2025, 11, 3), TODAY, None]):
            uow.subscriptions.add_customers(Customer(f"c{number}", "northwind", "C", paying_since=paying_since))
        uow.subscriptions.add(subscription("s1", amount=100_000))
        uow.subscriptions.add(subscription("s2", amount=100_000, kind=Kind.RESELLER))
        uow.subscriptions.add(subscription("s3", status=SubscriptionStatus.TRIALING))
        uow.subscriptions.add(subscription("s4", "southwind"))
        for status in LeadStatus:
            made = lead(f"draft of {status}")
            made.status = status
            uow.leads.add(made)
        uow.ledger.add(entry("first", 1, 50_000))
        uow.ledger.add(entry("newest", 1, 35_400))
        uow.commit()
    with database.read() as uow:
        with statements() as seen:
            figures = uow.partners.figures("northwind", new_since=WINDOW)
        assert len(seen) == 1
        assert figures.tiers == Figures(arr=Cents(960_000 + 1_200_000), new_customers=2)
        assert figures.open_leads == 2
        assert figures.latest_entry is not None
        assert (figures.latest_entry.key, figures.latest_entry.amount) == ("newest", 35_400)
        assert uow.partners.tier_figures("northwind", new_since=WINDOW) == figures.tiers


def test_a_member_is_found_with_the_figures_of_its_partner_in_one_statement(database: Database) -> None:
    put_partner(database, "northwind", "southwind")
    with database.write() as uow:
        uow.people.add_member(Member(PAT, "northwind", NOW))
        uow.people.add_staff(SAM, Role.ADMIN, now=NOW)
        for number, partner_id in enumerate(["northwind", "southwind"]):
            uow.subscriptions.add_customers(Customer(f"c{number}", partner_id, "C", paying_since=TODAY))
            uow.subscriptions.add(subscription(f"s{number}", partner_id, amount=10_000 * (number + 1)))
            uow.leads.add(lead(f"draft-{number}", partner_id))
        uow.ledger.add(entry("first", 1))
        uow.ledger.add(entry("newest", 1, 35_400))
        uow.commit()
    with database.read() as uow:
        with statements() as seen:
            found = uow.partners.of_member(PAT, new_since=WINDOW)
        assert len(seen) == 1
        assert found is not None
        its_partner, role, figures = found
        assert role is MemberRole.MEMBER
        assert its_partner.name == "Northwind"
        assert figures == uow.partners.figures("northwind", new_since=WINDOW)
        assert figures.tiers.arr == 96_000
        assert figures.latest_entry is not None
        assert figures.latest_entry.key == "newest"
        assert uow.partners.of_member(SAM, new_since=WINDOW) is None


def test_a_member_of_a_partner_that_has_nothing(database: Database) -> None:
    put_partner(database)
    with database.write() as uow:
        uow.people.add_member(Member(PAT, "northwind", NOW))
        uow.commit()
    with database.read() as uow:
        found = uow.partners.of_member(PAT, new_since=WINDOW)
    assert found is not None
    assert found[2] == PartnerFigures(Figures(Cents(0), 0), 0, None)


def test_what_is_read_to_be_shown_cannot_be_changed(database: Database) -> None:
    put_partner(database)
    with database.write() as uow:
        shown = uow.partners.by_id(["northwind"])["northwind"]
        with pytest.raises(AttributeError):
            shown.tier = "gold"
        uow.commit()
    with database.read() as uow:
        assert uow.partners.by_id(["northwind"])["northwind"].tier == shown.tier == "bronze"


def test_the_list_is_in_the_order_of_arr(database: Database) -> None:
    put_partner(database, "acorn", "birch", "cedar", "dogwood")
    with database.write() as uow:
        uow.subscriptions.add(subscription("s1", "birch", amount=10_000))
        uow.subscriptions.add(subscription("s2", "cedar", amount=20_000))
        uow.subscriptions.add(subscription("s3", "acorn", status=SubscriptionStatus.CANCELLED))
        uow.leads.add(lead(partner_id="cedar"))
        uow.commit()
    with database.read() as uow:
        rows, total = uow.partners.page(offset=0, limit=3)
        assert [(row.partner.id, row.arr, row.open_leads) for row in rows] == [
            ("cedar", 192_000, 1),
            ("birch", 96_000, 0),
            ("acorn", 0, 0),
        ]
        assert total == 4
        rest, total = uow.partners.page(offset=3, limit=3)
        assert ([row.partner.name for row in rest], total) == (["Dogwood"], 4)
        assert uow.partners.page(offset=9, limit=3) == ([], 4)
        assert uow.partners.ids() == ["acorn", "birch", "cedar", "dogwood"]


def test_partners_are_counted_by_tier(database: Database) -> None:
    with database.write() as uow:
        for partner_id, tier in [("a", "gold"), ("b", "bronze"), ("c", "gold")]:
            uow.partners.add(partner(partner_id, tier=tier))
        uow.commit()
    with database.read() as uow:
        assert uow.partners.counts_by_tier() == {"gold": 2, "bronze": 1}


def test_the_newest_tier_history_comes_first(database: Database) -> None:
    put_partner(database, "northwind", "southwind")
    tiers = ["bronze", "silver", "gold"]
    with database.write() as uow:
        for tier in tiers:
            uow.partners.record(TierChange("northwind", TierEvent.PROMOTED, TODAY, NOW, None, tier, Cents(0), 0))
        uow.partners.record(TierChange("southwind", TierEvent.JOINED, TODAY, NOW, None, "bronze", Cents(0), 0))
        uow.commit()
    with database.read() as uow:
        assert [change.to_tier for change in uow.partners.history("northwind", limit=2)] == ["gold", "silver"]


def test_who_is_calling_takes_one_statement(database: Database) -> None:
    put_partner(database)
    with database.write() as uow:
        uow.people.add_member(Member(PAT, "northwind", NOW))
        for role in (Role.ADMIN, Role.SALES_REP):
            uow.people.add_staff(SAM, role, now=NOW)
            uow.people.add_staff(PAT, role, now=NOW)
        uow.commit()
    with database.read() as uow:
        with statements() as seen:
            both = uow.people.actor(PAT)
        assert len(seen) == 1
        assert both.of_partner().name == "Northwind"
        assert both.roles == {Role.ADMIN, Role.SALES_REP}
        rep = uow.people.actor(SAM)
        assert (rep.partner, rep.roles) == (None, frozenset({Role.ADMIN, Role.SALES_REP}))
        stranger = uow.people.actor(PersonKey("T0PART:U0NOBODY"))
        assert (stranger.partner, stranger.roles) == (None, frozenset())


def test_members_join_and_leave(database: Database) -> None:
    put_partner(database, "northwind", "southwind")
    ann, bob = PersonKey("T:ANN"), PersonKey("T:BOB")
    with database.write() as uow:
        uow.people.add_member(Member(bob, "northwind", NOW))
        uow.people.add_member(Member(ann, "northwind", NOW))
        assert uow.people.members("northwind") == [ann, bob]
        uow.people.remove_member(bob)
        uow.people.remove_member(PersonKey("T:NOBODY"))
        assert uow.people.members("northwind") == [ann]
        assert uow.people.membership(bob) is None
        uow.commit()
    with database.read() as uow:
        assert uow.people.members("northwind") == [ann]
        assert uow.people.members("southwind") == []


def test_a_person_belongs_to_one_partner(database: Database) -> None:
    put_partner(database, "northwind", "southwind")
    with database.write() as uow:
        uow.people.add_member(Member(PAT, "northwind", NOW))
        uow.commit()
    with database.write() as uow:
        uow.people.add_member(Member(PAT, "southwind", NOW))
        with pytest.raises(IntegrityError):
            uow.flush()


def test_roles_are_given_once_and_taken(database: Database) -> None:
    with database.write() as uow:
        assert uow.people.add_staff(SAM, Role.SALES_REP, now=NOW)
        assert not uow.people.add_staff(SAM, Role.SALES_REP, now=NOW)
        assert uow.people.add_staff(SAM, Role.ADMIN, now=NOW)
        assert [(each.person, each.role) for each in uow.people.staff()] == [(SAM, Role.ADMIN), (SAM, Role.SALES_REP)]
        assert uow.people.remove_staff(SAM, Role.ADMIN) == 1
        assert uow.people.remove_staff(SAM, Role.ADMIN) == 0
        uow.people.add_staff(SAM, Role.ACCOUNT_MANAGER, now=NOW)
        assert uow.people.remove_staff(SAM, None) == 2
        assert uow.people.staff() == []


def test_a_lead_of_another_partner_does_not_show(database: Database) -> None:
    put_partner(database, "northwind", "southwind")
    put_lead(database)
    with database.read() as uow:
        assert uow.partners.figures("southwind", new_since=WINDOW).open_leads == 0
