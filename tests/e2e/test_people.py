"""Who sees what in the browser: two at once, a shared channel, the admin, a stranger, each Home, dark and small."""

import pytest
from playwright.async_api import expect

from tests.e2e.visitors import (
    GENERAL,
    HELIO,
    LEADS,
    NORTHWIND,
    Visitors,
    button,
    choose,
    command,
    dialog,
    messages,
    replies,
)

pytest_plugins = ["tests.sandbox.page_fixtures", "tests.e2e.fixtures"]
pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="session")]

APP = "Partner Program"


async def test_side_by_side_the_partner_sees_what_the_rep_does(visitors: Visitors) -> None:
    page = await visitors.visit("piotr", NORTHWIND, beside="sam")
    piotr, sam = page.frame_locator("iframe").nth(0), page.frame_locator("iframe").nth(1)
    await sam.get_by_role("button", name="leads, private channel").click()
    card = messages(sam, "Tallgrass Energy Co-op", "submitted")
    await button(card, "Review").click()
    await choose(sam, "Status", "Reject")
    review = dialog(sam, "Lead L-10")
    await review.get_by_label("Reason").fill("Please come back when they have five agents.")
    await button(review, "Save").click()
    told = messages(piotr, "submitted", "Tallgrass Energy Co-op")
    await expect(told).to_contain_text("Rejected")
    await replies(piotr, told, "Please come back when they have five agents.")
    await expect(card).to_contain_text("Rejected")
    await visitors.keep(page, "side-by-side")
    await button(piotr, "Close thread").click()
    await button(told, "Details").press("Enter")  # in half a window what one may do with a message lies over it
    await expect(messages(piotr, "Only visible to you", "All my leads")).to_contain_text("L-10")


async def test_a_member_of_a_shared_channel_does_it_all_by_the_pinned_message(visitors: Visitors) -> None:
    hana = await visitors.visit("hana", HELIO)
    pinned = messages(hana, "Pinned", "Welcome, Helio Labs!")
    await button(pinned, "Overview").click()
    await expect(messages(hana, "Helio Labs · Gold")).to_contain_text("You hold the highest tier.")
    await button(pinned, "My leads").click()
    await expect(messages(hana, "Your 3 leads")).to_contain_text("Comet Payments")
    await button(pinned, "How my ARR adds up").click()
    await expect(messages(hana, "Total $27,752.40")).to_be_visible()
    await visitors.keep(hana, "shared-channel")
    await button(pinned, "Submit a lead").click()
    await expect(dialog(hana, "Submit a lead").get_by_label("Company")).to_be_focused()
    await button(dialog(hana, "Submit a lead"), "Close").click()
    await hana.get_by_role("combobox", name="Message #partner-helio").press_sequentially("/par")
    await expect(hana.get_by_role("option", name="/partner")).to_have_count(0)


async def test_only_an_admin_reopens_a_lead(visitors: Visitors) -> None:
    riley = await visitors.visit("riley", LEADS)
    await button(messages(riley, "Juniper Legal", "submitted"), "Review").click()
    await choose(riley, "Status", "Reject")
    await riley.get_by_label("Reason").fill("No budget this year.")
    await button(dialog(riley, "Lead L-8"), "Save").click()
    card = messages(riley, "Juniper Legal", "Rejected")
    await button(card, "Review").click()
    await expect(dialog(riley, "Lead L-8")).to_contain_text("No budget this year.")
    await expect(dialog(riley, "Lead L-8").get_by_label("Status")).to_have_count(0)
    await button(dialog(riley, "Lead L-8"), "Close").click()

    dana = await visitors.visit("dana", LEADS)
    await button(messages(dana, "Juniper Legal", "Rejected"), "Review").click()
    await choose(dana, "Status", "Reopen")
    await dana.get_by_label("Reason").fill("They found the budget.")
    await button(dialog(dana, "Lead L-8"), "Save").click()
    await expect(messages(riley, "Juniper Legal", "submitted")).to_contain_text("Submitted")


async def test_a_stranger_is_told_how_to_join_and_nothing_else(visitors: Visitors) -> None:
    nick = await visitors.visit("nick", GENERAL)
    for line in ("/partner", "/program leads", "/partner leads L-4"):
        await command(nick, line)
    answers = messages(nick, "Only visible to you")
    await expect(answers).to_have_count(3)
    for each in await answers.all():
        await expect(each).to_contain_text("You aren't in the LiveChat Partner Program yet. To join, use")
        await expect(each).not_to_contain_text("L-4")
    await expect(nick.get_by_role("navigation").get_by_role("button", name="leads")).to_have_count(0)
    await nick.get_by_role("navigation").get_by_role("button", name=APP).click()
    await expect(nick.get_by_role("main")).to_contain_text("Apply to join")
    await visitors.keep(nick, "stranger")


@pytest.mark.parametrize(
    ("who", "heading", "words"),
    [
        ("bea", "Brightside Studio · Silver", "$8,015.36 of ARR to go"),
        ("sam", "LiveChat Partner Program", "Approved for further review: "),
        ("maria", "LiveChat Partner Program", "Silver: 1"),
    ],
)
async def test_home_shows_each_their_own_state(visitors: Visitors, who: str, heading: str, words: str) -> None:
    page = await visitors.visit(who)
    await page.get_by_role("navigation").get_by_role("button", name=APP).click()
    await page.get_by_role("tab", name="Home").click()
    await expect(page.get_by_role("main").get_by_role("heading", name=heading)).to_be_visible()
    await expect(page.get_by_role("main")).to_contain_text(words)
    await visitors.keep(page, f"home-{who}")


async def test_it_works_in_the_dark_and_on_a_phone(visitors: Visitors) -> None:
    page = await visitors.visit("piotr", NORTHWIND)
    await page.emulate_media(color_scheme="dark")
    await page.set_viewport_size({"width": 390, "height": 780})
    await command(page, "/partner tier")
    await expect(messages(page, "Bronze since")).to_contain_text("joined the program at Bronze")
    await visitors.keep(page, "phone-tier")
    await button(messages(page, "Pinned"), "Submit a lead").click()
    form = dialog(page, "Submit a lead")
    await expect(form.get_by_label("Company")).to_be_in_viewport()
    await visitors.keep(page, "phone-form")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shade = await form.evaluate("each => getComputedStyle(each).backgroundColor.match(/\\d+/g).map(Number)")
    assert max(shade[:3]) < 80
    await button(form, "Close").click()
    await expect(form).to_have_count(0)
