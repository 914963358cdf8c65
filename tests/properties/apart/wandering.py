"""People who click through the app at random: on what they see, and what they type is marked as theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sandbox.people.actor import Actor, Form
from sandbox.people.cards import Card
from sandbox.people.errors import NotOffered
from sandbox.world.errors import Refused
from sandbox.world.forms import Element, elements, message_elements
from tests.properties.apart.belongings import AGENTS, MARKS, NICK, PEOPLE, Owner
from tests.slack.story import COMPANIES, STAFF, VENDOR, Story

STAFF_HANDLES = ("sam", "riley", "alex", "maria", "dana")
PARTNER_HANDLES = ("pat", "piotr", "bea", "ben", "hana", "hugo")
COMMON = "Commonfirm"
"""A company that everybody knows."""

INVITED = "person"
"""The field for somebody who is to belong to the company too."""

NEWEST = 6
"""Messages that somebody still looks at."""

PICTURE = b"\x89PNG"

PARTNER_WORDS = (
    *("", "arr", "customers", "tier", "benefits", "claim", "estimate", "lead", "leads", "settings", "people", "join"),
    *("help", "leads L-1", "leads L-2", "leads L-3", "leads L-5", "customers customer", "customers commonfirm"),
)
PROGRAM_WORDS = (
    *("", "leads", "claims", "partners", "partner northwind", "partner brightside", "partner helio", "report"),
    *("applications", "invite northwind", "invite helio", "settings", "away", "help"),
)

Place = Card | Form
Step = tuple[Place, Element]


@dataclass(frozen=True)
class Wanderer:
    """One person of the story at the keyboard."""

    story: Story
    person: Actor

    @property
    def owner(self) -> Owner | None:
        """Whose person it is; nobody's of the staff."""
        return PEOPLE.get(self.person.id)

    @property
    def room(self) -> str:
        """Where the person writes commands."""
        if self.owner in COMPANIES:
            return f"partner-{self.owner}"
        return "general"

    async def go(self, picks: Sequence[int]) -> None:
        """Begins somewhere and clicks on, one step for each pick."""
        try:
            await self._begin(picks[0])
            for pick in picks[1:]:
                await self._settled()
                await self._step(pick)
        except (NotOffered, Refused):
            pass  # what one wanted to click is gone, or the person has no such door
        await self._settled()

    async def ask_everything(self) -> None:
        """Every command, where the person has commands."""
        for words in PARTNER_WORDS:
            if self.person.person.team_id == VENDOR:
                await self.person.command("/partner", words, channel=self.room, wait=0)
        await self._settled()

    async def say(self, text: str) -> None:
        """Writes to the app, in direct messages."""
        await self.person.say(text)
        await self._settled()

    async def drop(self, name: str, content: bytes) -> None:
        """Gives the app a file."""
        await self.person.say("", files={name: content})
        await self._settled()

    async def click(self, card: Card, action_id: str) -> None:
        """Clicks in a message, wherever it may have come from."""
        await self.person.click(card, action_id=action_id, wait=0)
        await self._settled()

    async def _settled(self) -> None:
        await self.story.bot.boundary.drain()
        await self.story.settled()

    async def _begin(self, pick: int) -> None:
        has_app = self.person.person.team_id == VENDOR
        way = pick % 4
        if self.person.forms and way:
            return
        if way == 1 and has_app:
            await self.person.open_home()
        elif way < 3 and has_app:
            words = PARTNER_WORDS if self.owner else PROGRAM_WORDS
            command = "/partner" if self.owner else "/program"
            await self.person.command(command, words[pick // 4 % len(words)], channel=self.room, wait=0)

    async def _step(self, pick: int) -> None:
        """In a modal one also submits or closes it."""
        if self.person.forms:
            form = self.person.form
            if form.submit_text and pick % 3 != 1:
                await self._send(form, pick // 3)
                return
            if pick % 7 == 0:
                await form.close()
                return
        steps = self._steps()
        if not steps:
            return
        place, element = steps[pick % len(steps)]
        value = self._value(element, pick) if element.holds_value or element.kind == "overflow" else None
        await self.person.click(place, action_id=element.action_id, block_id=element.block_id, value=value, wait=0)

    async def _send(self, form: Form, pick: int) -> None:
        for element in elements(form.blocks):
            wants = element.is_input and (not element.block.get("optional") or pick % 2)
            entry = form.view.state.get(element.block_id, {}).get(element.action_id, {})
            if wants and element.holds_value and not (entry.get(element.key) and pick % 5):
                form.fill({element.block_id: self._value(element, pick)})
        await form.submit(wait=0)

    def _steps(self) -> list[Step]:
        """All that can be used: in the modal on top, or in the newest messages and on Home."""
        if self.person.forms:
            form = self.person.form
            return [(form, each) for each in elements(form.blocks)]
        rooms = [self.room, "dm"]
        if self.owner is None:
            rooms += [name for name in ("leads", "claims") if self.person.sees(name)]
        seen = [card for name in rooms for card in self._newest(name)]
        steps: list[Step] = [
            (card, each) for card in seen for each in message_elements(card.blocks, card.message.get("attachments"))
        ]
        try:
            home = self.person.home
        except NotOffered:
            return steps
        return [*steps, *((home, each) for each in elements(home.blocks))]

    def _newest(self, name: str) -> Sequence[Card]:
        try:
            room = self.person.channel(name)
            return [*room.pins, *room.messages[-NEWEST:]]
        except (NotOffered, Refused):
            return ()

    def _value(self, element: Element, pick: int) -> Any:
        if element.options:
            option = element.options[pick % len(element.options)]["value"]
            return [option] if element.key == "selected_options" else option
        day = (self.story.clock.now() + timedelta(days=pick % 60)).date()
        match element.kind.removeprefix("multi_"):
            case "users_select":
                value: Any = self._somebody(element, pick)
            case "conversations_select":
                value = "general"
            case "datepicker":
                value = day.isoformat()
            case "timepicker":
                value = "10:00"
            case "file_input":
                value = [self.story.workspace.world.files.add(self.person.person, f"{self._mark}.png", PICTURE)]
            case _:
                value = self._typed(element, pick)
        return value

    def _somebody(self, element: Element, pick: int) -> str:
        """The staff picks among the staff, a partner's people among themselves; they invite the newcomer too."""
        if self.owner is None:
            return sorted(STAFF)[pick % len(STAFF)]
        own = [person for person, owner in PEOPLE.items() if owner == self.owner]
        several = [*own, NICK] if element.block_id == INVITED else own
        return several[pick % len(several)]

    @property
    def _mark(self) -> str:
        return MARKS[self.owner] if self.owner else "Vendor"

    def _typed(self, element: Element, pick: int) -> str:
        """Something that the field is likely to take, marked as the person's own."""
        company = COMMON if pick % 4 == 0 else self._mark
        number, site = pick % 5, f"{company.lower()}{pick % 5}.com"
        name = element.block_id
        agents = AGENTS[self.owner][pick % 3] if self.owner else 7
        answers = {
            "company": f"{company} {number}",
            "domain": site,
            "site": site,
            "email": f"{self._mark.lower()}@{site}",
            "first_name": f"{self._mark}ina",
            "last_name": f"{self._mark}son",
            "phone": "+48 600 100 200",
            "agents": str(agents),
            "employees": str(agents),
        }
        if name in answers:
            return answers[name]
        if element.kind == "number_input" or "value" in name or "hour" in name:
            return str(agents)
        if element.kind == "email_text_input":
            return answers["email"]
        if element.kind == "url_text_input":
            return f"https://{site}/about"
        return f"{self._mark} says {pick}, and it is a long story that began many years ago in a small town by the sea"
