"""Two partners with the same company, over the wire: what each of them reads, what the rep sees and decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from domain.leads import LeadStatus
from sandbox.people.actor import Form
from tests.slack.playing import CONSENT, NORTHWIND, answer, card_of, consent_page, hand_over, moved, review, top
from tests.slack.story import Story

BRIGHTSIDE = "partner-brightside"
KNOWN = "We may know this company already."
WHY = "Why should it be yours?"


def pressed(blocks: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The buttons of rows."""
    return [each for block in blocks if block["type"] == "actions" for each in block["elements"]]


async def submitted(page: Form, **typed: str) -> str:
    """A lead sent off from page three; its number."""
    closing = top(await page.fill({**CONSENT, **typed}).submit())
    assert closing.title == "Lead submitted", closing.text
    await closing.close()
    return "L-" + closing.text.partition("is lead *L-")[2].partition("*")[0]


async def test_two_partners_with_one_company_and_a_rep_who_decides(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind", "brightside")
    pat, bea, sam = story.person("pat"), story.person("bea"), story.person("sam")
    first = await hand_over(pat)
    page = await consent_page(bea)
    assert KNOWN in page.text
    for secret in ("Northwind", "Pat", first):
        assert secret not in page.text
    second = await submitted(page, **{WHY: "We built their shop in May."})
    card = await card_of(story, second)
    form = await review(sam, card)
    for part in (
        "May be the same company",
        "Northwind",
        "Same website",
        "to be decided",
        "We built their shop in May.",
    ):
        assert part in form.text
    await form.change({"Status": "Approve for further review"})
    await form.submit()
    assert "decide that first" in str(form.errors)
    decision = top(await form.click("Decide"))
    for part in ("Known before", "Came later", "Northwind", "Brightside Studio"):
        assert part in decision.text
    choice = "It stays with who had it first; the later lead is closed"
    await decision.fill({"Whose is it?": choice, "Why?": "Northwind was first."}).submit()
    assert "please don't name Northwind" in str(decision.errors)
    done = top(await decision.fill({"Why?": "They write with us since March."}).submit())
    assert "the later lead" not in done.text
    assert "Rejected" in done.text
    told = [await story.channel(name).message(containing="since March") for name in (NORTHWIND, BRIGHTSIDE)]
    for card, other in zip(told, ("Brightside", "Northwind"), strict=True):
        assert other not in card.text
    news = await story.channel(BRIGHTSIDE).message(containing="*Rejected*")
    shown = answer(await bea.command("/partner", f"leads {second}", channel=BRIGHTSIDE))
    assert "We know this company already, so we can't take it on as yours." in shown.text
    for card in (news, shown):
        assert "doesn't meet our requirements" not in card.text
    assert "since March" not in news.text, "it was given with the ruling, a message before"
    await story.settled()
    ruled, closed = [reply.text for reply in (await card_of(story, second)).thread][-2:]
    assert ruled.endswith("decided: it stays with who had it first\n> They write with us since March.")
    assert closed == ":no_entry_sign: @Sam Rivera moved it to *Rejected*."
    stored = story.look(lambda uow: uow.leads.by_id([int(second[2:]), int(first[2:])]))
    assert [stored[int(each[2:])].status for each in (first, second)] == [LeadStatus.SUBMITTED, LeadStatus.REJECTED]


async def test_the_reason_is_kept_while_it_is_typed(story: Story) -> None:
    story.enrol("northwind", "brightside")
    bea = story.person("bea")
    await hand_over(story.person("pat"))
    page = await consent_page(bea)
    await page.change({WHY: "We built their shop in May."})
    await page.close()
    again = top(await top(await bea.command("/partner", "lead", channel=BRIGHTSIDE)).click("Go on"))
    assert again[WHY] == "We built their shop in May."


async def test_an_own_open_lead_is_named_before_it_is_handed_over_again(story: Story) -> None:
    story.enrol("northwind", "brightside")
    pat = story.person("pat")
    number = await hand_over(pat)
    page = await consent_page(pat)
    assert f"You have handed this company over already: *{number} · Acme*" in page.text
    assert KNOWN not in page.text
    assert WHY not in page


async def test_a_company_nobody_knows_is_asked_nothing_more(story: Story) -> None:
    story.enrol("northwind", "brightside")
    await hand_over(story.person("bea"))
    page = await consent_page(
        story.person("pat"), None, **{"Company": "Bolt", "Website": "bolt.com", "Work email": "bo@bolt.com"}
    )
    assert KNOWN not in page.text
    assert WHY not in page


async def test_protection_is_brought_up_before_its_end_and_made_longer_once(story: Story) -> None:
    story.enrol("northwind")
    pat, sam = story.person("pat"), story.person("sam")
    number = await hand_over(pat)
    await moved(story, sam, number, "Approve for further review")
    story.later(timedelta(days=170))
    before = story.look(lambda uow: uow.leads.get(int(number[2:])))
    assert before is not None
    assert story.bot.jobs.run_now("lead-protection", story.clock.now()).startswith("1 protection ends soon")
    story.bot.dispatcher.wake()
    reminder = await sam.dm.message(containing="is protected until")
    told = await story.channel(NORTHWIND).message(containing="is protected for you until")
    assert "our sales team" in told.text
    assert before.protected_until is not None
    last = story.bot.house.format.day(before.protected_until + timedelta(days=180))
    form = await review(sam, await card_of(story, number))
    for shown in (reminder.message["blocks"], form.view.blocks):
        [asked] = [each["confirm"] for each in pressed(shown) if each["action_id"] == "lead.protect"]
        assert f"{number} is then protected for its partner until {last}." in asked["text"]["text"]
    await form.close()
    await sam.click(reminder, "Extend by 180 days")
    await sam.click(reminder, "Extend by 180 days")
    after = story.look(lambda uow: uow.leads.get(int(number[2:])))
    assert after is not None
    assert after.protected_until == before.protected_until + timedelta(days=180)
    assert f"protected until {last}, by @Sam Rivera" in (await review(sam, await card_of(story, number))).text
    assert f"protected until {last}" in answer(await pat.command("/partner", f"leads {number}", channel=NORTHWIND)).text
    assert story.bot.jobs.run_now("lead-protection", story.clock.now()).startswith("0 protections end soon")
