"""What people do on the page: buttons, selects, modals and their stack, errors, and that each act arrives once."""

import asyncio

import pytest
from playwright.async_api import Page, expect

from tests.sandbox.page_blocks import kit
from tests.sandbox.page_support import Stage, command, composer

pytest_plugins = ["tests.sandbox.page_fixtures"]
pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="session")]


async def _open(stage: Stage, word: str = "form", title: str = "A lead") -> Page:
    page = await stage.visit("sam")
    await command(page, f"/kit {word}")
    await page.get_by_role("dialog", name=title).wait_for()
    return page


async def test_errors_stand_under_their_fields_with_the_focus_on_the_first(stage: Stage) -> None:
    page = await _open(stage)
    company = page.get_by_label("Company")
    await page.get_by_label("Email").fill("nonsense")
    await page.get_by_role("button", name="Next").click()
    block = page.locator('[data-block-id="company"]').first
    await expect(block.get_by_role("alert")).to_have_text("Please complete this required field.")
    await expect(company).to_be_focused()
    await expect(company).to_have_attribute("aria-invalid", "true")
    await expect(page.get_by_role("alert")).to_have_count(2)
    assert stage.seen.submissions == []
    await page.get_by_label("Email").fill("ada@acme.example")
    await company.fill("Taken")
    await expect(page.get_by_role("alert")).to_have_count(0)
    await page.get_by_role("button", name="Next").click()
    await expect(block.get_by_role("alert")).to_have_text("Somebody has this company already.")
    await expect(company).to_be_focused()
    await expect(company).to_have_value("Taken")


async def test_views_are_stacked_and_keep_what_was_typed(stage: Stage) -> None:
    page = await _open(stage)
    await page.get_by_label("Company").fill("Acme")
    await page.get_by_role("button", name="Next").click()
    await expect(page.get_by_role("dialog", name="The price")).to_be_visible()
    await expect(page.get_by_label("Seats")).to_be_focused()
    await page.get_by_label("Seats").fill("7")
    await page.get_by_role("button", name="Back").click()
    await expect(page.get_by_role("dialog", name="A lead")).to_be_visible()
    await expect(page.get_by_label("Company")).to_have_value("Acme")
    await page.get_by_label("Company").press("Enter")
    await expect(page.get_by_role("dialog", name="The price")).to_be_visible()
    await page.get_by_label("Seats").fill("0")
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_role("alert")).to_have_text("Must be 1 or more.")
    await page.get_by_label("Seats").fill("12")
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    last = stage.seen.submissions[-1]["view"]
    assert last["callback_id"] == "price"
    assert last["state"]["values"]["seats"]["seats"]["value"] == "12"
    await expect(composer(page)).to_be_focused()


async def test_the_cross_closes_the_whole_stack(stage: Stage) -> None:
    page = await _open(stage)
    await page.get_by_label("Company").fill("Acme")
    await page.get_by_role("button", name="Next").click()
    await page.get_by_role("dialog", name="The price").wait_for()
    await page.get_by_role("button", name="Close all").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await stage.seen.until(lambda: sorted(stage.seen.closed) == ["lead", "price"])


async def test_an_update_from_the_app_disturbs_nobody_who_types(stage: Stage) -> None:
    page = await _open(stage)
    await page.get_by_label("Company").fill("Acme")
    await page.get_by_label("Plan").click()
    await page.get_by_role("option", name="Business").click()
    await expect(page.get_by_text("You chose business")).to_be_visible()
    await expect(page.get_by_label("Plan")).to_have_text("Business")
    await expect(page.get_by_label("Company")).to_have_value("Acme")
    stage.seen.hold = asyncio.Event()
    await page.get_by_label("Plan").click()
    await page.get_by_role("option", name="Starter").click()
    company = page.get_by_label("Company")
    await company.press("Home")
    await company.press_sequentially("New ")
    stage.seen.hold.set()
    await expect(page.get_by_text("You chose starter")).to_be_visible()
    await expect(company).to_be_focused()
    await company.press_sequentially("and ")
    await expect(company).to_have_value("New and Acme")


async def test_every_input_reaches_the_app_in_slacks_shape(stage: Stage) -> None:
    page = await _open(stage, "whole", "Everything")
    for label, text in {
        "Line": "one",
        "Words": "two\nlines",
        "Number": "1.5",
        "Address": "https://a.example",
        "Rich": "rich",
    }.items():
        await page.get_by_label(f"{label} (optional)", exact=True).fill(text)
    for label, choice in {"One": "Omega", "Person": "Pat", "Talk": "quiet"}.items():
        await page.get_by_label(f"{label} (optional)", exact=True).click()
        await page.get_by_role("option", name=choice).click()
    for label, choice in {"Several": "Gamma", "Persons": "Sam", "Channels": "shared"}.items():
        await page.get_by_label(f"{label} (optional)", exact=True).click()
        await page.get_by_role("option", name=choice).click()
        await page.keyboard.press("Escape")
    await page.get_by_label("Found").click()
    await page.get_by_role("combobox", name="Search options").press_sequentially("ac")
    await expect(page.get_by_role("option")).to_have_count(2)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.get_by_label("Day").fill("2026-12-24")
    await page.get_by_label("Hour").fill("2:30 pm")
    await page.get_by_label("Moment (optional)", exact=True).fill("2026-01-15")
    await page.get_by_label("Moment time").fill("09:00")
    await page.get_by_label("Gamma").and_(page.get_by_role("radio")).check()
    await page.get_by_role("checkbox", name="Beta").check()
    await page.get_by_label("Paper").set_input_files({"name": "note.txt", "mimeType": "text/plain", "buffer": b"hello"})
    await expect(page.get_by_text("note.txt")).to_be_visible()
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    values = {
        block: next(iter(value.values()))
        for block, value in stage.seen.submissions[-1]["view"]["state"]["values"].items()
    }
    assert {name: values[name]["value"] for name in ("line", "words", "number", "address")} == {
        "line": "one",
        "words": "two\nlines",
        "number": "1.5",
        "address": "https://a.example",
    }
    assert values["rich"]["rich_text_value"]["elements"][0]["elements"][0]["text"] == "rich"
    assert values["one"]["selected_option"]["value"] == "omega"
    assert [option["value"] for option in values["several"]["selected_options"]] == ["alpha", "gamma"]
    assert (values["person"]["selected_user"], values["persons"]["selected_users"]) == ("U0PAT", ["U0SAM"])
    assert (values["talk"]["selected_conversation"], values["channels"]["selected_channels"]) == (
        "C0QUIET",
        ["C0SHARED"],
    )
    assert values["found"]["selected_option"]["value"] == "Acorn"
    assert (values["day"]["selected_date"], values["hour"]["selected_time"]) == ("2026-12-24", "14:30")
    assert values["moment"]["selected_date_time"] == 1768485600  # 9:00 in New York, where Sam is
    assert values["radio"]["selected_option"]["value"] == "gamma"
    assert [option["value"] for option in values["boxes"]["selected_options"]] == ["beta"]
    assert values["paper"]["files"][0]["name"] == "note.txt"


async def test_a_day_and_a_time_can_be_chosen_with_the_mouse(stage: Stage) -> None:
    page = await _open(stage, "whole", "Everything")
    await page.get_by_label("Day").fill("2026-12-24")
    await page.get_by_label("Day").press("Enter")
    await page.get_by_label("Day").click()
    await page.get_by_role("button", name="Next month").click()
    await page.get_by_role("button", name="Friday, January 8, 2027").click()
    await expect(page.get_by_label("Day")).to_have_value("Jan 8, 2027")
    await page.get_by_label("Hour").click()
    await page.get_by_role("option", name="10:30 AM").click()
    await expect(page.get_by_label("Hour")).to_have_value("10:30 AM")


async def test_a_double_click_submits_once(stage: Stage) -> None:
    page = await _open(stage)
    await page.get_by_label("Company").fill("Acme")
    stage.seen.hold = asyncio.Event()
    submit = page.get_by_role("button", name="Next")
    await submit.dblclick()
    await stage.seen.until(lambda: bool(stage.seen.submissions))
    await expect(submit).to_have_attribute("aria-busy", "true")
    stage.seen.hold.set()
    await expect(page.get_by_role("dialog", name="The price")).to_be_visible()
    assert len(stage.seen.submissions) == 1


async def test_a_double_click_on_a_button_is_one_action(stage: Stage) -> None:
    await stage.post(text="Every block", blocks=kit())
    page = await stage.visit("sam")
    stage.seen.hold = asyncio.Event()
    await page.get_by_role("button", name="Count").dblclick()
    await stage.seen.until(lambda: bool(stage.seen.actions))
    stage.seen.hold.set()
    await expect(page.get_by_text("State: pressed")).to_be_visible()
    assert [body["actions"][0]["value"] for body in stage.seen.actions] == ["7"]


async def test_a_question_comes_first_and_may_be_declined(stage: Stage) -> None:
    await stage.post(text="Every block", blocks=kit())
    page = await stage.visit("sam")
    delete = page.get_by_role("button", name="Delete")
    await delete.click()
    question = page.get_by_role("alertdialog", name="Really?")
    await expect(question).to_contain_text("It is gone then.")
    await page.keyboard.press("Escape")
    await expect(question).to_have_count(0)
    await expect(delete).to_be_focused()
    await delete.click()
    await question.get_by_role("button", name="Yes").click()
    await stage.seen.until(lambda: bool(stage.seen.actions))
    assert [body["actions"][0]["action_id"] for body in stage.seen.actions] == ["delete"]


async def test_menus_and_selects_in_a_message_report_their_choice(stage: Stage) -> None:
    await stage.post(text="Every block", blocks=kit())
    page = await stage.visit("sam")
    await page.get_by_role("button", name="More options").click()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.get_by_role("combobox", name="Pick a stage").click()
    await page.get_by_role("option", name="Lost").click()
    await page.get_by_role("textbox", name="Due day").fill("2026-12-01")
    await page.get_by_role("textbox", name="Due day").press("Enter")
    await stage.seen.until(lambda: len(stage.seen.actions) == 3)
    chosen = [body["actions"][0] for body in stage.seen.actions]
    assert [chosen[0]["selected_option"]["value"], chosen[1]["selected_option"]["value"]] == ["archive", "lost"]
    assert chosen[2]["selected_date"] == "2026-12-01"


async def test_escape_closes_the_list_first_and_then_the_modal(stage: Stage) -> None:
    page = await _open(stage)
    await page.get_by_label("Plan").click()
    await expect(page.get_by_role("listbox")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("listbox")).to_have_count(0)
    await expect(page.get_by_role("dialog")).to_be_visible()
    await expect(page.get_by_label("Plan")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_the_focus_stays_inside_the_modal(stage: Stage) -> None:
    page = await _open(stage)
    for key in ("Tab", "Shift+Tab"):
        for _ in range(9):
            await page.keyboard.press(key)
            assert await page.evaluate("document.activeElement.closest('[role=dialog]') !== null")


async def test_shortcuts_open_forms(stage: Stage) -> None:
    page = await stage.visit("sam")
    await page.get_by_role("button", name="Shortcuts").click()
    await page.get_by_role("menuitem", name="Write down a lead").click()
    await page.get_by_role("dialog", name="A lead").wait_for()
    await page.get_by_role("button", name="Cancel").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await stage.post(text="Acme asked us")
    message = page.get_by_role("article").filter(has_text="Acme asked us")
    await message.hover()
    await message.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Turn into a lead").click()
    await expect(page.get_by_label("Company")).to_have_value("Acme asked us")


async def test_a_submission_without_an_answer_says_so_and_keeps_the_form(stage: Stage) -> None:
    page = await _open(stage)
    await page.get_by_label("Company").fill("Acme")
    stage.seen.hold = asyncio.Event()
    await page.get_by_role("button", name="Next").click()
    await expect(page.get_by_role("status").filter(has_text="trouble connecting")).to_be_visible()
    await expect(page.get_by_label("Company")).to_have_value("Acme")
    stage.seen.hold.set()
