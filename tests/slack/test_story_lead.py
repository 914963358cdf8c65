"""The main job from end to end: a partner hands a lead over, a rep takes it to Won, the reward is credited."""

from __future__ import annotations

import re

from domain.leads import LeadStatus
from domain.subscriptions import BillingCycle, Kind
from sandbox.people.actor import Actor
from sandbox.people.cards import Card
from tests.slack.playing import (
    CONSENT,
    CONTACT,
    NORTHWIND,
    answer,
    button,
    card_of,
    form_of,
    hand_over,
    moved,
    review,
    seed_leads,
    top,
)
from tests.slack.story import Story


async def said(person: Actor, command: str, text: str = "", channel: str = NORTHWIND) -> str:
    """What a command answers."""
    seen = await person.command(command, text, channel=channel)
    assert answer(seen).is_ephemeral, "answers to commands are for one's own eyes"
    return answer(seen).text


async def test_a_lead_goes_from_the_form_to_its_reward_and_everybody_concerned_hears_each_step(story: Story) -> None:
    story.enrol("northwind")
    pat, alex = story.person("pat"), story.person("alex")
    assert "None yet. A won lead earns you one." in await said(pat, "/partner")
    await _hand_over_after_some_slips(pat)
    card = await _take_to_won(story, story.person("sam"))
    await story.settled()
    assert [reply.text for reply in card.thread] == [
        "@Sam Rivera took it on.",
        ":mag: @Sam Rivera moved it to *Approved for further review*.",
        "@Sam Rivera set the stage to *Product demo*.",
        ":tada: @Sam Rivera moved it to *Won*. The reward of $400.05 was credited.",
    ]
    news = [message.text for message in story.channel(NORTHWIND).messages if "*L-1 · Acme*" in message.text]
    steps = (
        "@Pat Lindqvist submitted",
        "Approved for further review",
        "please introduce LiveChat to Ann Lee first",
        "Product demo",
        "credited $400.05",
    )
    assert len(news) == len(steps)
    assert all(step in text for step, text in zip(steps, news, strict=True))
    assert [message.text for message in alex.dm.messages] == [
        ":tada: Northwind won *L-1 · Acme*. The reward of $400.05 was credited."
    ]
    figures = story.look(lambda uow: uow.partners.figures("northwind", new_since=story.clock.now().date()))
    assert figures.latest_entry is not None
    assert (figures.latest_entry.amount, figures.latest_entry.lead_id) == (40005, 1)
    assert "$400.05 for L-1" in await said(pat, "/partner")
    assert "earned $400.05" in await said(pat, "/partner", "leads")


async def _hand_over_after_some_slips(pat: Actor) -> None:
    form = await form_of(pat)
    wrong = {**CONTACT, "Work email": "ann@-acme.com", "Phone": "12", "Website": "acme.notatld"}
    await form.fill(wrong).submit()
    assert form.errors == {
        "Work email": "This doesn't look like an email address, such as jane@acme.com.",
        "Phone": "Start with the country code, such as +48, or choose the country.",
        "Website": "This doesn't look like a website, such as acme.com.",
    }
    page = top(await form.fill({**CONTACT, "Phone": "+48 600 100 200"}).submit())
    await page.change({"Products": ["LiveChat"], "Number of agents": "5"})
    assert "*$500* fixed fee, or *10% = $354.00*" in page.text
    page = top(await page.fill({"Commission type": "10% of the deal's annual value"}).submit())
    closing = top(await page.fill(CONSENT).submit())
    assert closing.title == "Lead submitted"
    for part in ("*Acme* is lead *L-1*", "within 2 business days", "$354.00"):
        assert part in closing.text
    await closing.close()
    assert pat.forms == []


async def _take_to_won(story: Story, sam: Actor) -> Card:
    desk = story.channel("leads")
    card = await card_of(story, "L-1")
    for part in ("Submitted", "Northwind", "Ann Lee", "10% = $354.00", "Unassigned"):
        assert part in card.text
    await sam.click(card, "Assign to me", wait=0)
    card = await desk.changed(card, containing="With @Sam Rivera")
    assert card.buttons == ["Review"]
    form = await review(sam, card)
    assert form.options("Status") == ["Stays Submitted", "Approve for further review", "Reject"]
    await form.change({"Status": "Approve for further review"})
    await form.submit(wait=0)
    card = await desk.changed(card, containing="Approved for further review")
    form = await review(sam, card)
    assert form.options("Status") == ["Stays Approved for further review", "Won", "Lost"]
    await form.fill({"Stage": "Product demo (30–45 min)"}).submit(wait=0)
    card = await desk.changed(card, containing="Product demo")
    form = await review(sam, card)
    await form.change({"Status": "Won"})
    assert form["Confirmed annual value"] == "3,540.00"
    await form.fill({"Confirmed annual value": "4,000.50"}).submit(wait=0)
    card = await desk.changed(card, containing="Won")
    assert "$4,000.50 a year, confirmed" in card.text
    return card


async def test_the_fixed_fee_is_what_it_says_whatever_the_deal_is_worth(story: Story) -> None:
    story.enrol("northwind")
    pat, sam = story.person("pat"), story.person("sam")
    number = await hand_over(pat, {"Commission type": "$500 fixed fee"})
    await moved(story, sam, number, "Approve for further review")
    await moved(story, sam, number, "Won", **{"Confirmed annual value": "123456"})
    told = await story.channel(NORTHWIND).message(containing="*Won*")
    assert "We credited $500.00 to your account." in told.text


async def test_a_rejected_lead_comes_with_its_reason(story: Story) -> None:
    story.enrol("northwind")
    pat, sam = story.person("pat"), story.person("sam")
    number = await hand_over(pat)
    form = await review(sam, await card_of(story, number))
    await form.change({"Status": "Reject"})
    assert "The partner reads this." in form.text
    await form.submit()
    assert form.errors == {"Reason": "Please complete this required field."}
    await form.fill({"Reason": "Too small\nfor now"}).submit(wait=0)
    told = await story.channel(NORTHWIND).message(containing="*Rejected*")
    assert "> Too small\n> for now" in told.text
    assert "> Too small\n> for now" in await said(pat, "/partner", f"leads {number}")
    assert "may earn" not in await said(pat, "/partner", "leads")


async def test_a_lost_lead_names_the_address_of_the_program(story: Story) -> None:
    story.enrol("northwind")
    sam = story.person("sam")
    number = await hand_over(story.person("pat"))
    await moved(story, sam, number, "Approve for further review")
    await moved(story, sam, number, "Lost", Reason="No budget")
    told = await story.channel(NORTHWIND).message(containing="*Lost*")
    assert "partners@livechat.com" in told.text
    assert "> No budget" in told.text


async def test_the_arr_is_explained_line_by_line(story: Story) -> None:
    story.enrol("northwind")
    for _ in range(5):
        story.subscribe("northwind", 250)
    for _ in range(15):
        story.subscribe("northwind", 250, kind=Kind.REFERRAL)
    story.subscribe("northwind", 1200, billing_cycle=BillingCycle.ANNUAL, plan="team")
    shown = await said(story.person("pat"), "/partner", "arr")
    assert "ARR $52,200.00" in shown
    assert "5 resellers × $250.00 × 12 = *$15,000.00*" in shown
    assert "15 referrals × ($250.00 − 20%) × 12 = *$36,000.00*" in shown
    assert "1 reseller × $1,200.00 a year = *$1,200.00*" in shown
    assert "*Total $52,200.00*" in shown


async def test_the_tier_says_what_is_missing_in_money_and_customers(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    story.subscribe("northwind", 390)
    assert "*$320.00* of ARR to go" in await said(pat, "/partner")
    shown = await said(pat, "/partner", "tier")
    assert "*Bronze* · 20% · from the start ← you" in shown
    assert "*Gold* · 25% · from $20,000 ARR and 1 new customer in the last 12 months" in shown
    assert "*$320.00* of ARR to go" in shown


async def test_help_names_the_nearest_word(story: Story) -> None:
    story.enrol("northwind")
    pat, sam = story.person("pat"), story.person("sam")
    assert "Did you mean `/partner arr`?" in await said(pat, "/partner", "ar")
    assert "Did you mean `/partner leads`?" in await said(pat, "/partner", "LEDS")
    assert "Did you mean `/program leads`?" in await said(sam, "/program", "leds", channel="leads")
    lost = await said(pat, "/partner", "xyzzy <!here>")
    assert "I don't know `xyzzy`." in lost
    assert "Did you mean" not in lost
    for word in ("arr", "tier", "lead", "leads", "help"):
        assert f"`/partner {word}`" in await said(pat, "/partner", "help")


async def test_lists_are_paged_newest_first(story: Story) -> None:
    story.enrol("northwind", channels=False)
    pat, sam = story.person("pat"), story.person("sam")
    seed_leads(story, "northwind", 11)
    seen = await pat.command("/partner", "leads", channel=NORTHWIND)
    assert _numbers(answer(seen).text) == list(range(11, 1, -1))
    assert "1–10 of 11" in answer(seen).text
    seen = await pat.click(answer(seen), "Next")
    assert _numbers(answer(seen).text) == [1]
    assert "11–11 of 11" in answer(seen).text
    assert "Next" not in answer(seen).buttons
    seen = await pat.click(answer(seen), "Previous")
    assert _numbers(answer(seen).text) == list(range(11, 1, -1))

    seed_leads(story, "northwind", 19)
    board = answer(await sam.command("/program", "leads", channel="leads"))
    read = _numbers(board.text)
    for _ in range(2):
        board = answer(await sam.click(board, "Next"))
        read += _numbers(board.text)
    assert read == list(range(30, 0, -1))
    assert "21–30 of 30" in board.text
    assert "Next" not in board.buttons


async def test_the_board_shows_one_status_where_that_is_asked_for(story: Story) -> None:
    story.enrol("northwind", channels=False)
    sam = story.person("sam")
    seed_leads(story, "northwind", 2)
    await moved(story, sam, "L-1", "Approve for further review")
    assert _numbers(await said(sam, "/program", "leads approved", "leads")) == [1]
    board = answer(await sam.command("/program", "leads submitted", channel="leads"))
    assert _numbers(board.text) == [2]
    chosen = await sam.click(board, action_id="board.filter", value="All leads (2)")
    assert _numbers(answer(chosen).text) == [2, 1]
    glance = await said(sam, "/program", channel="leads")
    assert "Submitted: 1" in glance
    assert "Approved for further review: 1" in glance
    assert story.look(lambda uow: uow.leads.counts()) == {LeadStatus.SUBMITTED: 1, LeadStatus.APPROVED: 1}


async def test_old_buttons_keep_working_and_unknown_ones_say_what_to_do(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    old = await button(story, NORTHWIND, "rewards.of.long.ago", "7")
    seen = await pat.click(old, "Forged")
    assert answer(seen).is_ephemeral
    assert "This is from an older version of Partner Program." in answer(seen).text


def _numbers(text: str) -> list[int]:
    """The leads of a list, in their order."""
    return [int(each) for each in re.findall(r"\*L-(\d+) · ", text)]
