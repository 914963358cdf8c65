"""Files as evidence of what was delivered: attached by the desk, kept, and sent to the partner."""

from __future__ import annotations

from tests.slack.claiming import fetched
from tests.slack.desk import CLAIMS, card_of, claim, form, stored
from tests.slack.playing import answer, button, top
from tests.slack.story import Story

GUIDE = b"%PDF-1.7 of a guide"


async def fulfilled(story: Story, number: str, **typed: str) -> None:
    """The desk fulfils a claim with a guide and what was typed."""
    maria = story.person("maria")
    card = await card_of(story.channel(CLAIMS), number)
    guide = story.workspace.world.files.add(maria.person, "guide.pdf", GUIDE)
    seen = await (await form(maria, card, "Fulfil")).fill({"Files": [guide], **typed}).submit(wait=0)
    assert seen.error is None
    await story.channel(CLAIMS).changed(card, containing="Fulfilled")
    await story.bot.claim_files.settled()
    await story.settled()


async def test_a_file_is_evidence_enough_and_reaches_the_partner(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    pat = story.person("pat")
    number = claim(story, "pat", "onboarding")
    await fulfilled(story, number)
    assert stored(story, number).evidence is None
    card = await card_of(story.channel(CLAIMS), number)
    assert "*Delivered*\n:paperclip: guide.pdf (1 KB)" in card.text

    told = await pat.dm.message(containing="is done.\n:paperclip: guide.pdf (1 KB)")
    assert told.buttons == ["Send me the files", "Details"]
    seen = await pat.click(told, "Send me the files")
    assert "1 file on the way" in top(seen).text if seen.form else answer(seen).text
    sent = await pat.dm.message(containing=":paperclip: *C-1 · Program onboarding*")
    [file] = sent.message["files"]
    assert file["name"] == "guide.pdf"
    assert await fetched(file["url_private"], pat) == GUIDE


async def test_words_and_files_go_together_and_stand_in_the_claim(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    number = claim(story, "pat", "onboarding")
    await fulfilled(story, number, **{"What was delivered?": "https://meet.example/1"})
    card = await card_of(story.channel(CLAIMS), number)
    assert "*Delivered*\n> https://meet.example/1\n:paperclip: guide.pdf (1 KB)" in card.text
    details = answer(await pat.click(await button(story, "partner-northwind", "claim.open", "1"), "Forged"))
    assert "> https://meet.example/1\n:paperclip: guide.pdf (1 KB)" in details.text
    assert details.buttons[0] == "Send me the files"


async def test_without_words_and_files_nothing_is_fulfilled(story: Story) -> None:
    story.enrol("northwind")
    maria = story.person("maria")
    number = claim(story, "pat", "onboarding")
    opened = await form(maria, await card_of(story.channel(CLAIMS), number), "Fulfil")
    await opened.fill({"What was delivered?": "   "}).submit()
    assert opened.errors == {"What was delivered?": "Please give a link or a few words, or attach a file below."}
    assert stored(story, number).is_open


async def test_nobody_of_another_partner_gets_the_files(story: Story) -> None:
    story.enrol("northwind", "brightside")
    number = claim(story, "pat", "onboarding")
    await fulfilled(story, number)
    forged = await button(story, "partner-brightside", "claim.files", "1")
    bea = story.person("bea")
    assert answer(await bea.click(forged, "Forged")).text == "There is no claim C-1."
    await story.settled()
    assert not [each for each in bea.dm.messages if each.message.get("files")]


async def test_files_that_could_not_be_kept_are_told_to_both(story: Story) -> None:
    story.enrol("northwind")
    pat, maria = story.person("pat"), story.person("maria")
    number = claim(story, "pat", "onboarding")
    await fulfilled(story, number)
    story.do(lambda uow: uow.claims.give_up_file(1, "file_deleted"))
    opened = top(await maria.click(await card_of(story.channel(CLAIMS), number), "Open"))
    assert ":warning: Could not be kept, so send it to the partner: guide.pdf" in opened.text
    forged = await button(story, "partner-northwind", "claim.files", "1")
    assert answer(await pat.click(forged, "Forged")).text.startswith(
        "There is no file to send you: none that came with C-1"
    )
