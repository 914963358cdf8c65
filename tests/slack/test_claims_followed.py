"""A claim on its way: questions and answers, taken back, refused and claimed anew; who sees it and who does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.claims import Claim, ClaimStatus
from domain.ports import UnitOfWork
from domain.usecases.work_claims import ask, decline, fulfil, take
from tests.slack.claiming import GOLD, benefits_of, claimed, claims_of, form_of, offered, press
from tests.slack.playing import NORTHWIND, answer, button, top
from tests.slack.story import Story


def act(story: Story, step: Callable[..., Claim], *words: Any, by: str = "alex") -> Claim:
    """Something a colleague at the desk does with the newest claim."""

    def do(uow: UnitOfWork) -> Claim:
        claim = claims_of(story)[0]
        before = (story.bot.program,) if step is fulfil else ()
        return step(
            uow, *before, uow.people.actor(story.key(by)), claim.id, claim.version, *words, now=story.clock.now()
        )

    return story.do(do)


async def gold(story: Story, *others: str) -> None:
    story.enrol("northwind", *others)
    story.subscribe("northwind", GOLD)


async def test_a_question_is_answered_from_the_message(story: Story) -> None:
    await gold(story)
    pat, piotr = story.person("pat"), story.person("piotr")
    await claimed(story, pat, "training")
    act(story, ask, "Which <day> suits you?")
    asked = await pat.dm.message(containing="has a question about your claim *C-1 · On-demand product training*")
    assert "> Which <day> suits you?" in asked.text
    assert not [each for each in piotr.dm.messages if "question" in each.text]
    shown = await benefits_of(pat)
    assert "1 claim waits for your answer" in shown.text
    assert "in progress" not in shown.text
    assert offered(shown, "*On-demand product training*") == "Answer"
    form = top(await press(pat, shown, "*On-demand product training*"))
    await form.close()
    form = top(await pat.click(asked, "Answer"))
    assert "Which <day> suits you?" in form.text
    empty = await form.submit()
    assert empty.errors
    after = top(await form.fill({"Your answer": "Tuesday & Friday"}).submit())
    assert ": Tuesday & Friday" in after.text
    assert "Alex Novak is on it" in after.text
    assert claims_of(story)[0].waiting is False


async def test_a_fulfilled_claim_is_news_and_its_evidence_is_for_the_person(story: Story) -> None:
    await gold(story)
    pat = story.person("pat")
    await claimed(story, pat, "premium_listing")
    act(story, take)
    await pat.dm.message(containing="is on your claim *C-1 · Premium listing in the directory* now")
    act(story, fulfil, "https://partners.example/northwind")
    news = await story.channel(NORTHWIND).message(containing="is yours now")
    assert "https://partners.example" not in news.text
    done = await pat.dm.message(containing="Your claim *C-1 · Premium listing in the directory* is done.")
    assert "https://partners.example/northwind" in done.text
    shown = await benefits_of(pat)
    assert ":white_check_mark: yours since" in shown.text
    assert offered(shown, "*Premium listing in the directory*") == "Details"


async def test_a_refused_claim_says_why_and_leaves_the_quota_free(story: Story) -> None:
    await gold(story)
    pat = story.person("pat")
    await claimed(story, pat, "training")
    act(story, decline, "We have no trainer for it")
    told = await pat.dm.message(containing="We can't do *C-1 · On-demand product training* this time.")
    assert "> We have no trainer for it" in told.text
    detail = answer(await pat.click(told, "Details"))
    form = top(await pat.click(detail, "Claim again"))
    assert "On-demand product training" in form.text


async def test_a_claim_is_withdrawn_and_claimed_again(story: Story) -> None:
    await gold(story)
    pat = story.person("pat")
    closing = await claimed(story, pat, "blog_post")
    detail = top(await closing.click("Follow this claim"))
    gone = top(await detail.click("Withdraw"))
    assert "You took it back." in gone.text
    assert claims_of(story)[0].status is ClaimStatus.WITHDRAWN
    again = top(await gone.click("Claim again"))
    assert again.title == "Claim a benefit"
    assert again["Working title"] in {None, ""}


async def test_a_withdrawal_that_comes_too_late_is_told_and_changes_nothing(story: Story) -> None:
    await gold(story)
    pat = story.person("pat")
    closing = await claimed(story, pat, "training")
    detail = top(await closing.click("Follow this claim"))
    act(story, fulfil, "Held on Tuesday")
    seen = await detail.click("Withdraw")
    assert "C-1 has changed meanwhile and is now Fulfilled." in seen.text
    assert claims_of(story)[0].status is ClaimStatus.FULFILLED


async def test_the_list_of_claims_leads_to_each(story: Story) -> None:
    await gold(story)
    pat = story.person("pat")
    none = answer(await pat.click(await benefits_of(pat), "My claims"))
    assert "Nothing claimed yet." in none.text
    for key in ("training", "newsletter"):
        await (await claimed(story, pat, key)).close()
    listed = answer(await pat.click(await benefits_of(pat), "My claims"))
    assert "Your 2 claims" in listed.text
    shown = answer(await press(pat, listed, "*C-1 · On-demand product training*"))
    assert "C-1 · On-demand product training" in shown.text
    by_number = answer(await pat.command("/partner", "claim C-2", channel=NORTHWIND))
    assert "C-2 · Featured in the newsletter" in by_number.text


async def test_another_partner_sees_and_does_nothing_with_it(story: Story) -> None:
    await gold(story, "brightside")
    await claimed(story, story.person("pat"), "training")
    bea = story.person("bea")
    for action, value in (("claim.open", "1"), ("claim.answer", "1"), ("claim.withdraw", "1:1")):
        forged = await button(story, "partner-brightside", action, value)
        seen = await bea.click(forged, action_id=action, wait="There is no claim C-1.")
        assert "There is no claim C-1." in seen.text
        assert seen.form is None
    named = await bea.command("/partner", "claim C-1", channel="partner-brightside")
    assert answer(named).text == "There is no claim C-1."
    assert claims_of(story)[0].status is ClaimStatus.REQUESTED
    assert claims_of(story, "brightside") == []


async def test_an_external_member_claims_and_follows_from_the_pinned_message(story: Story) -> None:
    story.enrol("helio")
    story.subscribe("helio", GOLD)
    hana = story.person("hana")
    pinned = await hana.channel("partner-helio").message(containing="Welcome, *Helio Labs*!")
    shown = answer(await hana.click(pinned, "My benefits"))
    form = top(await press(hana, shown, "*Program onboarding*"))
    form.fill({"What should we cover?": "Reports", "Products": ["LiveChat"], "Who takes part": "Hana, Hugo"})
    closing = top(await form.submit())
    assert "is claim *C-1*" in closing.text
    assert claims_of(story, "helio")[0].answers["people"] == ["Hana", "Hugo"]
    detail = top(await closing.click("Follow this claim"))
    assert "Hana, Hugo" in detail.text


async def test_a_promotion_offers_what_it_unlocks(story: Story) -> None:
    await gold(story)
    pat = story.person("pat")
    told = await story.channel(NORTHWIND).message(containing="Northwind is now Gold")
    assert offered(told, "• Partner badge") == "Get it"
    await press(pat, told, "• Partner badge", wait="on its way")
    await pat.dm.message(containing="Your Gold Partner badge")
    form = top(await press(pat, told, "• Featured in the newsletter"))
    assert "Featured in the newsletter" in form.text
    assert "Featured in the newsletter" in (await form_of(pat, "newsletter")).text
