"""A lead says the same of itself wherever it is shown."""

from __future__ import annotations

from tests.slack.playing import SHARE, answer, card_of, hand_over, review
from tests.slack.story import Story


async def test_a_small_lead_is_called_the_same_on_card_board_and_review(story: Story) -> None:
    story.enrol("northwind")
    sam = story.person("sam")
    small = {"Number of agents": "2", "Commission type": SHARE}
    number = await hand_over(story.person("pat"), small, **{"Number of employees": "10"})
    card = await card_of(story, number)
    board = answer(await sam.command("/program", "leads", channel="leads"))
    for shown in (card.text, board.text, (await review(sam, card)).text):
        assert ":warning: below our recommendations" in shown
        assert "below criteria" not in shown
