"""What a claim's form asks for in a way of its own: people of the workspace, and files of some kinds."""

from __future__ import annotations

from domain.usecases.work_claims import ask
from tests.slack.claiming import (
    GOLD,
    LOGO,
    OTHERS,
    SILVER,
    a_file,
    benefit,
    benefits_of,
    block_of,
    claimed,
    claims_of,
    filled,
    form_of,
    press,
)
from tests.slack.playing import NORTHWIND, answer, button, top
from tests.slack.story import Story
from tests.slack.test_claims_followed import act

WHO = "Who takes part"


async def test_guests_choose_people_and_name_those_who_are_not_in_slack(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    form = await form_of(pat, "onboarding")
    form.fill({**filled(story, pat, benefit("onboarding")), WHO: [], OTHERS: ""})
    assert (await form.submit()).errors == {"people": "Please fill this in."}
    await form.change({WHO: ["piotr", "pat"], OTHERS: "Zoe <b> Lee; T0LIVECHAT:U0DANA001"})
    await form.close()
    again = await form_of(pat, "onboarding")
    assert (again[WHO], again[OTHERS]) == (["piotr", "pat"], "Zoe <b> Lee")
    assert top(await again.submit()).title == "Claimed"
    [claim] = claims_of(story)
    assert claim.answers["people"] == [story.key("piotr"), story.key("pat"), "Zoe <b> Lee"]
    detail = answer(await pat.command("/partner", "claim C-1", channel=NORTHWIND))
    assert "*Who takes part* @Piotr Zielinski, @Pat Lindqvist, Zoe <b> Lee" in detail.text


async def test_people_of_another_workspace_are_named(story: Story) -> None:
    story.enrol("helio")
    hana = story.person("hana")
    form = top(
        await hana.click(
            await button(story, "partner-helio", "claim.form.open", "onboarding"), action_id="claim.form.open"
        )
    )
    assert OTHERS not in form
    form.fill({**filled(story, hana, benefit("onboarding")), WHO: "Hugo Martin, Zoe Lee"})
    assert top(await form.submit()).title == "Claimed"
    assert claims_of(story, "helio")[0].answers["people"] == ["Hugo Martin", "Zoe Lee"]


async def test_a_logo_that_is_no_picture_is_refused_under_its_field(story: Story) -> None:
    story.enrol("northwind")
    story.subscribe("northwind", SILVER)
    pat = story.person("pat")
    form = await form_of(pat, "directory")
    [logo] = [each["element"] for each in form.blocks if each.get("block_id") == "logo"]
    assert logo["filetypes"] == ["png", "svg", "jpg", "jpeg"]
    form.fill({**filled(story, pat, benefit("directory_profile")), "Logo": [a_file(story, pat, "logo.pdf")]})
    assert (await form.submit()).errors == {"logo": "logo.pdf can't be used here: PNG, SVG or JPG, please."}
    form.fill({"Logo": [a_file(story, pat, "Logo.JPEG", LOGO)]})
    assert top(await form.submit()).title == "Claimed"
    [file] = story.look(lambda uow: uow.claims.files(claims_of(story)[0].id))
    assert (file.name, file.team) == ("Logo.JPEG", "T0LIVECHAT")


async def test_a_promotion_offers_the_badge_of_the_new_tier(story: Story) -> None:
    story.enrol("northwind")
    story.subscribe("northwind", SILVER)
    pat = story.person("pat")
    await press(pat, await benefits_of(pat), "*Partner badge*", wait="on its way")
    await pat.dm.message(containing="Your Silver Partner badge")
    story.subscribe("northwind", GOLD, id="sub_more", customer_id="cus_more")
    told = await story.channel(NORTHWIND).message(containing="Northwind is now Gold")
    assert "get it anew, it now says Gold" in block_of(told, "*Partner badge*")["text"]["text"]
    await press(pat, told, "*Partner badge*", wait="on its way")
    sent = await pat.dm.message(containing="Your Gold Partner badge")
    assert sent.message["files"][0]["name"] == "gold-partner-light.png"
    assert [each.benefit for each in claims_of(story)] == ["badge"]


async def test_a_claim_that_waits_is_answered_from_the_list_and_claiming_again_says_so(story: Story) -> None:
    story.enrol("northwind")
    story.subscribe("northwind", GOLD)
    pat = story.person("pat")
    await claimed(story, pat, "training")
    act(story, ask, "Which day suits you?")
    said = answer(await pat.command("/partner", "claim training", channel=NORTHWIND))
    assert "C-1 is open already: it waits for your answer." in said.text
    listed = answer(await pat.click(said, "My claims"))
    form = top(await press(pat, listed, "*C-1 · On-demand product training*"))
    assert "Which day suits you?" in form.text
