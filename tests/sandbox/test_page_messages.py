"""What the page shows: conversations, messages with every block, threads, and that written text stays text."""

import pytest
from playwright.async_api import expect

from tests.sandbox.page_blocks import UNSAFE, button, kit, mrkdwn
from tests.sandbox.page_support import Stage, command, composer

pytest_plugins = ["tests.sandbox.page_fixtures"]
pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="session")]


async def test_every_block_is_drawn(stage: Stage) -> None:
    await stage.post(text="Every block", blocks=kit())
    page = await stage.visit("sam")
    message = page.get_by_role("article").last
    await expect(message.get_by_role("heading", name="Every block")).to_be_visible()
    words = message.locator('[data-block-id="words"]')
    await expect(words).to_contain_text("State: ready, soft gone code 🚀 <!channel>")
    await expect(message.get_by_role("button", name="@Sam Rivera").first).to_be_visible()
    await expect(message.get_by_text("2025-11-01")).to_be_visible()
    await expect(message.get_by_role("combobox", name="Pick a stage")).to_be_visible()
    await expect(message.get_by_role("link", name="Read more")).to_have_attribute("href", "https://example.com/more")
    await expect(message.get_by_role("link", name="rich link")).to_be_visible()
    await expect(message.locator("blockquote")).to_have_text("quoted words")
    await expect(message.locator('[data-block-id="rich"] ol').nth(1)).to_have_attribute("start", "2")
    await expect(message.get_by_role("heading", name="Big")).to_be_visible()
    await expect(message.get_by_role("cell", name="$7")).to_be_visible()
    await expect(message.get_by_text("a chart")).to_be_visible()


async def test_written_text_never_becomes_markup(stage: Stage) -> None:
    await stage.post(text="Every block", blocks=kit())
    await stage.post(text=UNSAFE, username=UNSAFE)
    await stage.post(blocks=[{"type": "section", "text": mrkdwn("<javascript:alert(1)|press> <b>bold</b>")}])
    page = await stage.visit("pat")
    log = page.get_by_role("log")
    await expect(log.get_by_text(UNSAFE).first).to_be_visible()
    assert await log.locator("img[src=x], b, script").count() == 0
    assert await page.locator('a[href^="javascript"]').count() == 0
    await page.get_by_role("button", name="You are Pat <b>Lind</b> & Co").click()
    await expect(page.get_by_text("<script>alert(1)</script>")).to_be_visible()


async def test_what_one_writes_arrives_escaped_and_live(stage: Stage) -> None:
    pat, sam = await stage.visit("pat"), await stage.visit("sam")
    await composer(pat).fill("1 < 2 & <b>no</b> <!channel> :rocket:")
    await composer(pat).press("Enter")
    line = sam.get_by_role("article").last
    await expect(line).to_contain_text("1 < 2 & <b>no</b> <!channel> 🚀")
    assert await line.locator("b").count() == 0
    await expect(composer(pat)).to_have_value("")
    await composer(pat).press_sequentially("first")
    await composer(pat).press("Shift+Enter")
    await composer(pat).press_sequentially("second")
    await expect(composer(pat)).to_have_value("first\nsecond")


async def test_a_mention_is_completed_and_marked(stage: Stage) -> None:
    pat, sam = await stage.visit("pat"), await stage.visit("sam")
    await composer(pat).press_sequentially("hey @ri")
    await expect(pat.get_by_role("option", name="Sam Rivera")).to_be_visible()
    await composer(pat).press("Enter")
    await expect(composer(pat)).to_have_value("hey @sam ")
    await composer(pat).press("Enter")
    mention = sam.get_by_role("article").last.get_by_role("button", name="@Sam Rivera")
    await expect(mention).to_have_class("mention mention-me")
    await mention.click()
    await expect(sam.get_by_role("dialog", name="Sam Rivera")).to_contain_text("Sales")
    await sam.keyboard.press("Escape")
    await expect(sam.get_by_role("dialog")).to_have_count(0)


async def test_commands_are_completed_with_their_usage(stage: Stage) -> None:
    page = await stage.visit("sam")
    await composer(page).press_sequentially("/")
    options = page.get_by_role("option")
    await expect(options).to_have_count(2)
    await expect(options.first).to_contain_text("/kit [blocks | form | whisper]")
    await composer(page).press("ArrowDown")
    await expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    await composer(page).press("Escape")
    await expect(options).to_have_count(0)
    await composer(page).press_sequentially("k")
    await composer(page).press("Tab")
    await expect(composer(page)).to_have_value("/kit ")
    await expect(page.get_by_text("Shows and asks everything")).to_be_visible()


async def test_a_whisper_is_seen_by_one_and_dismissed(stage: Stage) -> None:
    sam, pat = await stage.visit("sam"), await stage.visit("pat")
    await command(sam, "/kit whisper")
    whisper = sam.get_by_role("article").filter(has_text="Only visible to you")
    await expect(whisper).to_contain_text("psst, only you")
    await stage.post(text="for all")
    await expect(pat.get_by_text("for all")).to_be_visible()
    await expect(pat.get_by_text("psst")).to_have_count(0)
    await whisper.get_by_role("button", name="Dismiss message").click()
    await expect(whisper).to_have_count(0)


async def test_a_command_that_is_not_answered_says_so(stage: Stage) -> None:
    page = await stage.visit("sam")
    await command(page, "/other")
    line = page.get_by_role("article").filter(has_text="Slackbot")
    await expect(line).to_contain_text("/other failed with the error")
    await command(page, "/nothing")
    await expect(page.get_by_text("/nothing is not a valid command.")).to_be_visible()


async def test_a_thread_opens_and_takes_replies(stage: Stage) -> None:
    ts = await stage.post(text="the root")
    await stage.post(text="one reply", thread_ts=ts)
    sam, pat = await stage.visit("sam"), await stage.visit("pat")
    await sam.get_by_role("button", name="1 reply").click()
    thread = sam.get_by_role("complementary", name="Thread")
    await expect(thread).to_contain_text("one reply")
    await thread.get_by_role("combobox", name="Reply").fill("another")
    await thread.get_by_role("combobox", name="Reply").press("Enter")
    await expect(pat.get_by_role("button", name="2 replies")).to_be_visible()
    await expect(pat.get_by_role("log").get_by_text("another", exact=True)).to_have_count(0)
    await sam.keyboard.press("Escape")
    await expect(thread).to_have_count(0)


async def test_an_update_a_pin_and_a_deletion_show_at_once(stage: Stage) -> None:
    ts = await stage.post(text="before")
    page = await stage.visit("sam")
    row = page.locator(f'[data-ts="{ts}"]')
    await expect(row).to_contain_text("before")
    await stage.client.chat_update(channel="C0DEALS", ts=ts, text="after")
    await expect(row).to_contain_text("after (edited)")
    await stage.client.pins_add(channel="C0DEALS", timestamp=ts)
    await page.get_by_role("button", name="1 pinned message").click()
    await expect(page.get_by_role("dialog", name="Pinned messages")).to_contain_text("after")
    await page.keyboard.press("Escape")
    await stage.client.chat_delete(channel="C0DEALS", ts=ts)
    await expect(row).to_have_count(0)


async def test_unread_messages_are_counted_until_read(stage: Stage) -> None:
    page = await stage.visit("sam")
    await stage.post(channel="C0SHARED", text="look here")
    row = page.get_by_role("button", name="shared, shared, ")
    await expect(row).to_contain_text("1")
    await row.click()
    await expect(page.get_by_text("look here")).to_be_visible()
    await expect(page.get_by_role("button", name="shared, shared", exact=True)).to_be_visible()


async def test_only_the_newest_hundred_are_drawn_until_more_are_wanted(stage: Stage) -> None:
    for number in range(130):
        await stage.post(text=f"number {number}")
    page = await stage.visit("sam")
    await expect(page.get_by_text("number 129")).to_be_in_viewport()
    await expect(page.get_by_role("article")).to_have_count(100)
    await page.get_by_role("button", name="Show earlier messages").click()
    await expect(page.get_by_role("article")).to_have_count(131)
    await expect(page.get_by_text("This is the beginning of #deals.")).to_have_count(1)


async def test_an_external_member_is_offered_no_commands(stage: Stage) -> None:
    await stage.post(channel="C0SHARED", blocks=[{"type": "actions", "elements": [button("Press me", "count.not")]}])
    page = await stage.visit("hana", "C0SHARED")
    await composer(page, "shared").press_sequentially("/")
    await expect(page.get_by_role("option")).to_have_count(0)
    await expect(page.get_by_role("button", name="Shortcuts")).to_have_count(0)
    await page.get_by_role("button", name="Press me").click()
    await stage.seen.until(lambda: bool(stage.seen.actions))
    assert stage.seen.actions[0]["user"]["id"] == "U0HAN"


async def test_times_are_in_the_persons_own_zone(stage: Stage) -> None:
    ts = await stage.post(text="now")
    shown = []
    for who in ("sam", "pat"):
        page = await stage.visit(who)
        shown.append(await page.locator(f'[data-ts="{ts}"] time').first.inner_text())
    assert shown[0] != shown[1]
