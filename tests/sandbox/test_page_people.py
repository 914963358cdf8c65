"""Who one is on the page: changing person, two side by side, Home, and an app or server that goes away."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from sandbox.server import Options, running
from tests.sandbox.page_app import MANIFEST
from tests.sandbox.page_support import Stage, composer

pytest_plugins = ["tests.sandbox.page_fixtures"]
pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="session")]


async def test_one_can_become_somebody_else_and_the_address_says_so(stage: Stage) -> None:
    page = await stage.visit("sam")
    await page.get_by_role("button", name="You are Sam Rivera").click()
    menu = page.get_by_role("menu", name="People")
    await expect(menu.get_by_role("group", name="Other & Sons")).to_contain_text("Hana Sato")
    await expect(menu.get_by_role("menuitemradio", name="Pat")).to_contain_text("Guest")
    await menu.get_by_role("menuitemradio", name="Hana").click()
    await expect(page.get_by_role("button", name="You are Hana Sato")).to_be_visible()
    await expect(page.get_by_role("heading", name="shared", exact=True)).to_be_visible()
    assert page.url.endswith("?as=hana&in=C0SHARED")
    await page.reload()
    await expect(page.get_by_role("button", name="You are Hana Sato")).to_be_visible()


async def test_two_people_side_by_side_see_each_other_live(stage: Stage) -> None:
    page = await stage.visit("sam", "C0SHARED")
    await page.get_by_role("button", name="You are Sam Rivera").click()
    await page.get_by_role("menuitem", name="Show Hana Sato beside you").click()
    left, right = page.frame_locator("iframe").nth(0), page.frame_locator("iframe").nth(1)
    await expect(left.get_by_role("button", name="You are Sam Rivera")).to_be_visible()
    await expect(right.get_by_role("button", name="You are Hana Sato")).to_be_visible()
    await left.get_by_role("combobox", name="Message #shared").fill("from the left")
    await left.get_by_role("combobox", name="Message #shared").press("Enter")
    await expect(right.get_by_role("article").last).to_contain_text("from the left")
    await right.get_by_role("combobox", name="Message #shared").fill("from the right")
    await right.get_by_role("combobox", name="Message #shared").press("Enter")
    await expect(left.get_by_role("article").last).to_contain_text("from the right")
    await left.get_by_role("button", name="deals").click()
    await page.wait_for_url("**/?as=sam&in=C0DEALS&beside=hana")
    await page.get_by_role("region", name="Right pane").hover()
    await page.get_by_role("button", name="Close the right side").click()
    await expect(page.get_by_role("button", name="You are Sam Rivera")).to_be_visible()
    await expect(page.locator("iframe")).to_have_count(0)


async def test_no_home_where_the_app_is_not_installed(stage: Stage) -> None:
    page = await stage.visit("hana", "C0SHARED")
    await expect(page.get_by_role("button", name="Kit", exact=True)).to_have_count(0)
    page = await stage.visit("hana", "home")
    await expect(page.get_by_role("tab")).to_have_text(["Messages"])
    await expect(page.get_by_text("Other & Sons has not installed the app: it has no Home here.")).to_be_visible()


async def test_the_home_is_published_when_it_is_opened(stage: Stage) -> None:
    page = await stage.visit("sam")
    await page.get_by_role("button", name="Kit", exact=True).click()
    await expect(page.get_by_role("heading", name="Your Home")).to_be_visible()
    await page.get_by_role("button", name="Refresh").click()
    await stage.seen.until(lambda: bool(stage.seen.actions))
    assert stage.seen.actions[0]["view"]["type"] == "home"
    await page.get_by_role("tab", name="Messages").click()
    await page.get_by_role("combobox", name="Message Kit").fill("hi")
    await page.get_by_role("combobox", name="Message Kit").press("Enter")
    await expect(page.get_by_role("article").last).to_contain_text("hi")


async def test_a_workspace_without_the_app_offers_no_home(stage: Stage) -> None:
    page = await stage.visit("hana", "C0SHARED")
    await expect(page.get_by_text("Greetings from the other side")).to_be_visible()
    await expect(page.get_by_role("heading", name="Apps")).to_have_count(0)


async def test_a_member_of_a_shared_channel_finds_what_the_app_writes_directly(stage: Stage) -> None:
    page = await stage.visit("hana", "C0SHARED")
    await stage.client.chat_postMessage(channel="U0HAN", text="Your chart")
    found = page.locator("section", has_text="Direct messages")
    await found.get_by_role("button", name="Kit").click()
    await expect(page.get_by_role("article").last).to_contain_text("Your chart")
    await expect(page.get_by_role("heading", name="Apps")).to_have_count(0)


async def test_a_private_channel_one_is_not_in_is_not_there(stage: Stage) -> None:
    page = await stage.visit("pat", "C0QUIET")
    await expect(page.get_by_role("heading", name="deals", exact=True)).to_be_visible()
    await expect(page.get_by_role("button", name="quiet")).to_have_count(0)


async def test_files_are_sent_shown_and_fetched(stage: Stage) -> None:
    sam, pat = await stage.visit("sam"), await stage.visit("pat")
    await sam.get_by_label("Attach files").set_input_files(
        {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"the plan"}
    )
    await expect(sam.get_by_text("plan.txt")).to_be_visible()
    await sam.get_by_role("button", name="Send").click()
    link = pat.get_by_role("link", name="Download plan.txt")
    await expect(link).to_be_visible()
    async with pat.expect_download() as download:
        await link.click()
    assert (await (await download.value).path()).read_bytes() == b"the plan"


async def test_it_works_on_a_phone(stage: Stage) -> None:
    page = await stage.visit("sam")
    await page.set_viewport_size({"width": 390, "height": 780})
    await page.get_by_role("button", name="Open the sidebar").click()
    await page.get_by_role("button", name="quiet, private channel").click()
    await expect(page.get_by_role("heading", name="quiet", exact=True).first).to_be_visible()
    await expect(composer(page, "quiet")).to_be_in_viewport()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_it_waits_for_a_server_that_went_away(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "manifest.yml").write_text(MANIFEST)
    context = await browser.new_context()
    page = await context.new_page()
    async with running(Options(tmp_path / "manifest.yml", port=0)) as first:
        address = first.base_url
        await page.goto(f"{address}/?as=sam&in=general")
        await expect(page.get_by_role("heading", name="general", exact=True)).to_be_visible()
        await expect(page.get_by_role("status").filter(has_text="is not connected")).to_be_visible()
    lost = page.get_by_text("Connection lost. Reconnecting…")
    await expect(lost).to_be_visible()
    await composer(page, "general").fill("not lost")
    await composer(page, "general").press("Enter")
    await expect(page.get_by_text("The workspace cannot be reached. Nothing was sent.")).to_be_visible()
    await expect(composer(page, "general")).to_have_value("not lost")
    async with running(Options(tmp_path / "manifest.yml", port=int(address.rpartition(":")[2]))):
        await expect(lost).to_have_count(0, timeout=15_000)
        await composer(page, "general").press("Enter")
        await expect(page.get_by_role("article").last).to_contain_text("not lost")
    await context.close()


async def test_a_profile_stays_below_the_head_when_its_message_is_scrolled_away(stage: Stage) -> None:
    await stage.post(text="\n".join(f"line {number}" for number in range(60)))
    page = await stage.visit("sam")
    log = page.get_by_role("log")
    await log.get_by_role("button", name="Kit", exact=True).click()
    card, head = page.get_by_role("dialog", name="Kit"), page.locator("header.head")
    await expect(card).to_contain_text("App")
    await log.evaluate("log => log.scrollTop = log.scrollHeight")
    await page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    shown, above = await card.bounding_box(), await head.bounding_box()
    assert shown is not None
    assert above is not None
    assert shown["y"] >= above["y"] + above["height"]
