"""Two events about one channel or person come in the wrong order: what holds is what happened last."""

from __future__ import annotations

import pytest

from domain.manners import Trouble
from sandbox.world.model import Conversation
from tests.slack.playing import NORTHWIND, seed_leads
from tests.slack.relay import Relay
from tests.slack.story import VENDOR, Story


@pytest.fixture
async def story(relayed: Story) -> Story:
    """Northwind has its channel with the pinned message; everything of Slack's goes through the relay."""
    relayed.enrol("northwind")
    await relayed.channel(NORTHWIND).message(containing="Welcome, *Northwind*!")
    await relayed.settled()
    return relayed


def room(story: Story) -> Conversation:
    """The channel itself."""
    return story.channel(NORTHWIND).room


def trouble(story: Story) -> Trouble | None:
    """What is known to be wrong with the channel."""
    return story.look(lambda uow: uow.manners.troubles(["northwind"])).get("northwind")


def told(story: Story) -> list[str]:
    """What the account manager reads."""
    return [card.text for card in story.person("alex").dm.messages]


async def test_archived_and_back_at_once_told_the_other_way_round_closes_nothing(story: Story, relay: Relay) -> None:
    rooms = story.workspace.world.rooms
    archived = await relay.late(b"group_archive", lambda: rooms.archive(room(story), "U0DANA001"))
    back = await relay.late(b"group_unarchive", lambda: rooms.unarchive(room(story), "U0DANA001"))
    assert (await relay.replay(back)).status == 200
    assert (await relay.replay(archived)).status == 200
    assert trouble(story) is None
    seed_leads(story, "northwind", 1)
    await story.channel(NORTHWIND).message(containing="L-1")
    await story.settled()
    assert not any("was archived" in text for text in told(story))


async def test_back_and_archived_again_told_the_other_way_round_opens_nothing(story: Story, relay: Relay) -> None:
    rooms = story.workspace.world.rooms
    rooms.archive(room(story), "U0DANA001")
    await story.person("alex").dm.message(containing="was archived")
    back = await relay.late(b"group_unarchive", lambda: rooms.unarchive(room(story), "U0DANA001"))
    archived = await relay.late(b"group_archive", lambda: rooms.archive(room(story), "U0DANA001"))
    assert (await relay.replay(archived)).status == 200
    assert (await relay.replay(back)).status == 200
    await story.settled()
    assert trouble(story) is Trouble.ARCHIVED
    assert not any("is back" in text for text in told(story))


async def test_the_bot_is_in_again_before_it_hears_that_it_was_removed(story: Story, relay: Relay) -> None:
    world = story.workspace.world
    bot = world.store.people[story.workspace.installation(VENDOR).bot_user_id]

    def remove() -> None:
        world.rooms.leave(room(story), bot)

    def invite() -> None:
        world.rooms.join(room(story), bot, inviter="U0ALEX001")

    removed = await relay.late(b"group_left", remove)
    invited = await relay.late(b"member_joined_channel", invite)
    assert (await relay.replay(invited)).status == 200
    assert (await relay.replay(removed)).status == 200
    assert trouble(story) is None


async def test_an_account_that_is_open_again_stays_open_when_its_closing_is_told_late(
    story: Story, relay: Relay
) -> None:
    pat, world = story.person("pat"), story.workspace.world
    closed = await relay.late(b"user_change", lambda: world.close_account(pat.person))
    opened = await relay.late(b"user_change", lambda: world.close_account(pat.person, is_deleted=False))
    assert (await relay.replay(opened)).status == 200
    assert (await relay.replay(closed)).status == 200
    assert story.look(lambda uow: uow.manners.of([story.key("pat")])) == {}
