"""How somebody comes to a company: an application that is decided once, a code, a shared channel."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.membership import Application
from domain.people import MemberRole, person_key
from domain.usecases.enrol import PartnerData, put_partner
from domain.usecases.join import apply as send_application
from sandbox.people.actor import Form
from sandbox.people.cards import Card
from storage.unit_of_work import UnitOfWork
from tests.slack.playing import NORTHWIND, answer, button, top
from tests.slack.story import COMPANIES, HELIO, Story

APPLICATION = {
    "Company": "Acme Labs",
    "Website": "https://www.acme.com/about",
    "Country": "Poland",
    "How would you work with us?": "Referral: our clients buy from you",
    "Who are you?": "Nick, head of sales at Acme Labs",
}
WRONG = "We don't know this code. Please look again: it has ten letters and digits."


def role_of(story: Story, handle: str) -> MemberRole | None:
    """The role somebody has at a partner."""
    member = story.look(lambda uow: uow.people.membership(story.key(handle)))
    return member.role if member else None


def enrol_helio(story: Story, *handles: str) -> None:
    """Helio with some of its people only."""
    helio = COMPANIES["helio"]
    members = [story.key(handle) for handle in handles]
    data = PartnerData(helio.id, helio.name, None, members, HELIO, helio.channel)
    story.do(lambda uow: put_partner(uow, story.bot.program, data, now=story.clock.now()))


async def apply(story: Story, handle: str = "nick", **changes: str) -> str:
    """An application; its number."""
    form = top(await story.person(handle).command("/partner", "join", channel="general"))
    closing = top(await form.fill({**APPLICATION, **changes}).submit())
    assert closing.title == "Applied", closing.errors
    await closing.close()
    return "A-" + closing.text.partition("is A-")[2].partition(".")[0]


async def approval(story: Story, handle: str, number: str) -> Form:
    """The form to approve, opened from the card."""
    card = await story.channel("claims").message(containing=f"{number} · ")
    return top(await story.person(handle).click(card, "Approve"))


async def card_of(story: Story, number: str) -> Card:
    """An application at the desk, as it is now."""
    return await story.channel("claims").message(containing=f"{number} · ")


async def code_of(story: Story, handle: str = "alex", name: str = "northwind") -> str:
    """A new code for a partner."""
    told = answer(await story.person(handle).command("/program", f"invite {name}", channel="claims"))
    return told.text.partition(" is *")[2].partition("*")[0] or told.text.partition(" is ")[2].partition("\n")[0]


async def test_a_company_applies_and_is_let_in_with_what_it_needs(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    number = await apply(story)
    card = await story.channel("claims").message(containing=f"{number} · Acme Labs")
    assert all(part in card.text for part in ("acme.com", "Poland", "head of sales"))
    form = await approval(story, "maria", number)
    assert "Who is it?" not in form
    form = top(await form.change({"Channel for a new partner": "Link an existing one"}))
    done = top(await form.fill({"Channel shared with the partner": "partner-brightside"}).submit())
    assert "Acme Labs is in." in done.text.replace("*", "")
    await story.settled()
    nick = story.person("nick")
    welcome = await nick.dm.message(containing="Welcome to the LiveChat Partner Program!")
    assert welcome.buttons == ["My benefits", "Submit a lead", "Estimate a deal", "People"]
    assert "Acme Labs · Bronze" in answer(await nick.command("/partner", channel="general")).text
    assert role_of(story, "nick") is MemberRole.OWNER
    assert [pin for pin in story.channel("partner-brightside").pins if "Welcome, *Acme Labs*!" in pin.text]
    partner = story.look(lambda uow: uow.partners.get("acme-labs"))
    assert partner is not None
    assert (partner.slack_channel_id, partner.slack_team_id, partner.tier) == ("C0BRIGHTSD", None, "bronze")
    card = await story.channel("claims").message(containing=f"{number} · Acme Labs")
    assert "Approved" in card.text
    assert "Decline" not in card.buttons


async def test_of_two_account_managers_one_decides(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    number = await apply(story)
    first, second = await approval(story, "alex", number), await approval(story, "maria", number)
    await first.submit()
    seen = await second.submit()
    assert "has decided this meanwhile: approved." in (top(seen).text + str(top(seen).errors))
    assert len([each for each in story.look(lambda uow: uow.partners.ids()) if each.startswith("acme")]) == 1


async def test_an_application_is_declined_with_a_reason(story: Story) -> None:
    story.enrol("northwind")
    number = await apply(story)
    card = await story.channel("claims").message(containing=f"{number} · ")
    form = top(await story.person("alex").click(card, "Decline"))
    assert (await form.submit()).errors
    await form.fill({"Why?": "We only take companies with a site of their own."}).submit()
    told = await story.person("nick").dm.message(containing="We only take companies")
    assert "We can't take *Acme Labs*" in told.text or "We can't take Acme Labs" in told.text
    assert "> We only take companies" in str(told.message["blocks"])
    assert role_of(story, "nick") is None
    assert await apply(story) == "A-2"


async def test_who_applied_or_has_a_company_is_told_so(story: Story) -> None:
    story.enrol("northwind")
    await apply(story)
    nick, pat, alex = (story.person(handle) for handle in ("nick", "pat", "alex"))
    told = answer(await nick.command("/partner", "join", channel="general")).text
    assert told.startswith("You applied for Acme Labs on ")
    assert answer(await nick.command("/partner", channel="general")).text.startswith(told)
    await nick.say("did you get it?")
    assert (await nick.dm.message(containing="You applied for Acme Labs")).buttons == ["I have a code"]
    home = await nick.open_home()
    assert (told in home.text, home.buttons) == (True, ["I have a code"])
    told = answer(await pat.command("/partner", "join", channel=NORTHWIND)).text
    assert told == "You are with Northwind already. To join another company, leave it first."
    told = answer(await alex.command("/partner", "join", channel="claims")).text
    assert told == "You are on the LiveChat team: yours is `/program`."


async def test_who_decides_finds_what_waits_on_home_and_in_the_overview(story: Story) -> None:
    story.enrol("northwind")
    await apply(story)
    alex, sam = story.person("alex"), story.person("sam")
    home = await alex.open_home()
    assert "1 company wants to become a partner" in home.text
    listed = top(await home.click("Applications"))
    assert "acme.com" in listed.text
    assert top(await listed.click("Approve")).title == "Approve"
    overview = answer(await alex.command("/program", channel="claims"))
    assert "A-1" in answer(await alex.click(overview, "Applications")).text
    assert "wants to become" not in (await sam.open_home()).text
    assert "Applications" not in answer(await sam.command("/program", channel="leads")).buttons


async def test_a_form_sent_off_twice_is_one_application(story_on_both: Story) -> None:
    story = story_on_both
    await apply(story)
    [made] = story.look(lambda uow: uow.joining.open_applications(limit=9))

    def again(uow: UnitOfWork) -> Application:
        actor = uow.people.actor(story.key("nick"))
        return send_application(uow, story.bot.program, actor, made.key, {}, channel_id=None, now=story.clock.now())

    assert story.do(again).number == made.number == "A-1"
    assert len(story.look(lambda uow: uow.joining.open_applications(limit=9))) == 1


async def test_only_the_desk_learns_that_a_company_is_known(story: Story) -> None:
    story.enrol("northwind")
    form = top(await story.person("nick").command("/partner", "join", channel="general"))
    applied = top(await form.fill({**APPLICATION, "Company": "NORTHWIND, Inc."}).submit())
    assert applied.title == "Applied"
    assert "already" not in applied.text
    card = await story.channel("claims").message(containing="A-1 · ")
    assert "This may be a partner already: Northwind." in card.text.replace("*", "")
    form = await approval(story, "maria", "A-1")
    assert set((await form.submit()).errors) == {"who"}
    await form.fill({"Who is it?": "Northwind"}).submit()
    await story.settled()
    assert role_of(story, "nick") is MemberRole.MEMBER
    assert story.look(lambda uow: uow.partners.ids()) == ["northwind"]


@pytest.mark.parametrize("handle", ["sam", "pat", "nick"])
async def test_nobody_else_decides_or_invites(story: Story, handle: str) -> None:
    story.enrol("northwind")
    await apply(story)
    person = story.person(handle)
    for action in ("application.approve", "application.decline"):
        seen = await person.click(await button(story, person, action, "1"), "Forged")
        assert seen.form is None
    seen = await person.command("/program", "invite northwind", channel="")
    assert "code" not in answer(seen).text.partition("\n")[0] or handle == "nick"
    assert story.look(lambda uow: uow.joining.open_application(story.key("nick"))) is not None


async def test_a_code_lets_one_person_in_once(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind", "brightside")
    code = await code_of(story)
    nick = story.person("nick")
    form = top(await nick.command("/partner", "join", channel="general"))
    form = top(await form.click("I have a code"))
    assert (await form.fill({"Code": "AAAAA-AAAAA"}).submit()).errors == {"code": WRONG}
    done = top(await form.fill({"Code": f" {code.lower()} "}).submit())
    assert "You are with Northwind now." in done.text.replace("*", "")
    assert role_of(story, "nick") is MemberRole.MEMBER
    await story.settled()
    assert "has joined" in (await story.person("pat").dm.message(containing="has joined")).text
    story.do(lambda uow: uow.people.remove_member(story.key("ben")))
    told = answer(await story.person("ben").command("/partner", f"join {code}", channel="partner-brightside"))
    assert told.text == "This code has ended or was used already. Please ask for a new one."
    assert role_of(story, "ben") is None


@pytest.mark.parametrize("way", ["code", "invitation", "import"])
async def test_who_comes_another_way_applies_no_longer(story: Story, way: str) -> None:
    """The desk has nothing left to decide, and nobody is told no who is in."""
    story.enrol("northwind")
    nick, number = story.person("nick"), await apply(story)
    form = await approval(story, "maria", number)
    refusal = top(await story.person("alex").click(await card_of(story, number), "Decline"))
    if way == "code":
        await nick.command("/partner", f"join {await code_of(story)}", channel="general")
    elif way == "invitation":
        people = answer(await story.person("pat").command("/partner", "people", channel=NORTHWIND))
        inviting = top(await story.person("pat").click(people, "Invite"))
        await inviting.fill({"Role": "Member: everything but people", "Person": "nick"}).submit()
        await nick.click(await nick.dm.message(containing="invites you"), "Join")
    else:
        members = [story.key(handle) for handle in ("pat", "piotr", "nick")]
        data = PartnerData("northwind", "Northwind", None, members, None, COMPANIES["northwind"].channel)
        story.do(lambda uow: put_partner(uow, story.bot.program, data, now=story.clock.now()))
    await story.settled()
    card = await card_of(story, number)
    assert "Settled: @Nick Fowler is with Northwind now" in card.text.replace("*", "")
    assert not card.buttons
    reply = await story.channel("claims").message(containing="nothing left to decide")
    assert reply.message["thread_ts"] == card.ts
    for waiting in (form, refusal):
        seen = await waiting.fill({"Why?": "Late."} if waiting is refusal else {}).submit()
        assert "the person who applied is with a partner" in top(seen).text + str(top(seen).errors)
    listed = answer(await story.person("maria").command("/program", "applications", channel="claims"))
    assert "No application waits" in listed.text
    await story.settled()
    told = [each.text for each in nick.dm.messages]
    assert not [text for text in told if "We can't take" in text or "Welcome to the" in text]


async def test_a_code_ends(story: Story) -> None:
    story.enrol("northwind")
    code = await code_of(story)
    story.later(timedelta(days=14, minutes=1))
    told = answer(await story.person("nick").command("/partner", f"join {code}", channel="general"))
    assert told.text == "This code has ended or was used already. Please ask for a new one."


async def test_guessing_codes_ends_soon(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    code, nick = await code_of(story), story.person("nick")
    for number in range(5):
        told = answer(await nick.command("/partner", f"join WRONG-0000{number}", channel="general"))
        assert told.text == WRONG
    told = answer(await nick.command("/partner", f"join {code}", channel="general"))
    assert told.text == "These were too many wrong codes. Please try again in an hour."
    assert role_of(story, "nick") is None
    story.later(timedelta(minutes=61))
    assert "Welcome!" in answer(await nick.command("/partner", f"join {code}", channel="general")).text


async def test_people_of_the_partners_workspace_are_in_by_their_first_click(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    enrol_helio(story, "hana")
    pinned = await story.channel("partner-helio").message(containing="Welcome, *Helio Labs*!")
    hugo = story.person("hugo")
    assert "Helio Labs · Bronze" in answer(await hugo.click(pinned, "Overview")).text
    assert role_of(story, "hugo") is MemberRole.MEMBER
    form = top(await hugo.click(pinned, "Submit a lead"))
    assert "Company" in form


async def test_a_first_click_may_write(story: Story) -> None:
    enrol_helio(story, "hana")
    card = await button(story, "partner-helio", "join.open", "-")
    told = answer(await story.person("hugo").click(card, "Forged"))
    assert "You are with *Helio Labs* now." in told.text or "You are with Helio Labs now." in told.text
    assert role_of(story, "hugo") is MemberRole.MEMBER


async def test_a_guest_in_a_partners_channel_is_not_in_by_that(story: Story) -> None:
    story.enrol("northwind", "brightside")
    story.do(lambda uow: uow.people.remove_member(story.key("piotr")))
    pinned = await story.channel(NORTHWIND).message(containing="Welcome, *Northwind*!")
    told = answer(await story.person("piotr").click(pinned, "Overview"))
    assert told.text.startswith("You aren't in the LiveChat Partner Program yet.")
    assert role_of(story, "piotr") is None


async def test_another_workspace_in_the_same_channel_stays_out(story: Story) -> None:
    helio = COMPANIES["helio"]
    data = PartnerData("other", "Other Inc", None, [person_key("T0OTHER", "U0OTHER")], "T0OTHER", helio.channel)
    story.do(lambda uow: put_partner(uow, story.bot.program, data, now=story.clock.now()))
    pinned = await story.channel("partner-helio").message(containing="Welcome, *Other Inc*!")
    told = answer(await story.person("hugo").click(pinned, "Overview"))
    assert told.text.startswith("You aren't in the LiveChat Partner Program yet.")
    assert told.buttons == ["Apply to join", "I have a code"]
    form = top(await story.person("hugo").click(told, "Apply to join"))
    assert "Other" not in form.text
    assert role_of(story, "hugo") is None
