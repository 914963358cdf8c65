"""Companies are compared by what is left of their names, and by their domains."""

from __future__ import annotations

import pytest

from domain.companies import name_key
from domain.lead_conflicts import Match
from domain.leads import Contact
from domain.same_company import Company, Wanted


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("ACME, Inc.", "acme"),
        ("Acme GmbH & Co. KG", "acme"),
        ("Acme Sp. z o.o.", "acme"),
        ("ACME Sp.z o.o. Sp.k.", "acme"),
        ("Acme d.o.o.", "acme"),
        ("Nordic A/S", "nordic"),
        ("S.A.S. Dupont", "dupont"),
        ("Łódź Foods Limited Liability Company", "lodz foods"),
        ("Société Générale SA", "societe generale"),
        ("Espresso House", "espresso house"),
        ("Sp. z o.o.", "sp z o o"),
        ("…", ""),
    ],
)
def test_what_is_left_of_a_name(name: str, key: str) -> None:
    assert name_key(name) == key


def wanted(**changes: str) -> Wanted:
    contact = Contact("Acme Foods", "acme.com", "Ann", "Lee", "ann@acme.com")
    given = {"company": contact.company, "domain": contact.domain, "email": contact.email, **changes}
    made = Contact(given["company"], given["domain"], "Ann", "Lee", given["email"])
    return Wanted.of(made, free_mail={"gmail.com"}, least=90)


def known(name: str = "other", domain: str | None = None, mail: str | None = None) -> Company:
    return Company("helio", name, domain, mail, customer_id="cus")


@pytest.mark.parametrize(
    ("company", "match", "score"),
    [
        (known(domain="acme.com"), Match.DOMAIN, 100),
        (known(domain="www.acme.com"), Match.DOMAIN, 100),
        (known(domain="other.com", mail="acme.com"), Match.MAIL, 100),
        (known("acme food"), Match.NAME, 94),
        (known("acme foods", domain="acme.com", mail="acme.com"), Match.DOMAIN, 100),
    ],
)
def test_what_two_have_in_common(company: Company, match: Match, score: int) -> None:
    found = wanted().likeness(company)
    assert found is not None
    assert (found.match, found.score) == (match, score)


def test_mail_leads_to_the_company_even_from_one_of_its_offices() -> None:
    found = wanted(domain="acme-shop.com", email="ann@eu.acme.com").likeness(known(domain="acme.com"))
    assert found is not None
    assert found.match is Match.MAIL


@pytest.mark.parametrize("company", [known(), known("acme boats"), known(""), known(domain="notacme.com")])
def test_others_have_nothing_in_common(company: Company) -> None:
    assert wanted().likeness(company) is None


def test_free_mail_says_nothing() -> None:
    given = wanted(company="Bolt", domain="bolt.example", email="ann@gmail.com")
    assert given.likeness(known(mail="gmail.com")) is None


def test_companies_without_a_name_are_not_the_same_for_it() -> None:
    assert wanted(company="…").likeness(known("")) is None
