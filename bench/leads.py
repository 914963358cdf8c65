"""Made-up leads, many of them, with the words they are found by. The same in every run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bench.world import TEAM, World, load
from domain.companies import name_key, search_words
from domain.leads import LeadStatus
from domain.people import person_key

REP = person_key(TEAM, "U0BENCHREP")
FIRST = ("Jane", "Jan", "Anna", "Tomasz", "Maria", "Liam", "Noah", "Emma", "Olga", "Piotr")
LAST = ("Smith", "Kowalski", "Lee", "Garcia", "Müller", "Rossi", "Novak", "Silva", "Jensen", "Okafor")
TRADE = ("Foods", "Labs", "Travel", "Design", "Motors", "Books", "Health", "Energy", "Games", "Garden", "Media")
COUNTRIES = ("PL", "DE", "US", "GB", "FR", "ES", "BR", "IN", "CA", None)
CLOSED = (LeadStatus.WON, LeadStatus.LOST, LeadStatus.LOST, LeadStatus.REJECTED)
OPEN_ONE_IN = 40

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Leads:
    """So many leads, spread over the partners of a world; one in 40 is still open."""

    world: World
    leads: int

    def load(self, url: str, today: date) -> float:
        """Fills a migrated, empty database with partners, a rep and leads; the seconds it took."""
        return load(url, self._tables(today))

    def _tables(self, today: date) -> Iterator[tuple[str, Iterable[Row]]]:
        yield from (each for each in self.world.tables(today) if each[0] in {"partners", "members"})
        yield "staff_roles", [{"person": REP, "role": "sales_rep", "added_at": f"{today} 10:00:00.000000"}]
        yield "leads", (self._lead(number, today) for number in range(1, self.leads + 1))
        yield "lead_words", (row for number in range(1, self.leads + 1) for row in self._words(number))

    def company(self, number: int) -> str:
        """The name of a lead's company."""
        return f"Firm{number} {TRADE[number % len(TRADE)]}"

    def _contact(self, number: int) -> tuple[str, str, str, str, str]:
        first, last = FIRST[number % len(FIRST)], LAST[number // 7 % len(LAST)]
        domain = f"firm{number}.example"
        return self.company(number), domain, first, last, f"{first.lower()}@{domain}"

    def _words(self, number: int) -> Iterator[Row]:
        for word in sorted(search_words(self._contact(number))):
            yield {"word": word, "lead_id": number}

    def _lead(self, number: int, today: date) -> Row:
        company, domain, first, last, email = self._contact(number)
        is_open = number % OPEN_ONE_IN == 0
        opened = LeadStatus.SUBMITTED if number % (2 * OPEN_ONE_IN) else LeadStatus.APPROVED
        status = opened if is_open else CLOSED[number % len(CLOSED)]
        at = f"{today - timedelta(days=(self.leads - number) // 100)} 10:00:00.000000"
        value = 100_000 + number % 997 * 1_000
        return {
            "id": number,
            "partner_id": self.world.partner(number),
            "submitted_by": self.world.person(number),
            "submitted_at": at,
            "draft_id": f"draft-{number}",
            "company": company,
            "domain": domain,
            "first_name": first,
            "last_name": last,
            "email": email,
            "country": COUNTRIES[number % len(COUNTRIES)],
            "reward": "rev_share",
            "products": '[{"product": "livechat", "plan": "business"}]',
            "agents": 1 + number % 30,
            "involvement": "email",
            "below_criteria": number % 3 == 0,
            "estimate": value,
            "status": status.value,
            "status_since": at,
            "stage": "demo" if status is LeadStatus.APPROVED else None,
            "legal_review": False,
            "security_review": False,
            "assignee": REP if number % 3 else None,
            "confirmed_value": value if status is LeadStatus.WON else None,
            "wins": int(status is LeadStatus.WON),
            "version": 2,
            "name_key": name_key(company),
            "mail_domain": domain,
            "touched_at": at,
        }
