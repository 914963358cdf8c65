"""A sweep: in a long story of three partners nothing of one of them is ever sent to another's people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.people.actor import Actor, Form
from sandbox.world.changes import Change, HomePublished, MessageEdited, MessagePosted, ViewsChanged
from tests.slack.playing import CONSENT, CONTACT, SHARE, answer, moved, top
from tests.slack.story import COMPANIES, Story

OWN = {
    "northwind": ("Northwind", "Secret northwind", "$17,172.00", "$4,956.00", "$1,111.10"),
    "brightside": ("Brightside Studio", "Secret brightside", "$29,172.00", "$9,912.00", "Lost to a rival"),
    "helio": ("Helio Labs", "Secret helio", "$41,172.00", "$14,868.00", "$3,333.30"),
}
"""What belongs to each partner alone: its name, its lead, its ARR, its deal, what came of it."""

HANDLES = {"northwind": ("pat", "piotr"), "brightside": ("bea", "ben"), "helio": ("hana", "hugo")}


@dataclass
class Ear:
    """Hears all that our app ever says, with the ids of those who can read it."""

    story: Story
    heard: list[tuple[set[str], str]] = field(default_factory=list)

    def note(self, change: Change) -> None:
        """Keeps one change, in the state in which it was shown."""
        match change:
            case MessagePosted(room, message) | MessageEdited(room, message) if message.bot_id:
                readers = {message.ephemeral_to} if message.ephemeral_to else set(room.members)
                self._keep(readers, message.to_slack())
            case ViewsChanged(person_id):
                for view in self.story.workspace.world.views.stack(person_id):
                    self._keep({person_id}, view.body)
            case HomePublished(person_id, view):
                self._keep({person_id}, view.body)

    def _keep(self, readers: set[str], shown: object) -> None:
        self.heard.append((readers, json.dumps(shown, ensure_ascii=False)))

    def read_by(self, partner_id: str) -> Iterator[str]:
        """All that people of a partner could read."""
        people = set(COMPANIES[partner_id].people)
        return (text for readers, text in self.heard if readers & people)


async def test_nothing_of_one_partner_ever_reaches_anothers_people(story: Story) -> None:
    ear = Ear(story)
    story.workspace.world.feed.subscribe(ear.note)
    story.enrol()
    for number, partner_id in enumerate(OWN, start=1):
        story.subscribe(partner_id, 431 + 1000 * number)
    await story.settled()
    for number, partner_id in enumerate(OWN, start=1):
        await _hand_over(story, partner_id, agents=str(number * 7))
    await _work(story)
    for partner_id, (one, other) in HANDLES.items():
        await _look_around(story, story.person(one), partner_id)
        await _look_around(story, story.person(other), partner_id)
    await story.settled()

    for reader in OWN:
        texts = list(ear.read_by(reader))
        for owner, secrets in OWN.items():
            found = {secret: [text for text in texts if secret in text] for secret in secrets}
            if owner == reader:
                assert all(found.values()), f"{reader} was never shown {[each for each in found if not found[each]]}"
            else:
                assert not any(found.values()), f"{reader} was shown of {owner}: {found}"


async def _hand_over(story: Story, partner_id: str, *, agents: str) -> None:
    """A lead by the pinned message, which is there for every partner's people."""
    form = await _from_pinned(story, story.person(HANDLES[partner_id][0]), partner_id)
    site = f"{partner_id}-lead.com"  # of one company for several partners a rep would have to decide whose it is
    theirs = {"Company": f"Secret {partner_id}", "Website": site, "Work email": f"ann@{site}"}
    page = top(await form.fill({**CONTACT, **theirs}).submit())
    await page.change({"Products": ["LiveChat"], "Number of agents": agents, "Commission type": SHARE})
    page = top(await page.submit())
    await top(await page.fill(CONSENT).submit()).close()


async def _from_pinned(story: Story, person: Actor, partner_id: str) -> Form:
    return top(await person.click(story.channel(f"partner-{partner_id}").pins[0], "Submit a lead"))


async def _work(story: Story) -> None:
    sam = story.person("sam")
    for number in ("L-1", "L-2", "L-3"):
        await moved(story, sam, number, "Approve for further review")
    await moved(story, sam, "L-1", "Won", **{"Confirmed annual value": "11,111"})
    await moved(story, sam, "L-2", "Lost", Reason="Lost to a rival")
    await moved(story, sam, "L-3", "Won", **{"Confirmed annual value": "33,333"})
    for partner_id, told in (("northwind", "Won"), ("brightside", "Lost"), ("helio", "Won")):
        await story.channel(f"partner-{partner_id}").message(containing=f"Secret {partner_id}* · *{told}*", timeout=15)


async def _look_around(story: Story, person: Actor, partner_id: str) -> None:
    """Everything that one can look at, and some that one should not be able to."""
    channel = f"partner-{partner_id}"
    pinned = story.channel(channel).pins[0]
    for label in ("Overview", "My leads", "How my ARR adds up", "My tier"):
        shown = answer(await person.click(pinned, label))
        if label == "My leads":
            await person.click(shown, "Details")
    if partner_id == "helio":
        return
    for words in ("", "arr", "customers", "tier", "leads", "leads L-1", "leads L-2", "leads L-3", "help", "lead"):
        await person.command("/partner", words, channel=channel)
    await person.command("/program", "leads", channel=channel)
    home = await person.open_home()
    await person.click(home, "My leads")
