"""However a lead is told, in the form, in a talk, question by question or all at once, or in a file: it is the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.lead_fields import Page, lead_fields, refusal_of
from domain.leads import Lead
from domain.ports import UnitOfWork
from domain.usecases.import_leads import file_fields, keep_upload, take_upload
from domain.usecases.lead_talk import SUMMARY, Conversation, begin, under_way
from domain.usecases.submit_lead import keep_page, submit_lead
from handlers.context import House
from handlers.talk.choices import choosing
from handlers.texts.spreadsheet import as_csv
from handlers.uploads.reading import read
from tests.properties.worlds import PAT, World, Worlds
from tests.unit import samples

pytestmark = pytest.mark.timeout(3600)  # the long profile needs more than the usual two minutes

PROGRAM = samples.program()
HOUSE = House(PROGRAM)

FILLED: Mapping[str, st.SearchStrategy[Any]] = {
    "company": st.sampled_from(
        ["Acme", "Acme, Inc.", "Booking.com", "Müller & Söhne", "<!channel>", "😀 Ltd", "Head Office"]
    ),
    "domain": st.sampled_from(["acme.com", "https://www.acme.co.uk/team", "WWW.ACME.COM"]),
    "first_name": st.sampled_from(["Ann", "José", "Łucja", "ann"]),
    "last_name": st.sampled_from(["Lee", "van der Berg", "O'Neil", "Lee-Smith"]),
    "email": st.sampled_from(["ann@acme.com", "a.lee+x@acme.co.uk", "ann@gmail.com"]),
    "job_title": st.sampled_from(["CTO", "Head of Support", "CEO at Acme", "Owner, Acme"]),
    "country": st.sampled_from(["PL", "US", "DE"]),
    "phone": st.sampled_from(["+48 600 100 200", "0048 600 100 200", "+1 415-555-2671"]),
    "employees": st.sampled_from(["1", "50", "51", "1200"]),
    "notes": st.sampled_from(["Call ann@acme.com first, or +48 600 100 200", "See:\nacme.com", "Name: unknown"]),
    "products": st.sampled_from([["livechat"], ["helpdesk"], ["livechat", "helpdesk"]]),
    "plan_livechat": st.sampled_from(["business", "enterprise"]),
    "agents": st.sampled_from(["4", "5", "100000"]),
    "billing_cycle": st.sampled_from(["annual", "monthly"]),
    "reward": st.sampled_from(["flat_fee", "rev_share"]),
    "involvement": st.sampled_from(["email", "meetings", "introduction", "none"]),
}
NEEDED = ("company", "domain", "first_name", "last_name", "email", "reward", "involvement")

said = st.text(max_size=80) | st.sampled_from(["a@b.co", "x.com", "Ann Lee", "Company: X", "<@U1>", "1", "2"])
typed = st.fixed_dictionaries(
    {name: FILLED[name] for name in NEEDED},
    optional={name: what for name, what in FILLED.items() if name not in NEEDED},
)


def by_form(world: World, answers: Mapping[str, Any]) -> Lead:
    """Page by page, each with all its fields, as the form sends them."""
    return _done(world, lambda uow: _fill_in(uow, world, answers))


def by_talk(world: World, answers: Mapping[str, Any], *, restarts: bool = False) -> Lead:
    """Question by question; with `restarts` each message finds a new process, and the database alone remembers."""

    def start(uow: UnitOfWork) -> Conversation:
        return begin(uow, PROGRAM, uow.people.actor(PAT), None, now=world.clock.now())

    def step(uow: UnitOfWork) -> Lead | None:
        talk = under_way(uow, PROGRAM, uow.people.actor(PAT), now=world.clock.now())
        assert talk is not None
        return _answer(talk, answers)

    def all_at_once(uow: UnitOfWork) -> Lead:
        talk = start(uow)
        while (lead := _answer(talk, answers)) is None:
            pass
        return lead

    if not restarts:
        return _done(world, all_at_once)
    world.act(start)
    while (lead := world.act(step)) is None:
        pass
    assert isinstance(lead, Lead)
    return lead


def by_file(world: World, answers: Mapping[str, Any]) -> Lead:
    """As a row of a file that is read as bytes, found without a fault, and confirmed: with the consent, by that."""
    names = [each.name for each in file_fields(PROGRAM, world.clock.now().date()) if each.name != "consent"]
    cells = [";".join(value) if isinstance(value, list) else value for value in map(answers.get, names)]
    content = as_csv([names, [cell or "" for cell in cells]])
    return _done(world, lambda uow: _drop(uow, world, content))


def _drop(uow: UnitOfWork, world: World, content: bytes) -> Lead:
    actor, now = uow.people.actor(PAT), world.clock.now()
    dropped = read(content, uow, actor.of_partner().id, HOUSE, now.date())
    assert not [*dropped.problems, *dropped.unread]
    keep_upload(uow, actor, "dropped", "leads.csv", [cells for _, cells in dropped.rows], now=now)
    (lead,) = take_upload(uow, PROGRAM, actor, "dropped", now=now).leads
    return lead


def _answer(talk: Conversation, answers: Mapping[str, Any]) -> Lead | None:
    """Answers what is asked for; the lead, once all is said."""
    if talk.talk.field == SUMMARY:
        assert talk.wrong() is None
        return talk.submit()
    asked = talk.asked
    assert asked is not None
    value = "yes" if asked.name == "consent" else answers.get(asked.name)
    if value is None:
        assert talk.skip() is None
        return None
    text = ", ".join(value) if isinstance(value, list) else value
    heard = talk.hear(text, choosing(talk, HOUSE))
    assert heard.refused is None, (asked.name, text)
    assert asked.name in heard.taken, (asked.name, text, heard)
    return None


def _fill_in(uow: UnitOfWork, world: World, answers: Mapping[str, Any]) -> Lead:
    actor, now = uow.people.actor(PAT), world.clock.now()
    given_all = {**answers, "consent": ["given"]}
    for page in (Page.CONTACT, Page.DEAL):
        fields = [each.name for each in lead_fields(PROGRAM, answers, world.clock.now().date()) if each.page is page]
        keep_page(uow, actor, "by form", {name: given_all.get(name) for name in fields}, now=now)
    return submit_lead(
        uow, PROGRAM, actor, "by form", {name: given_all[name] for name in ("involvement", "consent")}, now=now
    )


def _done(world: World, act: Any) -> Lead:
    lead = world.act(act)
    assert isinstance(lead, Lead), lead
    return lead


def compared(lead: Lead) -> tuple[Any, ...]:
    """What must be the same, whatever way it was given."""
    return (
        lead.contact,
        lead.deal,
        lead.involvement,
        lead.below_criteria,
        lead.estimate,
        lead.name_key,
        lead.mail_domain,
    )


def test_talk_form_and_file_give_equal_leads(worlds: Worlds) -> None:
    @given(typed)
    def hold(answers: Mapping[str, Any]) -> None:
        with world_of(worlds) as world:
            lead = compared(by_form(world, answers))
            assert compared(by_talk(world, answers)) == lead
            assert compared(by_file(world, answers)) == lead

    hold()


def test_a_talk_goes_on_in_another_process(worlds: Worlds) -> None:
    @given(typed)
    def hold(answers: Mapping[str, Any]) -> None:
        with world_of(worlds) as world:
            told = by_talk(world, answers, restarts=True)
            assert compared(told) == compared(by_form(world, answers))

    hold()


def test_whatever_is_said_only_what_the_form_takes_is_kept(worlds: Worlds) -> None:
    @given(st.lists(said, max_size=25))
    def hold(texts: list[str]) -> None:
        with world_of(worlds) as world:
            answers = world.act(lambda uow: _say_all(uow, world, texts))
            assert isinstance(answers, dict)
            today = world.clock.now().date()
            given_fields = [each for each in lead_fields(PROGRAM, answers, today) if answers.get(each.name)]
            assert {each.name for each in given_fields} == {name for name, value in answers.items() if value}
            assert [refusal_of(each.name, answers, PROGRAM, today) for each in given_fields] == [None] * len(
                given_fields
            )

    hold()


def _say_all(uow: UnitOfWork, world: World, texts: list[str]) -> dict[str, Any]:
    talk = begin(uow, PROGRAM, uow.people.actor(PAT), None, now=world.clock.now())
    for text in texts:
        talk.hear(text, choosing(talk, HOUSE))
    return dict(talk.answers)


@contextmanager
def world_of(worlds: Worlds) -> Iterator[World]:
    world = worlds.new()
    try:
        yield world
    finally:
        world.end()
