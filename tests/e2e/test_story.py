"""The main job in the browser: a lead from the form to its reward, as partner and as sales rep."""

import pytest
from playwright.async_api import Page, expect

from tests.e2e.visitors import (
    LEADS,
    NORTHWIND,
    Visitors,
    button,
    choose,
    command,
    contact_page,
    dialog,
    estimated,
    messages,
    number_of,
    replies,
)

pytest_plugins = ["tests.sandbox.page_fixtures", "tests.e2e.fixtures"]
pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="session")]

COMPANY, DOMAIN = "Brightwater Supply", "brightwater-supply.com"
FORM = "Submit a lead"


async def test_a_lead_goes_from_the_form_to_its_reward(visitors: Visitors) -> None:
    pat = await visitors.visit("pat", NORTHWIND)
    await _overview_by_keyboard(visitors, pat)
    await _hand_over_a_lead(visitors, pat)
    lead = await _win_it(visitors, await visitors.visit("sam", LEADS))
    await pat.bring_to_front()
    card = messages(pat, "@Pat Lindqvist submitted", COMPANY)
    await expect(card).to_contain_text("It earned you $400.05.")
    await replies(pat, card, "We credited $400.05 to your account.")
    await visitors.keep(pat, "channel")
    await command(pat, "/partner")
    await expect(messages(pat, "Latest reward").last).to_contain_text(f"$400.05 for {lead}")


async def _overview_by_keyboard(visitors: Visitors, pat: Page) -> None:
    line = pat.get_by_role("combobox", name="Message #partner-northwind")
    await line.press_sequentially("/pa")
    await expect(pat.get_by_role("option", name="/partner")).to_contain_text("[arr | ")
    await line.press("Tab")
    await expect(line).to_have_value("/partner ")
    await line.press("Enter")
    overview = messages(pat, "Only visible to you", "Northwind · Bronze")
    await expect(overview).to_contain_text("$267.20 of ARR to go")
    await visitors.keep(pat, "overview")
    await button(overview, "Submit a lead").click()


async def _hand_over_a_lead(visitors: Visitors, pat: Page) -> None:
    form = dialog(pat, FORM)
    await contact_page(form, COMPANY, "brightwater", employees="9")
    await form.get_by_label("Work email").fill(f"ann@{DOMAIN}")
    await button(form, "Next").click()
    website = form.locator('[data-block-id="domain"]')
    await expect(website.get_by_role("alert")).to_have_text("This doesn't look like a website, such as acme.com.")
    await expect(form.get_by_label("Website")).to_be_focused()
    await expect(form.get_by_label("Company")).to_have_value(COMPANY)
    await expect(form.get_by_label("Number of employees")).to_have_value("9")
    await visitors.keep(pat, "form-error")
    await form.get_by_label("Website").fill(DOMAIN)
    await button(form, "Next").click()

    await form.get_by_role("checkbox", name="LiveChat").check()
    await form.get_by_label("Number of agents").fill("3")
    await estimated(form, "10% = $212.40")
    await expect(form.get_by_text("at least 5 agents or more than 50 employees")).to_be_visible()
    await visitors.keep(pat, "form-warning")
    await form.get_by_label("Number of agents").fill("5")
    await estimated(form, "10% = $354.00")
    await expect(form.get_by_text("$500 fixed fee, or 10% = $354.00")).to_be_visible()
    await expect(form.get_by_text("at least 5 agents")).to_have_count(0)
    await button(form, "Back").click()
    await expect(form.get_by_label("Company")).to_have_value(COMPANY)
    await expect(form.get_by_label("Website")).to_have_value(DOMAIN)
    await button(form, "Next").click()
    await expect(form.get_by_label("Number of agents")).to_have_value("5")
    await form.get_by_role("radio", name="10% of the deal's annual value").check()
    await visitors.keep(pat, "form-estimate")
    await button(form, "Next").click()

    await expect(form.get_by_text("Your reward: 10% of the deal's annual value = $354.00")).to_be_visible()
    await form.get_by_role("radio", name="Present at all meetings").check()
    await button(form, "Submit lead").click()
    await expect(form.locator('[data-block-id="consent"]').get_by_role("alert")).to_be_visible()
    await form.get_by_role("checkbox", name="The lead knows").check()
    await button(form, "Submit lead").click()

    closing = dialog(pat, "Lead submitted")
    await expect(closing).to_contain_text("Our sales team reviews it within 2 business days.")
    await expect(closing).to_contain_text("$354.00")
    await visitors.keep(pat, "form-closing")
    await button(closing, "Done").click()
    await expect(pat.get_by_role("dialog")).to_have_count(0)
    await expect(messages(pat, "@Pat Lindqvist submitted", COMPANY)).to_be_visible()


async def _win_it(visitors: Visitors, sam: Page) -> str:
    card = messages(sam, COMPANY, "submitted")
    await expect(card).to_contain_text("LiveChat Business for 5 agents")
    lead = await number_of(card)
    await button(card, "Assign to me").click()
    await expect(card).to_contain_text("With @Sam Rivera")
    await expect(card.get_by_role("button", name="Assign to me")).to_have_count(0)

    await button(card, "Review").click()
    review = dialog(sam, f"Lead {lead}")
    await choose(sam, "Status", "Approve for further review")
    await visitors.keep(sam, "review")
    await button(review, "Save").click()
    await expect(card).to_contain_text("Approved for further review")

    await button(card, "Review").click()
    await choose(sam, "Status", "Won")
    value = review.get_by_label("Confirmed annual value")
    await expect(value).to_have_value("3,540.00")
    await value.fill("4000.50")
    await button(review, "Save").click()
    await expect(card).to_contain_text("$400.05")
    approved = "@Sam Rivera moved it to Approved for further review."
    won = "moved it to Won. The reward of $400.05 was credited."
    await replies(sam, card, "@Sam Rivera took it on.", approved, won)
    await visitors.keep(sam, "thread")
    return lead
