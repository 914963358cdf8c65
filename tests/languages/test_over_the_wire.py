"""A program in another language: what is answered, posted, shown and refused is said in it."""

from __future__ import annotations

from tests.languages.pseudo import said_wide
from tests.slack.playing import CONTACT, answer, home_of, top
from tests.slack.story import Story


async def test_a_command_is_answered_in_it_with_its_days_and_money(abroad: Story) -> None:
    abroad.enrol("northwind")
    pat = abroad.person("pat")
    abroad.subscribe("northwind", 250)
    said = answer(await pat.command("/partner", "tier", channel=home_of(pat))).text
    assert said_wide("How it came about") in said
    assert said_wide("to go") in said
    shown = answer(await pat.command("/partner", channel=home_of(pat))).text
    assert "3000,00USD" in shown.replace("\xa0", "").replace(" ", "")  # as it is written there
    helped = answer(await pat.command("/partner", "help", channel=home_of(pat))).text
    assert said_wide("submit a lead") in helped


async def test_messages_homes_forms_and_refusals_are_in_it(abroad: Story) -> None:
    abroad.enrol("northwind")
    pat = abroad.person("pat")
    await abroad.settled()
    [pinned] = pat.channel(home_of(pat)).pins
    assert said_wide("Submit a lead") in pinned.buttons
    assert said_wide("Your next steps") in (await pat.open_home()).text
    form = top(await pat.command("/partner", "lead", channel=home_of(pat)))
    assert said_wide("Company") in form.fields
    wrong = {said_wide(label): text for label, text in {**CONTACT, "Website": "acme"}.items()}
    refused = await form.fill(wrong).submit()
    assert said_wide("This doesn't look like a website, such as acme.com.") in top(refused).errors.values()
    nick = abroad.person("nick")
    assert said_wide("To join, use") in answer(await nick.command("/partner", channel="general")).text
