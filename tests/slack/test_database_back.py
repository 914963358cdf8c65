"""A PostgreSQL that was restarted between two requests: its connections are gone, and nobody is to notice."""

from __future__ import annotations

from domain.program import Program
from tests.databases import cut_off
from tests.slack.conftest import socket_story


async def test_nobody_notices_that_the_database_was_restarted(program: Program, begun_postgresql: str) -> None:
    async with socket_story(program, begun_postgresql) as story:
        story.enrol("northwind")
        pat = story.person("pat")
        assert "Northwind · Bronze" in (await pat.command("/partner")).text
        assert cut_off(begun_postgresql)
        assert "Northwind · Bronze" in (await pat.command("/partner")).text
        assert cut_off(begun_postgresql)
        form = (await pat.command("/partner", "lead")).form
        assert form is not None
        assert form.title == "Submit a lead"
