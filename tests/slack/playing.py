"""What people of the story do again and again: fill the form, review a lead, look at who was told what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.people import PersonKey
from domain.usecases.submit_lead import submit_lead
from sandbox.people.actor import Actor, Form, Seen
from sandbox.people.cards import Card
from storage.unit_of_work import UnitOfWork
from tests.slack.story import COMPANIES, VENDOR, Story

NORTHWIND = "partner-northwind"

Typed = Mapping[str, Any]

CONTACT: Typed = {
    "Company": "Acme",
    "Website": "acme.com",
    "First name": "Ann",
    "Last name": "Lee",
    "Work email": "ann@acme.com",
}
SHARE = "10% of the deal's annual value"
DEAL: Typed = {
    "Products": ["LiveChat"],
    "Number of agents": "5",
    "Commission type": SHARE,
}
CONSENT: Typed = {
    "How would you like to be involved?": "An introduction only",
    "Agreement": ["The lead knows that LiveChat will get in touch."],
}

ANSWERS: Typed = {
    "company": "Acme",
    "domain": "acme.com",
    "first_name": "Ann",
    "last_name": "Lee",
    "email": "ann@acme.com",
    "products": ["livechat"],
    "agents": "5",
    "reward": "rev_share",
    "involvement": "introduction",
    "consent": ["given"],
}
"""The same as the program keeps it."""


def home_of(person: Actor) -> str:
    """The name of the channel that a partner's person shares with the vendor."""
    return next(f"partner-{each.id}" for each in COMPANIES.values() if person.id in each.people)


def top(seen: Seen) -> Form:
    """The modal on top."""
    assert seen.form is not None, f"no modal is open: {seen.error} {seen.detail} {seen.text}"
    return seen.form


def answer(seen: Seen) -> Card:
    """What only this person was told; news that came to the same place meanwhile are not meant."""
    own = [card for card in seen.messages if card.is_ephemeral]
    assert own, f"nothing was answered: {seen.error} {seen.detail} {seen.text}"
    return own[-1]


async def notification_form(person: Actor, command: str = "/partner", *, channel: str = NORTHWIND) -> Form:
    """The form in which somebody chooses what they hear of, and when."""
    shown = answer(await person.command(command, "settings", channel=channel))
    return top(await person.click(shown, "Change notifications"))


async def form_of(person: Actor) -> Form:
    """The first page of a new lead form, by command; what the person has begun before is left as it is."""
    form = top(await person.command("/partner", "lead", channel=home_of(person)))
    return top(await form.click("Start a new one")) if "Start a new one" in form.buttons else form


async def deal_page(person: Actor, **contact: Any) -> Form:
    """The second page, after a good first one."""
    form = await form_of(person)
    return top(await form.fill({**CONTACT, **contact}).submit())


async def consent_page(person: Actor, deal: Typed | None = None, **contact: Any) -> Form:
    """The third page, after two good ones. Fields of page two report, as they do when one types."""
    page = await deal_page(person, **contact)
    await page.change({**DEAL, **(deal or {})})
    return top(await page.submit())


async def hand_over(
    person: Actor, deal: Typed | None = None, *, involvement: str = "An introduction only", **contact: Any
) -> str:
    """A lead handed over through all three pages; its number."""
    page = await consent_page(person, deal, **contact)
    wanted = {**CONSENT, "How would you like to be involved?": involvement}
    closing = top(await page.fill(wanted).submit())
    assert closing.title == "Lead submitted", closing.text
    await closing.close()
    return "L-" + closing.text.partition("is lead *L-")[2].partition("*")[0]


async def card_of(story: Story, number: str) -> Card:
    """The lead's card in the leads channel, as it is now."""
    desk = story.channel("leads")
    found = await desk.message(containing=f"*{number} · ")
    return next((each for each in desk.messages if f"*{number} · " in each.text), found)


async def review(rep: Actor, card: Card) -> Form:
    """The review, opened from a card."""
    return top(await rep.click(card, "Review"))


async def moved(story: Story, rep: Actor, number: str, move: str, **typed: Any) -> Seen:
    """A move made from the review modal, with what it asks for."""
    form = await review(rep, await card_of(story, number))
    await form.change({"Status": move})
    seen = await form.fill(typed).submit()
    assert seen.error is None, f"{seen.error}: {seen.detail}"
    return seen


async def button(story: Story, where: str | Actor, action_id: str, value: str) -> Card:
    """A message of our own app, in a channel or to one person, with any button: what a forger would click."""
    installation = story.workspace.installation(VENDOR)
    blocks = [
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "action_id": action_id,
                    "value": value,
                    "text": {"type": "plain_text", "text": "Forged"},
                }
            ],
        }
    ]
    room = where.dm if isinstance(where, Actor) else story.channel(where)
    channel = where.id if isinstance(where, Actor) else where
    message = {"channel": channel, "text": "Forged", "blocks": blocks}
    await story.bot.calls.call(installation.token, "chat.postMessage", message, within=5)
    return await room.message(containing="Forged")


def seed_leads(story: Story, partner_id: str, count: int, company: str = "Company") -> None:
    """So many leads of a partner, put into the database by the use case itself: `Company 0` and so on.

    Those of another partner need other companies: of the same one a rep would have to decide whose it is.
    """

    def seed(uow: UnitOfWork) -> None:
        actor = uow.people.actor(PersonKey(f"{COMPANIES[partner_id].team}:{COMPANIES[partner_id].people[0]}"))
        for number in range(count):
            site = f"{company.lower()}{number}.com"
            typed = {**ANSWERS, "company": f"{company} {number}", "domain": site, "email": f"ann@{site}"}
            draft = f"{partner_id}-{story.clock.now().isoformat()}-{number}"
            submit_lead(uow, story.bot.program, actor, draft, typed, now=story.clock.now())

    story.do(seed)
