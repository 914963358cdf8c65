"""A company that many hand over: the review of the first lead opens all the same."""

from __future__ import annotations

from domain.usecases.submit_lead import submit_lead
from storage.unit_of_work import UnitOfWork
from tests.slack.playing import ANSWERS, card_of, hand_over, review
from tests.slack.story import Story

MANY = 101
"""One more than a view of Slack has room for."""


async def test_a_lead_that_a_hundred_came_after_can_be_reviewed(story: Story) -> None:
    story.enrol("northwind", "brightside")
    first = await hand_over(story.person("pat"))

    def again_and_again(uow: UnitOfWork) -> None:
        bea = uow.people.actor(story.key("bea"))
        for number in range(MANY):
            submit_lead(uow, story.bot.program, bea, f"again-{number}", ANSWERS, now=story.clock.now())

    sam, card = story.person("sam"), await card_of(story, first)
    story.do(again_and_again)
    form = await review(sam, card)
    assert "May be the same company" in form.text
    assert "And 91 more; each stands in the review of the lead that came later." in form.text
    assert "Decide" in form.buttons
