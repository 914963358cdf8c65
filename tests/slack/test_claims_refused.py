"""What is not to be had says why; what was typed is not lost; nothing is claimed twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from domain.claims import ClaimStatus
from domain.entitlements import free_again
from domain.usecases.work_claims import fulfil
from tests.slack.claiming import (
    GOLD,
    SILVER,
    WORDS,
    a_file,
    benefit,
    benefits_of,
    block_of,
    claimed,
    claims_of,
    filled,
    form_of,
    offered,
)
from tests.slack.playing import NORTHWIND, answer, button, top
from tests.slack.story import Story


async def test_a_locked_benefit_is_refused_by_name_and_by_a_forged_button(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    named = answer(await pat.command("/partner", "claim training", channel=NORTHWIND))
    assert "On-demand product training comes with Gold." in named.text
    forged = await button(story, NORTHWIND, "claim.form.open", "training")
    seen = await pat.click(forged, action_id="claim.form.open", wait="comes with Gold")
    assert "comes with Gold" in answer(seen).text
    assert seen.form is None
    assert "On-demand product training" not in (await benefits_of(pat)).text


async def test_a_quota_reached_between_opening_and_sending_is_told_and_what_was_typed_is_kept(
    story_on_both: Story,
) -> None:
    story = story_on_both
    story.enrol("northwind")
    story.subscribe("northwind", GOLD)
    pat, piotr, training = story.person("pat"), story.person("piotr"), benefit("training")
    assert training.quota
    late = await form_of(piotr, "training")
    late.fill({**filled(story, piotr, training), "Topic": "Reports"})
    await claimed(story, pat, "training")
    claim, alex = claims_of(story)[0], story.key("alex")
    story.do(
        lambda uow: fulfil(
            uow, story.bot.program, uow.people.actor(alex), claim.id, claim.version, "Held", now=story.clock.now()
        )
    )
    seen = await late.submit()
    today = story.bot.program.calendar.local_day(story.clock.now())
    again_on = story.bot.house.format.day(free_again(training.quota, today))
    assert seen.errors == {"topic": f"You can claim this again from {again_on}. What you typed is kept."}
    assert len(claims_of(story)) == 1
    await late.close()
    refused = answer(await piotr.command("/partner", "claim training", channel=NORTHWIND))
    assert f"You can claim this again from {again_on}." in refused.text

    story.later(timedelta(days=366))
    assert (await form_of(piotr, "training"))["Topic"] == "Reports"


async def test_two_people_who_send_at_once_make_one_claim_within_the_quota(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    story.subscribe("northwind", GOLD)
    forms = []
    for handle in ("pat", "piotr"):
        person = story.person(handle)
        form = await form_of(person, "training")
        forms.append(form.fill(filled(story, person, benefit("training"))))
    seen = await asyncio.gather(*(form.submit(wait=0) for form in forms))
    assert sorted(bool(each.errors) for each in seen) == [False, True]
    assert [each.status for each in claims_of(story)] == [ClaimStatus.REQUESTED]


async def test_a_double_click_makes_one_claim(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    form = await form_of(pat, "onboarding")
    form.fill(filled(story, pat, benefit("onboarding")))
    seen = await asyncio.gather(form.submit(wait=0), form.submit(wait=0))
    assert [each.error for each in seen] == [None, None]
    assert "is claim *C-1*" in pat.form.text
    assert len(claims_of(story)) == 1


async def test_a_double_click_on_the_badge_makes_one_claim(story: Story) -> None:
    story.enrol("northwind")
    story.subscribe("northwind", SILVER)
    pat = story.person("pat")
    card = await button(story, NORTHWIND, "claim.form.open", "badge")
    await asyncio.gather(*(pat.click(card, action_id="claim.form.open", wait=0) for _ in range(2)))
    await pat.dm.message(containing="Your Silver Partner badge")
    assert len(claims_of(story)) == 1


async def test_wrong_answers_are_told_under_their_fields_and_stay(story: Story) -> None:
    story.enrol("northwind")
    story.subscribe("northwind", SILVER)
    pat = story.person("pat")
    form = await form_of(pat, "directory")
    form.fill({**filled(story, pat, benefit("directory_profile")), "Description": "Too short", "Website": "nowhere"})
    seen = await form.submit()
    assert seen.errors == {
        "description": "At least 50 characters, please. These are 9.",
        "website": "This doesn't look like a website, such as acme.com.",
    }
    assert form["Website"] == "nowhere"
    await form.close()
    again = await form_of(pat, "directory")
    assert (again["Website"], again["Services"]) == ("nowhere", ["Implementation", "Integrations and development"])
    again.fill({"Description": WORDS, "Website": "northwind.com", "Logo": [a_file(story, pat)]})
    assert top(await again.submit()).title == "Claimed"
    assert claims_of(story)[0].answers["website"] == "https://northwind.com"


async def test_a_form_of_somebody_else_is_refused(story: Story) -> None:
    story.enrol("northwind", "brightside")
    story.subscribe("brightside", SILVER)
    theirs = await form_of(story.person("pat"), "onboarding")
    bea = story.person("bea")
    form = await form_of(bea, "onboarding")
    form.view.body["private_metadata"] = theirs.private_metadata
    seen = await form.fill(filled(story, bea, benefit("onboarding"))).submit()
    assert seen.errors == {"topics": "This form belongs to somebody else. Start a new one with `/partner claim`."}
    assert claims_of(story) == claims_of(story, "brightside") == []


async def test_an_open_claim_is_followed_instead_of_claimed_again(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    await claimed(story, pat, "onboarding")
    said = answer(await pat.command("/partner", "claim onboarding", channel=NORTHWIND))
    assert "C-1 is open already" in said.text
    assert offered(said, "*Program onboarding*") == "Follow"


async def test_a_name_that_fits_several_or_none_leads_to_a_choice(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    several = answer(await pat.command("/partner", "claim product", channel=NORTHWIND))
    assert "Which one would you like?" in several.text
    assert offered(several, "*Free product accounts*") == "Claim"
    assert offered(several, "*On-demand product training*") is None
    none = answer(await pat.command("/partner", "claim <moon>", channel=NORTHWIND))
    assert "There is no benefit “<moon>”." in none.text
    assert offered(none, "*Program onboarding*") == "Claim"
    nearly = top(await pat.command("/partner", "claim onbording", channel=NORTHWIND))
    assert "Program onboarding" in nearly.text


async def test_strangers_and_staff_get_nothing(story: Story) -> None:
    story.enrol("northwind")
    nick = answer(await story.person("nick").command("/partner", "claim training", channel="general"))
    assert "You aren't in the LiveChat Partner Program yet." in nick.text
    dana = answer(await story.person("dana").command("/partner", "claim training", channel=NORTHWIND))
    assert "yours is `/program`" in dana.text


async def test_the_next_tier_says_what_is_missing(story: Story) -> None:
    story.enrol("northwind")
    story.subscribe("northwind", SILVER)
    shown = await benefits_of(story.person("pat"))
    assert "• On-demand product training" in block_of(shown, "With :first_place_medal: Gold")["text"]["text"]
    assert "*$14,000.00* of ARR to go to Gold." in shown.text
