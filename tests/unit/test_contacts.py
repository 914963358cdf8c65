"""What people type about people and companies is brought into one form, or refused with a code."""

from __future__ import annotations

import pytest

from domain import contacts
from domain.errors import Code, DomainError


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("acme.com", "acme.com"),
        ("  ACME.Com. ", "acme.com"),
        ("www.acme.com", "acme.com"),
        ("shop.eu.acme.com", "acme.com"),
        ("https://www.acme.co.uk/contact?from=ad#top", "acme.co.uk"),
        ("http://acme.com:8443", "acme.com"),
        ("acme.com:8080/path", "acme.com"),
        ("ftp://files.acme.com", "acme.com"),
        ("acme-shop.com.pl", "acme-shop.com.pl"),
        ("żółw.pl", "xn--w-uga1v8h.pl"),
        ("XN--W-UGA1V8H.pl", "xn--w-uga1v8h.pl"),
        ("https://www.münchen.de/", "xn--mnchen-3ya.de"),
        ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
        ("3m.com", "3m.com"),
    ],
)
def test_a_website_becomes_its_registrable_domain(typed: str, domain: str) -> None:
    assert contacts.registrable_domain(typed, field="domain") == domain


@pytest.mark.parametrize(
    "typed",
    [
        "localhost", "http://localhost:3000", "acme", "com", "co.uk", "https://co.uk/",
        "10.0.0.1", "http://192.168.1.1/admin", "[::1]", "http://[2001:db8::1]/", "[::1",
        "acme.notatld", "acme.example", "acme.local", "acme..com", ".com", "http://", "https:///path", "-",
        "acme .com", "acme.com or acme.org", "acme.com,acme.org", "acme.com;x.com", "<!channel>.com", "acme!.com",
        "a_b.com", "-acme.com", "acme-.com", "a" * 64 + ".com", "acme.com" + "." + "x" * 300,
    ],
)  # fmt: skip
def test_what_is_below_no_public_suffix_is_no_domain(typed: str) -> None:
    with pytest.raises(DomainError) as refused:
        contacts.registrable_domain(typed, field="domain")

    assert (refused.value.code, refused.value.field) == (Code.DOMAIN_INVALID, "domain")
    assert refused.value.params["text"] == typed


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("ann@acme.com", "ann@acme.com"),
        ("  Ann.Lee+crm@ACME.com ", "Ann.Lee+crm@acme.com"),
        ("mailto:ann@acme.com", "ann@acme.com"),
        ("ann@acme.co.uk", "ann@acme.co.uk"),
        ("zoë@acme.com", "zoë@acme.com"),
        ("ann@żółw.pl", "ann@żółw.pl"),
    ],
)
def test_an_address_is_normalised(typed: str, address: str) -> None:
    assert contacts.email(typed, field="email") == address


@pytest.mark.parametrize(
    "typed",
    ["ann", "ann@", "@acme.com", "ann@acme", "ann@localhost", "ann@10.0.0.1", "ann@acme..com", "a b@acme.com",
     "Ann Lee <ann@acme.com>", "ann@acme.com, bob@acme.com", "ann@acme.com\nbcc:x@y.com", "ann@acme.test"],
)  # fmt: skip
def test_what_is_no_address_is_refused_and_says_why(typed: str) -> None:
    with pytest.raises(DomainError) as refused:
        contacts.email(typed, field="email")

    assert (refused.value.code, refused.value.field) == (Code.EMAIL_INVALID, "email")
    assert refused.value.params["text"] == typed
    assert refused.value.params["why"]


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("+48 22 123 45 67", None, "+48221234567"),
        ("0048 22 123-45-67", None, "+48221234567"),
        ("tel:+48221234567", None, "+48221234567"),
        ("22 123 45 67", "PL", "+48221234567"),
        ("(415) 555-2671", "US", "+14155552671"),
        ("+1 415 555 2671", "PL", "+14155552671"),
        ("020 7946 0018", "GB", "+442079460018"),
    ],
)
def test_a_phone_number_becomes_international(typed: str, country: str | None, number: str) -> None:
    assert contacts.phone(typed, country=country, field="phone") == number


def test_a_national_number_needs_its_country() -> None:
    with pytest.raises(DomainError) as refused:
        contacts.phone("22 123 45 67", country=None, field="phone")

    assert (refused.value.code, refused.value.field) == (Code.PHONE_NEEDS_COUNTRY, "phone")


@pytest.mark.parametrize(
    ("typed", "country"),
    [("123", "PL"), ("call me", "PL"), ("+", None), ("00", None), ("+999 12 34 56", None), ("+48 22", None),
     ("+48 22 123 45 67 89 10 11 12", None), ("020 7946 0018", "PL")],
)  # fmt: skip
def test_what_is_no_phone_number_is_refused(typed: str, country: str | None) -> None:
    with pytest.raises(DomainError) as refused:
        contacts.phone(typed, country=country, field="phone")

    assert (refused.value.code, refused.value.field) == (Code.PHONE_INVALID, "phone")
    assert refused.value.params["text"] == typed


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("+48600100200", "+48 600 100 200"),
        ("+16175550123", "+1 617-555-0123"),
        ("600 100 200", "600 100 200"),
        ("ask Ann", "ask Ann"),
    ],
)
def test_a_number_is_shown_in_groups_where_it_is_one(stored: str, read: str) -> None:
    assert contacts.readable_phone(stored) == read


def test_a_line_is_one_line_within_its_length() -> None:
    assert contacts.one_line("  Acme \n  & Co\t", field="company", longest=9) == "Acme & Co"

    with pytest.raises(DomainError) as refused:
        contacts.one_line("Acme & Co", field="company", longest=8)
    assert refused.value.code is Code.TOO_LONG
    assert (refused.value.params["longest"], refused.value.params["length"]) == (8, 9)


def test_countries_are_named_in_the_programs_language_and_order() -> None:
    english, polish = contacts.countries("en_US"), contacts.countries("pl_PL")

    assert (english["PL"], polish["PL"]) == ("Poland", "Polska")
    assert english.keys() == polish.keys()
    assert list(english)[:2] == ["AF", "AX"]  # Afghanistan, Åland Islands: accents do not sort to the end
    by_name = list(polish)
    assert by_name.index("LT") < by_name.index("LV") < by_name.index("MK")  # Litwa, Łotwa, Macedonia Północna
    assert len(english) > 200
