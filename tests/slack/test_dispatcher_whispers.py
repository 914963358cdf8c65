"""News for a person who takes no direct messages: in the partner's channel, for that person's eyes only."""

from __future__ import annotations

import pytest

from domain.notices import direct
from domain.people import PersonKey
from tests.slack.numbered import dead, tell
from tests.slack.playing import NORTHWIND
from tests.slack.story import Story

PAT = direct(PersonKey("T0LIVECHAT:U0PAT0001"))
NEWS = "Northwind moved from Silver to Bronze"


@pytest.fixture
async def northwind(story: Story) -> Story:
    """A story with Northwind enrolled and its channel greeted."""
    story.enrol("northwind")
    await story.settled()
    return story


async def test_who_takes_no_direct_messages_is_told_in_the_channel_alone(northwind: Story) -> None:
    northwind.workspace.fail("chat.postMessage", "error", error="user_not_found")
    northwind.do(lambda uow: tell(uow, [1], PAT))
    told = await northwind.person("pat").channel(NORTHWIND).message(containing=NEWS)
    await northwind.settled()
    assert told.is_ephemeral
    assert NEWS not in str([each.text for each in northwind.person("piotr").channel(NORTHWIND).messages])
    assert dead(northwind) == []


async def test_who_is_not_in_the_channel_either_is_a_dead_letter(northwind: Story) -> None:
    northwind.workspace.fail("chat.postMessage", "error", error="user_not_found")
    northwind.do(lambda uow: tell(uow, [1], direct(PersonKey("T0LIVECHAT:U0NICK001"))))
    await northwind.settled()
    [letter] = dead(northwind)
    assert letter.error == "chat.postMessage: user_not_found"


async def test_without_a_channel_a_refused_direct_message_is_a_dead_letter(story: Story) -> None:
    story.enrol("northwind", channels=False)
    story.workspace.fail("chat.postMessage", "error", error="user_not_found")
    story.do(lambda uow: tell(uow, [1], PAT))
    await story.settled()
    assert [letter.error for letter in dead(story)] == ["chat.postMessage: user_not_found"]


async def test_slack_in_trouble_is_asked_again(northwind: Story) -> None:
    northwind.workspace.fail("chat.postMessage", "error", error="user_not_found", times=2)
    northwind.workspace.fail("chat.postEphemeral", "rate_limited", retry_after=1)
    northwind.do(lambda uow: tell(uow, [1], PAT))
    told = await northwind.person("pat").channel(NORTHWIND).message(containing=NEWS)
    assert told.is_ephemeral
    assert dead(northwind) == []
