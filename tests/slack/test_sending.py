"""Answers that overtake each other on their way to one view: the newest click's is the one that stays."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from slack_sdk.models.views import View

from bot.answering import answer
from bot.files import Files
from bot.payloads import Delivery, read_click
from bot.sending import Sender
from bot.slack_calls import SlackCalls
from domain.program import Program
from handlers.blocks import modal, section
from handlers.results import UpdateModal
from tests.slack.gate import gated, gated_story
from tests.slack.payloads import button, click_of, interaction
from tests.slack.payloads import modal as payload
from tests.slack.playing import deal_page, form_of
from tests.slack.story import Story


def clicked(view_id: str, at: str) -> Delivery:
    """A click in a modal."""
    container = {"type": "view", "view_id": view_id}
    delivery = read_click(interaction("block_actions", container=container, view=payload(), actions=[button()]))
    click = click_of(delivery)
    assert click.modal is not None
    return replace(delivery, request=replace(click, at=at, modal=replace(click.modal, view_id=view_id)))


def saying(text: str) -> View:
    return modal("Estimate", [section(text)])


async def test_an_estimate_on_its_way_does_not_overwrite_a_newer_one(program: Program, sqlite_url: str) -> None:
    async with gated_story(program, sqlite_url, "views.update", only_first=True) as (story, gate):
        story.enrol("northwind", channels=False)
        pat = story.person("pat")
        page = await deal_page(pat)
        page.fill({"Products": ["LiveChat"]})
        older = asyncio.create_task(page.change({"Number of agents": "1"}, wait=0))
        await gate.reached.wait()
        await page.change({"Number of agents": "12"}, wait=0)
        gate.open.set()
        await older
    assert "12 × $59" in pat.form.text


async def test_of_updates_that_wait_the_overtaken_ones_are_left_out(story: Story) -> None:
    story.enrol("northwind", channels=False)
    pat = story.person("pat")
    view_id = (await form_of(pat)).view.id
    async with gated(story.workspace, "views.update", only_first=True) as (gate, address):
        calls = SlackCalls(address)
        await calls.open()
        files = Files(calls, story.database, ThreadPoolExecutor(1))
        sender = Sender(calls, story.bot.installations, story.bot.metrics, files, story.bot.laters, story.bot.homes)

        async def send(at: str) -> None:
            delivery = clicked(view_id, at)
            arrived = asyncio.get_running_loop().time()
            await sender.send(answer(UpdateModal(saying(at)), delivery), delivery, arrived=arrived, reference="r")

        async with asyncio.TaskGroup() as sending:
            sending.create_task(send("1.000001"))
            await gate.reached.wait()
            sending.create_task(send("1.000003"))
            sending.create_task(send("1.000002"))
            gate.open.set()
        await calls.close()
    shown = [call.args["view"] for call in story.workspace.calls("views.update")]
    assert [str(each).count("1.000002") for each in shown] == [0, 0]
    assert "1.000003" in pat.form.text
