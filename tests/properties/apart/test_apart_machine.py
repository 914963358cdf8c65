"""However partners' histories run, nothing of one partner is ever shown to another's people.

Over the wire: the bot in a local Slack workspace, on a real database, with people who click at random. Whatever Slack
then shows to a person is looked through for words, figures and numbers of others.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from bot.program_file import load_program
from bot.wiring import Bot
from domain.leads import Move
from domain.program import Program
from sandbox import Workspace
from storage.database import Database
from tests.properties.apart.belongings import MARKS, NEWCOMER, Belongings
from tests.properties.apart.histories import PARTNERS, History
from tests.properties.apart.lead_histories import file_of_leads
from tests.properties.apart.listening import FORGED, Ear
from tests.properties.apart.wandering import PARTNER_HANDLES, STAFF_HANDLES, Wanderer
from tests.slack.playing import button
from tests.slack.story import COMPANIES, MANIFEST, PROGRAM, Story, StoryClock, story_settings

pytestmark = pytest.mark.timeout(7200)  # the long profile needs more than the usual two minutes

T = TypeVar("T")

PATIENT_SENDING = 10_000
"""Messages in a row that the dispatcher does not pace: a history is long, and the test is short."""

SAYINGS = (
    *("what's my tier?", "how much ARR do we have", "my leads", "my customers", "benefits", "people", "help"),
    *("I want to submit one more lead", "Commonfirm 0", "commonfirm0.com", "yes", "back", "cancel"),
)
MENTIONS = ("what's my tier?", "my leads", "customers", "who are you")
JOBS = (
    *("tiers", "close-to-promotion", "weekly-digests", "lead-reminders", "lead-protection", "lead-drafts"),
    *("claim-reminders", "benefit-reviews", "pinned-messages"),
)

partners = st.sampled_from(PARTNERS)
picks = st.lists(st.integers(0, 999), min_size=2, max_size=10)
small = st.integers(0, 7)
leads = st.integers(1, 14)


@asynccontextmanager
async def lively(program: Program, file: Path) -> AsyncIterator[tuple[Story, Ear]]:
    """A story on a database file, and an ear in its workspace from the first message on."""
    async with Workspace.running(manifest=MANIFEST) as workspace:
        ear, clock = Ear(workspace.world), StoryClock()
        workspace.world.feed.subscribe(ear.note)
        settings = story_settings(workspace, f"sqlite:///{file}")
        bot = Bot(settings, program, clock=clock, burst=PATIENT_SENDING)
        async with bot.running():
            await bot.scheduler.made_up()
            await workspace.app_connected()
            story = Story(workspace, bot, clock)
            await story.settled()
            yield story, ear


class ApartMachine(RuleBasedStateMachine):
    """Three partners, somebody new and the staff live on; after each step all that was shown is looked through."""

    def __init__(self, program: Program, file: Path) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.open = AsyncExitStack()
        self.file = file
        self.belongings = Belongings(sqlite3.connect(file))
        self.story, self.ear = self.run(self.open.enter_async_context(lively(program, file)))
        self.history = History(self.story.database, program, self.story.clock.now)
        self.refused_forgeries: dict[str, float] = {}
        self.look()

    def run(self, act: Coroutine[Any, Any, T]) -> T:
        return self.loop.run(act)

    def teardown(self) -> None:
        self.run(self.open.aclose())
        self.loop.close()
        self.belongings.looking.close()
        self.file.unlink()

    def look(self) -> None:
        """Nobody was shown what is another's."""
        self.belongings.refresh()
        for heard in self.ear.taken():
            found = sorted(set(self.belongings.foreign(heard.text, heard.reader)))
            assert not found, f"{heard.person} of {heard.reader} was shown {found} in a {heard.kind}: {heard.text}"

    def failures(self) -> dict[str, float]:
        """Requests that the app could not work on, by kind and route."""
        (requests,) = self.story.bot.metrics.requests.collect()
        return {str(each.labels): each.value for each in requests.samples if each.labels["outcome"] == "failed"}

    def nothing_failed(self) -> None:
        """Or what should have been shown would not have been looked through."""
        assert self.failures() == self.refused_forgeries

    def happen(self, told: bool) -> None:
        if told:
            self.story.bot.dispatcher.wake()
            self.story.bot.homes.wake()
        self.run(self.story.settled())
        self.look()

    # people

    @rule(handle=st.sampled_from(PARTNER_HANDLES), picks=picks)
    def wander(self, handle: str, picks: list[int]) -> None:
        self.run(Wanderer(self.story, self.story.person(handle)).go(picks))
        self.look()
        self.nothing_failed()

    @rule(picks=picks)
    def newcomer_wanders(self, picks: list[int]) -> None:
        self.wander("nick", picks)

    @rule(handle=st.sampled_from(STAFF_HANDLES), picks=picks)
    def staff_works(self, handle: str, picks: list[int]) -> None:
        self.wander(handle, picks)

    @rule(handle=st.sampled_from([*PARTNER_HANDLES[:4], "nick"]))
    def ask_everything(self, handle: str) -> None:
        self.run(Wanderer(self.story, self.story.person(handle)).ask_everything())
        self.look()
        self.nothing_failed()

    @rule(picks=picks)
    def all_look_around(self, picks: list[int]) -> None:
        """One from each partner."""
        for handle in PARTNER_HANDLES[::2]:
            self.wander(handle, picks)

    @rule(handle=st.sampled_from([*PARTNER_HANDLES[:4], "nick"]), text=st.sampled_from(SAYINGS))
    def say(self, handle: str, text: str) -> None:
        self.run(Wanderer(self.story, self.story.person(handle)).say(text))
        self.look()

    @rule(owner=partners, number=small, text=st.sampled_from(MENTIONS))
    def mention(self, owner: str, number: int, text: str) -> None:
        company = COMPANIES[owner]
        person = self.story.person(company.people[number % len(company.people)])
        self.run(person.say(f"<@U0APPBOT1> {text}", f"partner-{owner}"))
        self.run(self.story.bot.boundary.drain())
        self.happen(False)

    @rule(handle=st.sampled_from(PARTNER_HANDLES[:4]), numbers=st.lists(small, min_size=1, max_size=4, unique=True))
    def drop_a_file(self, handle: str, numbers: list[int]) -> None:
        wanderer = Wanderer(self.story, self.story.person(handle))
        assert wanderer.owner is not None
        self.run(wanderer.drop("leads.csv", file_of_leads(wanderer.owner, numbers)))
        self.run(wanderer.go([0, *numbers]))
        self.look()

    @rule(owner=partners, other=partners, pick=st.integers(0, 999))
    def forge(self, owner: str, other: str, pick: int) -> None:
        """Somebody clicks what was offered to another partner's people: only what they sent may be said back."""
        seen = list(self.ear.seen_buttons.get(other, {}))
        if owner == other or not seen:
            return
        action, value = seen[pick % len(seen)]
        echoed = {word for mark in (*MARKS.values(), *COMPANIES) if (word := mark.lower()) in value.lower()}
        if echoed:
            return
        self.run(self._click_forged(owner, action, value, pick))
        self.look()
        self.refused_forgeries = self.failures()

    async def _click_forged(self, owner: str, action: str, value: str, pick: int) -> None:
        person = self.story.person(COMPANIES[owner].people[pick % 2])
        card = await button(self.story, f"partner-{owner}", action, value)
        assert card.text.startswith(FORGED)
        await Wanderer(self.story, person).click(card, action)

    # what happens

    @rule(owner=partners, amount=st.integers(20_000, 250_000), status=small, which=small)
    def bill(self, owner: str, amount: int, status: int, which: int) -> None:
        self.happen(self.history.bill(owner, amount=amount, status=status, which=which))

    @rule(owner=partners, amount=st.integers(20_000, 90_000), which=small)
    def move_customer(self, owner: str, amount: int, which: int) -> None:
        self.happen(self.history.move_customer(owner, which, amount, self.belongings))

    @rule(owner=partners, which=small)
    def hand_in(self, owner: str, which: int) -> None:
        self.happen(self.history.hand_in(owner, which))

    @rule(lead=leads, move=st.sampled_from([None, *Move]), pick=small)
    def move_lead(self, lead: int, move: Move | None, pick: int) -> None:
        self.happen(self.history.move(lead, move, pick=pick))

    @rule(lead=leads, what=st.integers(0, 5), other=leads)
    def work_on_lead(self, lead: int, what: int, other: int) -> None:
        self.happen(self.history.work(lead, what, other))

    @rule(conflict=st.integers(1, 6), ruling=small)
    def rule_conflict(self, conflict: int, ruling: int) -> None:
        self.happen(self.history.rule(conflict, ruling))

    @rule(owner=partners, which=small)
    def claim(self, owner: str, which: int) -> None:
        self.happen(self.history.claim(owner, which))

    @rule(claim=st.integers(1, 8), what=st.integers(0, 5))
    def work_on_claim(self, claim: int, what: int) -> None:
        self.happen(self.history.work_claim(claim, what))

    @rule(owner=partners, what=st.integers(0, 3))
    def look_after(self, owner: str, what: int) -> None:
        self.happen(self.history.look_after(owner, what))

    @rule(owner=partners, goes=st.booleans())
    def newcomer(self, owner: str, goes: bool) -> None:
        self.happen(self.history.newcomer_leaves() if goes else self.history.invite_newcomer(owner))

    @rule(hours=st.sampled_from([1, 9, 26, 24 * 8, 24 * 31, 24 * 170]), job=st.sampled_from(JOBS))
    def time_passes(self, hours: int, job: str) -> None:
        """Everything that is done by the clock is done: reminders, digests, evaluations, Homes."""
        self.story.later(timedelta(hours=hours))
        for name in (job, "digests", "tiers"):
            assert name in self.story.bot.jobs.all
            self.run(self.story.bot.scheduler.run(name))
        self.happen(True)


@pytest.fixture(scope="module")
def program() -> Program:
    """The program of the repository."""
    return load_program(PROGRAM)


@pytest.fixture
def seeded(program: Program, migrated_file: Path, tmp_path: Path) -> Callable[[], Path]:
    """Makes databases, all alike, in which something of everything has happened."""
    first = Path(shutil.copy(migrated_file, tmp_path / "first.db"))
    database = Database(f"sqlite:///{first}")
    start = datetime.now(UTC) - timedelta(minutes=5)
    History(database, program, lambda: start).found()
    database.dispose()
    numbers = count()
    return lambda: Path(shutil.copy(first, tmp_path / f"apart-{next(numbers)}.db"))


def test_nothing_of_a_partner_is_shown_to_anothers_people(program: Program, seeded: Callable[[], Path]) -> None:
    make = cast(type[RuleBasedStateMachine], lambda: ApartMachine(program, seeded()))
    profile = settings()
    few = settings(max_examples=max(3, profile.max_examples // 8), phases=set(profile.phases) - {Phase.shrink})
    run_state_machine_as_test(make, settings=few)


@pytest.fixture
def machine(program: Program, seeded: Callable[[], Path]) -> Iterator[ApartMachine]:
    """One that is played by hand."""
    made = ApartMachine(program, seeded())
    yield made
    made.teardown()


def test_what_there_is_at_first_is_of_everybody_and_kept_apart(machine: ApartMachine) -> None:
    """Or nothing could be found: what one partner reads would be foreign to each of the others."""
    machine.run(_look_around(machine.story))
    machine.belongings.refresh()
    heard = machine.ear.taken()
    for reader in PARTNERS:
        texts = "\n".join(each.text for each in heard if each.reader == reader)
        assert set(machine.belongings.foreign(texts, reader)) == set()
        for other in {*PARTNERS, NEWCOMER} - {reader}:
            found = set(machine.belongings.foreign(texts, other))
            assert MARKS[reader].lower() in found
            assert any(each.startswith("L-") for each in found)
            assert any("." in each for each in found)
    for handle in (*PARTNER_HANDLES, "nick"):
        machine.ask_everything(handle)


@pytest.mark.parametrize("where", ["message", "whisper", "modal", "home"])
def test_what_reaches_the_wrong_people_is_found(machine: ApartMachine, where: str) -> None:
    machine.run(_said_to_the_wrong_people(machine.story, where))
    with pytest.raises(AssertionError, match=r"U0PAT0001 of northwind was shown \['L-5', 'brumvex'\]"):
        machine.look()


async def _look_around(story: Story) -> None:
    for handle in PARTNER_HANDLES[::2]:
        person = story.person(handle)
        pinned = story.channel(Wanderer(story, person).room).pins[0]
        for label in ("Overview", "My leads", "How my ARR adds up"):
            await person.click(pinned, label)


async def _said_to_the_wrong_people(story: Story, where: str) -> None:
    """As our app could say it."""
    token, leak = story.workspace.bot_token, "Brumvex gave us L-5"
    blocks = [{"type": "section", "text": {"type": "plain_text", "text": leak}}]
    title = {"type": "plain_text", "text": "Oh"}
    pat, channel = story.person("pat"), COMPANIES["northwind"].channel
    calls: dict[str, tuple[str, dict[str, Any]]] = {
        "message": ("chat.postMessage", {"channel": channel, "text": leak}),
        "whisper": ("chat.postEphemeral", {"channel": channel, "user": pat.id, "text": leak}),
        "home": ("views.publish", {"user_id": pat.id, "view": {"type": "home", "blocks": blocks}}),
    }
    if where == "modal":
        form = (await pat.command("/partner", "estimate", channel="partner-northwind")).form
        assert form is not None
        view = {"type": "modal", "title": title, "blocks": blocks}
        calls["modal"] = ("views.update", {"view_id": form.view.id, "view": view})
    method, arguments = calls[where]
    await story.bot.calls.call(token, method, arguments, within=5)
