"""A company's people: what each role can do, who gives roles, removes and leaves, and that somebody stays the owner."""

from __future__ import annotations

import pytest

from domain.membership import PeopleEvent
from domain.people import MemberRole
from sandbox.people.actor import Actor, Form
from sandbox.people.cards import Card
from tests.slack.claiming import claimed
from tests.slack.playing import NORTHWIND, answer, button, hand_over, top
from tests.slack.story import Story
from tests.slack.test_people_joining import enrol_helio, role_of

BEYOND = "Your role doesn't include this. An owner of your company can change that."
LAST = "Somebody has to be the owner. Make somebody else an owner first."


async def listed(person: Actor) -> Card:
    """The company's people as one of them sees them."""
    return answer(await person.command("/partner", "people", channel=NORTHWIND))


async def opened(story: Story, owner: str, other: str) -> Form:
    """The form by which an owner changes somebody, from a button that names the person."""
    card = await button(story, story.person(owner), "people.person", story.key(other))
    return top(await story.person(owner).click(card, "Forged"))


async def test_the_first_of_a_file_is_the_owner(story: Story) -> None:
    story.enrol("northwind")
    assert (role_of(story, "pat"), role_of(story, "piotr")) == (MemberRole.OWNER, MemberRole.MEMBER)
    shown = await listed(story.person("pat"))
    assert "Owner · joined " in shown.text.replace("*", "")
    assert "Invite" in shown.buttons
    theirs = await listed(story.person("piotr"))
    assert theirs.buttons == ["Leave the company"]


async def test_an_owner_gives_roles_and_removes(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    piotr = story.person("piotr")
    number = await hand_over(piotr)
    form = await opened(story, "pat", "piotr")
    done = top(await form.fill({"What now?": "Finance: figures and their exports only"}).submit())
    assert "is a finance contact now." in done.text
    assert role_of(story, "piotr") is MemberRole.FINANCE
    await story.settled()
    assert "You are a finance contact of" in (await piotr.dm.message(containing="has changed your role")).text
    form = await opened(story, "pat", "piotr")
    await form.fill({"What now?": "Remove from the company"}).submit()
    assert role_of(story, "piotr") is None
    told = answer(await piotr.command("/partner", "leads", channel=NORTHWIND))
    assert told.text.startswith("You aren't in the LiveChat Partner Program yet.")
    shown = answer(await story.person("pat").command("/partner", f"leads {number}", channel=NORTHWIND))
    assert "Acme" in shown.text
    history, _ = story.look(lambda uow: uow.joining.history("northwind", offset=0, limit=9))
    assert [each.event for each in history] == [PeopleEvent.REMOVED, PeopleEvent.ROLE_GIVEN]
    card = await button(story, story.person("pat"), "people.history", "0")
    shown = answer(await story.person("pat").click(card, "Forged"))
    assert "removed" in shown.text


async def test_finance_reads_figures_and_nothing_else(story: Story) -> None:
    story.enrol("northwind")
    form = await opened(story, "pat", "piotr")
    await form.fill({"What now?": "Finance: figures and their exports only"}).submit()
    piotr = story.person("piotr")
    assert "Northwind · Bronze" in answer(await piotr.command("/partner", channel=NORTHWIND)).text
    for word in ("arr", "tier", "customers", "people", "settings", "help"):
        assert BEYOND not in answer(await piotr.command("/partner", word, channel=NORTHWIND)).text
    for word in ("lead", "leads", "benefits", "claim"):
        assert answer(await piotr.command("/partner", word, channel=NORTHWIND)).text == BEYOND
    for action in ("people.history", "people.invite", "people.person"):
        seen = await piotr.click(await button(story, piotr, action, story.key("pat")), "Forged")
        assert answer(seen).text == BEYOND


async def test_the_last_owner_stays_the_owner(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    pat = story.person("pat")
    shown = await listed(pat)
    form = top(await pat.click(shown, "Leave the company"))
    assert LAST in top(await form.submit()).text
    await pat.form.close(everything=True)
    form = await opened(story, "pat", "pat")
    assert "Remove from the company" not in form.options("What now?")
    seen = await form.fill({"What now?": "Member: everything but people"}).submit()
    assert LAST in str(seen.errors)
    assert role_of(story, "pat") is MemberRole.OWNER
    await form.close()
    other = await opened(story, "pat", "piotr")
    await other.fill({"What now?": "Owner: everything, people included"}).submit()
    await pat.form.close(everything=True)
    form = top(await pat.click(await button(story, pat, "people.leave", "-"), "Forged"))
    left = top(await form.submit())
    assert left.title == "You have left"
    assert (role_of(story, "pat"), role_of(story, "piotr")) == (None, MemberRole.OWNER)


async def test_who_was_removed_is_not_back_by_the_channel_or_an_old_code(story: Story) -> None:
    enrol_helio(story, "hana")
    pinned = await story.channel("partner-helio").message(containing="Welcome, *Helio Labs*!")
    hana, hugo = story.person("hana"), story.person("hugo")
    await hugo.click(pinned, "Overview")
    form = top(await hana.click(await button(story, "partner-helio", "people.invite", "-"), "Forged"))
    assert "Person" not in form
    done = top(await form.submit())
    code = done.text.replace("*", "").partition("The code is ")[2].partition("\n")[0]
    await done.close(everything=True)
    card = await button(story, "partner-helio", "people.person", story.key("hugo"))
    form = top(await hana.click(card, "Forged"))
    await form.fill({"What now?": "Remove from the company"}).submit()
    told = answer(await hugo.click(pinned, "Overview"))
    assert told.text.startswith("You aren't in the LiveChat Partner Program yet.")
    form = top(await hugo.click(told, "I have a code"))
    seen = await form.fill({"Code": code}).submit()
    assert seen.errors == {"code": "This code has ended or was used already. Please ask for a new one."}
    assert role_of(story, "hugo") is None


async def test_a_picked_person_is_asked_and_says_yes(story: Story) -> None:
    story.enrol("northwind", "brightside")
    pat, nick, bea = (story.person(handle) for handle in ("pat", "nick", "bea"))
    form = top(await pat.click(await listed(pat), "Invite"))
    seen = await form.fill({"Person": "bea"}).submit()
    assert seen.errors == {"person": "This person can't be invited. Please choose somebody else."}
    await form.fill({"Person": "nick"}).submit()
    asked = await nick.dm.message(containing="invites you to")
    forged = await bea.click(await button(story, bea, "join.accept", "1"), "Forged")
    assert "You are with Brightside Studio already." in answer(forged).text
    assert role_of(story, "nick") is None
    assert "Welcome!" in answer(await nick.click(asked, "Join")).text
    assert role_of(story, "nick") is MemberRole.MEMBER
    again = answer(await nick.click(asked, "Join"))
    assert again.text == "You are with Northwind already. To join another company, leave it first."


async def test_nobody_manages_another_companys_people(story: Story) -> None:
    story.enrol("northwind", "brightside")
    bea = story.person("bea")
    card = await button(story, bea, "people.person", story.key("pat"))
    assert answer(await bea.click(card, "Forged")).text == "This person isn't with your company any more."
    own = await opened(story, "bea", "ben")
    own.view.body["private_metadata"] = own.private_metadata.replace("U0BEN0001", "U0PIOTR01")
    seen = await own.fill({"What now?": "Remove from the company"}).submit()
    assert "This person isn't with your company any more." in str(seen.errors)
    assert role_of(story, "piotr") is MemberRole.MEMBER


@pytest.mark.parametrize("change", ["Remove from the company", "Finance: figures and their exports only"])
async def test_a_claim_of_who_claims_no_more_goes_on_with_the_owners(story: Story, change: str) -> None:
    story.enrol("northwind")
    piotr, pat = story.person("piotr"), story.person("pat")
    await (await claimed(story, piotr, "free_accounts")).close(everything=True)
    form = await opened(story, "pat", "piotr")
    await form.fill({"What now?": change}).submit()
    await story.settled()
    before = len(piotr.dm.messages)
    card = await story.channel("claims").message(containing="C-1")
    form = top(await story.person("alex").click(card, "Decline"))
    await form.fill({form.fields[0]: "We have none left."}).submit()
    assert "We have none left." in (await pat.dm.message(containing="We have none left.")).text
    await story.settled()
    assert len(piotr.dm.messages) == before
