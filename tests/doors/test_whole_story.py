"""A vendor and three companies with doors of their own, through restarts of the bot, a removal and a return.

Nothing is lost on the way, and nothing is said twice.
"""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp
import pytest

from bot.serving import listen, serving
from bot.settings import Settings
from bot.wiring import Bot
from domain.leads import Move
from domain.people import person_key
from domain.program import Program
from domain.usecases.work_leads import Review, review_lead
from sandbox import Workspace
from sandbox.people.actor import Form
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.doors.conftest import WORKSPACE
from tests.doors.test_leaving import GONE, dead, heard, pending
from tests.doors.visiting import GLOBEX_LABS, HELIO, ORBIT, Browser, door_settings, enrol, kept, write_to
from tests.slack import desk
from tests.slack.playing import CONSENT, CONTACT, DEAL, answer, top
from tests.slack.story import MANIFEST, VENDOR, Story, StoryClock, story_settings

OWN_CHANNEL = "livechat-program"


@dataclass
class House:
    """A bot that can be stopped and started again, at the same address and on the same database."""

    program: Program
    settings: Settings
    address: socket.socket
    story: Story
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def start(self) -> None:
        """As a new process would: with all that it knows from the database."""
        self.story.bot = Bot(self.settings, self.program, clock=self.story.clock)
        await self._open.enter_async_context(serving(self.story.bot.http_app(), self._listening()))
        await self.story.bot.scheduler.made_up()

    def _listening(self) -> socket.socket:
        """On the same address again, which nobody else takes meanwhile."""
        again = self.address.dup()
        again.setblocking(False)
        return again

    async def stop(self) -> None:
        """What was begun is finished."""
        await self._open.aclose()

    def meanwhile(self, act: Callable[[UnitOfWork], object]) -> None:
        """Something is done by another process."""
        database = Database(self.settings.database_url, clock=self.story.clock)
        with database.write() as uow:
            act(uow)
            uow.commit()
        database.dispose()


@asynccontextmanager
async def house_of(program: Program, database_url: str) -> AsyncIterator[House]:
    """Slack with several workspaces, and the bot in it."""
    address = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{address.getsockname()[1]}"
    async with Workspace.running(MANIFEST, WORKSPACE, request_url=f"{url}/slack/events") as workspace:
        workspace.world.app.org_deploy = True
        clock = StoryClock()
        settings = door_settings(story_settings(workspace, database_url, socket_mode=False), url)
        house = House(program, settings, address, Story(workspace, Bot(settings, program, clock=clock), clock, url=url))
        house.story.bot.database.dispose()
        await house.start()
        try:
            yield house
        finally:
            await house.stop()
            address.close()


@pytest.fixture
async def house(program: Program, database_url: str) -> AsyncIterator[House]:
    """On SQLite and on PostgreSQL."""
    async with house_of(program, database_url) as running:
        yield running


async def test_three_companies_live_on_through_restarts_a_removal_and_a_return(
    house: House, http: aiohttp.ClientSession
) -> None:
    story, browser = house.story, Browser(house.story, http)
    await _move_in(story, browser)
    olga, greg, maria = (story.person(handle) for handle in ("olga", "greg", "maria"))

    # a lead from the shared channel, and one by command from a workspace of its own
    card = await story.channel("partner-helio").message(containing="ARR")
    await _hand_over(top(await story.person("hugo").click(card, "Submit a lead")), "Acme")
    await _hand_over(top(await olga.command("/partner", "lead", channel=OWN_CHANNEL)), "Bolt")
    for company in ("Acme", "Bolt"):
        await story.channel("leads").message(containing=company)

    # what happens while the bot is down is told when it is up
    await story.settled()
    await house.stop()
    house.meanwhile(lambda uow: _approve(uow, house.program, story, 1))
    await house.start()
    await story.channel("partner-helio").message(containing="has taken the lead on")

    # one of them removes the app: what it is to hear waits, over a restart too
    await olga.uninstall()
    await maria.dm.message(containing=GONE)
    story.subscribe("orbit", 2_000)
    house.meanwhile(lambda uow: _approve(uow, house.program, story, 2))
    write_to(story, "orbit", ORBIT, "U0OLGA001")
    await story.settled()
    waiting = pending(story)
    assert waiting >= 3
    await house.stop()
    await house.start()

    # the others go on
    story.subscribe("helio", 500)
    await story.channel("partner-helio").message(containing="Helio is now Silver")
    number = desk.claim(story, "hugo", "onboarding")
    claim = await desk.card_of(story.channel("claims"), number)
    await story.person("dana").click(claim, action_id="desk.take")
    write_to(story, "globex", GLOBEX_LABS, "U0GREG001")
    await greg.dm.message(containing="Bronze")
    for _ in range(3):
        await story.settled()  # what is on its way when the clock jumps would be taken for lost
        story.later(timedelta(minutes=20))
    await story.settled()
    assert (pending(story), dead(story)) == (waiting, 0)

    # and back
    before = len(story.channel(OWN_CHANNEL).messages)
    assert (await browser.install("olga")).status == 200
    await story.channel(OWN_CHANNEL).message(containing="Orbit is now Gold")
    await olga.dm.message(containing="Bronze")
    await story.settled()
    assert (pending(story), dead(story)) == (0, 0)
    assert len(story.channel(OWN_CHANNEL).messages) > before
    assert "Orbit · Gold" in answer(await olga.command("/partner", channel=OWN_CHANNEL)).text
    _said_once(story)


async def test_a_token_that_is_revoked_is_like_a_removal(house: House, http: aiohttp.ClientSession) -> None:
    """Where Slack tells of nothing else."""
    story, browser = house.story, Browser(house.story, http)
    await _move_in(story, browser)
    installation = story.workspace.installation(ORBIT)
    installation.active = False
    at = int(story.clock.now().timestamp()) + 1
    event = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [installation.bot_user_id]}}
    await heard(story, {"team_id": ORBIT, "event_time": at, "event": event})
    await story.person("maria").dm.message(containing=GONE)
    assert kept(story, ORBIT).removed_at is not None
    write_to(story, "orbit", ORBIT, "U0OLGA001")
    await story.settled()
    await house.stop()
    await house.start()
    await story.settled()
    assert (pending(story), dead(story)) == (1, 0)
    await browser.install("olga")
    await story.person("olga").dm.message(containing="Bronze")
    await story.settled()
    assert (pending(story), dead(story)) == (0, 0)
    _said_once(story)


async def _move_in(story: Story, browser: Browser) -> None:
    """One is met in a shared channel, one has a channel of its own, and one's organisation has the app for all."""
    for who, where in (("hana", "workspace"), ("olga", "workspace"), ("gina", "organisation")):
        assert (await browser.install(who, where)).status == 200
    room = story.channel(OWN_CHANNEL).room
    room.members[story.workspace.installation(ORBIT).bot_user_id] = None
    enrol(story, "helio", HELIO, "U0HANA001", "U0HUGO001", channel="C0HELIOLAB")
    enrol(story, "orbit", ORBIT, "U0OLGA001", channel="C0ORBIT001")
    enrol(story, "globex", GLOBEX_LABS, "U0GREG001")
    await story.person("greg").open_home()  # by which the workspace is known as one of the organisation
    await story.settled()
    posted = {call.args["channel"]: call.team_id for call in story.workspace.calls("chat.postMessage")}
    assert (posted["C0HELIOLAB"], posted["C0ORBIT001"]) == (VENDOR, ORBIT)


async def _hand_over(form: Form, company: str) -> None:
    site = f"{company.lower()}.com"
    page = top(await form.fill({**CONTACT, "Company": company, "Website": site, "Work email": f"ann@{site}"}).submit())
    await page.change(DEAL)
    page = top(await page.submit())
    closing = top(await page.fill(CONSENT).submit())
    assert closing.title == "Lead submitted"
    await closing.close()


def _approve(uow: UnitOfWork, program: Program, story: Story, lead_id: int) -> None:
    lead = uow.leads.get(lead_id)
    assert lead is not None
    dana = uow.people.actor(person_key(VENDOR, "U0DANA001"))
    review_lead(uow, program, dana, lead_id, Review(lead.version, Move.APPROVE), now=story.clock.now())


def _said_once(story: Story) -> None:
    """In no conversation, and in no thread of one, is the same to be read twice."""
    for room in story.workspace.world.store.conversations.values():
        said = Counter((each.thread_ts, each.text) for each in room.messages.values() if each.bot_id)
        assert [text for text, times in said.items() if times > 1] == [], room.name or room.members
