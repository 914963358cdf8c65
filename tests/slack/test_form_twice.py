"""Whatever is sent twice, late or by somebody else: one lead, and nobody is left without an answer."""

from __future__ import annotations

import asyncio

from sandbox.people.actor import Form
from tests.slack.playing import (
    CONSENT,
    CONTACT,
    NORTHWIND,
    SHARE,
    answer,
    consent_page,
    deal_page,
    form_of,
    hand_over,
    top,
)
from tests.slack.story import Story


def leads_of(story: Story) -> int:
    """How many leads there are."""
    return sum(story.look(lambda uow: uow.leads.counts()).values())


def pretend(form: Form, draft: str) -> None:
    """Gives a form the draft of another one, as a second window or a forger would."""
    form.view.body["private_metadata"] = draft


async def test_a_double_click_on_submit_makes_one_lead(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    page = (await consent_page(pat)).fill(CONSENT)
    seen = await asyncio.gather(page.submit(wait=0), page.submit(wait=0))
    assert [each.error for each in seen] == [None, None]
    assert "is lead *L-1*" in pat.form.text
    assert leads_of(story) == 1
    await story.settled()
    told = [each.text for each in story.channel(NORTHWIND).messages if "submitted *L-1" in each.text]
    assert len(told) == 1
    assert len([each for each in story.channel("leads").messages if "*L-1 · Acme*" in each.text]) == 1


async def test_a_page_sent_off_twice_leads_to_the_same_next_page(story: Story) -> None:
    story.enrol("northwind", channels=False)
    pat = story.person("pat")
    first = (await form_of(pat)).fill(CONTACT)
    for _ in range(3):
        second = top(await first.submit())
        assert "Page 2 of 3" in second.text
        await second.close()
    second = top(await first.submit())
    third = top(await second.fill({"Commission type": SHARE}).submit())
    await third.close()
    third = top(await second.submit())
    closing = top(await third.fill(CONSENT).submit())
    assert "is lead *L-1*" in closing.text
    assert leads_of(story) == 1


async def test_the_same_form_sent_off_from_two_windows_makes_one_lead(story: Story) -> None:
    story.enrol("northwind", channels=False)
    pat = story.person("pat")
    window = await consent_page(pat)
    draft = window.private_metadata
    closing = top(await window.fill(CONSENT).submit())
    assert "*Acme* is lead *L-1*" in closing.text
    again = await form_of(pat)
    pretend(again, draft)
    page = top(await again.fill({**CONTACT, "Company": "Another"}).submit())
    page = top(await page.fill({"Commission type": "$500 fixed fee"}).submit())
    closing = top(await page.fill(CONSENT).submit())
    assert "*Acme* is lead *L-1*" in closing.text
    assert leads_of(story) == 1


async def test_somebody_elses_draft_is_refused_page_by_page(story: Story) -> None:
    story.enrol("northwind", "brightside", channels=False)
    pat, bea, piotr = (story.person(handle) for handle in ("pat", "bea", "piotr"))
    window = await deal_page(pat, Company="Secret GmbH")
    for forger in (bea, piotr):
        form = await form_of(forger)
        pretend(form, window.private_metadata)
        seen = await form.fill(CONTACT).submit()
        assert seen.errors == {"company": "This form belongs to somebody else. Start a new one with `/partner lead`."}
        page = await deal_page(forger)
        pretend(page, window.private_metadata)
        seen = await page.change({"Number of agents": "9"})
        assert "This form belongs to somebody else." in seen.text
        assert "Secret" not in seen.text
    page = top(await window.fill({"Commission type": SHARE}).submit())
    assert "*Secret GmbH*" in page.text
    assert "9 agents" not in page.text


async def test_an_estimate_that_comes_late_changes_nothing(story: Story) -> None:
    story.enrol("northwind", channels=False)
    page = await deal_page(story.person("pat"))
    await page.change({"Products": ["LiveChat"]})
    typed = ["1", "12", "123"]
    await asyncio.gather(*(page.change({"Number of agents": number}, wait=0) for number in typed))
    page = top(await page.fill({"Commission type": SHARE}).submit())
    assert "LiveChat Business for 123 agents" in page.text
    assert "= $8,708.40" in page.text


async def test_a_trigger_that_expired_is_told_and_another_try_works(story: Story) -> None:
    story.enrol("northwind", channels=False)
    pat = story.person("pat")
    asked = asyncio.create_task(pat.command("/partner", "lead", channel=NORTHWIND))
    await asyncio.sleep(0)  # the trigger is given out with the first step, the bot answers later
    story.workspace.clock.advance(4)
    seen = await asked
    assert answer(seen).is_ephemeral
    assert answer(seen).text == "That took too long. Please try again."
    assert seen.form is None
    assert "Page 1 of 3" in (await form_of(pat)).text


async def test_a_form_of_an_older_version_says_so_under_its_first_field(story: Story) -> None:
    story.enrol("northwind", channels=False)
    form = await form_of(story.person("pat"))
    form.view.body["private_metadata"] = '{"draft": "of an earlier version"}'
    seen = await form.fill(CONTACT).submit()
    assert seen.errors == {"company": "This is from an older version of Partner Program. Please open it again."}
    assert leads_of(story) == 0


async def test_two_leads_about_one_company_are_two_leads(story: Story) -> None:
    story.enrol("northwind", channels=False)
    pat, piotr = story.person("pat"), story.person("piotr")
    assert [await hand_over(pat), await hand_over(piotr), await hand_over(pat)] == ["L-1", "L-2", "L-3"]
