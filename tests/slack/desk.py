"""What people of the story do at the desk: claims made by the use case itself, and their cards."""

from __future__ import annotations

from typing import Any

from domain.claims import Claim
from domain.usecases.claim_benefit import answer_question, start_claim, submit_claim
from sandbox.people.actor import Actor, Form
from sandbox.people.cards import Card, Channel
from storage.unit_of_work import UnitOfWork
from tests.claims.filling import filled
from tests.slack.playing import top
from tests.slack.story import Story

CLAIMS = "claims"


def claim(story: Story, handle: str, benefit: str, **typed: Any) -> str:
    """A claim handed in by a partner's person; its number."""

    def hand_in(uow: UnitOfWork) -> Claim:
        actor, now = uow.people.actor(story.key(handle)), story.clock.now()
        asked = story.bot.program.benefit(benefit)
        assert asked is not None
        draft = f"{benefit}-{handle}-{now.isoformat()}"
        start_claim(uow, story.bot.program, actor, benefit, draft, now=now)
        answers = {**filled(asked, story.bot.program.calendar.local_day(now)), **typed}
        return submit_claim(uow, story.bot.program, actor, draft, answers, now=now)

    return story.do(hand_in).number


def answered(story: Story, handle: str, number: str, text: str) -> None:
    """The partner's answer to a question."""

    def give(uow: UnitOfWork) -> None:
        answer_question(uow, uow.people.actor(story.key(handle)), _id(number), text, now=story.clock.now())

    story.do(give)


def stored(story: Story, number: str) -> Claim:
    """A claim as it is kept."""
    found = story.look(lambda uow: uow.claims.get(_id(number)))
    assert found is not None
    return found


async def card_of(where: Channel, number: str) -> Card:
    """The card of a claim at a place, as it is now."""
    found = await where.message(containing=f"*{number} · ")
    return next((each for each in where.messages if f"*{number} · " in each.text and "Open" in each.buttons), found)


async def form(person: Actor, on: Card | Form, label: str) -> Form:
    """The form that a button opens."""
    return top(await person.click(on, label))


async def done(person: Actor, on: Card | Form, label: str, **typed: Any) -> None:
    """A form opened, filled in and sent off."""
    opened = await form(person, on, label)
    seen = await opened.fill(typed).submit(wait=0)
    assert (seen.error, opened.errors) == (None, {}), f"{seen.error} {opened.errors}"


def _id(number: str) -> int:
    return int(number.removeprefix("C-"))
