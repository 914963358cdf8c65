"""A program in another language: a Polish one, whose Polish is English in wide letters."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.program import Program
from tests.languages.pseudo import write_language
from tests.slack.conftest import begun_sqlite, program, signed_story, socket_story
from tests.slack.story import Story
from tests.unit import samples

__all__ = ["begun_sqlite", "program"]


@pytest.fixture
def polish() -> Program:
    """The program that ships, in Poland."""
    return samples.program(**{"vendor.locale": "pl_PL"})


@pytest.fixture
def languages(tmp_path: Path) -> Path:
    """A folder with its language."""
    write_language(tmp_path, "pl")
    return tmp_path


@pytest.fixture
async def abroad(polish: Program, begun_sqlite: str, languages: Path) -> AsyncIterator[Story]:
    """A story in it over Socket Mode, with nobody enrolled yet."""
    async with socket_story(polish, begun_sqlite, languages=languages) as running:
        yield running


@pytest.fixture
async def signed_abroad(polish: Program, begun_sqlite: str, languages: Path) -> AsyncIterator[Story]:
    """The same over signed HTTP."""
    async with signed_story(polish, begun_sqlite, languages=languages) as running:
        yield running
