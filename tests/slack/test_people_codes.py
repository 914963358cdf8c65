"""Who gave a code sees how often it was used, and until when it is good."""

from __future__ import annotations

from datetime import timedelta

from domain.people import MemberRole
from sandbox.people.cards import Card
from tests.slack.playing import NORTHWIND, answer, button, top
from tests.slack.story import Story
from tests.slack.test_people_joining import code_of


async def people_of(story: Story, handle: str, channel: str = NORTHWIND) -> Card:
    """The list of a company's people."""
    return answer(await story.person(handle).command("/partner", "people", channel=channel))


async def invited(story: Story, handle: str, role: str = "Member: everything but people", **picked: str) -> str:
    """An owner's invitation; what is said of it."""
    form = top(await story.person(handle).click(await people_of(story, handle), "Invite"))
    return top(await form.fill({"Role": role, **picked}).submit()).text


async def test_an_owner_sees_what_became_of_invitations(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    assert "Invitations" not in (await people_of(story, "pat")).text
    told = await invited(story, "pat")
    code = told.partition("code is ")[2][:12].strip("*\n ")
    text = (await people_of(story, "pat")).text
    assert "A code for a member, by @Pat Lindqvist: not used yet, good until" in text.replace("*", "")
    assert code not in text
    await story.person("nick").command("/partner", f"join {code}", channel="general")
    text = (await people_of(story, "pat")).text
    assert "used up" in text
    assert "Invitations" not in (await people_of(story, "piotr")).text
    story.later(timedelta(days=14, minutes=1))
    assert "Invitations" not in (await people_of(story, "pat")).text


async def test_an_owner_sees_who_has_not_answered(story: Story) -> None:
    story.enrol("northwind")
    await invited(story, "pat", "Finance: figures and their exports only", Person="nick")
    text = (await people_of(story, "pat")).text
    assert "@Nick Fowler, as a finance contact, by @Pat Lindqvist: not answered yet" in text.replace("*", "")


async def test_the_staff_see_the_codes_they_gave_and_nobody_elses(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind", "brightside")
    code = await code_of(story, "alex", "northwind")
    alex, maria = story.person("alex"), story.person("maria")
    text = answer(await alex.command("/program", "invite", channel="claims")).text.replace("*", "")
    assert "Northwind: not used yet, good until" in text
    await story.person("nick").command("/partner", f"join {code}", channel="general")
    text = answer(await alex.command("/program", "invite", channel="claims")).text.replace("*", "")
    assert "Northwind: used up" in text
    text = answer(await maria.command("/program", "invite", channel="claims")).text
    assert text.startswith("Which partner?")
    assert "Northwind" not in text


async def test_who_gave_a_code_ends_it(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    code = await code_of(story, "alex")
    alex, nick = story.person("alex"), story.person("nick")
    given = answer(await alex.command("/program", "invite", channel="claims"))
    [end] = [block["accessory"] for block in given.message["blocks"] if block.get("accessory")]
    assert "Nobody can join with it any more." in end["confirm"]["text"]["text"]
    left = answer(await alex.click(given, "End"))
    assert "The code for Northwind has ended." in left.text.replace("*", "")
    assert left.buttons == []
    told = answer(await nick.command("/partner", f"join {code}", channel="general"))
    assert told.text == "This code has ended or was used already. Please ask for a new one."
    assert story.look(lambda uow: uow.people.membership(story.key("nick"))) is None


async def test_an_admin_ends_codes_of_the_staff_and_others_only_their_own(story: Story) -> None:
    story.enrol("northwind")
    await invited(story, "pat")
    await code_of(story, "alex")
    dana, maria = story.person("dana"), story.person("maria")
    given = answer(await dana.command("/program", "invite", channel="claims"))
    assert "Northwind: not used yet, good until" in given.text.replace("*", "")
    assert "given by @Alex Novak" in given.text
    assert given.buttons == ["End"], "an owner's code is the company's own matter"
    for number, owner in (("1", "Pat"), ("2", "Alex")):
        forged = await button(story, maria, "invite.end", number)
        told = answer(await maria.click(forged, "Forged"))
        assert (owner, told.text) == (owner, "There is no such code of yours.")
    forged = await button(story, dana, "invite.end", "1")
    assert answer(await dana.click(forged, "Forged")).text == "There is no such code of yours."
    await dana.click(given, "End")
    ended = story.look(lambda uow: [uow.joining.invite(number) for number in (1, 2)])
    assert [each.is_over(story.clock.now()) for each in ended if each] == [False, True]


async def test_a_code_that_was_used_up_has_no_end(story: Story) -> None:
    story.enrol("northwind")
    code = await code_of(story, "alex")
    alex = story.person("alex")
    before = answer(await alex.command("/program", "invite", channel="claims"))
    await story.person("nick").command("/partner", f"join {code}", channel="general")
    assert answer(await alex.command("/program", "invite", channel="claims")).buttons == []
    assert "Northwind: used up" in answer(await alex.click(before, "End")).text.replace("*", "")


async def test_a_code_for_several_says_how_many_came(story: Story) -> None:
    story.enrol("northwind")
    code = await code_of(story)

    story.do(lambda uow: setattr(uow.joining.invite(1, for_update=True), "most_uses", 5))
    await story.person("nick").command("/partner", f"join {code}", channel="general")
    text = answer(await story.person("alex").command("/program", "invite", channel="claims")).text.replace("*", "")
    assert "Northwind: used 1 of 5 times, good until" in text
    member = story.look(lambda uow: uow.people.membership(story.key("nick")))
    assert member is not None
    assert member.role is MemberRole.MEMBER


async def test_an_owner_ends_an_invitation_to_the_own_company(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind", "brightside")
    pat, nick = story.person("pat"), story.person("nick")
    code = (await invited(story, "pat")).partition("code is ")[2][:12].strip("*\n ")
    listed = await people_of(story, "pat")
    assert "End" not in (await people_of(story, "piotr")).buttons
    piotr, bea = story.person("piotr"), story.person("bea")
    told = answer(await piotr.click(await button(story, piotr, "people.invite.end", "1"), "Forged"))
    assert "owner" in told.text
    told = answer(await bea.click(await button(story, bea, "people.invite.end", "1"), "Forged"))
    assert told.text == "There is no such code of yours."
    left = answer(await pat.click(listed, "End"))
    assert "The invitation has ended." in left.text
    assert "Invitations" not in left.text
    told = answer(await nick.command("/partner", f"join {code}", channel="general"))
    assert told.text == "This code has ended or was used already. Please ask for a new one."
    again = answer(await pat.click(await button(story, pat, "people.invite.end", "1"), "Forged"))
    assert "has ended" not in again.text, "there was nothing to end any more"


async def test_an_owner_ends_an_invitation_in_person(story: Story) -> None:
    story.enrol("northwind")
    pat, nick = story.person("pat"), story.person("nick")
    await invited(story, "pat", "Finance: figures and their exports only", Person="nick")
    asked = await nick.dm.message(containing="Northwind")
    await pat.click(await people_of(story, "pat"), "End")
    refused = await nick.click(asked, asked.buttons[0])
    assert "over" in refused.text or "ended" in refused.text
    assert story.look(lambda uow: uow.people.membership(story.key("nick"))) is None
