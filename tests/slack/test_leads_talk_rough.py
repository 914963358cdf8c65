"""A talk in rough weather: the bot starts anew, messages come twice, late, edited, hostile or endless."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.wiring import Bot
from domain.program import Program
from sandbox import Workspace
from sandbox.world.messages import Draft
from tests.slack.relay import Relay
from tests.slack.story import MANIFEST, Story, StoryClock, story_settings
from tests.slack.talking import begun, clicks, member, says, told_contact


async def test_a_talk_goes_on_after_a_restart(program: Program, database_url: str) -> None:
    async with Workspace.running(manifest=MANIFEST) as workspace:
        clock = StoryClock()

        async def run(act: Any) -> None:
            bot = Bot(story_settings(workspace, database_url), program, clock=clock)
            async with bot.running():
                await bot.scheduler.made_up()
                await workspace.app_connected()
                await act(Story(workspace, bot, clock))

        async def begin(story: Story) -> None:
            await says(await begun(story), "Acme", hears="What is their website?")

        async def go_on(story: Story) -> None:
            asked = await says(story.person("pat"), "acme.com", hears="The first name, please.")
            assert "3 of 16" in asked.text
            known = await says(story.person("pat"), "show", hears="So far I know:")
            assert "Company: *Acme*" in known.text

        await run(begin)
        await run(go_on)


async def test_a_message_that_slack_sends_again_changes_nothing(relayed: Story, relay: Relay) -> None:
    pat = await begun(relayed)
    await says(pat, "Acme", hears="What is their website?")
    there = len(pat.dm.messages)
    [passed] = [each for each in relay.passed if b"Acme" in each.body]
    assert (await relay.replay(passed)).status == 200
    known = await says(pat, "show", hears="So far I know:")
    assert "Company: *Acme*" in known.text
    assert "Website:" not in known.text
    assert len(pat.dm.messages) == there + 2


async def test_a_message_that_comes_after_a_newer_one_is_left_out_and_said_so(relayed: Story, relay: Relay) -> None:
    pat = await begun(relayed)
    relay.keeps = b"Late Inc."
    await pat.say("Late Inc.")
    last = await says(pat, "Acme", hears="What is their website?")
    await relay.replay(relay.kept[0])
    late = await pat.dm.message("reached me late", after=last)
    assert "What is their website?" in late.text
    known = await says(pat, "show", hears="So far I know:")
    assert "Company: *Acme*" in known.text


async def test_an_edited_message_changes_nothing(story: Story) -> None:
    pat = await begun(story)
    written = await pat.say("Acme")
    await pat.dm.message("What is their website?", after=written)
    room = pat.dm.room
    story.workspace.world.messages.edit(room, room.messages[written.ts], Draft(text="Globex"))
    known = await says(pat, "show", hears="So far I know:")
    assert "Company: *Acme*" in known.text
    assert "Globex" not in known.text


async def test_hostile_text_pings_nobody(story_on_both: Story) -> None:
    pat = await begun(story_on_both)
    asked = await says(pat, "<!channel> & <@U0SAM0001> *Acme* 😀", hears="What is their website?")
    assert "&lt;!channel&gt; &amp; " in str(asked.blocks)
    assert "<!channel>" not in str(asked.blocks)


@pytest.mark.parametrize(
    "text", ["x" * 12_000, "a@" * 5_000, "." * 10_000, "1 " * 5_000, "Ann Lee\n" * 1_000, "\u202e😀" * 2_000]
)
async def test_endless_text_is_refused_in_a_few_words(story: Story, text: str) -> None:
    pat = await begun(story)
    asked = await says(pat, text, hears="What is the company called?")
    assert "At most 120 characters, please." in asked.text
    assert len(asked.text) < 1_000


async def test_two_windows_answer_one_talk(story: Story) -> None:
    pat = member(story)
    asked = await told_contact(pat)
    await says(pat, "LiveChat", hears="plan?")
    seen = await pat.click(asked, "HelpDesk", wait=0)
    assert seen.error is None
    known = await says(pat, "show", hears="So far I know:")
    assert "HelpDesk" in known.text.partition("Products:")[2].partition("\n")[0]
    past = await clicks(pat, asked, "Next", hears="That question is past.")
    assert "plan?" in past.text


async def test_after_a_night_the_first_word_is_no_answer(story: Story) -> None:
    pat = await begun(story)
    story.later(timedelta(hours=13))
    back = await says(pat, "good morning", hears="What is the company called?")
    assert "Welcome back!" in back.text
    await says(pat, "Acme", hears="What is their website?")


async def test_each_person_has_a_talk_of_their_own(story: Story) -> None:
    story.enrol("northwind", "brightside", channels=False)
    pat, bea = story.person("pat"), story.person("bea")
    await says(pat, "lead", hears="What is the company called?")
    await says(bea, "lead", hears="What is the company called?")
    await says(pat, "Acme", hears="What is their website?")
    known = await says(bea, "show", hears="I don't know anything about it yet.")
    assert "Acme" not in known.text
