"""A partner's leads as a list, page by page, and as files to take along."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import aiohttp

from sandbox.people.actor import Actor
from tests.slack.playing import NORTHWIND, answer, card_of, hand_over, moved, review, seed_leads, top
from tests.slack.story import Story


async def _sent(person: Actor, http: aiohttp.ClientSession, containing: str) -> str:
    """The file that came by direct message."""
    card = await person.dm.message(containing=containing)
    [file] = card.message["files"]
    async with http.get(f"{file['url_private']}?as={person.person.handle}") as got:
        return (await got.read()).decode("utf-8-sig")


def _rows(content: str) -> list[dict[str, str]]:
    """Its rows, as a spreadsheet reads them."""
    return list(csv.DictReader(io.StringIO(content, newline="")))


def _numbers(text: str) -> list[int]:
    """The leads of a list, in their order."""
    return [int(each) for each in re.findall(r"\*L-(\d+) · ", text)]


async def test_the_list_shows_open_or_closed_leads_page_by_page(story: Story, pat: Actor) -> None:
    seed_leads(story, "northwind", 12)
    sam = story.person("sam")
    await moved(story, sam, "L-1", "Reject", Reason="Too small")
    own = answer(await pat.command("/partner", "leads L-11", channel=NORTHWIND))
    await top(await pat.click(own, "Withdraw")).submit()
    await pat.forms[-1].close(everything=True)
    every = answer(await pat.command("/partner", "leads", channel=NORTHWIND))
    assert "Your 12 leads" in every.text
    closed = answer(await pat.click(every, action_id="leads.filter", value="Closed leads"))
    assert "Your 2 closed leads" in closed.text
    assert _numbers(closed.text) == [11, 1]
    rest = answer(await pat.click(closed, action_id="leads.filter", value="Open leads"))
    assert "Your 10 open leads" in rest.text
    assert _numbers(rest.text) == [12, *range(10, 1, -1)]
    seed_leads(story, "northwind", 1)
    rest = answer(await pat.command("/partner", "leads open", channel=NORTHWIND))
    onward = answer(await pat.click(rest, "Next"))
    assert _numbers(onward.text) == [2]
    assert "Your 11 open leads" in onward.text


async def test_all_leads_are_exported_and_no_text_runs_as_a_formula(
    story: Story, pat: Actor, http: aiohttp.ClientSession
) -> None:
    notes: dict[str, Any] = {"Additional information": "a, b\nc"}
    await hand_over(pat, Company="=cmd()", **notes)
    await hand_over(pat, {"Products": None, "Number of agents": None}, Company="Zeta", Website="zeta.com")
    await moved(story, story.person("sam"), "L-1", "Reject", Reason="Too small")
    await hand_over(story.person("bea"), Company="Theirs", Website="theirs.com")
    listed = answer(await pat.command("/partner", "leads", channel=NORTHWIND))
    assert "on its way" in answer(await pat.click(listed, "Export as CSV")).text
    newest, first = _rows(await _sent(pat, http, "All leads of"))
    assert (newest["number"], newest["company"], newest["estimate"], newest["agents"]) == ("L-2", "Zeta", "", "")
    assert (first["company"], first["notes"], first["status"]) == ("'=cmd()", "a, b\nc", "Rejected")
    assert (first["estimate"], first["agents"], first["reason"]) == ("3540.00", "5", "Too small")
    assert first["products"] == "LiveChat Business"


async def test_a_leads_history_is_exported_without_what_the_partner_does_not_read(
    story: Story, pat: Actor, http: aiohttp.ClientSession
) -> None:
    number = await hand_over(pat)
    form = await review(story.person("sam"), await card_of(story, number))
    typed = {":lock: Internal note": "They pay late", ":envelope: Message to the partner": "=We call on Monday"}
    await form.fill(typed).submit(wait=0)
    await story.settled()
    shown = answer(await pat.command("/partner", f"leads {number}", channel=NORTHWIND))
    await pat.click(shown, "Send me as CSV")
    content = await _sent(pat, http, f"All that has happened to {number}")
    told = [(row["what"], row["text"]) for row in _rows(content)]
    assert told == [("submitted", ""), ("messaged", "'=We call on Monday")]
    assert "SAM" not in content


async def test_why_a_lead_was_turned_down_is_in_its_exported_history_but_not_why_it_was_opened_again(
    story: Story, pat: Actor, http: aiohttp.ClientSession
) -> None:
    number = await hand_over(pat)
    await moved(story, story.person("sam"), number, "Reject", Reason="Too small")
    await moved(story, story.person("dana"), number, "Reopen", Reason="They complained")
    shown = answer(await pat.command("/partner", f"leads {number}", channel=NORTHWIND))
    await pat.click(shown, "Send me as CSV")
    rows = _rows(await _sent(pat, http, f"All that has happened to {number}"))
    told = [(row["what"], row["after"], row["text"]) for row in rows]
    assert told == [("submitted", "submitted", ""), ("moved", "rejected", "Too small"), ("moved", "submitted", "")]
