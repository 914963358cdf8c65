"""Messages that are posted once and updated in place: a lead's card with its thread, the pinned message."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.leads import Lead
from domain.notices import LEADS_DESK, Address, ChannelReady, Face, LeadAssigned, partner_channel
from domain.usecases.lead_hands import assign_lead
from domain.usecases.submit_lead import submit_lead
from sandbox.people.cards import Card
from storage.unit_of_work import UnitOfWork
from tests.slack.story import Story

ANSWERS = {
    "company": "Acme",
    "domain": "acme.com",
    "first_name": "Ann",
    "last_name": "Smith",
    "email": "ann@acme.com",
    "reward": "flat_fee",
    "involvement": "email",
    "consent": ["yes"],
}


@pytest.fixture
def desk(story: Story) -> Story:
    """A story with Northwind enrolled, whose channel is not known yet."""
    story.enrol("northwind", channels=False)
    return story


def submit(story: Story) -> Lead:
    def act(uow: UnitOfWork) -> Lead:
        actor = uow.people.actor(story.key("pat"))
        return submit_lead(uow, story.bot.program, actor, "draft", ANSWERS, now=story.clock.now())

    return story.do(act)


def assign(story: Story, lead: Lead, handle: str = "sam") -> None:
    def act(uow: UnitOfWork) -> None:
        person = story.key(handle)
        assign_lead(uow, uow.people.actor(person), lead.id, person, now=story.clock.now())

    story.do(act)


def cards(story: Story) -> list[Card]:
    return [card for card in story.channel("leads").messages if "Acme" in card.text and not card.thread_ts]


async def posted_card(story: Story) -> Card:
    await story.settled()
    [card] = [card for card in story.channel("leads").messages if "Acme" in card.text]
    return card


async def test_a_card_is_updated_in_place_and_followed_up_in_its_thread(desk: Story) -> None:
    lead = submit(desk)
    card = await posted_card(desk)
    assign(desk, lead)
    await desk.settled()
    changed = await desk.channel("leads").changed(card)
    assert changed.ts == card.ts
    assert [reply.text for reply in changed.thread] == ["@Sam Rivera took it on."]


async def test_a_card_that_was_deleted_is_posted_anew_and_the_thread_moves_there(desk: Story) -> None:
    lead = submit(desk)
    card = await posted_card(desk)
    desk.workspace.fail("chat.update", "error", error="message_not_found")
    assign(desk, lead)
    await desk.settled()
    anew = await desk.channel("leads").message("Acme", after=card)
    assert len(anew.thread) == 1
    assert card.thread == []


async def test_a_reply_waits_for_its_card_and_goes_alone_in_the_end(desk: Story) -> None:
    lead = submit(desk)
    desk.workspace.fail("chat.postMessage", "error", error="invalid_blocks")
    await desk.settled()
    told = LeadAssigned(lead.id, "northwind", 2, desk.key("sam"), desk.key("sam"))
    desk.do(lambda uow: uow.tell(told, [Address(LEADS_DESK, Face.THREAD)]))
    for _ in range(3):
        await desk.settled()
        assert len(desk.workspace.calls("chat.postMessage")) == 1
        desk.later(timedelta(seconds=5))
    reply = await desk.channel("leads").message("took it on")
    assert reply.thread_ts == ""


async def test_the_channels_message_is_pinned_once(story: Story) -> None:
    story.enrol("northwind")
    await story.settled()
    [pinned] = story.channel("partner-northwind").pins
    again = ChannelReady("northwind", "C0NORTHWND", edition=2)
    story.do(lambda uow: uow.tell(again, [Address(partner_channel("northwind"), Face.PINNED)]))
    await story.settled()
    assert [card.ts for card in story.channel("partner-northwind").pins] == [pinned.ts]
    assert story.look(lambda uow: uow.outbox.pending_count()) == 0


async def test_a_pin_that_fails_for_now_is_made_up_without_a_second_message(story: Story) -> None:
    story.workspace.fail("pins.add", "server_error")
    story.enrol("northwind")
    await story.settled()
    assert story.channel("partner-northwind").pins == []
    story.later(timedelta(seconds=5))
    await story.settled()
    [pinned] = story.channel("partner-northwind").pins
    assert [card.ts for card in story.channel("partner-northwind").messages if "Welcome" in card.text] == [pinned.ts]


async def test_a_pin_that_is_not_allowed_stops_nothing(story: Story) -> None:
    story.workspace.fail("pins.add", "error", error="not_pinnable")
    story.enrol("northwind")
    await story.settled()
    assert story.channel("partner-northwind").pins == []
    assert story.look(lambda uow: (uow.outbox.pending_count(), uow.outbox.dead(1))) == (0, [])
