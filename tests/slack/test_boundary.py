"""Commit, then ack, then send: with handlers of the test's own behind the real door, over the wire."""

from __future__ import annotations

import re
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, PlainTextInputElement, SectionBlock
from slack_sdk.models.blocks.basic_components import PlainTextObject
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import OperationalError

from bot.sending import BUSY, TOO_LATE
from domain.people import Role, person_key
from domain.program import Program
from handlers.blocks import field, modal, section
from handlers.context import Context, Route
from handlers.requests import Click, Command, Submission
from handlers.results import CloseModal, FieldErrors, Nothing, OpenModal, PushModal, Reply, Result, UpdateModal
from handlers.routes import Routes, routes
from tests.slack.conftest import socket_story
from tests.slack.story import Story

Handle = Callable[[Any, Context], Result]
Open = Callable[..., AbstractAsyncContextManager[Story]]


def with_handlers(
    *,
    command: Handle | None = None,
    action: Handle | None = None,
    submission: Handle | None = None,
    writes: bool = False,
) -> Routes:
    """Our routes, and `/partner try`, the action `try` and the callback `try` with the test's handlers."""
    ours = routes()
    nothing: Handle = lambda _request, _context: Nothing()  # noqa: E731 - a default that does nothing
    words = {name: {**each, "try": Route(command or nothing, writes=writes)} for name, each in ours.words.items()}
    return replace(
        ours,
        words=words,
        actions={**ours.actions, "try": Route(action or nothing, writes=writes)},
        submissions={**ours.submissions, "try": Route(submission or nothing, writes=writes)},
    )


@pytest.fixture
def opened(program: Program, sqlite_url: str) -> Open:
    """Opens a story whose `try` routes are the test's."""

    @asynccontextmanager
    async def open_story(**handlers: Any) -> AsyncIterator[Story]:
        async with socket_story(program, sqlite_url, app_routes=with_handlers(**handlers)) as story:
            yield story

    return open_story


def form(title: str = "Try", *, metadata: str | None = None) -> View:
    """A form with one field, sent off to `try`."""
    view = modal(title, [field("name", "Name", PlainTextInputElement(action_id="typed"))], submit="Send")
    view.callback_id = "try"
    if metadata is not None:
        view.private_metadata = metadata
    return view


def try_button(text: str = "Try") -> list[Block]:
    return [
        ActionsBlock(elements=[ButtonElement(text=PlainTextObject(text=text), action_id="try", value="12")]),
    ]


def add_somebody(context: Context) -> None:
    """A change in the database that can be counted."""
    context.uow.people.add_staff(person_key("T0", f"U{uuid.uuid4().hex[:8]}"), Role.ADMIN, now=context.now)


def staff_count(story: Story) -> int:
    return story.look(lambda uow: len(uow.people.staff()))


async def open_form(story: Story, handle: str = "pat") -> Any:
    seen = await story.person(handle).command("/partner", "try", channel="partner-northwind")
    assert seen.form is not None, seen.text
    return seen.form


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


async def test_a_database_that_stays_busy_is_told(opened: Open) -> None:
    def handle(_: Command, context: Context) -> Reply:
        raise OperationalError("UPDATE", {}, Exception("database is locked"))

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


async def test_each_answer_to_a_submission(opened: Open) -> None:
    answers: dict[str, Result] = {
        "errors": FieldErrors({"name": "Not this", "elsewhere": "Nor that"}),
        "update": UpdateModal(modal("Updated", [section("u")])),
        "reply": Reply("A reply", title="Replied"),
        "push": PushModal(form("Pushed")),
        "close": CloseModal(),
    }

    async with opened(
        command=lambda _request, _context: OpenModal(form()),
        submission=lambda sent, _context: answers[sent.modal.answers["name"]],
    ) as story:
        pat = story.person("pat")

        async def sent(answer: str) -> list[str]:
            await pat.form.fill(Name=answer).submit()
            return [each.title for each in pat.forms]

        first = await open_form(story)
        assert await sent("errors") == ["Try"]
        assert first.errors == {"Name": "Not this Nor that"}
        assert await sent("push") == ["Try", "Pushed"]
        assert await sent("push") == ["Try", "Pushed", "Pushed"]
        assert await sent("close") == ["Try", "Pushed"]
        assert await sent("close") == ["Try"]
        assert await sent("close") == []
        await open_form(story)
        assert await sent("update") == ["Updated"]
        await pat.form.close()
        await open_form(story)
        assert await sent("reply") == ["Replied"]


async def test_each_answer_to_a_click_in_a_message(opened: Open) -> None:
    results: list[Result] = []

    async with opened(
        command=lambda _request, _context: Reply("First", try_button()),
        action=lambda _request, _context: results.pop(0),
    ) as story:
        pat = story.person("pat")
        shown = (await pat.command("/partner", "try", channel="partner-northwind")).message
        results += [Reply("Second", try_button("Again")), OpenModal(form("Opened")), UpdateModal(form("Updated"))]
        replaced = (await pat.click(shown, "Try")).message
        assert (replaced.ts, "Second" in replaced.message["text"]) == (shown.ts, True)
        assert (await pat.click(replaced, "Again")).views[-1].title == "Opened"
        await pat.form.close()
        assert (await pat.click(replaced, "Again")).views[-1].title == "Updated"


async def test_each_answer_to_a_click_in_a_modal(opened: Open) -> None:
    results: list[Result] = []

    async with opened(
        command=lambda _request, _context: OpenModal(modal("Base", try_button())),
        action=lambda _request, _context: results.pop(0),
    ) as story:
        pat = story.person("pat")
        base = await open_form(story)
        results += [
            OpenModal(modal("Opened", try_button())),
            UpdateModal(modal("Updated", try_button())),
            PushModal(modal("Pushed", try_button())),
            Reply("Told", title="Told"),
        ]
        await base.click("Try")
        assert [each.title for each in pat.forms] == ["Base", "Opened"]
        await pat.form.click("Try")
        assert [each.title for each in pat.forms] == ["Base", "Updated"]
        await pat.form.click("Try")
        assert [each.title for each in pat.forms] == ["Base", "Updated", "Pushed"]
        await pat.form.click("Try")
        assert [each.title for each in pat.forms] == ["Base", "Updated", "Told"]


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


async def test_an_answer_of_slack_that_got_lost_opens_no_second_modal(opened: Open) -> None:
    async with opened(command=lambda _request, _context: OpenModal(form())) as story:
        story.workspace.fail("views.open", "lost_answer")
        seen = await story.person("pat").command("/partner", "try", channel="partner-northwind")
        assert seen.error is None
        assert [each.title for each in story.person("pat").forms] == ["Try"]
        assert TOO_LATE not in seen.text


async def test_a_trigger_that_has_expired_is_told(opened: Open) -> None:
    async with opened(command=lambda _request, _context: OpenModal(form())) as story:
        story.workspace.fail("views.open", "error", error="expired_trigger_id")
        seen = await story.person("pat").command("/partner", "try", channel="partner-northwind")
        assert (seen.error, seen.text) == (None, TOO_LATE)


async def test_a_short_retry_after_is_waited_for(opened: Open) -> None:
    async with opened(command=lambda _request, _context: OpenModal(form())) as story:
        story.workspace.fail("views.open", "rate_limited", retry_after=1)
        await open_form(story)


async def test_a_long_retry_after_is_told(opened: Open) -> None:
    async with opened(command=lambda _request, _context: OpenModal(form())) as story:
        story.workspace.fail("views.open", "rate_limited", retry_after=30)
        seen = await story.person("pat").command("/partner", "try", channel="partner-northwind")
        assert seen.text == BUSY


async def test_what_slack_refuses_is_told_with_a_reference(opened: Open) -> None:
    async with opened(command=lambda _request, _context: OpenModal(form())) as story:
        story.workspace.fail("views.open", "error", error="invalid_arguments")
        seen = await story.person("pat").command("/partner", "try", channel="partner-northwind")
        assert re.search(r"reference: \w{8}", seen.text)


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
