"""Who is who: strangers hear how to join and nothing else, everybody else is shown their own side."""

from __future__ import annotations

import pytest

from tests.slack.playing import CONTACT, NORTHWIND, answer, button, card_of, form_of, hand_over, top
from tests.slack.story import Story

JOINING = (
    "You aren't in the LiveChat Partner Program yet. To join, use `/partner join`, or write to partners@livechat.com. "
    "More: partners.livechat.com."
)
WAYS_IN = ["Apply to join", "I have a code"]
OFFERED = "\n".join([JOINING, *WAYS_IN])
STAFF_ELSEWHERE = "You are on the LiveChat team: yours is `/program`."
PARTNER_ELSEWHERE = "This is for the LiveChat team. Yours is `/partner`."
PARTNER_WORDS = ("", "status", "arr", "tier", "leads", "leads L-1", "leads <!here>", "lead", "help", "nonsense")
PROGRAM_WORDS = ("", "leads", "leads submitted", "leads nonsense", "help", "nonsense")
PARTNER_BUTTONS = ("overview.open", "arr.open", "tier.open", "leads.open", "lead.open", "lead.form.open", "help.open")
DESK_BUTTONS = ("program.open", "board.open", "lead.review", "lead.assign")


async def test_a_stranger_hears_how_to_join_by_every_command(story: Story) -> None:
    story.enrol("northwind")
    await hand_over(story.person("pat"))
    nick = story.person("nick")
    for command, words in (("/partner", PARTNER_WORDS), ("/program", PROGRAM_WORDS)):
        for word in words:
            seen = await nick.command(command, word, channel="general")
            assert (word, answer(seen).text) == (word, OFFERED)
            assert answer(seen).is_ephemeral
            assert seen.form is None


async def test_a_stranger_hears_how_to_join_by_every_button(story: Story) -> None:
    story.enrol("northwind")
    await hand_over(story.person("pat"))
    nick = story.person("nick")
    for action in (*PARTNER_BUTTONS, *DESK_BUTTONS):
        seen = await nick.click(await button(story, nick, action, "1"), "Forged")
        assert (action, answer(seen).text) == (action, OFFERED)
        assert seen.form is None


async def test_a_stranger_hears_how_to_join_by_shortcut_and_at_home(story: Story) -> None:
    story.enrol("northwind")
    nick = story.person("nick")
    form = top(await nick.shortcut("Submit a lead"))
    assert (form.fields, form.submit_text) == ([], "")
    assert form.text == f"Partner program\n{OFFERED}"
    home = await nick.open_home()
    assert home.buttons == WAYS_IN
    assert "Northwind" not in home.text


async def test_a_member_who_left_can_do_nothing_with_what_is_still_open(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    await hand_over(pat)
    overview = answer(await pat.command("/partner", channel=NORTHWIND))
    form = await form_of(pat)
    story.do(lambda uow: uow.people.remove_member(story.key("pat")))
    seen = await form.fill(CONTACT).submit()
    assert seen.errors == {"company": seen.errors["company"]}
    assert "You aren't in the LiveChat Partner Program yet." in seen.errors["company"]
    await form.close()
    assert answer(await pat.click(overview, "My leads")).text == OFFERED
    assert (await pat.open_home()).buttons == WAYS_IN


async def test_staff_and_partners_are_told_where_theirs_is(story: Story) -> None:
    story.enrol("northwind")
    pat, sam = story.person("pat"), story.person("sam")
    for word in ("", "arr", "leads", "leads L-1", "lead", "help", "nonsense"):
        assert answer(await sam.command("/partner", word, channel="leads")).text == STAFF_ELSEWHERE
    for word in PROGRAM_WORDS:
        assert answer(await pat.command("/program", word, channel=NORTHWIND)).text == PARTNER_ELSEWHERE
    assert "Leads" in (await sam.open_home()).buttons
    assert top(await sam.shortcut("Submit a lead")).text == f"Partner program\n{STAFF_ELSEWHERE}"


@pytest.mark.parametrize("typed", ["L-1", "l-1", "1", "#1"])
async def test_another_partners_lead_is_not_there(story: Story, typed: str) -> None:
    story.enrol("northwind", "brightside")
    pat, bea = story.person("pat"), story.person("bea")
    await hand_over(pat, Company="Secret GmbH")
    assert "Secret GmbH" in answer(await pat.command("/partner", f"leads {typed}", channel=NORTHWIND)).text
    seen = await bea.command("/partner", f"leads {typed}", channel="partner-brightside")
    assert answer(seen).text == "There is no lead L-1."
    missing = await bea.command("/partner", "leads L-2", channel="partner-brightside")
    assert answer(missing).text == "There is no lead L-2."


async def test_a_forged_button_shows_nothing_of_another_partner(story: Story) -> None:
    story.enrol("northwind", "brightside")
    bea = story.person("bea")
    await hand_over(story.person("pat"), Company="Secret GmbH")
    seen = await bea.click(await button(story, "partner-brightside", "lead.open", "1"), "Forged")
    assert answer(seen).text == "There is no lead L-1."
    seen = await bea.click(await button(story, "partner-brightside", "leads.open", "northwind:0"), "Forged")
    assert "No leads yet." in answer(seen).text


async def test_a_partner_cannot_send_off_a_review(story: Story) -> None:
    story.enrol("northwind")
    pat, sam = story.person("pat"), story.person("sam")
    card = await card_of(story, await hand_over(pat))
    reps = top(await sam.click(card, "Review"))
    await reps.change({"Status": "Approve for further review"})
    forged = await form_of(pat)
    forged.view.body.update({key: reps.view.body[key] for key in ("callback_id", "private_metadata", "blocks")})
    forged.view.state = dict(reps.view.state)
    seen = await forged.submit()
    assert seen.errors == {"move": PARTNER_ELSEWHERE}
    assert "Submitted" in (await card_of(story, "L-1")).text


async def test_home_shows_each_their_own(story: Story) -> None:
    story.enrol("northwind", "brightside")
    story.subscribe("northwind", 100)
    pat, bea, alex = (story.person(handle) for handle in ("pat", "bea", "alex"))
    home = await pat.open_home()
    assert "Northwind · Bronze" in home.text
    assert "$1,200.00" in home.text
    await home.click("My tier")
    assert "Bronze since" in pat.form.text
    assert "Brightside Studio · Bronze" in (await bea.open_home()).text
    assert "Northwind" not in bea.home.text
    staff = await alex.open_home()
    assert "Bronze: 2" in staff.text
