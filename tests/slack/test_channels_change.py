"""A partner's channel is archived, left, renamed, moved or unshared: posts wait, who can mend it is told once."""

from __future__ import annotations

import pytest

from domain.manners import Trouble
from sandbox.world.model import Conversation
from storage.unit_of_work import UnitOfWork
from tests.slack.playing import NORTHWIND, seed_leads
from tests.slack.story import COMPANIES, HELIO, VENDOR, Story


def room(story: Story, name: str = NORTHWIND) -> Conversation:
    """The channel itself."""
    return story.channel(name).room


def trouble(story: Story, partner_id: str = "northwind") -> Trouble | None:
    """What is known to be wrong with a partner's channel."""
    return story.look(lambda uow: uow.manners.troubles([partner_id])).get(partner_id)


def told(story: Story, handle: str, text: str) -> int:
    """How many direct messages a person has that say this."""
    return sum(text in card.text for card in story.person(handle).dm.messages)


async def ready(story: Story) -> None:
    """Northwind's channel has its pinned message."""
    story.enrol("northwind")
    await story.channel(NORTHWIND).message(containing="Welcome, *Northwind*!")
    await story.settled()


async def test_while_it_is_archived_posts_wait_and_go_out_when_it_is_back(story_on_both: Story) -> None:
    story = story_on_both
    await ready(story)
    rooms = story.workspace.world.rooms
    rooms.archive(room(story), "U0DANA001")
    await story.person("alex").dm.message(containing="was archived")
    assert trouble(story) is Trouble.ARCHIVED
    seed_leads(story, "northwind", 1)
    await story.channel("leads").message(containing="L-1")
    await story.settled()
    assert not any("L-1" in card.text for card in story.channel(NORTHWIND).messages)
    rooms.unarchive(room(story), "U0DANA001")
    await story.channel(NORTHWIND).message(containing="L-1")
    await story.person("alex").dm.message(containing="is back")
    assert trouble(story) is None
    assert story.look(lambda uow: uow.outbox.dead_count()) == 0


async def test_a_post_that_finds_it_closed_waits_too_though_slack_told_of_nothing(story: Story) -> None:
    await ready(story)
    room(story).is_archived = True
    seed_leads(story, "northwind", 3)
    await story.person("alex").dm.message(containing="was archived")
    await story.settled()
    assert told(story, "alex", "was archived") == 1
    room(story).is_archived = False
    story.workspace.world.rooms.archive(room(story), "U0DANA001")
    story.workspace.world.rooms.unarchive(room(story), "U0DANA001")
    for number in (1, 2, 3):
        await story.channel(NORTHWIND).message(containing=f"L-{number}")
    assert told(story, "alex", "was archived") == 1


async def test_the_bot_is_removed_and_invited_again(story: Story) -> None:
    await ready(story)
    world = story.workspace.world
    bot = world.store.people[story.workspace.installation(VENDOR).bot_user_id]
    world.rooms.leave(room(story), bot)
    await story.person("alex").dm.message(containing="I was removed from")
    await story.settled()
    assert told(story, "alex", "I was removed from") == 1
    seed_leads(story, "northwind", 1)
    await story.channel("leads").message(containing="L-1")
    world.rooms.join(room(story), bot, inviter="U0ALEX001")
    await story.channel(NORTHWIND).message(containing="L-1")
    assert trouble(story) is None


async def test_without_an_account_manager_the_admins_hear_of_it(story: Story) -> None:
    await ready(story)

    def release(uow: UnitOfWork) -> None:
        partner = uow.partners.get("northwind", for_update=True)
        assert partner is not None
        partner.account_manager = None

    story.do(release)
    story.workspace.world.rooms.archive(room(story), "U0DANA001")
    await story.person("dana").dm.message(containing="was archived")


async def test_its_new_id_is_kept_and_its_pinned_message_is_still_the_one(story: Story) -> None:
    await ready(story)
    story.workspace.world.rooms.move(room(story), "C0NEWIDNOW")
    seed_leads(story, "northwind", 1)
    await story.channel(NORTHWIND).message(containing="L-1")
    await story.settled()
    partner = story.look(lambda uow: uow.partners.by_id(["northwind"])["northwind"])
    assert partner.slack_channel_id == "C0NEWIDNOW"
    greetings = [card for card in story.channel(NORTHWIND).messages if "Welcome, *Northwind*!" in card.text]
    assert len(greetings) == 1


async def test_another_name_changes_nothing_and_is_told(story: Story) -> None:
    await ready(story)
    story.workspace.world.rooms.rename(room(story), "northwind-and-friends")
    await story.person("alex").dm.message(containing="is called")
    seed_leads(story, "northwind", 1)
    await story.channel("northwind-and-friends").message(containing="L-1")


async def test_a_shared_channel_that_its_company_has_left_waits_for_it(story: Story) -> None:
    story.enrol("helio")
    await story.channel("partner-helio").message(containing="Welcome, *Helio Labs*!")
    rooms = story.workspace.world.rooms
    rooms.unshare(room(story, "partner-helio"), HELIO)
    await story.person("maria").dm.message(containing="no longer shared with *Helio Labs*")
    assert trouble(story, "helio") is Trouble.UNSHARED
    rooms.share(room(story, "partner-helio"), HELIO)
    await story.person("maria").dm.message(containing="is back")
    assert trouble(story, "helio") is None


@pytest.mark.parametrize("joins", [1, 2])
async def test_a_new_person_of_the_company_is_welcomed_once(story: Story, joins: int) -> None:
    story.enrol("helio")
    await story.channel("partner-helio").message(containing="Welcome, *Helio Labs*!")
    hugo, rooms = story.person("hugo"), story.workspace.world.rooms
    for _ in range(joins):
        rooms.leave(room(story, "partner-helio"), hugo.person)
        rooms.join(room(story, "partner-helio"), hugo.person)
    await hugo.dm.message(containing="Three things to begin with")
    await story.settled()
    assert told(story, "hugo", "Three things") == 1


async def test_a_stranger_in_the_channel_is_not_welcomed(story: Story) -> None:
    await ready(story)
    nick = story.person("nick")
    story.workspace.world.rooms.join(room(story), nick.person)
    story.workspace.world.rooms.rename(room(story), "settles-the-order")
    await story.person("alex").dm.message(containing="is called")
    assert told(story, "nick", "Welcome") == 0


async def test_staff_that_brings_the_bot_elsewhere_hears_how_to_link_it(story: Story) -> None:
    story.enrol("northwind")
    world = story.workspace.world
    bot = world.store.people[story.workspace.installation(VENDOR).bot_user_id]
    world.rooms.join(world.rooms.find("general"), bot, inviter="U0MARIA01")  # type: ignore[arg-type]  # it is there
    await story.person("maria").dm.message(containing="It is no partner's channel yet")


async def test_a_closed_account_hears_nothing_and_is_told_of(story: Story) -> None:
    await ready(story)
    pat = story.person("pat")
    story.workspace.world.close_account(pat.person)
    await story.person("alex").dm.message(containing="was closed")
    manners = story.look(lambda uow: uow.manners.of([story.key("pat")]))
    assert manners[story.key("pat")].is_gone
    assert story.key("pat") in story.look(lambda uow: uow.people.members("northwind"))
    story.workspace.world.close_account(pat.person, is_deleted=False)
    await story.person("alex").dm.message(containing="is in Slack again")
    assert story.look(lambda uow: uow.manners.of([story.key("pat")])) == {}


async def test_an_account_manager_whose_account_is_closed_leaves_its_partners_to_others(story: Story) -> None:
    await ready(story)
    story.workspace.world.close_account(story.person("alex").person)
    await story.person("dana").dm.message(containing="doesn't look after partners any more")
    partner = story.look(lambda uow: uow.partners.by_id(["northwind"])["northwind"])
    assert partner.account_manager is None
    assert COMPANIES["northwind"].account_manager == "U0ALEX001"
