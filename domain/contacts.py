"""What people type about people and companies, brought into one form or refused with a code."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import phonenumbers
from babel import Locale
from email_validator import EmailNotValidError, validate_email

from domain.companies import without_accents
from domain.errors import Code, DomainError

if TYPE_CHECKING:
    from tldextract import TLDExtract

_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]+")
"""A domain name of letters, digits and inner hyphens: the list of suffixes takes any character for a name's."""


def one_line(text: str, *, field: str, longest: int) -> str:
    """Text in one line without spaces around it. Raises DomainError(TOO_LONG)."""
    line = " ".join(text.split())
    if len(line) > longest:
        raise DomainError(Code.TOO_LONG, field=field, longest=longest, length=len(line))
    return line


def email(text: str, *, field: str) -> str:
    """A normalised address, checked by its form alone. Raises DomainError(EMAIL_INVALID)."""
    bare = text.strip().removeprefix("mailto:")
    try:
        return validate_email(bare, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise DomainError(Code.EMAIL_INVALID, field=field, text=text, why=str(error)) from None


def phone(text: str, *, country: str | None, field: str) -> str:
    """The number in E.164. A national number needs the country.

    Raises DomainError(PHONE_NEEDS_COUNTRY) or DomainError(PHONE_INVALID).
    """
    bare = text.strip().removeprefix("tel:")
    if not bare.startswith(("+", "00")) and not country:
        raise DomainError(Code.PHONE_NEEDS_COUNTRY, field=field)
    international = "+" + bare[2:] if bare.startswith("00") else bare
    try:
        number = phonenumbers.parse(international, country)
    except phonenumbers.NumberParseException:
        raise DomainError(Code.PHONE_INVALID, field=field, text=text) from None
    if not phonenumbers.is_valid_number(number):
        raise DomainError(Code.PHONE_INVALID, field=field, text=text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def readable_phone(number: str) -> str:
    """`+48 600 100 200`: a number as people read it. One that is none stays as it is."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def registrable_domain(text: str, *, field: str) -> str:
    """`acme.co.uk` from `https://www.acme.co.uk/contact`: a name below a public suffix, in lower case.

    Raises DomainError(DOMAIN_INVALID) for a host without one (an IP address, `localhost`, `acme.notatld`).
    """
    bare = text.strip().lower()
    try:
        host = urlsplit(bare if "://" in bare else f"//{bare}").hostname or ""
        found = _suffixes()(host.rstrip(".").encode("idna").decode())
    except (ValueError, UnicodeError):
        raise DomainError(Code.DOMAIN_INVALID, field=field, text=text) from None
    domain = found.top_domain_under_public_suffix
    if " " in bare or not _NAME.fullmatch(domain):
        raise DomainError(Code.DOMAIN_INVALID, field=field, text=text)
    return domain


@cache
def _suffixes() -> TLDExtract:
    from tldextract import TLDExtract

    # the list that ships with the library: no network, no cache on disk
    return TLDExtract(suffix_list_urls=(), cache_dir=None)


@cache
def countries(locale: str) -> dict[str, str]:
    """Names of all countries by ISO 3166 code, in the order of their names."""
    names = Locale.parse(locale).territories
    known = {code: names[code] for code in phonenumbers.SUPPORTED_REGIONS if code in names}
    return dict(sorted(known.items(), key=lambda item: without_accents(item[1])))
