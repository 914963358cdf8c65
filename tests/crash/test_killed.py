"""SIGKILL at named points. Started again, every message arrives, at most one is doubled, a lead is there once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import aiohttp
import pytest

from bot.dispatcher import LEASE
from bot.serving import listen, serving
from bot.wiring import Bot
from domain.leads import Move
from domain.people import Actor
from domain.program import Program
from domain.usecases.lead_hands import assign_lead
from domain.usecases.work_leads import Review, review_lead
from sandbox import Workspace
from storage.unit_of_work import UnitOfWork
from tests.crash.processes import PATIENCE, free_port, kill, offline, process
from tests.slack.playing import CONSENT, NORTHWIND, SHARE, consent_page, deal_page, hand_over, seed_leads, top
from tests.slack.relay import relaying
from tests.slack.story import MANIFEST, Story, StoryClock, story_settings

pytestmark = pytest.mark.crash


def beside(workspace: Workspace, program: Program, database_url: str, *, socket_mode: bool = True) -> Story:
    """A bot of the same database that does not run yet: it fills the database, and is the one started again."""
    clock = StoryClock()
    settings = story_settings(workspace, database_url, socket_mode=socket_mode)
    return Story(workspace, Bot(settings, program, clock=clock), clock)


def leads_of(story: Story) -> int:
    """How many leads there are."""
    return sum(story.look(lambda uow: uow.leads.counts()).values())


async def test_killed_after_the_commit_and_before_the_ack(program: Program, sqlite_url: str, tmp_path: Path) -> None:
    port = free_port()
    async with relaying() as relay, Workspace.running(manifest=MANIFEST, request_url=relay.url) as workspace:
        story = beside(workspace, program, sqlite_url, socket_mode=False)
        story.enrol("northwind")
        pat = story.person("pat")
        async with process(workspace, sqlite_url, tmp_path, port=port, socket_mode=False) as first:
            relay.target = f"http://127.0.0.1:{port}"
            await story.channel(NORTHWIND).message(containing="Welcome", timeout=PATIENCE)
            page = (await consent_page(pat)).fill(CONSENT)
            workspace.fail("chat.postMessage", "refused", times=1000)
            relay.instead_of_answering = first.kill
            assert (await page.submit()).error is not None
            await kill(first)
        assert leads_of(story) == 1
        async with aiohttp.ClientSession() as session:
            await session.delete(f"{workspace.page_url}sandbox/faults")
        story.clock.advance(LEASE)
        listening = listen("127.0.0.1", 0)
        relay.target = f"http://127.0.0.1:{listening.getsockname()[1]}"
        async with serving(story.bot.http_app(), listening):
            assert "is lead *L-1*" in top(await page.submit()).text
            await story.channel("leads").message(containing="*L-1 · Acme*", timeout=PATIENCE)
            await story.channel(NORTHWIND).message(containing="submitted *L-1", timeout=PATIENCE)
            await story.settled()
        assert leads_of(story) == 1
        for room in ("leads", NORTHWIND):
            assert len([each for each in story.channel(room).messages if "*L-1 · Acme*" in each.text]) == 1


async def test_killed_between_sending_and_marking(program: Program, sqlite_url: str, tmp_path: Path) -> None:
    async with Workspace.running(manifest=MANIFEST) as workspace:
        story = beside(workspace, program, sqlite_url)
        story.enrol("northwind", channels=False)
        seed_leads(story, "northwind", 1)
        workspace.fail("chat.postMessage", "lost_answer")
        desk = story.channel("leads")
        async with process(workspace, sqlite_url, tmp_path, port=free_port()) as first:
            orphan = await desk.message(containing="*L-1 · Company 0*", timeout=PATIENCE)
            await kill(first)
        await offline(workspace)
        story.clock.advance(LEASE)
        async with story.bot.running():
            await workspace.app_connected()
            card = await desk.message(containing="*L-1 · Company 0*", after=orphan, timeout=PATIENCE)
            await story.settled()
            cards = [each for each in desk.messages if "*L-1 · Company 0*" in each.text]
            assert [each.ts for each in cards] == [orphan.ts, card.ts]
            await story.person("sam").click(orphan, "Assign to me", wait=0)
            await desk.changed(card, containing="With @Sam Rivera")
            await story.settled()


async def test_killed_in_the_middle_of_a_leads_story(program: Program, sqlite_url: str, tmp_path: Path) -> None:
    async with Workspace.running(manifest=MANIFEST) as workspace:
        story = beside(workspace, program, sqlite_url)
        story.enrol("northwind")
        seed_leads(story, "northwind", 1)
        _work(story)
        desk, channel = story.channel("leads"), story.channel(NORTHWIND)
        async with process(workspace, sqlite_url, tmp_path, port=free_port()) as first:
            await desk.message(containing="moved it to *Approved for further review*", timeout=PATIENCE)
            await kill(first)
        await offline(workspace)
        story.clock.advance(LEASE)
        async with story.bot.running():
            await desk.message(containing="moved it to *Won*", timeout=PATIENCE)
            await channel.message(containing="We credited", timeout=PATIENCE)
            await story.person("alex").dm.message(containing="won *L-1", timeout=PATIENCE)
            await story.settled()
        told = ("took it on", "*Approved for further review*", "*Product demo*", "*Won*")
        _once_and_in_order([each.text for each in desk.messages if each.thread_ts not in {"", each.ts}], told)
        approved = ("*Approved for further review*", "please introduce LiveChat")
        steps = ("Welcome", "submitted *L-1", *approved, "*Product demo*", "We credited")
        texts = [each.text for each in channel.messages if each.author == "U0APPBOT1"]
        _once_and_in_order(texts, steps)
        assert ":tada: Won\n" in next(each.text for each in reversed(desk.messages) if "*Partner*" in each.text)
        assert story.look(lambda uow: uow.ledger.get("lead:1:win:1")) is not None


async def test_killed_while_a_form_is_open(program: Program, sqlite_url: str, tmp_path: Path) -> None:
    async with Workspace.running(manifest=MANIFEST) as workspace:
        story = beside(workspace, program, sqlite_url)
        story.enrol("northwind", channels=False)
        pat = story.person("pat")
        async with process(workspace, sqlite_url, tmp_path, port=free_port()) as first:
            await workspace.app_connected()
            page = await deal_page(pat, Company="Patience GmbH")
            await page.change({"Products": ["LiveChat"], "Number of agents": "5"})
            await kill(first)
        await offline(workspace)
        assert (await page.fill({"Commission type": SHARE}).submit()).error is not None
        async with process(workspace, sqlite_url, tmp_path, port=free_port()):
            await workspace.app_connected()
            third = top(await page.submit())
            assert "*Patience GmbH* · acme.com" in third.text
            assert "= $354.00" in third.text
            assert "*Patience GmbH* is lead *L-1*" in top(await third.fill(CONSENT).submit()).text
            assert await hand_over(pat) == "L-2"
        assert leads_of(story) == 2
        story.database.dispose()


def _work(story: Story) -> None:
    """A rep takes the lead to Won, by the use cases."""
    sam, now, program = story.key("sam"), story.clock.now(), story.bot.program

    def step(uow: UnitOfWork, actor: Actor, **decided: object) -> None:
        lead = uow.leads.get(1)
        assert lead is not None
        values = {"move": None, "stage": lead.stage, "confirmed_value": lead.estimate, **decided}
        review_lead(uow, program, actor, 1, Review(version=lead.version, **values), now=now)  # type: ignore[arg-type]

    def work(uow: UnitOfWork) -> None:
        actor = uow.people.actor(sam)
        assign_lead(uow, actor, 1, sam, now=now)
        step(uow, actor, move=Move.APPROVE)
        step(uow, actor, stage="demo")
        step(uow, actor, move=Move.WIN)

    story.do(work)


def _once_and_in_order(texts: list[str], steps: tuple[str, ...]) -> None:
    """Each step is told, in its order, and at most one of them twice."""
    found = [next(step for step in steps if step in text) for text in texts]
    assert list(dict.fromkeys(found)) == list(steps)
    assert found == sorted(found, key=steps.index)
    assert sorted(Counter(found).values())[:-1] == [1] * (len(steps) - 1)
    assert max(Counter(found).values()) <= 2
