"""Questions in words: in direct messages, and in channels where only who asked sees the answer."""

from __future__ import annotations

import pytest

from tests.slack.playing import NORTHWIND, answer, seed_leads
from tests.slack.story import Story


async def test_in_direct_messages_a_partner_is_answered_as_by_the_command(story: Story) -> None:
    story.enrol("northwind")
    story.subscribe("northwind", 300)
    pat = story.person("pat")
    await pat.say("what's my tier?")
    await pat.dm.message(containing="Bronze")
    await pat.say("how much ARR do we have")
    await pat.dm.message(containing="$3,600.00")


async def test_what_would_do_something_is_offered_by_a_button(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    await pat.say("I want to submit one more lead")
    offer = await pat.dm.message(containing="How would you like to hand it over?")
    seen = await pat.click(offer, "Submit a lead")
    assert seen.form is not None
    assert "Company" in seen.form.text


@pytest.mark.parametrize(
    "words", ["import leads", "Several leads from a file", "can I upload a spreadsheet?", "import"]
)
async def test_who_has_many_leads_hears_how_a_file_is_dropped(story: Story, words: str) -> None:
    story.enrol("northwind", channels=False)
    pat = story.person("pat")
    await pat.say(words)
    offer = await pat.dm.message(containing="Drop a CSV file into your messages with me")
    typed = answer(await pat.command("/partner", "import leads", channel=NORTHWIND))
    assert offer.buttons == typed.buttons == ["Get a template"]
    assert typed.text == offer.text


async def test_what_is_not_sure_is_asked_back(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    await pat.say("tier and benefits")
    asked = await pat.dm.message(containing="which of these you mean")
    assert set(asked.buttons) == {"My tier", "My benefits"}
    await pat.say("what will the weather be like")
    await pat.dm.message(containing="not sure what you mean")


async def test_thanks_are_heard_and_get_in_nobodys_way(story: Story) -> None:
    story.enrol("northwind")
    pat, sam = story.person("pat"), story.person("sam")
    for person in (pat, sam):
        await person.say("Thank you!")
        await person.dm.message(containing="You're welcome!")
    await pat.say("thanks, and what's my tier?")
    await pat.dm.message(containing="Bronze")
    await pat.say("thanks, tier and benefits please")
    asked = await pat.dm.message(containing="which of these you mean")
    assert set(asked.buttons) == {"My tier", "My benefits"}


async def test_the_staff_is_answered_too(story: Story) -> None:
    story.enrol("northwind")
    seed_leads(story, "northwind", 1)
    sam = story.person("sam")
    await sam.say("which leads are late?")
    await sam.dm.message(containing="Company 0")


async def test_in_a_channel_nobody_else_sees_the_answer(story: Story) -> None:
    story.enrol("northwind")
    story.subscribe("northwind", 300)
    bot = story.workspace.world.store.people[story.workspace.installation("T0LIVECHAT").bot_user_id]
    pat, piotr = story.person("pat"), story.person("piotr")
    await pat.say(f"@{bot.handle} how much ARR do we have?", to=NORTHWIND)
    answered = await pat.channel(NORTHWIND).message(containing="$3,600.00")
    assert answered.is_ephemeral
    assert not any("$3,600.00" in card.text for card in piotr.channel(NORTHWIND).messages)


async def test_a_stranger_who_asks_in_a_channel_hears_how_to_join(story: Story) -> None:
    story.enrol("northwind")
    world = story.workspace.world
    bot = world.store.people[story.workspace.installation("T0LIVECHAT").bot_user_id]
    nick = story.person("nick")
    world.rooms.join(story.channel(NORTHWIND).room, nick.person)
    await nick.say(f"@{bot.handle} what's the ARR here?", to=NORTHWIND)
    answered = await nick.channel(NORTHWIND).message(containing="You aren't in the")
    assert answered.is_ephemeral
