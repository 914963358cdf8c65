"""What a partner's people do with benefits again and again: open a form, answer it, follow the claim."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import aiohttp

from domain.benefits import Benefit, FieldKind, FormField
from domain.claims import Claim
from sandbox.people.actor import Actor, Form
from sandbox.people.cards import Card
from sandbox.world.model import File
from tests.slack.playing import answer, home_of, top
from tests.slack.story import VENDOR, Story
from tests.unit import samples

GOLD, SILVER = 2000, 500
"""Dollars a month that make a partner so."""

BENEFITS = samples.program().benefits
LOGO = b"\x89PNG\r\n\x1a\n of a logo"
WORDS = "We show fifty shops how to answer faster, and what that brought them in sales and calm evenings."

OTHERS = "Others, by name"
"""The label of the input beside the one in which people are chosen."""

PLAIN: dict[FieldKind, Any] = {
    FieldKind.TEXT: "Chatbots for beginners",
    FieldKind.LONG_TEXT: WORDS,
    FieldKind.URL: "northwind.com/about",
    FieldKind.EMAIL: "ann@northwind.com",
    FieldKind.NUMBER: "12",
}


def benefit(key: str) -> Benefit:
    """A benefit of the program that ships."""
    return next(each for each in BENEFITS if each.key == key)


def filled(story: Story, person: Actor, wanted: Benefit) -> dict[str, Any]:
    """A good answer to every field of a form, by its label."""
    return {field.label: _answer(story, person, field) for field in wanted.fields}


def _answer(story: Story, person: Actor, field: FormField) -> Any:
    match field.kind:
        case FieldKind.CHOICE:
            return field.options[0].name
        case FieldKind.CHOICES:
            return [option.name for option in field.options[:2]]
        case FieldKind.DATE:
            return (story.clock.now().date() + timedelta(days=30)).isoformat()
        case FieldKind.FILE:
            return [a_file(story, person)]
        case FieldKind.PEOPLE:
            return [person.person.handle] if person.person.team_id == VENDOR else "Ann Lee, Tom Kim"
        case kind:
            return PLAIN[kind]


def a_file(story: Story, person: Actor, name: str = "logo.png", content: bytes = LOGO) -> File:
    """A file that a person uploads."""
    return story.workspace.world.files.add(person.person, name, content)


async def form_of(person: Actor, name: str) -> Form:
    """The form of a benefit, by command."""
    return top(await person.command("/partner", f"claim {name}", channel=home_of(person)))


async def claimed(story: Story, person: Actor, key: str) -> Form:
    """A benefit claimed with good answers; what is shown then."""
    wanted = benefit(key)
    form = await form_of(person, wanted.name)
    closing = top(await form.fill(filled(story, person, wanted)).submit())
    assert closing.title == "Claimed", closing.errors or closing.text
    return closing


async def benefits_of(person: Actor) -> Card:
    """The list of benefits, by command."""
    return answer(await person.command("/partner", "benefits", channel=home_of(person)))


def block_of(shown: Card | Form, words: str) -> dict[str, Any]:
    """The paragraph that contains some words."""
    found = [each for each in shown.blocks or [] if words in each.get("text", {}).get("text", "")]
    assert found, f"nothing says {words!r}: {shown.text}"
    return found[0]


def offered(shown: Card | Form, words: str) -> str | None:
    """What the button beside these words says; None where there is none."""
    accessory = block_of(shown, words).get("accessory")
    return accessory["text"]["text"] if accessory else None


async def press(person: Actor, shown: Card | Form, words: str, **more: Any) -> Any:
    """Presses the button beside these words."""
    block = block_of(shown, words)
    return await person.click(shown, action_id=block["accessory"]["action_id"], block_id=block["block_id"], **more)


def claims_of(story: Story, partner_id: str = "northwind") -> list[Claim]:
    """Every claim of a partner, the newest first."""
    return list(story.look(lambda uow: uow.claims.of_partner(partner_id, offset=0, limit=50))[0])


async def fetched(url: str, person: Actor) -> bytes:
    """A file's bytes, as a person gets them."""
    async with aiohttp.ClientSession() as session, session.get(f"{url}?as={person.person.handle}") as got:
        return await got.read()
