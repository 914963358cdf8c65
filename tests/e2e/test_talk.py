"""A lead told in a talk, in the browser: typed answers, buttons, boxes, the form in the middle, and its end."""

import pytest
from playwright.async_api import Page, expect

from tests.e2e.visitors import NORTHWIND, Visitors, button, dialog, messages

pytest_plugins = ["tests.sandbox.page_fixtures", "tests.e2e.fixtures"]
pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="session")]


async def says(page: Page, text: str, hears: str) -> None:
    """Writes to the app, and waits for its answer."""
    written = page.get_by_role("combobox", name="Message ")
    await written.fill(text)
    await written.press("Enter")
    await expect(messages(page, hears).last).to_be_visible()


async def clicks(page: Page, question: str, label: str, hears: str) -> None:
    """Presses a button of the newest question that says so."""
    await button(messages(page, question).last, label).click()
    await expect(messages(page, hears).last).to_be_visible()


async def test_a_lead_is_told_in_a_talk(visitors: Visitors) -> None:
    page = await visitors.visit("piotr", NORTHWIND)
    await page.get_by_role("navigation").get_by_text("Partner Program").first.click()
    await page.get_by_role("tab", name="Messages").click()
    await says(page, "lead", "What is the company called?")
    signature = "Jane Smith, jane@harborline.example.com, +48 600 100 200, www.harborline-parts.com"
    await says(page, signature, "First name: Jane")
    await says(page, "Harborline Parts", "What is their job title?")
    await button(messages(page, "What is their job title?").last, "Open the form").click()
    form = dialog(page, "Submit a lead")
    await expect(form.get_by_label("Company")).to_have_value("Harborline Parts")
    await form.get_by_label("Job title").fill("Head of Support")
    await button(form, "Next").click()
    await expect(form).to_contain_text("Page 2 of 3")
    await page.get_by_role("button", name="Close all").click()
    await clicks(page, "The form is open.", "Go on here", "Which products may they buy?")
    await expect(messages(page, "Which products may they buy?").last).to_contain_text("Job title: Head of Support")
    await messages(page, "Which products may they buy?").last.get_by_role("checkbox", name="LiveChat").check()
    await clicks(page, "Which products may they buy?", "Next", "Which LiveChat plan?")
    await clicks(page, "Which LiveChat plan?", "Skip", "How many agents would work with it?")
    await says(page, "5 agents", "How would they like to be billed?")
    await clicks(page, "How would they like to be billed?", "Annual", "Which reward would you like?")
    await visitors.keep(page, "talk")
    await clicks(page, "Which reward would you like?", "$500 fixed fee", "How would you like to be involved?")
    await clicks(page, "How would you like to be involved?", "Not involved", "Is that so?")
    await clicks(page, "Is that so?", "Yes, they know", "Shall I submit it?")
    await expect(messages(page, "Shall I submit it?").last).to_contain_text("LiveChat Business for 5 agents")
    await clicks(page, "Shall I submit it?", "Submit lead", "What happens next")
    await expect(messages(page, "What happens next").last).to_contain_text("Harborline Parts is lead L-")
