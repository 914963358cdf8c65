"""Whether two companies may be the same: by their websites, their people's mail, by how alike their names are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from domain.companies import name_key
from domain.contacts import registrable_domain
from domain.errors import DomainError
from domain.lead_conflicts import Match
from domain.leads import Contact, LeadStatus

SURE = 100
"""Per cent: how alike two companies with a domain in common are."""


@dataclass(frozen=True)
class Company:
    """A company that is known: as a lead with its status, or as a customer. What it is compared by beside."""

    partner_id: str
    name_key: str
    domain: str | None
    mail_domain: str | None = None
    lead_id: int | None = None
    status: LeadStatus | None = None
    protection_is_over: bool = False
    customer_id: str | None = None

    @property
    def is_taken(self) -> bool:
        """Whether it stands in the way of another partner's lead: not once its protection is over."""
        return self.status is not LeadStatus.APPROVED or not self.protection_is_over


@dataclass(frozen=True)
class Likeness:
    """A known company, and what it has in common with the one that was looked for; `score` in per cent."""

    company: Company
    match: Match
    score: int


@dataclass(frozen=True)
class Wanted:
    """What a company is looked for by. `sites` says of each domain whether it is its own or that of its mail."""

    sites: Mapping[str, Match]
    name_key: str
    least: int

    @classmethod
    def of(cls, contact: Contact, *, free_mail: Collection[str], least: int) -> Wanted:
        """`least` is how alike names must be, in per cent. Mail at a free service says nothing about the company."""
        host = contact.email.rpartition("@")[2].lower()
        mail = () if host in free_mail else (host, _registrable(host))
        own = (contact.domain, f"www.{contact.domain}")
        return cls(
            {**dict.fromkeys(mail, Match.MAIL), **dict.fromkeys(own, Match.DOMAIN)}, name_key(contact.company), least
        )

    def likeness(self, company: Company) -> Likeness | None:
        """What it has in common with a company that is known; None where nothing."""
        by_site = min((each for each in self._shared(company)), key=list(Match).index, default=None)
        if by_site is not None:
            return Likeness(company, by_site, SURE)
        if not self.name_key or not company.name_key:
            return None
        score = fuzz.ratio(self.name_key, company.name_key, score_cutoff=self.least)
        return Likeness(company, Match.NAME, int(score)) if score >= self.least else None

    def _shared(self, company: Company) -> Iterator[Match]:
        if company.domain is not None and company.domain in self.sites:
            yield self.sites[company.domain]
        if company.mail_domain in self.sites:
            yield Match.MAIL


def _registrable(host: str) -> str:
    try:
        return registrable_domain(host, field="email")
    except DomainError:
        return host
