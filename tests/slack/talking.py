"""How people of the story tell a lead in a talk."""

from __future__ import annotations

from sandbox.people.actor import Actor
from sandbox.people.cards import Card
from tests.slack.story import Story

ALL_SAID = "That's all. Shall I submit it?"


async def says(person: Actor, text: str, *, hears: str = "") -> Card:
    """What is answered to a message."""
    written = await person.say(text)
    return await person.dm.message(hears, after=written)


async def clicks(person: Actor, card: Card, label: str, *, hears: str = "") -> Card:
    """What is answered to a button."""
    last = person.dm.messages[-1]
    seen = await person.click(card, label)
    assert seen.error is None, f"{seen.error}: {seen.detail}"
    return await person.dm.message(hears, after=last)


def member(story: Story) -> Actor:
    """Pat, of a partner that takes part; nothing is posted in its channel."""
    story.enrol("northwind", channels=False)
    return story.person("pat")


async def begun(story: Story) -> Actor:
    """Pat, whose talk has begun: the first question has come."""
    pat = member(story)
    await says(pat, "lead", hears="What is the company called?")
    return pat


async def told_contact(person: Actor) -> Card:
    """All of page one, told at once; the first question of page two is what comes."""
    await says(person, "lead", hears="What is the company called?")
    asked = await says(person, "Acme", hears="What is their website?")
    asked = await says(person, "Ann Lee, ann@acme.com, www.acme.com", hears="What is their job title?")
    return await clicks(person, asked, "Skip all optional ones", hears="Which products")


async def told_all(person: Actor) -> Card:
    """A whole lead, as the form's sample has it; the summary is what comes."""
    await told_contact(person)
    await says(person, "LiveChat", hears="plan?")
    await says(person, "skip", hears="How many agents")
    await says(person, "5 agents", hears="How would they like to be billed?")
    asked = await says(person, "skip", hears="Which reward would you like?")
    asked = await clicks(person, asked, "10% of the deal's annual value", hears="How would you like to be involved?")
    asked = await clicks(person, asked, "An introduction only", hears="Is that so?")
    return await clicks(person, asked, "Yes, they know", hears=ALL_SAID)
