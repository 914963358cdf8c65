"""Commit, then ack, then send: with handlers of the test's own behind the real door, over the wire."""

from __future__ import annotations

import re

import pytest
from slack_sdk.models.blocks import SectionBlock
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import OperationalError

from domain.program import Program
from handlers.context import Context
from handlers.requests import Click, Command, Submission
from handlers.results import CloseModal, OpenModal, Reply, Result
from tests.slack.conftest import socket_story
from tests.slack.story import Story
from tests.slack.trying import Open, add_somebody, form, open_form, staff_count, try_button


async def test_what_a_handler_changed_is_committed_before_the_answer(opened: Open) -> None:
    def handle(_: Command, context: Context) -> Reply:
        add_somebody(context)
        return Reply("Done")

    async with opened(command=handle, writes=True) as story:
        seen = await story.person("pat").command("/partner", "try", channel="partner-northwind")
        assert (seen.text, staff_count(story)) == ("Done", 1)
        assert seen.message.is_ephemeral


async def test_a_crash_commits_nothing_and_is_answered_with_a_reference(
    opened: Open, caplog: pytest.LogCaptureFixture
) -> None:
    def handle(_: Command, context: Context) -> Reply:
        add_somebody(context)
        context.uow.flush()
        raise ZeroDivisionError("the handler's own fault")

    async with opened(command=handle, writes=True) as story:
        seen = await story.person("pat").command("/partner", "try", channel="partner-northwind")
        found = re.search(r"reference: (\w+)", seen.text)
        assert found, seen.text
        assert staff_count(story) == 0
        assert "ZeroDivisionError" not in seen.text
    logged = [line for line in caplog.messages if "ZeroDivisionError" in line]
    assert len(logged) == 1
    assert found[1] in logged[0]


async def test_a_view_that_slack_would_refuse_commits_nothing(opened: Open) -> None:
    def handle(_: Command, context: Context) -> Reply:
        add_somebody(context)
        return Reply("x", [SectionBlock(text="y" * 4000)])

    async with opened(command=handle, writes=True) as story:
        seen = await story.person("pat").command("/partner", "try", channel="partner-northwind")
        assert "reference: " in seen.text
        assert staff_count(story) == 0


async def test_a_database_that_is_busy_is_tried_once_more(opened: Open) -> None:
    failures = [OperationalError("UPDATE", {}, Exception("database is locked"))]

    def handle(_: Command, context: Context) -> Reply:
        add_somebody(context)
        context.uow.flush()
        if failures:
            raise failures.pop()
        return Reply("Done")

    async with opened(command=handle, writes=True) as story:
        seen = await story.person("pat").command("/partner", "try", channel="partner-northwind")
        assert (seen.text, staff_count(story)) == ("Done", 1)


async def test_a_database_that_fails_for_good_is_told_with_a_reference(opened: Open) -> None:
    def handle(_: Command, context: Context) -> Reply:
        raise OperationalError("UPDATE", {}, Exception("the disk is full"))

    async with opened(command=handle, writes=True) as story:
        seen = await story.person("pat").command("/partner", "try", channel="partner-northwind")
        assert "reference: " in seen.text


async def test_an_old_button_is_told_to_be_old(story: Story) -> None:
    client = AsyncWebClient(token=story.workspace.bot_token, base_url=story.workspace.api_url)
    await client.chat_postMessage(
        channel="C0NORTHWND", text="Old", blocks=[block.to_dict() for block in try_button("Press")]
    )
    card = await story.channel("partner-northwind").message("Press")
    seen = await story.person("pat").click(card, "Press")
    assert "older version" in seen.text
    assert seen.message.is_ephemeral


@pytest.mark.parametrize("metadata", ["", "not json", '{"v":0}', '{"draft":"x"}', "[1]"])
async def test_a_form_of_another_version_is_not_read_as_ours(opened: Open, metadata: str) -> None:
    def command(_: Command, context: Context) -> OpenModal:
        return OpenModal(form(metadata=metadata))

    def submission(_: Submission, context: Context) -> Result:
        raise AssertionError("an old form reached its handler")

    async with opened(command=command, submission=submission) as story:
        old = await open_form(story)
        await old.fill(Name="x").submit()
        assert "older version" in old.errors["Name"]


async def test_the_external_member_of_a_shared_channel_is_known_by_his_own_workspace(opened: Open) -> None:
    people = []

    def action(click: Click, _: Context) -> OpenModal:
        people.append(click.person)
        return OpenModal(form())

    def submission(sent: Submission, _: Context) -> CloseModal:
        people.append(sent.person)
        return CloseModal()

    async with opened(action=action, submission=submission) as story:
        client = AsyncWebClient(token=story.workspace.bot_token, base_url=story.workspace.api_url)
        await client.chat_postMessage(
            channel="C0HELIOLAB", text="Press", blocks=[block.to_dict() for block in try_button("Press")]
        )
        hana = story.person("hana")
        await hana.click(await story.channel("partner-helio").message("Press"), "Press")
        await hana.form.fill(Name="x").submit()
        assert people == ["T0HELIO:U0HANA001"] * 2


async def test_nobody_is_asked_who_we_are_at_each_request(story: Story) -> None:
    story.enrol("northwind", channels=False)
    for word in ("", "arr", "tier", "help"):
        await story.person("pat").command("/partner", word, channel="partner-northwind")
    assert len(story.workspace.calls("auth.test")) == 1


async def test_what_bolt_finds_in_the_environment_changes_nothing(
    program: Program, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bolt reads variables by itself: ours have the same names, and are meant for later use."""
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "secret")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-somebody-else")
    async with socket_story(program, sqlite_url) as story:
        story.enrol("northwind", channels=False)
        seen = await story.person("pat").command("/partner", channel="partner-northwind")
        assert "Northwind" in seen.text
