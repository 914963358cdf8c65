"""What happens to partners, through the use cases: each act in a transaction that is committed, or refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.claims import Claim
from domain.leads import Move
from domain.money import BasisPoints, Cents
from domain.people import PersonKey, Role, person_key
from domain.subscriptions import BillingCycle, Kind, SubscriptionStatus
from domain.usecases.account_managers import ManagerOrder, replace_manager
from domain.usecases.claim_benefit import answer_question, start_claim, submit_claim
from domain.usecases.invite import invite_to_partner, join_by_code
from domain.usecases.membership import leave
from domain.usecases.record_billing import put_subscriptions
from domain.usecases.set_tier import set_tier
from domain.usecases.staff_settings import AbsenceOrder, set_absence
from domain.usecases.work_claims import ask, decline, fulfil, reassign, take
from storage.unit_of_work import UnitOfWork
from tests.claims.filling import filled
from tests.properties.apart.belongings import MARKS, NICK, Belongings, Owner
from tests.properties.apart.lead_histories import ADMIN, COMMON_NAMES, LeadHistory, member
from tests.slack.story import COMPANIES, STAFF, VENDOR, enrol_all
from tests.unit import samples

PARTNERS = tuple(COMPANIES)
BENEFITS = (
    *("onboarding", "free_accounts", "badge", "directory_profile", "blog_post", "training", "newsletter"),
    "featured_partner",
)
MANAGERS = tuple(person_key(VENDOR, user) for user, role in STAFF.items() if role is Role.ACCOUNT_MANAGER)
STATUSES = (*[SubscriptionStatus.ACTIVE] * 4, *SubscriptionStatus)
MOVABLE = ("Moverfirm-one", "Moverfirm-two")
SEEDS = 3


class History(LeadHistory):
    """All that happens to partners."""

    def found(self) -> None:
        """The staff, three partners with their channels, and something of everything."""
        self.do(lambda uow: enrol_all(uow, self.program, PARTNERS, now=self.now()))
        for turn, owner in enumerate(PARTNERS):
            for number in range(SEEDS):
                self.bill(owner, amount=401_37 + 97_000 * turn + 10_011 * number, status=0, which=number)
                self.hand_in(owner, number)
            self.claim(owner, 0)
        for number in range(1, len(PARTNERS) * SEEDS + 1, 2):
            self.move(number, Move.APPROVE)
        for conflict in range(1, 3):
            self.rule(conflict, conflict)
        for what in range(2, 5):
            self.work(5, what, 0)
        for claim in range(1, len(PARTNERS) + 1):
            self.work_claim(claim, claim)
        self.move(1, Move.WIN)

    # billing

    def bill(self, owner: Owner, *, amount: int, status: int, which: int) -> bool:
        """A customer's subscription is made or changed; one in four is of a company that others know too."""
        company = COMMON_NAMES[0] if which % 4 == 3 else f"{MARKS[owner]} Customer {which}"
        return self._subscribe(owner, f"{MARKS[owner].lower()}_{which}", company, amount, status)

    def move_customer(self, owner: Owner, which: int, amount: int, belongings: Belongings) -> bool:
        """A customer that may have been another partner's is this one's now."""
        company = MOVABLE[which % len(MOVABLE)]
        belongings.moved[company].add(owner)
        return self._subscribe(owner, company.lower(), company, amount, 0)

    def _subscribe(self, owner: Owner, name: str, company: str, amount: int, status: int) -> bool:
        now = self.now()
        state = STATUSES[status % len(STATUSES)]
        ended = state in {SubscriptionStatus.CANCELLED, SubscriptionStatus.EXPIRED}
        row = samples.subscription(
            id=f"sub_{name}",
            partner_id=owner,
            customer_id=f"cus_{name}",
            customer_name=company,
            customer_domain=f"{company.lower().replace(' ', '')}.com",
            kind=Kind.RESELLER if amount % 2 else Kind.REFERRAL,
            amount=Cents(amount),
            billing_cycle=BillingCycle.MONTHLY,
            rate=BasisPoints(2000),
            status=state,
            started_on=(now - timedelta(days=40)).date(),
            ended_on=now.date() if ended else None,
        )
        return self.do(lambda uow: put_subscriptions(uow, self.program, [row], now=now))

    # claims

    def claim(self, owner: Owner, which: int) -> bool:
        """A benefit is claimed, with a word of the partner's own in each text."""
        benefit = self.program.benefit(BENEFITS[which % len(BENEFITS)])
        assert benefit is not None
        now, by, draft = self.now(), member(owner, which), f"claim-{owner}-{next(self._numbers)}-{self.now()}"
        answers = {key: self._marked(owner, value) for key, value in filled(benefit, now.date()).items()}

        def act(uow: UnitOfWork) -> Claim:
            actor = uow.people.actor(by)
            start_claim(uow, self.program, actor, benefit.key, draft, now=now)
            return submit_claim(uow, self.program, actor, draft, answers, now=now)

        return self.do(act)

    def _marked(self, owner: Owner, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        marked = value.replace("northwind", MARKS[owner].lower())  # as in its addresses
        return f"{MARKS[owner]} {marked}" if set(value) == {"x"} else marked

    def work_claim(self, claim_id: int, what: int) -> bool:
        """What the desk and the partner do about a claim."""

        def act(uow: UnitOfWork) -> object:
            claim, now, dana = uow.claims.get(claim_id), self.now(), uow.people.actor(ADMIN)
            assert claim is not None
            seen = (claim_id, claim.version)
            if what == 0:
                return take(uow, dana, *seen, now=now)
            if what == 1:
                return ask(uow, dana, *seen, "When would it suit you?", now=now)
            if what == 2:
                words = f"{MARKS.get(claim.partner_id, 'Somebody')} has time on Friday"
                return answer_question(uow, uow.people.actor(PersonKey(claim.claimed_by)), claim_id, words, now=now)
            if what == 3:
                return fulfil(uow, self.program, dana, *seen, "It is done", now=now)
            if what == 4:
                return decline(uow, dana, *seen, "Not this year", now=now)
            return reassign(uow, dana, *seen, MANAGERS[claim_id % len(MANAGERS)], now=now)

        with self.database.read() as uow:
            known = uow.claims.get(claim_id)
        return known is not None and self.do(act)

    # people and places

    def look_after(self, owner: Owner, what: int) -> bool:
        """The staff changes something about a partner, or about itself."""
        now = self.now()

        def act(uow: UnitOfWork) -> object:
            dana, partner = uow.people.actor(ADMIN), uow.partners.get(owner)
            assert partner is not None
            if what == 0:
                tier, until = ("silver", "gold")[len(owner) % 2], now.date() + timedelta(days=20)
                return set_tier(uow, self.program, dana, owner, tier, until, "They help us", now=now)
            if what == 1:
                other = next(each for each in MANAGERS if each != partner.account_manager)
                order = ManagerOrder(owner, partner.account_manager, other)
                return replace_manager(uow, self.program, dana, order, now=now)
            away = uow.people.actor(MANAGERS[what % len(MANAGERS)])
            absence = AbsenceOrder(now.date(), now.date() + timedelta(days=5), ADMIN, announce=True)
            return set_absence(uow, self.program, away, absence, now=now)

        return self.do(act)

    def invite_newcomer(self, owner: Owner) -> bool:
        """The newcomer is given a code and uses it."""
        now, code = self.now(), f"CODE-{next(self._numbers)}"
        nick = person_key(VENDOR, NICK)
        told = self.do(lambda uow: invite_to_partner(uow, self.program, uow.people.actor(ADMIN), owner, code, now=now))
        used = self.do(lambda uow: join_by_code(uow, self.program, uow.people.actor(nick), code, now=now))
        return told or used

    def newcomer_leaves(self) -> bool:
        """And goes again."""
        nick = person_key(VENDOR, NICK)
        return self.do(lambda uow: leave(uow, uow.people.actor(nick), now=self.now()))
