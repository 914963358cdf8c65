"""A partner's channel is linked from its page or on approval, and another one takes the place of one that is closed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.slack.claiming import claimed
from tests.slack.playing import NORTHWIND, answer, button, seed_leads, top
from tests.slack.story import VENDOR, Story
from tests.slack.test_channels_made import ACME, CREATE, LINK, approved, channel_of, linking, room, without_channel
from tests.slack.test_people_joining import apply, approval


async def test_none_yet_is_a_choice_and_a_link_needs_a_channel(story: Story) -> None:
    story.enrol("northwind")
    number = await apply(story)
    form = await approval(story, "maria", number)
    linked = top(await form.change({"Channel for a new partner": LINK}))
    assert set((await linked.submit()).errors) == {"channel"}
    taken = await linked.fill({"Channel shared with the partner": NORTHWIND}).submit()
    assert taken.errors == {"channel": "This is the channel of Northwind already."}
    form = top(await linked.change({"Channel for a new partner": "None yet"}))
    assert "has no channel yet" in top(await form.submit()).text
    await story.settled()
    assert channel_of(story) is None
    assert story.workspace.calls(CREATE) == []


async def test_a_channel_is_linked_from_the_partners_page_and_what_waited_goes_out(story_on_both: Story) -> None:
    story = story_on_both
    without_channel(story)
    seed_leads(story, "northwind", 1)
    await story.channel("leads").message(containing="L-1")
    form = await linking(story, "alex")
    form = top(await form.change({"Channel": LINK}))
    done = top(await form.fill({"Channel shared with the partner": NORTHWIND}).submit())
    assert "its channel is #partner-northwind" in done.text
    await story.channel(NORTHWIND).message(containing="L-1")
    await story.channel(NORTHWIND).message(containing="Welcome, *Northwind*!")
    page = answer(await story.person("alex").command("/program", "partner northwind", channel="claims"))
    assert "Link channel" not in page.buttons


async def test_what_is_told_of_a_claim_waits_for_the_channel_as_what_is_told_of_a_lead(story: Story) -> None:
    without_channel(story)
    await claimed(story, story.person("pat"), "onboarding")
    await story.channel("claims").message(containing="C-1 · ")
    await story.settled()
    assert story.look(lambda uow: (uow.outbox.dead_count(), uow.outbox.pending_count())) == (0, 1)
    form = await linking(story, "alex")
    assert "has no channel. What we have to tell there waits." in form.text
    form = top(await form.change({"Channel": LINK}))
    await form.fill({"Channel shared with the partner": NORTHWIND}).submit()
    await story.channel(NORTHWIND).message(containing="claimed *C-1 · Program onboarding*")
    await story.settled()
    assert story.look(lambda uow: uow.outbox.pending_count()) == 0


@pytest.mark.parametrize("ours", ["leads", "claims"])
async def test_a_channel_where_all_partners_are_talked_of_is_no_partners_channel(story: Story, ours: str) -> None:
    without_channel(story)
    number = await apply(story)
    for opened, field in (
        (await linking(story, "alex"), "Channel"),
        (await approval(story, "maria", number), "Channel for a new partner"),
    ):
        form = top(await opened.change({field: LINK}))
        refused = await form.fill({"Channel shared with the partner": ours}).submit()
        assert refused.errors == {"channel": "Your team talks about all partners here. Please choose another channel."}
    await story.settled()
    assert channel_of(story, "northwind") is None
    assert "Welcome" not in "".join(card.text for card in story.channel(ours).messages)


async def test_the_same_form_twice_makes_one_channel(story_on_both: Story) -> None:
    story = story_on_both
    without_channel(story)
    first, second = await linking(story, "alex"), await linking(story, "dana")
    await first.submit()
    await second.submit()
    await story.person("alex").dm.message(containing="is the channel of *Northwind*")
    await story.settled()
    assert [call.answer["channel"]["name"] for call in story.workspace.calls(CREATE) if call.ok] == [f"{NORTHWIND}-2"]


async def test_who_links_a_channel_without_the_bot_hears_how_to_bring_it_in(story: Story) -> None:
    without_channel(story, account_manager=None)
    form = top(await (await linking(story, "maria")).change({"Channel": LINK}))
    done = top(await form.fill({"Channel shared with the partner": "general"}).submit())
    assert done.title == "Done"
    told = await story.person("maria").dm.message(containing="/invite @Partner Program")
    assert "Northwind" in told.text
    await story.person("dana").dm.message(containing="/invite @Partner Program")
    world = story.workspace.world
    bot = world.store.people[story.workspace.installation(VENDOR).bot_user_id]
    general = room(story, "general")
    assert general is not None
    world.rooms.join(general, bot, inviter="U0MARIA01")
    await story.channel("general").message(containing="Welcome, *Northwind*!")
    assert story.look(lambda uow: uow.manners.troubles(["northwind"])) == {}


async def test_another_channel_takes_the_place_of_one_that_is_closed(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    seed_leads(story, "northwind", 1)
    await story.channel(NORTHWIND).message(containing="L-1")
    await story.settled()
    old = room(story, NORTHWIND)
    assert old is not None
    story.workspace.world.rooms.archive(old, "U0DANA001")
    told = await story.person("alex").dm.message(containing="was archived")
    form = top(await story.person("alex").click(told, "Link another"))
    await form.fill({"Channel shared with the partner": "partner-brightside"}).submit()
    await story.channel("partner-brightside").message(containing="Welcome, *Northwind*!")
    sam = story.person("sam")
    card = await story.channel("leads").message(containing="*L-1 · ")
    await sam.click(card, "Assign to me")
    form = top(await sam.click(card, "Review"))
    await form.change({"Status": "Approve for further review"})
    await form.submit()
    await story.channel("partner-brightside").message(containing="L-1")
    assert story.look(lambda uow: uow.manners.troubles(["northwind"])) == {}


@pytest.mark.parametrize("handle", ["sam", "pat", "nick"])
async def test_nobody_else_gives_a_partner_a_channel(story: Story, handle: str) -> None:
    without_channel(story)
    person = story.person(handle)
    seen = await person.click(await button(story, person, "partner.channel", "northwind"), "Forged")
    assert seen.form is None
    if handle == "sam":
        page = answer(await person.command("/program", "partner northwind", channel="leads"))
        assert "Link channel" not in page.buttons


async def test_a_channel_that_works_is_not_replaced(story: Story) -> None:
    without_channel(story)
    form = await linking(story, "alex")
    story.enrol("northwind")
    errors = (await form.submit()).errors
    assert list(errors.values()) == ["Northwind has a channel meanwhile, and it works."]


async def test_a_channel_that_was_linked_meanwhile_is_the_one(story: Story) -> None:
    story.enrol("northwind")
    story.workspace.fail(CREATE, "error", error="missing_scope")
    await approved(story)
    told = await story.person("maria").dm.message(containing="the app lacks a scope")
    form = top(await story.person("maria").click(told, "Link channel"))
    form = top(await form.change({"Channel": LINK}))
    await form.fill({"Channel shared with the partner": "partner-brightside"}).submit()
    await story.channel("partner-brightside").message(containing="Welcome, *Acme Labs*!")
    await story.settled()
    story.later(timedelta(minutes=5))
    await story.settled()
    assert room(story, ACME) is None
    assert story.look(lambda uow: (uow.outbox.dead_count(), uow.outbox.pending_count())) == (0, 0)
