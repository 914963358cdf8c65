"""Every benefit of the program, from the list to what the partner has in hand."""

from __future__ import annotations

import pytest

from domain.benefits import CLAIMED, HANDLED, FieldKind, Way
from domain.claims import ClaimStatus
from tests.slack.claiming import (
    BENEFITS,
    GOLD,
    LOGO,
    OTHERS,
    benefit,
    benefits_of,
    block_of,
    claimed,
    claims_of,
    filled,
    offered,
    press,
)
from tests.slack.playing import NORTHWIND, answer, top
from tests.slack.story import Story


@pytest.mark.parametrize("key", [each.key for each in BENEFITS if each.way not in CLAIMED])
async def test_what_is_simply_there_is_shown_with_nothing_to_do(story: Story, key: str) -> None:
    story.enrol("northwind")
    story.subscribe("northwind", GOLD)
    shown = await benefits_of(story.person("pat"))
    wanted = benefit(key)
    line = block_of(shown, f"*{wanted.name}*")["text"]["text"]
    if wanted.way is Way.OPEN:
        assert all(f"<{link.url}|{link.title}>" in line for link in wanted.links)
    else:
        assert "· yours" in line
    assert offered(shown, f"*{wanted.name}*") is None


@pytest.mark.parametrize("key", [each.key for each in BENEFITS if each.way in HANDLED])
async def test_what_is_handled_is_claimed_from_the_list_and_followed(story: Story, key: str) -> None:
    story.enrol("northwind")
    story.subscribe("northwind", GOLD)
    pat, wanted = story.person("pat"), benefit(key)
    shown = await benefits_of(pat)
    assert offered(shown, f"*{wanted.name}*") == "Claim"
    form = top(await press(pat, shown, f"*{wanted.name}*"))
    assert [each for each in form.fields if each != OTHERS] == [field.label for field in wanted.fields]
    answers = filled(story, pat, wanted)
    closing = top(await form.fill(answers).submit())
    assert closing.title == "Claimed", closing.errors
    claim = claims_of(story)[0]
    assert (claim.benefit, claim.status, claim.due_on is None) == (key, ClaimStatus.REQUESTED, False)
    assert f"is claim *{claim.number}*" in closing.text
    assert claim.due_on is not None
    assert story.bot.house.format.day(claim.due_on) in closing.text
    assert set(claim.answers) == {field.key for field in wanted.fields}

    detail = top(await closing.click("Follow this claim"))
    for field in wanted.fields:
        assert f"*{field.label}*" in detail.text
    told = await story.channel(NORTHWIND).message(containing=f"claimed *{claim.number} · {wanted.name}*")
    secrets = [answers[field.label] for field in wanted.fields if field.kind in {FieldKind.LONG_TEXT, FieldKind.EMAIL}]
    assert not any(each in told.text for each in secrets)
    again = await benefits_of(pat)
    has_room = wanted.quota is not None and wanted.quota.claims > 1
    assert offered(again, f"*{wanted.name}*") == ("Claim another" if has_room else "Follow")
    assert f"{claim.number} :inbox_tray: requested" in block_of(again, f"*{wanted.name}*")["text"]["text"]
    listed = answer(await pat.click(again, "My claims"))
    followed = answer(await press(pat, listed, f"*{claim.number} · {wanted.name}*"))
    assert f"{claim.number} · {wanted.name}" in followed.text


async def test_the_badge_is_delivered_at_once_with_a_snippet_and_as_often_as_asked(story: Story) -> None:
    story.enrol("northwind")
    story.subscribe("northwind", GOLD)
    pat = story.person("pat")
    shown = await benefits_of(pat)
    assert offered(shown, "*Partner badge*") == "Get it"
    seen = await press(pat, shown, "*Partner badge*", wait="on its way")
    assert "look into your direct messages" in answer(seen).text
    sent = await pat.dm.message(containing="Your Gold Partner badge")
    names = [file["name"] for file in sent.message["files"]]
    assert names == [
        "gold-partner-light.png",
        "gold-partner-dark.png",
        "gold-partner-light.svg",
        "gold-partner-dark.svg",
    ]
    assert 'alt="Northwind is a Gold Partner of LiveChat"' in sent.text.replace("&lt;", "<").replace("&gt;", ">")
    assert [(each.benefit, each.status, each.is_running) for each in claims_of(story)] == [
        ("badge", ClaimStatus.FULFILLED, True)
    ]
    told = await story.channel(NORTHWIND).message(containing="got *C-1 · Partner badge*")
    await story.person("piotr").click(told, "Send it to me", wait="on its way")
    await story.person("piotr").dm.message(containing="Your Gold Partner badge")
    assert offered(await benefits_of(pat), "*Partner badge*") == "Draw it again"
    assert len(claims_of(story)) == 1


async def test_a_logo_is_kept_as_it_was_uploaded(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    story.subscribe("northwind", GOLD)
    await claimed(story, story.person("pat"), "directory_profile")
    claim = claims_of(story)[0]
    await story.bot.claim_files.settled()
    [file] = story.look(lambda uow: uow.claims.files(claim.id))
    assert (file.name, file.mimetype, file.size, file.error) == ("logo.png", "image/png", len(LOGO), None)
    kept = story.look(lambda uow: uow.claims.file(file.id or 0))
    assert kept is not None
    assert kept.content == LOGO
