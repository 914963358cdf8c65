"""The desk at work on claims: take, ask, fulfil, decline, hand over, keep, end; each by whom it may be done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.claims import ClaimStatus
from domain.subscriptions import SubscriptionStatus
from tests.slack.desk import CLAIMS, answered, card_of, claim, done, form, stored
from tests.slack.playing import answer, button, top
from tests.slack.story import Story

MOVES = ["Take", "Ask", "Fulfil", "Decline", "Open"]
GOLD = 2000
"""Dollars a month."""


async def test_a_claim_is_taken_asked_about_answered_and_fulfilled(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol()
    maria, desk = story.person("maria"), story.channel(CLAIMS)
    number = claim(story, "pat", "onboarding", topics="Chatbots & <reports>", people=["Ann Lee"])
    card = await card_of(desk, number)
    assert card.buttons == MOVES
    for expected in (
        "*C-1 · Program onboarding* · :inbox_tray: Requested",
        "*Partner*\nNorthwind (Bronze when it claimed)",
        "*With*\nNobody yet",
        "*What should we cover?*\n> Chatbots & <reports>",
        "*Products* LiveChat, HelpDesk",
        "*Who takes part* Ann Lee",
        "by @Pat Lindqvist",
    ):
        assert expected in card.text
    assert card.thread == []

    await maria.click(card, "Take", wait=0)
    card = await desk.changed(card, containing=":hammer_and_wrench: In progress")
    assert "*With*\n@Maria Kowalska" in card.text
    assert card.buttons == MOVES[1:]

    await done(maria, card, "Ask", Question="Which day?\nMonday?")
    card = await desk.changed(card, containing="Waits for the partner's answer")
    answered(story, "pat", number, "Tuesday <!channel>")
    card = await desk.changed(card)
    assert "Waits for" not in card.text
    told = await maria.dm.message(containing="answered about *C-1 · Program onboarding*")
    assert "@Pat Lindqvist of Northwind" in told.text

    await done(maria, card, "Fulfil", **{"What was delivered?": "https://meet.example/1"})
    card = await desk.changed(card, containing=":white_check_mark: Fulfilled")
    assert "*Delivered*\n> https://meet.example/1" in card.text
    assert card.buttons == ["Open"]
    await story.settled()
    assert [reply.text for reply in card.thread] == [
        ":hammer_and_wrench: @Maria Kowalska moved it to *In progress*.",
        ":speech_balloon: @Maria Kowalska asked:\n> Which day?\n> Monday?",
        ":speech_balloon: @Pat Lindqvist answered:\n> Tuesday <!channel>",
        ":white_check_mark: Fulfilled by @Maria Kowalska.\n> https://meet.example/1",
    ]
    assert len([each for each in desk.messages if "*C-1 · " in each.text]) == 1


async def test_a_claim_is_declined_with_a_reason(story: Story) -> None:
    story.enrol("northwind")
    dana, desk = story.person("dana"), story.channel(CLAIMS)
    number = claim(story, "pat", "free_accounts")
    card = await card_of(desk, number)
    opened = await form(dana, card, "Decline")
    assert "*C-1 · Free product accounts* for Northwind\n:inbox_tray: Requested" in opened.text
    await opened.fill({"Reason": "   "}).submit()
    assert opened.errors == {"Reason": "Please fill this in."}
    await opened.fill({"Reason": "You have one already"}).submit(wait=0)
    card = await desk.changed(card, containing=":no_entry_sign: Declined")
    assert "*Reason*\n> You have one already" in card.text
    assert "*With*\n@Dana Okafor" in card.text
    assert dana.forms == []


async def test_what_goes_on_runs_from_the_day_it_is_fulfilled_and_stands_in_the_partners_file(story: Story) -> None:
    story.enrol("northwind")
    maria, desk = story.person("maria"), story.channel(CLAIMS)
    accounts, onboarding = claim(story, "pat", "free_accounts"), claim(story, "pat", "onboarding")
    card = await card_of(desk, accounts)
    await done(maria, card, "Fulfil", **{"What was delivered?": "Two accounts"})
    card = await desk.changed(card, containing="Running since ")
    since = story.bot.program.calendar.local_day(story.clock.now())
    assert stored(story, accounts).running_since == since
    assert "next review" in card.text
    shown = answer(await maria.command("/program", "partner northwind", channel="leads")).text
    onboard = shown.index(f"• {onboarding} · Program onboarding: requested, unassigned, due ")
    assert onboard < shown.index(f"• {accounts} · Free product accounts: running since ")
    running = answer(await maria.command("/program", "claims running", channel=CLAIMS)).text
    assert "*C-1 · Free product accounts* for Northwind" in running
    assert "C-2" not in running


async def test_an_account_managers_claim_comes_to_them_and_moves_with_its_handler(story: Story) -> None:
    story.enrol("helio")
    story.subscribe("helio", GOLD)
    maria, alex = story.person("maria"), story.person("alex")
    number = claim(story, "hana", "training")
    card = await card_of(maria.dm, number)
    assert "*On-demand product training*" not in card.text
    assert "*C-1 · On-demand product training* · :inbox_tray: Requested" in card.text
    assert not [each for each in story.channel(CLAIMS).messages if number in each.text]

    opened = top(await maria.click(card, "Open"))
    to = await form(maria, opened, "Give to…")
    await to.fill({"To whom?": alex.id}).submit()
    assert "Given to your colleague" in maria.form.text
    assert "given to @Alex Novak by @Maria Kowalska" in maria.form.text
    theirs = await card_of(alex.dm, number)
    assert "*With*\n@Alex Novak" in theirs.text
    old = await maria.dm.changed(card, containing="*With*\n@Alex Novak")
    await story.settled()
    for each in (old, theirs):
        assert each.thread[-1].text == "@Maria Kowalska gave it to @Alex Novak."
    await done(alex, theirs, "Fulfil", **{"What was delivered?": "On 3 March"})
    await alex.dm.changed(theirs, containing="Fulfilled")


async def test_only_who_handles_claims_is_given_one(story: Story) -> None:
    story.enrol("northwind")
    maria, sam = story.person("maria"), story.person("sam")
    number = claim(story, "pat", "onboarding")
    opened = top(await maria.click(await card_of(story.channel(CLAIMS), number), "Open"))
    to = await form(maria, opened, "Give to…")
    for person in (sam, story.person("pat")):
        await to.fill({"To whom?": person.id}).submit()
        assert to.errors == {"To whom?": "Only account managers and admins of the program can handle claims."}
    assert stored(story, number).handler is None


async def test_the_second_of_two_is_told_and_nothing_is_overwritten(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    maria, alex, desk = story.person("maria"), story.person("alex"), story.channel(CLAIMS)
    number = claim(story, "pat", "onboarding")
    card = await card_of(desk, number)
    marias, alexs = await form(maria, card, "Ask"), await form(alex, card, "Decline")
    await marias.fill({"Question": "Which day?"}).submit(wait=0)
    await desk.changed(card, containing="Waits for")
    await alexs.fill({"Reason": "Not <now>"}).submit()
    assert "C-1 has changed meanwhile and is now In progress." in alexs.text
    assert "The newest change is by @Maria Kowalska; nothing of yours was saved." in alexs.text
    assert alexs["Reason"] == "Not <now>"
    assert stored(story, number).status is ClaimStatus.IN_PROGRESS

    await done(maria, card, "Fulfil", **{"What was delivered?": "Done"})
    await desk.changed(card, containing="Fulfilled")
    await alexs.submit()
    assert "C-1 has changed meanwhile and is now Fulfilled." in alex.form.text
    assert "You had written:\n> Not <now>" in alex.form.text
    assert alex.form.submit_text == ""
    assert stored(story, number).status is ClaimStatus.FULFILLED


async def test_a_card_that_was_overtaken_says_so_and_a_second_click_says_nothing(story: Story) -> None:
    story.enrol("northwind")
    maria, alex, desk = story.person("maria"), story.person("alex"), story.channel(CLAIMS)
    number = claim(story, "pat", "onboarding")
    await card_of(desk, number)
    stale = await button(story, CLAIMS, "desk.take", "1:1")
    await maria.click(stale, "Forged", wait=0)
    await maria.click(stale, "Forged", wait=0)
    told = answer(await alex.click(stale, "Forged")).text
    assert told.startswith(":warning: C-1 has changed meanwhile and is now In progress.")
    assert "by @Maria Kowalska" in told
    assert stored(story, number).handler == story.key("maria")
    await story.settled()
    assert not [each for each in maria.channel(CLAIMS).messages if each.is_ephemeral]


async def test_a_form_sent_twice_is_done_once(story: Story) -> None:
    story.enrol("northwind")
    maria, desk = story.person("maria"), story.channel(CLAIMS)
    number = claim(story, "pat", "onboarding")
    card = await card_of(desk, number)
    opened = await form(maria, card, "Fulfil")
    opened.fill({"What was delivered?": "https://done.example"})
    seen = await opened.submit(wait=0)
    assert seen.error is None
    await desk.changed(card, containing="Fulfilled")
    again = await form(maria, await button(story, CLAIMS, "desk.claim", "1"), "Forged")
    again.view.body["callback_id"] = "desk.submit.fulfil"
    again.view.body["private_metadata"] = opened.private_metadata
    again.view.body["blocks"] = opened.view.body["blocks"]
    again.view.body["submit"] = opened.view.body["submit"]
    again.view.state = {**opened.view.state}
    await again.submit(wait=0)
    assert maria.forms == []
    history = story.look(lambda uow: uow.claims.history(1))
    assert [event.after for event in history] == ["requested", "fulfilled"]


async def test_a_sales_rep_looks_but_moves_nothing(story: Story) -> None:
    story.enrol("northwind")
    sam = story.person("sam")
    number = claim(story, "pat", "onboarding")
    opened = top(await sam.command("/program", f"claims {number}", channel="leads"))
    assert "Program onboarding" in opened.text
    assert opened.buttons == []
    await opened.close()
    for action in ("take", "ask", "fulfil", "decline", "reassign", "keep", "end"):
        forged = await button(story, "leads", f"desk.{action}", "1:1")
        told = answer(await sam.click(forged, "Forged")).text
        assert told == "Your role doesn't include this. An admin of the program can change that."
    assert stored(story, number).version == 1


async def test_a_partner_gets_nothing_out_of_a_button_of_the_desk(story: Story) -> None:
    story.enrol("northwind", "brightside")
    bea = story.person("bea")
    claim(story, "pat", "onboarding", topics="Secret")
    for action in ("open", "claim", "take", "ask", "fulfil", "decline", "reassign", "keep", "end"):
        forged = await button(story, "partner-brightside", f"desk.{action}", "1:1")
        seen = await bea.click(forged, "Forged")
        assert seen.form is None
        assert answer(seen).text == "This is for the LiveChat team. Yours is `/partner`."


@pytest.mark.parametrize("typed", ["C-77", "c77", "77"])
async def test_a_claim_that_is_not_there_is_told(story: Story, typed: str) -> None:
    story.enrol("northwind")
    seen = await story.person("maria").command("/program", f"claims {typed}", channel=CLAIMS)
    assert answer(seen).text == "There is no claim C-77."


@pytest.mark.parametrize(("decision", "field", "ends"), [("Keep", "Note", False), ("End", "Reason", True)])
async def test_what_runs_is_kept_or_ended_when_the_tier_is_lost(
    story: Story, decision: str, field: str, ends: bool
) -> None:
    story.enrol("helio")
    story.subscribe("helio", GOLD, id="sub", customer_id="cus")
    maria = story.person("maria")
    number = claim(story, "hana", "premium_listing")
    card = await card_of(maria.dm, number)
    await done(maria, card, "Fulfil", **{"What was delivered?": "Listed"})
    card = await maria.dm.changed(card, containing="Running since")
    story.subscribe("helio", GOLD, id="sub", customer_id="cus", status=SubscriptionStatus.PAUSED)
    story.later(timedelta(days=31))
    story.bot.jobs.run_now("tiers", story.clock.now())
    story.bot.dispatcher.wake()
    card = await maria.dm.changed(card, containing=":warning: Tier lost: keep it or end it")
    told = await maria.dm.message(containing="Keep it or end it?")
    assert told.text.startswith("*C-1 · Premium listing in the directory* for Helio Labs\n")
    assert card.buttons == ["Keep", "End", "Open"]

    opened = await form(maria, top(await maria.click(card, "Open")), decision)
    await opened.fill({field: "As agreed"}).submit()
    kept = stored(story, number)
    assert (kept.attention, kept.ended_on is not None) == (None, ends)
    assert f"{'ended' if ends else 'kept'} by @Maria Kowalska: As agreed" in maria.form.text
    await story.settled()  # before that the card may change more than once
    card = await card_of(maria.dm, number)
    assert ("Ran from" if ends else "Running since") in card.text
    assert card.buttons == ["Open"]


async def test_who_delivers_gets_the_files_that_came_with_a_claim(story: Story) -> None:
    story.enrol("brightside")
    story.subscribe("brightside", 500)
    maria, desk = story.person("maria"), story.channel(CLAIMS)
    number = claim(story, "bea", "directory_profile")
    card = await card_of(desk, number)
    assert "*Logo* :paperclip: logo.png (2 KB)" in card.text
    opened = top(await maria.click(card, "Open"))
    story.do(lambda uow: uow.claims.keep_content(1, b"<svg>logo</svg>"))
    seen = await maria.click(opened, "Send me the files")
    assert "1 file on the way" in top(seen).text
    told = await maria.dm.message(containing=":paperclip: *C-1 · Directory profile* for Brightside Studio")
    [file] = told.message["files"]
    assert file["name"] == "logo.png"
    assert story.workspace.world.files.get(file["id"]).content == b"<svg>logo</svg>"


async def test_files_that_could_not_be_kept_are_named_and_not_offered(story: Story) -> None:
    story.enrol("brightside")
    story.subscribe("brightside", 500)
    sam, maria = story.person("sam"), story.person("maria")
    number = claim(story, "bea", "directory_profile")
    card = await card_of(story.channel(CLAIMS), number)
    story.do(lambda uow: uow.claims.give_up_file(1, "file_deleted"))
    opened = top(await maria.click(card, "Open"))
    assert ":warning: Could not be kept, so ask for it again: logo.png" in opened.text
    assert "Send me the files" not in opened.buttons
    forged = await button(story, CLAIMS, "desk.files", "1")
    assert answer(await maria.click(forged, "Forged")).text.startswith("There is no file to send you: C-1 has none")
    refused = answer(await sam.click(await button(story, "leads", "desk.files", "1"), "Forged")).text
    assert refused == "Your role doesn't include this. An admin of the program can change that."
