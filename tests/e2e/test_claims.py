"""A benefit in the browser: its form closed and taken up again, people chosen, claimed, followed and taken back."""

import pytest
from playwright.async_api import expect

from tests.e2e.visitors import Visitors, button, command, dialog, messages

pytest_plugins = ["tests.sandbox.page_fixtures", "tests.e2e.fixtures"]
pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="session")]

BRIGHTSIDE = "C0BRIGHTSD"
FORM = "Claim a benefit"
LEFT = "This is how you left it."


async def test_a_form_is_taken_up_where_it_was_left_and_claimed(visitors: Visitors) -> None:
    ben = await visitors.visit("ben", BRIGHTSIDE)
    form = dialog(ben, FORM)
    await command(ben, "/partner claim onboarding")
    await form.get_by_label("What should we cover?").fill("Chatbots")
    await button(form, "Cancel").click()  # at once: what was typed last is reported as the field is left
    await expect(form).to_have_count(0)

    await command(ben, "/partner claim onboarding")
    await expect(form.get_by_text(LEFT)).to_be_visible()
    await expect(form.get_by_label("What should we cover?")).to_have_value("Chatbots")
    await form.get_by_role("checkbox", name="HelpDesk").check()
    await button(form, "Claim").click()
    needed = form.locator('[data-block-id="people"]').get_by_role("alert")
    await expect(needed).to_have_text("Please fill this in.")
    await form.get_by_label("Who takes part").click()
    await ben.get_by_role("option", name="Bea Moreno").click()
    await ben.keyboard.press("Escape")
    await visitors.keep(ben, "claim-form")
    await ben.clock.install()
    await form.get_by_label("Times that suit you").fill("9–12 CET")
    await button(form, "Claim").click()

    closing = dialog(ben, "Claimed")
    await expect(closing).to_contain_text("Program onboarding is claim C-")
    await ben.clock.fast_forward(1000)  # what was typed last would be reported now, of a form that is gone
    await button(closing, "Follow this claim").click()
    claim = dialog(ben, "Claim")
    await expect(claim).to_contain_text("Who takes part @Bea Moreno")
    assert await ben.locator(".notice").count() == 0  # at once: it would vanish by itself
    await button(claim, "Withdraw").click()
    await button(ben.get_by_role("alertdialog"), "Withdraw").click()
    await expect(claim).to_contain_text("You took it back.")
    await expect(button(claim, "Claim again")).to_be_visible()
    await visitors.keep(ben, "claim-withdrawn")
    await button(claim, "Close").click()
    await expect(messages(ben, "@Ben Archer claimed", "Program onboarding")).to_be_visible()
