"""Files for one person: sent by direct message after the ack, with a word where they were asked for."""

from __future__ import annotations

import re
from typing import Any

import aiohttp
import pytest

from bot.slack_errors import CallError
from domain.ports import UnitOfWork
from handlers.context import Context
from handlers.results import OpenModal, Reply, Result, SendFile
from sandbox.people.actor import Actor
from tests.slack.playing import NORTHWIND, answer, button, top
from tests.slack.story import Story
from tests.slack.trying import Open, form, try_button

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
TOLD = "It's on its way."


def a_file(**changes: Any) -> SendFile:
    values: dict[str, Any] = {
        "name": "arr.png",
        "title": "ARR of <Northwind>",
        "content": PICTURE,
        "comment": "Here it is.",
        "told": Reply(TOLD, title="Chart"),
        "alt_text": "ARR rose to $12,000.00.",
    }
    return SendFile(**{**values, **changes})


def sends(_: object, __: Context) -> Result:
    return a_file()


async def received(story: Story, person: Actor) -> list[bytes]:
    """What the person can fetch of the files in the direct messages."""
    found = []
    async with aiohttp.ClientSession() as session:
        for card in person.dm.messages:
            for file in card.message.get("files", []):
                async with session.get(f"{file['url_private']}?as={person.person.handle}") as got:
                    found.append(await got.read())
    return found


async def test_a_command_is_acked_with_a_word_and_the_file_comes_by_direct_message(opened: Open) -> None:
    async with opened(command=sends) as story:
        pat = story.person("pat")
        seen = await pat.command("/partner", "try", channel=NORTHWIND, wait="Here it is.")
        assert answer(seen).text == TOLD
        card = await pat.dm.message(containing="Here it is.")
        file = card.message["files"][0]
        assert await received(story, pat) == [PICTURE]
        assert (file["name"], file["title"]) == ("arr.png", "ARR of <Northwind>")
        assert (file["alt_txt"], file["size"]) == ("ARR rose to $12,000.00.", len(PICTURE))
        assert not story.person("piotr").dm.messages


@pytest.mark.parametrize("surface", ["message", "ephemeral"])
async def test_a_click_in_a_message_leaves_it_and_adds_a_word(opened: Open, surface: str) -> None:
    def command(_: object, __: Context) -> Reply:
        return Reply("Your ARR", try_button("Send it"))

    async with opened(action=sends, command=command) as story:
        story.enrol("northwind")
        pat = story.person("pat")
        if surface == "message":
            card = await button(story, NORTHWIND, "try", "12")
        else:
            card = answer(await pat.command("/partner", "try", channel=NORTHWIND))
        seen = await pat.click(card, action_id="try", wait=TOLD)
        assert answer(seen).text == TOLD
        await pat.dm.message(containing="Here it is.")
        assert await received(story, pat) == [PICTURE]
        assert card.text in {each.text for each in pat.channel(NORTHWIND).messages}


async def test_a_click_in_a_modal_leaves_it_and_puts_a_word_on_top(opened: Open) -> None:
    def command(_: object, __: Context) -> Result:
        view = form()
        view.blocks = [*(view.blocks or []), *try_button("Send it")]
        return OpenModal(view)

    async with opened(action=sends, command=command) as story:
        pat = story.person("pat")
        opened_form = top(await pat.command("/partner", "try", channel=NORTHWIND))
        await opened_form.click("Send it")
        await pat.dm.message(containing="Here it is.")
        assert [each.title for each in pat.forms] == ["Try", "Chart"]
        assert TOLD in pat.form.text
        assert await received(story, pat) == [PICTURE]


async def test_a_submission_is_answered_with_a_word_and_the_file(opened: Open) -> None:
    def command(_: object, __: Context) -> Result:
        return OpenModal(form())

    async with opened(submission=sends, command=command) as story:
        pat = story.person("pat")
        opened_form = top(await pat.command("/partner", "try", channel=NORTHWIND))
        seen = await opened_form.fill({"Name": "x"}).submit(wait="Here it is.")
        assert seen.error is None
        assert TOLD in pat.form.text
        await pat.dm.message(containing="Here it is.")
        assert await received(story, pat) == [PICTURE]


async def test_content_that_takes_long_is_made_after_the_ack_from_the_database(opened: Open) -> None:
    def make(uow: UnitOfWork) -> bytes:
        return ",".join(uow.partners.ids()).encode()

    async with opened(command=lambda _, __: a_file(content=make)) as story:
        story.enrol("northwind", "helio", channels=False)
        pat = story.person("pat")
        await pat.command("/partner", "try", channel=NORTHWIND, wait="Here it is.")
        await pat.dm.message(containing="Here it is.")
        assert await received(story, pat) == [b"helio,northwind"]


async def test_content_that_cannot_be_made_is_answered_with_a_reference(
    opened: Open, caplog: pytest.LogCaptureFixture
) -> None:
    def make(_: UnitOfWork) -> bytes:
        raise ZeroDivisionError("planted")

    async with opened(command=lambda _, __: a_file(content=make)) as story:
        pat = story.person("pat")
        await pat.command("/partner", "try", channel=NORTHWIND, wait="reference")
        said = await pat.channel(NORTHWIND).message(containing="I couldn't send you arr.png")
        reference = re.search(r"reference: (\w+)", said.text)
        assert said.is_ephemeral
        assert reference
        assert any(reference[1] in each.getMessage() and "planted" in each.getMessage() for each in caplog.records)
        assert not pat.dm.messages


REFUSALS = [
    ("conversations.open", "cannot_dm_bot", "doesn't let me write to you directly"),
    ("conversations.open", "missing_scope", "Installing the app once more"),
    ("files.getUploadURLExternal", "missing_scope", "Installing the app once more"),
    ("files.completeUploadExternal", "channel_not_found", "doesn't let me write to you directly"),
    ("files.getUploadURLExternal", "file_uploads_disabled", "tell us this reference"),
]


@pytest.mark.parametrize(("method", "code", "words"), REFUSALS)
async def test_a_refusal_is_told_to_the_person_alone(opened: Open, method: str, code: str, words: str) -> None:
    async with opened(command=sends) as story:
        story.workspace.fail(method, "error", error=code)
        pat = story.person("pat")
        await pat.command("/partner", "try", channel=NORTHWIND, wait=words)
        said = await pat.channel(NORTHWIND).message(containing=words)
        assert "arr.png" in said.text
        assert said.is_ephemeral
        assert await received(story, pat) == []


async def test_a_refusal_after_a_click_on_a_modal_is_told_in_the_view_on_top(opened: Open) -> None:
    def command(_: object, __: Context) -> Result:
        view = form()
        view.blocks = [*(view.blocks or []), *try_button("Send it")]
        return OpenModal(view)

    async with opened(action=sends, command=command) as story:
        story.workspace.fail("conversations.open", "error", error="cannot_dm_bot")
        pat = story.person("pat")
        opened_form = top(await pat.command("/partner", "try", channel=NORTHWIND))
        await opened_form.click("Send it", wait="doesn't let me write to you directly")
        assert pat.forms[0].title == "Try"
        assert "doesn't let me write to you directly" in pat.form.text


@pytest.mark.parametrize("method", ["conversations.open", "files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_a_wait_that_slack_asks_for_is_kept_and_the_file_sent_once(opened: Open, method: str) -> None:
    async with opened(command=sends) as story:
        story.workspace.fail(method, "rate_limited", retry_after=0)
        pat = story.person("pat")
        await pat.command("/partner", "try", channel=NORTHWIND, wait="Here it is.")
        await pat.dm.message(containing="Here it is.")
        assert await received(story, pat) == [PICTURE]
        assert len(story.workspace.calls(method)) == 2


async def test_a_longer_wait_is_not_waited_for(opened: Open) -> None:
    async with opened(command=sends) as story:
        story.workspace.fail("conversations.open", "rate_limited", retry_after=120)
        pat = story.person("pat")
        await pat.command("/partner", "try", channel=NORTHWIND, wait="very busy")
        said = await pat.channel(NORTHWIND).message(containing="very busy")
        assert said.is_ephemeral
        assert not pat.dm.messages


async def test_a_lost_answer_before_the_end_is_asked_for_again(opened: Open) -> None:
    async with opened(command=sends) as story:
        story.workspace.fail("conversations.open", "lost_answer")
        story.workspace.fail("files.getUploadURLExternal", "lost_answer")
        pat = story.person("pat")
        await pat.command("/partner", "try", channel=NORTHWIND, wait="Here it is.")
        await pat.dm.message(containing="Here it is.")
        assert await received(story, pat) == [PICTURE]


async def test_a_lost_answer_at_the_end_never_doubles_the_file(opened: Open) -> None:
    async with opened(command=sends) as story:
        story.workspace.fail("files.completeUploadExternal", "lost_answer")
        pat = story.person("pat")
        await pat.command("/partner", "try", channel=NORTHWIND, wait="I may not have sent you")
        await pat.channel(NORTHWIND).message(containing="I may not have sent you arr.png")
        assert await received(story, pat) == [PICTURE]
        assert len(story.workspace.calls("files.completeUploadExternal")) == 1


async def test_a_person_of_a_shared_channel_gets_it_too(opened: Open) -> None:
    async with opened(action=sends) as story:
        story.enrol("helio")
        hana = story.person("hana")
        card = await button(story, "partner-helio", "try", "12")
        await hana.click(card, action_id="try", wait=TOLD)
        await hana.dm.message(containing="Here it is.")
        assert await received(story, hana) == [PICTURE]


async def test_an_address_that_does_not_take_the_bytes_is_an_error(story: Story) -> None:
    with pytest.raises(CallError, match="upload_url"):
        await story.bot.calls.upload(f"{story.workspace.page_url}files/upload/unknown", b"x", within=5)
