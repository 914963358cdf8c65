"""Texts made to ping, link or break out appear literally wherever they appear, and nobody is pinged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sandbox.people.actor import Form
from tests.slack.playing import CONSENT as GIVEN
from tests.slack.playing import NORTHWIND, card_of, consent_page, moved, review, top
from tests.slack.story import Story

COMPANY = "<!channel> & Co"
PING = re.compile(r"<!(?!date\^)|<@U0NICK001|<#|<https?://evil")
HOSTILE: dict[str, Any] = {
    "Company": COMPANY,
    "First name": "<@U0NICK001>",
    "Last name": "&lt;b&gt;",
    "Job title": "<!here|boss> *bold*",
    "Additional information": "<https://evil.example|click>\n<#C0GENERAL> `code`",
}
REASON = "<!everyone> & <@U0NICK001>"


def markup(node: Any) -> Iterator[str]:
    """Every text in blocks that Slack reads as markup."""
    if isinstance(node, list):
        for each in node:
            yield from markup(each)
    elif isinstance(node, dict):
        if node.get("type") == "mrkdwn":
            yield node["text"]
        for each in node.values():
            yield from markup(each)


def harmless(*forms: Form) -> None:
    """Fails where a modal pings or links somebody's words."""
    for form in forms:
        assert [text for text in markup(form.blocks) if PING.search(text)] == []


async def test_hostile_names_appear_literally_everywhere_and_ping_nobody(story: Story) -> None:
    story.enrol("northwind")
    pat, sam, alex = (story.person(handle) for handle in ("pat", "sam", "alex"))
    page = await consent_page(pat, None, **HOSTILE)
    assert f"*{COMPANY}*" in page.text
    harmless(page)
    closing = top(await page.fill(GIVEN).submit())
    assert f"*{COMPANY}* is lead *L-1*" in closing.text
    harmless(closing)
    card = await card_of(story, "L-1")
    for text in (f"L-1 · {COMPANY}", "<@U0NICK001> &lt;b&gt;, <!here|boss> *bold*"):
        assert text in card.text

    form = await review(sam, card)
    for text in (*HOSTILE.values(),):
        assert text.splitlines()[-1] in form.text
    harmless(form)
    await form.change({"Status": "Approve for further review"})
    await form.submit(wait=0)
    card = await story.channel("leads").changed(card, containing="Approved")
    form = await review(sam, card)
    await form.change({"Status": "Lost"})
    await form.fill({"Reason": REASON}).submit(wait=0)
    told = await story.channel(NORTHWIND).message(containing="*Lost*")
    assert f"*L-1 · {COMPANY}*" in told.text
    assert f"> {REASON}" in told.text

    await pat.click(told, "Details")
    await pat.command("/partner", "leads", channel=NORTHWIND)
    details = await pat.command("/partner", "leads L-1", channel=NORTHWIND)
    assert REASON in details.text
    await pat.command("/partner", "<!channel>", channel=NORTHWIND)
    await pat.command("/partner", "leads <!channel>", channel=NORTHWIND)
    board = await sam.command("/program", "leads", channel="leads")
    assert f"*L-1 · {COMPANY}* from Northwind" in board.text
    form = await review(story.person("dana"), card)
    assert f"Lost, by @Sam Rivera: {REASON}" in form.text
    harmless(form)
    await form.change({"Status": "Reopen"})
    await form.fill({"Reason": REASON}).submit(wait=0)
    await story.channel(NORTHWIND).message(containing="was reopened")
    form = await review(sam, await card_of(story, "L-1"))
    await form.change({"Status": "Won"})
    await form.submit(wait=0)
    assert f"won *L-1 · {COMPANY}*" in (await alex.dm.message(containing="won")).text
    await story.settled()
    assert _dangerous(story) == []


async def test_a_conflict_shows_what_was_written_literally(story: Story) -> None:
    story.enrol("northwind")
    sam, riley = story.person("sam"), story.person("riley")
    closing = top(await (await consent_page(story.person("pat"), None, **HOSTILE)).fill(GIVEN).submit())
    await closing.close()
    card = await card_of(story, "L-1")
    rileys = await review(riley, card)
    await rileys.change({"Status": "Reject"})
    rileys.fill({"Reason": REASON})
    await moved(story, sam, "L-1", "Approve for further review")
    await rileys.submit()
    assert f"You had written:\n{REASON}" in rileys.text
    harmless(rileys)


async def test_a_partners_own_name_is_as_harmless(story: Story) -> None:
    story.enrol("northwind")

    def rename(uow: Any) -> None:
        partner = uow.partners.get("northwind", for_update=True)
        partner.name = "North & <!here> Wind"

    story.do(rename)
    pat, sam = story.person("pat"), story.person("sam")
    closing = top(await (await consent_page(pat)).fill(GIVEN).submit())
    await closing.close()
    for word in ("", "tier", "arr"):
        await pat.command("/partner", word, channel=NORTHWIND)
    assert "North & <!here> Wind · Bronze" in (await pat.open_home()).text
    await review(sam, await card_of(story, "L-1"))
    harmless(sam.form, pat.home)
    story.subscribe("northwind", 3000)
    assert "North & <!here> Wind is now Gold" in (await story.channel(NORTHWIND).message(containing="is now")).text
    await story.settled()
    assert _dangerous(story) == []


def _dangerous(story: Story) -> list[str]:
    """What our app has said to anybody, also to one person alone, that pings or links somebody's words."""
    found = []
    for room in story.workspace.world.store.conversations.values():
        for message in (*room.messages.values(), *room.ephemerals.values()):
            if message.bot_id:
                texts = [message.text, *markup(message.blocks or [])]
                found += [text for text in texts if PING.search(text)]
    return found
