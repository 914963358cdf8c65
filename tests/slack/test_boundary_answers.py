"""Each value a handler may answer with, where it was asked: what the person then sees."""

from __future__ import annotations

from domain.errors import Code, DomainError
from domain.people import Task
from handlers.blocks import modal, section
from handlers.context import Context
from handlers.results import CloseModal, FieldErrors, OpenModal, PushModal, Reply, Result, UpdateModal
from tests.slack.trying import Open, form, open_form, try_button


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


async def test_a_refused_click_leaves_the_message_for_ones_own_eyes_as_it_is(opened: Open) -> None:
    """Such as a list with its buttons, of which only one is refused."""
    failures: list[Exception] = [DomainError(Code.NOT_ALLOWED, task=Task.WORK_LEADS), KeyError("gone")]

    def fail(_request: object, _context: Context) -> Result:
        raise failures.pop()

    async with opened(command=lambda _request, _context: Reply("First", try_button()), action=fail) as story:
        story.enrol("northwind", channels=False)
        pat = story.person("pat")
        shown = (await pat.command("/partner", "try", channel="partner-northwind")).message
        for part in ("Something went wrong on our side", "role doesn't include"):
            told = (await pat.click(shown, "Try")).message
            assert told.is_ephemeral
            assert part in told.text
            assert told.ts != shown.ts
        kept = pat.channel("partner-northwind").messages
        assert [each.buttons for each in kept if each.ts == shown.ts] == [["Try"]]


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
