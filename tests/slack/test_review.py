"""Reps at work on a lead: legal moves only, stages and flags, admins alone reopen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.rewards import EntryKind, LedgerEntry
from tests.slack.playing import NORTHWIND, SHARE, answer, button, card_of, hand_over, moved, review, seed_leads
from tests.slack.story import Story

OPEN_FIELDS = ["Status", "Stage", "Next step on", "Under way"]
SALE = ["Confirmed annual value", "Products as sold", "Agents as sold"]
TEXTS = [":envelope: Message to the partner", ":lock: Internal note"]
STAGES = [
    "No stage yet",
    "Discovery meeting (20–30 min)",
    "Product demo (30–45 min)",
    "FAQ and pricing (30 min)",
    "Trial (typically 14 days)",
    "Purchase",
]


def latest_entry(story: Story) -> LedgerEntry | None:
    """The newest entry of Northwind's ledger."""
    today = story.clock.now().date()
    return story.look(lambda uow: uow.partners.figures("northwind", new_since=today).latest_entry)


async def test_stages_may_be_skipped_and_taken_back(story: Story) -> None:
    story.enrol("northwind")
    sam = story.person("sam")
    number = await hand_over(story.person("pat"))
    await moved(story, sam, number, "Approve for further review")
    desk = story.channel("leads")
    card = await desk.message(containing="Approved for further review\n*Partner*")
    form = await review(sam, card)
    assert form.options("Stage") == STAGES
    await form.fill({"Stage": "Purchase"}).submit(wait=0)
    card = await desk.changed(card, containing="Purchase")
    await story.channel(NORTHWIND).message(containing="the next step is *Purchase*")
    form = await review(sam, card)
    assert form["Stage"] == "Purchase"
    await form.fill({"Stage": "No stage yet"}).submit(wait=0)
    await desk.changed(card)
    await story.settled()
    assert "@Sam Rivera set the stage to *none*." in [reply.text for reply in card.thread]


async def test_the_day_of_the_next_step_is_in_the_history(story: Story) -> None:
    story.enrol("northwind", channels=False)
    sam = story.person("sam")
    seed_leads(story, "northwind", 1)
    await moved(story, sam, "L-1", "Approve for further review")
    day = story.clock.now().date() + timedelta(days=3)
    form = await review(sam, await card_of(story, "L-1"))
    await form.fill({"Next step on": day.isoformat()}).submit()
    form = await review(sam, await card_of(story, "L-1"))
    assert f"next step {story.bot.house.format.day(day)}, by @Sam Rivera" in form.text
    await form.fill({"Next step on": None}).submit()
    assert "next step open, by @Sam Rivera" in (await review(sam, await card_of(story, "L-1"))).text


async def test_flags_show_on_the_card_and_go_again(story: Story) -> None:
    story.enrol("northwind")
    pat, sam, desk = story.person("pat"), story.person("sam"), story.channel("leads")
    card = await card_of(story, await hand_over(pat))
    await (await review(sam, card)).fill({"Under way": ["Legal review", "Security review"]}).submit(wait=0)
    card = await desk.changed(card, containing=":scales: legal review · :lock: security review")
    shown = answer(await pat.command("/partner", "leads L-1", channel=NORTHWIND)).text
    assert ":scales: legal review · :lock: security review" in shown
    form = await review(sam, card)
    assert form["Under way"] == ["Legal review", "Security review"]
    await form.fill({"Under way": None}).submit(wait=0)
    card = await desk.changed(card)
    assert "legal review" not in card.text
    await story.settled()
    assert card.thread[-1].text == "@Sam Rivera noted: no review under way."


async def test_a_review_that_changes_nothing_tells_nobody(story: Story) -> None:
    story.enrol("northwind")
    sam = story.person("sam")
    card = await card_of(story, await hand_over(story.person("pat")))
    await (await review(sam, card)).submit(wait=0)
    await story.settled()
    assert sam.forms == []
    assert card.thread == []
    assert "Unassigned" in (await card_of(story, "L-1")).text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("a lot", "An amount, please, such as 3540 or 3,540.50."),
        ("0", "An amount above zero, please."),
        ("-5", "An amount, please, such as 3540 or 3,540.50."),
        ("1.234", "An amount, please, such as 3540 or 3,540.50."),
        ("   ", "Please fill this in."),
    ],
)
async def test_a_win_needs_a_good_value(story: Story, typed: str, told: str) -> None:
    story.enrol("northwind", channels=False)
    sam = story.person("sam")
    seed_leads(story, "northwind", 1)
    await moved(story, sam, "L-1", "Approve for further review")
    form = await review(sam, await card_of(story, "L-1"))
    await form.change({"Status": "Won"})
    await form.fill({"Confirmed annual value": typed}).submit()
    assert form.errors == {"Confirmed annual value": told}
    assert latest_entry(story) is None


async def test_the_fields_follow_the_status_and_keep_what_was_typed(story: Story) -> None:
    story.enrol("northwind", channels=False)
    sam = story.person("sam")
    seed_leads(story, "northwind", 1)
    await moved(story, sam, "L-1", "Approve for further review")
    form = await review(sam, await card_of(story, "L-1"))
    assert form.fields == [*OPEN_FIELDS, *TEXTS]
    form.fill({"Stage": "Purchase", "Under way": ["Security review"]})
    await form.change({"Status": "Won"})
    assert form.fields == ["Status", *SALE, *OPEN_FIELDS[1:], *TEXTS]
    assert (form["Stage"], form["Under way"]) == ("Purchase", ["Security review"])
    await form.change({"Status": "Lost"})
    assert form.fields == ["Status", "Reason", *OPEN_FIELDS[1:], *TEXTS]
    await form.change({"Status": "Stays Approved for further review"})
    assert form.fields == [*OPEN_FIELDS, *TEXTS]


async def test_an_admin_reopens_a_won_lead_and_the_reward_is_taken_back(story: Story) -> None:
    story.enrol("northwind")
    pat, sam, dana = (story.person(handle) for handle in ("pat", "sam", "dana"))
    number = await hand_over(pat)
    await moved(story, sam, number, "Approve for further review")
    await moved(story, sam, number, "Won")
    desk = story.channel("leads")
    card = await desk.message(containing=":tada: Won\n")
    assert (await review(sam, card)).submit_text == "", "a rep may read a closed lead, and no more"
    await sam.form.close()
    form = await review(dana, card)
    assert form.options("Status") == ["Stays Won", "Reopen"]
    await form.change({"Status": "Reopen"})
    assert "Stays on record." in form.text
    await form.fill({"Reason": "The customer withdrew"}).submit(wait=0)
    card = await desk.changed(card, containing="Approved for further review")
    told = await story.channel(NORTHWIND).message(containing="was reopened")
    assert "The reward of $354.00 was taken back." in told.text
    assert "The customer withdrew" not in told.text
    entry = latest_entry(story)
    assert entry is not None
    assert (entry.kind, entry.amount) == (EntryKind.REVERSAL, -35400)
    shown = answer(await pat.command("/partner", channel=NORTHWIND)).text
    assert "-$354.00 taken back for reopened L-1" in shown

    await moved(story, sam, number, "Won", **{"Confirmed annual value": "1,000"})
    await story.channel(NORTHWIND).message(containing="We credited $100.00")
    await story.settled()
    assert "The customer withdrew" in "\n".join(reply.text for reply in card.thread)
    entry = latest_entry(story)
    assert entry is not None
    assert (entry.kind, entry.amount) == (EntryKind.LEAD_REWARD, 10000)


@pytest.mark.parametrize("closing", ["Reject", "Lost"])
async def test_an_admin_reopens_what_was_closed_without_a_reward(story: Story, closing: str) -> None:
    story.enrol("northwind", channels=False)
    sam, dana = story.person("sam"), story.person("dana")
    seed_leads(story, "northwind", 1)
    if closing == "Lost":
        await moved(story, sam, "L-1", "Approve for further review")
    await moved(story, sam, "L-1", closing, Reason="Not now")
    await moved(story, dana, "L-1", "Reopen", Reason="They called")
    back = "Approved for further review" if closing == "Lost" else "Submitted"
    told = await story.channel("leads").message(containing="They called")
    assert told.text == f":arrows_counterclockwise: @Dana Okafor reopened it: *{back}* again.\n> They called"
    assert (
        f"Reopened: {back} again, by @Dana Okafor: They called" in (await review(sam, await card_of(story, "L-1"))).text
    )
    shown = answer(await story.person("pat").command("/partner", "leads L-1", channel=NORTHWIND)).text
    assert f": Reopened: {back} again\n" in f"{shown}\n"
    assert latest_entry(story) is None


async def test_an_account_manager_looks_but_moves_nothing(story: Story) -> None:
    story.enrol("northwind")
    maria = story.person("maria")
    card = await card_of(story, await hand_over(story.person("pat")))
    form = await review(maria, card)
    assert "Acme\nacme.com" in form.text
    assert (form.fields, form.submit_text) == ([], "")
    await form.close()
    seen = await maria.click(card, "Assign to me")
    assert answer(seen).is_ephemeral
    assert answer(seen).text == "Your role doesn't include this. An admin of the program can change that."
    assert "Unassigned" in (await card_of(story, "L-1")).text


async def test_a_rep_cannot_reopen_even_with_a_form_made_for_it(story: Story) -> None:
    story.enrol("northwind")
    sam, dana = story.person("sam"), story.person("dana")
    seed_leads(story, "northwind", 2)
    card = await card_of(story, "L-1")
    await moved(story, sam, "L-1", "Reject", Reason="No")
    card = await story.channel("leads").changed(card, containing="Rejected")
    admins = await review(dana, card)
    await admins.change({"Status": "Reopen"})
    reps = await review(sam, await card_of(story, "L-2"))
    reps.view.body["private_metadata"] = admins.private_metadata
    reps.view.body["blocks"] = admins.view.body["blocks"]
    reps.view.state = {**admins.view.state}
    seen = await reps.fill({"Reason": "I insist"}).submit()
    assert seen.errors == {"move": "Your role doesn't include this. An admin of the program can change that."}
    assert "Rejected" in (await card_of(story, "L-1")).text


async def test_a_partner_gets_nothing_out_of_a_button_of_the_desk(story: Story) -> None:
    story.enrol("northwind", "brightside")
    bea = story.person("bea")
    await hand_over(story.person("pat"), Company="Secret GmbH")
    for action in ("lead.review", "lead.assign", "board.open", "program.open"):
        forged = await button(story, "partner-brightside", action, "1")
        seen = await bea.click(forged, "Forged")
        assert seen.form is None
        assert answer(seen).text == "This is for the LiveChat team. Yours is `/partner`."
    await story.settled()
    assert "Unassigned" in (await card_of(story, "L-1")).text


async def test_a_lead_that_is_not_there_is_told(story: Story) -> None:
    story.enrol("northwind")
    sam = story.person("sam")
    for value, named in (("77", "L-77"), ("<!channel>", "<!channel>"), ("-", "-")):
        forged = await button(story, "leads", "lead.review", value)
        assert answer(await sam.click(forged, "Forged")).text == f"There is no lead {named}."


async def test_below_the_criteria_is_flagged_for_the_desk_but_not_held_against_the_partner(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    number = await hand_over(pat, {"Number of agents": "2", "Commission type": SHARE}, **{"Number of employees": "10"})
    card = await card_of(story, number)
    assert ":warning: below our recommendations" in card.text
    assert ":warning: below our recommendations" in (await review(story.person("sam"), card)).text
    shown = answer(await pat.command("/partner", f"leads {number}", channel=NORTHWIND)).text
    assert "below our recommendations" not in shown


async def test_a_deal_is_shown_as_it_was_sold_and_to_reps_also_as_it_was_given(story: Story) -> None:
    story.enrol("northwind")
    pat, sam = story.person("pat"), story.person("sam")
    number = await hand_over(pat)
    await moved(story, sam, number, "Approve for further review")
    await moved(story, sam, number, "Won", **{"Confirmed annual value": "4,000", "Agents as sold": "6"})
    await story.settled()
    shown = answer(await pat.command("/partner", f"leads {number}", channel=NORTHWIND)).text
    assert "LiveChat Business for 6 agents" in shown
    assert "for 5 agents" not in shown
    seen = (await review(sam, await card_of(story, number))).text
    assert "LiveChat Business for 6 agents" in seen
    assert "*Given as*\nLiveChat Business for 5 agents" in seen
