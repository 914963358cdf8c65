"""A talk in another language: the words that steer it are those that it asks for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.languages.pseudo import said_wide, write_language
from tests.slack.conftest import begun_sqlite, program, socket_story
from tests.slack.story import Story
from tests.slack.talking import member, says
from tests.unit import samples

__all__ = ["begun_sqlite", "program"]


@pytest.fixture
async def abroad(begun_sqlite: str, tmp_path: Path) -> AsyncIterator[Story]:
    """The story with a Polish program, whose Polish is English in wide letters."""
    write_language(tmp_path, "pl")
    async with socket_story(samples.program(**{"vendor.locale": "pl_PL"}), begun_sqlite, languages=tmp_path) as story:
        yield story


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
