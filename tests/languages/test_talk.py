"""A talk in another language: the words that steer it are those that it asks for."""

from __future__ import annotations

from tests.languages.pseudo import said_wide
from tests.slack.story import Story
from tests.slack.talking import member, says


async def test_a_talk_is_begun_and_steered_in_it(abroad: Story) -> None:
    pat = member(abroad)
    begun = await says(pat, said_wide("lead"), hears=said_wide("What is the company called?"))
    assert said_wide("cancel") in begun.text, "that is what people are told to say"
    await says(pat, "Acme", hears=said_wide("What is their website?"))
    await says(pat, said_wide("back"), hears=said_wide("What is the company called?"))
    await says(pat, f"*{said_wide('Cancel')}*.", hears=said_wide("Stopped. What you told me is kept as a draft"))


async def test_english_words_steer_it_too(abroad: Story) -> None:
    pat = member(abroad)
    await says(pat, "lead", hears=said_wide("What is the company called?"))
    await says(pat, "cancel", hears=said_wide("Stopped. Nothing was kept."))
