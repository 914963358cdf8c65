"""The same signed request once more: by a thief inside the five minutes, or by Slack that heard no answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.slack.playing import CONSENT, NORTHWIND, card_of, consent_page, hand_over, moved, review, top
from tests.slack.relay import Relay
from tests.slack.story import Story


@pytest.fixture
def story(relayed: Story) -> Story:
    """Everything goes through the relay."""
    return relayed


async def test_every_request_of_a_whole_story_replayed_changes_nothing(story: Story, relay: Relay) -> None:
    story.enrol("northwind")
    pat, sam = story.person("pat"), story.person("sam")
    number = await hand_over(pat)
    card = await card_of(story, number)
    await sam.click(card, "Assign to me", wait=0)
    await moved(story, sam, number, "Approve for further review")
    await moved(story, sam, number, "Won")
    await story.channel(NORTHWIND).message(containing="We credited")
    await story.settled()
    before = _traces(story)
    for passed in list(relay.passed):
        again = await relay.replay(passed)
        assert again.status == 200
    await story.settled()
    assert _traces(story) == before


async def test_a_replay_with_another_body_or_of_long_ago_is_refused(story: Story, relay: Relay) -> None:
    story.enrol("northwind")
    await story.person("pat").command("/partner", channel=NORTHWIND)
    passed = relay.passed[-1]
    assert (await relay.replay(replace(passed, body=passed.body + b"&x=1"))).status == 401
    old = {**passed.headers, "X-Slack-Request-Timestamp": str(int(passed.headers["X-Slack-Request-Timestamp"]) - 301)}
    assert (await relay.replay(replace(passed, headers=old))).status == 401


async def test_a_form_whose_answer_got_lost_is_sent_off_again_and_makes_one_lead(story: Story, relay: Relay) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    page = (await consent_page(pat)).fill(CONSENT)
    relay.instead_of_answering = lambda: None
    seen = await page.submit()
    assert seen.error is not None
    assert page.is_open
    assert "is lead *L-1*" in top(await page.submit()).text
    await story.settled()
    assert sum(story.look(lambda uow: uow.leads.counts()).values()) == 1
    assert len([each for each in story.channel(NORTHWIND).messages if "submitted *L-" in each.text]) == 1


async def test_a_review_whose_answer_got_lost_is_done_when_it_is_sent_off_again(story: Story, relay: Relay) -> None:
    story.enrol("northwind")
    sam = story.person("sam")
    form = await review(sam, await card_of(story, await hand_over(story.person("pat"))))
    await form.change({"Status": "Approve for further review"})
    relay.instead_of_answering = lambda: None
    assert (await form.submit()).error is not None
    assert form.is_open
    await form.submit(wait=0)
    assert sam.forms == []
    history = story.look(lambda uow: uow.leads.history(1))
    assert [event.kind.value for event in history] == ["submitted", "moved"]


async def test_a_review_that_was_corrected_after_its_answer_got_lost_is_not_taken_for_saved(
    story: Story, relay: Relay
) -> None:
    story.enrol("northwind")
    sam = story.person("sam")
    number = await hand_over(story.person("pat"))
    await moved(story, sam, number, "Approve for further review")
    form = await review(sam, await card_of(story, number))
    await form.change({"Status": "Won"})
    relay.instead_of_answering = lambda: None
    assert (await form.fill({"Confirmed annual value": "3540"}).submit()).error is not None
    await form.fill({"Confirmed annual value": "35400"}).submit()
    assert "It was changed by you; nothing of yours was saved." in form.text
    lead = story.look(lambda uow: uow.leads.get(1))
    assert lead is not None
    assert (lead.confirmed_value, lead.rewarded) == (354_000, 35_400)


async def test_an_event_that_slack_repeats_is_answered_again(story: Story, relay: Relay) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    await pat.open_home()
    again = {**relay.passed[-1].headers, "X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
    assert (await relay.replay(replace(relay.passed[-1], headers=again))).status == 200
    assert "Northwind · Bronze" in pat.home.text


def _traces(story: Story) -> tuple[object, ...]:
    """All that a replay could have changed: what is stored, and what everybody reads."""
    rooms = ("leads", NORTHWIND)
    return (
        story.look(lambda uow: [event.id for event in uow.leads.history(1)]),
        story.look(lambda uow: uow.leads.counts()),
        story.look(lambda uow: uow.ledger.get("lead:1:win:1:reversal")),
        [[(each.ts, each.version) for each in story.channel(room).messages] for room in rooms],
        [each.ts for each in story.person("alex").dm.messages],
    )
