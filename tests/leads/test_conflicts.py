"""The same company twice: what is found, what each side learns, what a rep decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url

from domain.errors import Code, DomainError
from domain.lead_conflicts import LeadConflict, Match, Ruling
from domain.leads import Lead, LeadEventKind, LeadStatus, Move
from domain.notices import ConflictRuled, ConflictsFound, CustomerRuled
from domain.same_company import Wanted
from domain.usecases.lead_conflicts import WHY_YOURS, Familiar, conflicts_of, familiar
from domain.usecases.lead_rulings import decide
from domain.usecases.own_leads import withdraw_lead
from storage.unit_of_work import UnitOfWork
from tests.leads.fairness import SAM, Market
from tests.storage.statements import statements

OTHER: Mapping[str, Any] = {"company": "Bolt", "domain": "bolt.com", "email": "bo@bolt.com"}


def conflicts(market: Market, lead: Lead) -> list[LeadConflict]:
    return list(market.look(lambda uow: uow.lead_conflicts.of_lead(lead.id)))


def known(market: Market, partner_id: str, lead: Lead) -> Familiar:
    """What a partner is told beforehand of a company like that of a lead."""
    today = market.program.calendar.local_day(market.clock.now())
    return market.look(lambda uow: familiar(uow, market.program, partner_id, lead.contact, today=today))


def rule(market: Market, conflict: LeadConflict, ruling: Ruling, explanation: str = "They met first.") -> None:
    def act(uow: UnitOfWork) -> None:
        actor = uow.people.actor(SAM)
        decide(uow, market.program, actor, conflict.id or 0, ruling, explanation, now=market.clock.now())

    market.do(act)


@pytest.mark.parametrize(
    ("answers", "match", "score"),
    [
        ({**OTHER, "domain": "www.acme.com"}, Match.DOMAIN, 100),
        ({**OTHER, "email": "bo@acme.com"}, Match.MAIL, 100),
        ({**OTHER, "company": "ACME, Inc."}, Match.NAME, 100),
    ],
    ids=["domain", "mail", "name"],
)
def test_the_same_company_with_another_partner_is_found(
    market: Market, answers: Mapping[str, Any], match: Match, score: int
) -> None:
    first = market.give("northwind")
    second = market.give("helio", **answers, **{WHY_YOURS: " We met at a fair. "})
    (found,) = conflicts(market, second)
    assert (found.lead_id, found.other_lead_id, found.match, found.score) == (second.id, first.id, match, score)
    assert found.reason == "We met at a fair."
    assert [(place, notice.lead_id) for place, notice in market.told(ConflictsFound)] == [("desk:leads", second.id)]


def test_a_customer_of_any_partner_is_known(market: Market) -> None:
    market.sell("northwind", "Acme GmbH")
    for partner_id in ("northwind", "helio"):
        found = conflicts(market, market.give(partner_id))[-1]
        assert (found.other_customer_id, found.match) == ("cus-Acme GmbH", Match.NAME)


def test_other_companies_are_not(market: Market) -> None:
    market.sell("northwind", "Acme Boats", "boats.example")
    market.give("northwind", email="ann@gmail.com")
    assert not conflicts(market, market.give("helio", **{**OTHER, "email": "bo@gmail.com"}))


def test_a_partner_hears_of_its_own_lead_plainly_and_of_others_only_that_there_may_be_one(market: Market) -> None:
    first = market.give("northwind")
    assert [each.id for each in known(market, "northwind", first).own] == [first.id]
    assert not known(market, "northwind", first).may_be_known
    assert known(market, "helio", first) == Familiar((), True)
    assert not conflicts(market, market.give("northwind"))


def _nothing(_market: Market, _lead: Lead) -> None: ...


def _withdraw(market: Market, lead: Lead) -> None:
    def act(uow: UnitOfWork) -> None:
        actor = uow.people.actor(market.person("northwind"))
        withdraw_lead(uow, actor, lead.id, None, now=market.clock.now())

    market.do(act)


def _reject(market: Market, lead: Lead) -> None:
    market.move(lead.id, Move.REJECT, reason="Too small")


def _let_protection_end(market: Market, lead: Lead) -> None:
    market.move(lead.id, Move.APPROVE)
    market.clock.advance(timedelta(days=181))


def _approve(market: Market, lead: Lead) -> None:
    market.move(lead.id, Move.APPROVE)
    market.clock.advance(timedelta(days=180))


def _win(market: Market, lead: Lead) -> None:
    market.move(lead.id, Move.APPROVE)
    market.move(lead.id, Move.WIN, confirmed_value=100_000)
    market.clock.advance(timedelta(days=400))


@pytest.mark.parametrize(
    ("happens", "is_known"),
    [
        (_nothing, True),
        (_approve, True),
        (_win, True),
        (_withdraw, False),
        (_reject, False),
        (_let_protection_end, False),
    ],
)
def test_what_was_given_up_turned_down_or_is_free_again_keeps_nobody_out(
    market: Market, happens: Callable[[Market, Lead], None], is_known: bool
) -> None:
    first = market.give("northwind")
    happens(market, first)
    assert known(market, "helio", first).may_be_known is is_known
    assert bool(conflicts(market, market.give("helio"))) is is_known


def test_nothing_is_approved_before_it_is_decided(market: Market) -> None:
    market.give("northwind")
    second = market.give("helio")
    with pytest.raises(DomainError) as refused:
        market.move(second.id, Move.APPROVE)
    assert refused.value.code is Code.CONFLICT_UNDECIDED
    rule(market, conflicts(market, second)[0], Ruling.BOTH)
    assert market.move(second.id, Move.APPROVE).protected_until == date(2027, 5, 1)


def test_what_is_known_closes_the_later_lead_by_the_ordinary_move(market: Market) -> None:
    first, second = market.give("northwind"), market.give("helio")
    rule(market, conflicts(market, second)[0], Ruling.KNOWN, "They talk to us since May.")
    assert market.lead(first.id).is_open
    closed = market.lead(second.id)
    assert (closed.status, closed.reason) == (LeadStatus.REJECTED, "They talk to us since May.")
    for lead in (first, second):
        history = market.look(lambda uow, of=lead.id: uow.leads.history(of))  # type: ignore[misc]
        (ruled,) = [each for each in history if each.kind is LeadEventKind.RULED]
        assert (ruled.by, ruled.after, ruled.reason) == (SAM, Ruling.KNOWN, "They talk to us since May.")
    told = {(place, notice.is_newer) for place, notice in market.told(ConflictRuled) if place.startswith("partner:")}
    assert told == {("partner:northwind", False), ("partner:helio", True)}


def test_the_later_lead_ends_the_protection_of_the_one_before(market: Market) -> None:
    first = market.give("northwind")
    market.move(first.id, Move.APPROVE)
    second = market.give("helio")
    rule(market, conflicts(market, second)[0], Ruling.NEW)
    assert market.lead(first.id).protected_until is None
    assert market.move(second.id, Move.APPROVE).protected_until == date(2027, 5, 1)


@pytest.mark.parametrize("ruling", Ruling)
def test_the_partner_of_a_customer_hears_what_was_decided_unless_the_lead_is_its_own(
    market: Market, ruling: Ruling
) -> None:
    market.sell("northwind", "Acme GmbH")
    rule(market, conflicts(market, market.give("helio"))[-1], ruling)
    told = [(place, notice.customer, notice.explanation) for place, notice in market.told(CustomerRuled)]
    assert told == [("partner:northwind", "Acme GmbH", "They met first.")]
    own = [each for each in conflicts(market, market.give("northwind")) if each.other_customer_id]
    rule(market, own[0], ruling)
    assert len(market.told(CustomerRuled)) == 1


def test_it_is_decided_once(market: Market) -> None:
    market.give("northwind")
    (found,) = conflicts(market, market.give("helio"))
    rule(market, found, Ruling.BOTH)
    with pytest.raises(DomainError) as refused:
        rule(market, found, Ruling.KNOWN)
    assert refused.value.code is Code.CONFLICT_DECIDED
    assert market.look(lambda uow: uow.lead_conflicts.of_lead(found.lead_id))[0].ruling is Ruling.BOTH


@pytest.mark.parametrize("text", ["Northwind came first", "It is HELIO-LABS' since May"])
def test_neither_side_reads_the_name_of_the_other(market: Market, text: str) -> None:
    market.give("northwind")
    (found,) = conflicts(market, market.give("helio"))
    with pytest.raises(DomainError) as refused:
        rule(market, found, Ruling.KNOWN, text)
    assert (refused.value.code, refused.value.field) == (Code.NAMES_A_PARTNER, "explanation")


def test_partners_decide_and_see_nothing_of_it(market: Market) -> None:
    market.give("northwind")
    second = market.give("helio")
    (found,) = conflicts(market, second)
    stranger = market.person("helio")
    with pytest.raises(DomainError) as refused:
        market.look(lambda uow: conflicts_of(uow, uow.people.actor(stranger), second.id))
    assert refused.value.code is Code.NOT_STAFF
    with pytest.raises(DomainError) as refused:
        market.do(
            lambda uow: decide(
                uow,
                market.program,
                uow.people.actor(stranger),
                found.id or 0,
                Ruling.NEW,
                "Mine",
                now=market.clock.now(),
            )
        )
    assert refused.value.code is Code.NOT_STAFF


def test_companies_are_found_by_index(market: Market) -> None:
    for number in range(40):
        market.give("northwind", company=f"Company {number}", domain=f"c{number}.com", email=f"a@c{number}.com")
    market.sell("northwind", "Acme GmbH", "acme.com")
    wanted = Wanted.of(market.lead(7).contact, free_mail=(), least=90)
    with statements() as seen, market.database.read() as uow:
        uow.lead_conflicts.alike(wanted, today=date(2026, 11, 2))
    asked = [each for each in seen if "SELECT" in each[0]]
    assert len(asked) == 2
    plans = ["\n".join(_plan(market, *each)) for each in asked]
    for index in ("leads_domain", "leads_mail_domain", "customers_domain"):
        assert f"ix_{index}" in plans[0], plans[0]
    for index in ("leads_name_key", "customers_name_key"):
        assert f"ix_{index}" in plans[1], plans[1]
    assert not re.search(r"SCAN (leads|customers)|Seq Scan", "\n".join(plans))


def _plan(market: Market, statement: str, parameters: Any) -> list[str]:
    is_sqlite = market.database.url.get_backend_name() == "sqlite"
    engine = create_engine(make_url(market.database.url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if not is_sqlite:
            # tables this small are cheaper to read whole
            connection.exec_driver_sql("SET enable_seqscan = off")
        explain = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
        lines = [str(row[-1]) for row in connection.exec_driver_sql(explain + statement, parameters)]
    engine.dispose()
    return lines
