"""A message is turned into a lead: the form comes filled in with what it says."""

from __future__ import annotations

import pytest

from domain.leads import LeadSource
from sandbox.people.actor import Form
from tests.slack.playing import CONSENT, DEAL, NORTHWIND, top
from tests.slack.story import Story

TEXT = "Hi, I met Jane Smith from Acme Inc. <!channel> & she wants a demo: jane@acme.com, +48 600 100 200"
TURN = "Turn into a lead"


async def turned(story: Story, text: str = TEXT, handle: str = "pat") -> Form:
    person = story.person(handle)
    card = await person.say(text, NORTHWIND)
    return top(await person.shortcut(TURN, on=card))


async def test_the_form_comes_filled_in_and_the_message_is_linked(story_on_both: Story) -> None:
    story_on_both.enrol("northwind", channels=False)
    pat = story_on_both.person("pat")
    card = await pat.say(TEXT, NORTHWIND)
    form = top(await pat.shortcut(TURN, on=card))
    assert "Found in the message:" in form.text
    assert [form[label] for label in ("Company", "Website", "First name", "Last name", "Work email", "Phone")] == [
        "Acme Inc.",
        "acme.com",
        "Jane",
        "Smith",
        "jane@acme.com",
        "+48 600 100 200",
    ]
    page = top(await form.submit())
    await page.change(DEAL)
    await top(await page.submit()).fill(CONSENT).submit()
    lead = story_on_both.look(lambda uow: uow.leads.get(1))
    assert lead is not None
    assert lead.source is LeadSource.MESSAGE
    assert lead.source_link is not None
    assert lead.source_link.endswith(f"/archives/{card.channel}/p{card.ts.replace('.', '')}")
    again = top(await pat.shortcut(TURN, on=card))
    assert "already" in again.text
    shown = await again.click("Show L-1")
    assert "L-1" in shown.text


async def test_the_same_message_goes_on_with_what_was_typed(story: Story) -> None:
    story.enrol("northwind", channels=False)
    pat = story.person("pat")
    card = await pat.say(TEXT, NORTHWIND)
    form = top(await pat.shortcut(TURN, on=card))
    await form.change({"Job title": "Head of Support"}, wait=0)
    await form.close()
    form = top(await pat.shortcut(TURN, on=card))
    assert form["Job title"] == "Head of Support"


@pytest.mark.parametrize("text", ["ok", "😀", "<!channel> " * 50, "x" * 3000])
async def test_a_message_without_a_lead_opens_an_empty_form(story: Story, text: str) -> None:
    story.enrol("northwind", channels=False)
    form = await turned(story, text)
    assert "couldn't find" in form.text
    assert not form["Company"]


async def test_staff_and_strangers_hear_who_can_do_this(story: Story) -> None:
    story.enrol("northwind", channels=False)
    assert "handed over by partners" in (await turned(story, handle="alex")).text
    nick = story.person("nick")
    card = await nick.say(TEXT, "general")
    assert "You aren't in the" in top(await nick.shortcut(TURN, on=card)).text
