"""A lead says the same of itself wherever it is shown, and a phone number as people read it."""

from __future__ import annotations

from tests.slack.playing import NORTHWIND, SHARE, answer, card_of, hand_over, review
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


async def test_a_phone_number_is_shown_in_groups_however_it_was_typed(story: Story) -> None:
    story.enrol("northwind")
    pat, sam = story.person("pat"), story.person("sam")
    number = await hand_over(pat, Phone="0048-600100200")
    assert "\n+48 600 100 200\n" in (await review(sam, await card_of(story, number))).text
    own = answer(await pat.command("/partner", f"leads {number}", channel=NORTHWIND)).text
    assert "ann@acme.com · +48 600 100 200 · acme.com" in own
    lead = story.look(lambda uow: uow.leads.get(1))
    assert lead is not None
    assert lead.contact.phone == "+48600100200"
