"""What happens to partners' leads, through the use cases: each act in a transaction that is committed, or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from domain.errors import DomainError, FormError
from domain.lead_conflicts import Ruling
from domain.leads import Lead, Move
from domain.money import Cents
from domain.people import PersonKey, Role, person_key
from domain.program import Program
from domain.usecases.lead_deals import link_lead
from domain.usecases.lead_hands import assign_lead
from domain.usecases.lead_hands import hand_over as hand_on
from domain.usecases.lead_questions import answer_lead, ask_partner
from domain.usecases.lead_rulings import decide
from domain.usecases.submit_lead import submit_lead
from domain.usecases.work_leads import Review, review_lead
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.properties.apart.belongings import AGENTS, MARKS, Owner
from tests.slack.playing import ANSWERS
from tests.slack.story import COMPANIES, STAFF, VENDOR

REPS = tuple(person_key(VENDOR, user) for user, role in STAFF.items() if role is Role.SALES_REP)
ADMIN = person_key(VENDOR, "U0DANA001")
COMMON_NAMES = ("Commonfirm 0", "Commonfirm 1")


def member(owner: Owner, number: int = 0) -> PersonKey:
    """One of a partner's people."""
    company = COMPANIES[owner]
    return person_key(company.team, company.people[number % len(company.people)])


@dataclass
class LeadHistory:
    """Acts on a database, and what becomes of leads there.

    `now` is the story's time; numbers make each thing a new one.
    """

    database: Database
    program: Program
    now: Callable[[], datetime]

    def __post_init__(self) -> None:
        self._numbers = count(1)

    def do(self, act: Callable[[UnitOfWork], object]) -> bool:
        """Whether it was done, and told of."""
        try:
            with self.database.write() as uow:
                act(uow)
                uow.commit()
        except (DomainError, FormError):
            return False
        return uow.told

    def hand_in(self, owner: Owner, which: int) -> bool:
        """A lead; one in three is for a company that others have handed in too."""
        mark, number, now = MARKS[owner], next(self._numbers), self.now()
        company = COMMON_NAMES[which // 3 % 2] if which % 3 == 0 else f"{mark} Prospect {number}"
        typed = {
            **ANSWERS,
            "company": company,
            "domain": f"{company.lower().replace(' ', '')}.com",
            "first_name": f"{mark}ina",
            "last_name": f"{mark}son",
            "email": f"{mark.lower()}{number}@{mark.lower()}.com",
            "agents": str(AGENTS[owner][which % 3]),
            "notes": f"{mark} knows them",
            "reward": ("rev_share", "flat_fee")[which % 2],
            "involvement": ("introduction", "email", "meetings")[which % 3],
            "why_yours": f"{mark} was there first",
        }
        by = member(owner, which)
        return self.do(
            lambda uow: submit_lead(
                uow, self.program, uow.people.actor(by), f"draft-{owner}-{now.timestamp()}-{number}", typed, now=now
            )
        )

    def move(self, lead_id: int, move: Move | None, *, pick: int = 0) -> bool:
        """A rep's review; a deal that is won is worth what no other is."""
        review = {
            "move": move,
            "reason": "They chose another way",
            "confirmed_value": Cents(1_234_507 + 100_003 * (lead_id + pick)) if move is Move.WIN else None,
            "message": "Thank you, we are on it" if pick % 2 else None,
            "stage": ("demo", None)[pick % 2] if move is None else None,
        }

        def act(uow: UnitOfWork) -> Lead:
            lead = uow.leads.get(lead_id)
            assert lead is not None
            order = Review(version=lead.version, **review)  # type: ignore[arg-type]
            return review_lead(uow, self.program, uow.people.actor(ADMIN), lead_id, order, now=self.now())

        return self._on_lead(lead_id, act)

    def work(self, lead_id: int, what: int, other: int) -> bool:
        """What else is done about a lead."""

        def act(uow: UnitOfWork) -> object:
            lead, now = uow.leads.get(lead_id), self.now()
            assert lead is not None
            rep, dana = uow.people.actor(REPS[other % len(REPS)]), uow.people.actor(ADMIN)
            if what == 0:
                return assign_lead(uow, rep, lead_id, rep.person, now=now)
            if what == 1:
                return hand_on(uow, dana, lead_id, lead.version, REPS[other % len(REPS)], now=now)
            if what == 2:
                return ask_partner(uow, dana, lead_id, lead.version, "Who decides there?", now=now)
            if what == 3:
                return answer_lead(uow, uow.people.actor(self._giver(lead)), lead_id, self._own_words(lead), now=now)
            if what == 4:
                order = Review(lead.version, None, stage=lead.stage, message="We have met them")
                return review_lead(uow, self.program, dana, lead_id, order, now=now)
            return link_lead(uow, dana, lead_id, lead.version, other, now=now)

        return self._on_lead(lead_id, act)

    def rule(self, conflict_id: int, ruling: int) -> bool:
        """A rep decides whose company it is."""
        choice = list(Ruling)[ruling % len(Ruling)]
        return self.do(
            lambda uow: decide(
                uow, self.program, uow.people.actor(ADMIN), conflict_id, choice, "Who came first", now=self.now()
            )
        )

    def _on_lead(self, lead_id: int, act: Callable[[UnitOfWork], object]) -> bool:
        with self.database.read() as uow:
            lead = uow.leads.get(lead_id)
        return lead is not None and self.do(act)

    def _giver(self, lead: Lead) -> PersonKey:
        return PersonKey(lead.submitted_by)

    def _own_words(self, lead: Lead) -> str:
        return f"{MARKS.get(lead.partner_id, 'Somebody')} has asked them"


def file_of_leads(owner: Owner, numbers: Iterable[int]) -> bytes:
    """A file of leads, some of them for companies that others know too."""
    columns = ("company", "domain", "first_name", "last_name", "email", "products", "agents", "reward", "involvement")
    rows: list[Sequence[str]] = [columns]
    for number in numbers:
        mark = MARKS[owner]
        company = f"Commonfirm {number}" if number < 2 else f"{mark} Filed {number}"
        site = f"{company.lower().replace(' ', '')}.com"
        agents = str(AGENTS[owner][number % 3])
        mail = f"{mark.lower()}{number}@{site}"
        rows.append((company, site, f"{mark}ina", f"{mark}son", mail, "livechat", agents, "rev_share", "email"))
    return "\n".join(",".join(row) for row in rows).encode()
