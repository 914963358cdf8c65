"""Files of a claim are fetched after it, again where Slack has trouble, and given up where they are lost."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import create_engine, text

from bot.slack_errors import CallError
from domain.claims import ClaimFile
from domain.ports import UnitOfWork
from tests.slack.claiming import LOGO, SILVER, benefit, claims_of, filled, form_of
from tests.slack.playing import top
from tests.slack.story import Story


async def with_logo(story: Story, content: bytes = LOGO, *, lost: bool = False) -> ClaimFile:
    """A claim with a logo, once its bytes were asked for; `lost`: the person deletes the file at that very moment."""
    story.enrol("northwind")
    story.subscribe("northwind", SILVER)
    pat = story.person("pat")
    form = await form_of(pat, "directory")
    values = filled(story, pat, benefit("directory_profile"))
    uploaded = story.workspace.world.files.add(pat.person, "logo.png", content)
    form.fill({**values, "Logo": [uploaded]})
    if lost:
        story.workspace.world.files.remove(uploaded)
    assert top(await form.submit()).title == "Claimed"
    await story.bot.claim_files.settled()
    return the_file(story)


def the_file(story: Story) -> ClaimFile:
    """The newest claim's only file, with what is kept of it."""

    def read(uow: UnitOfWork) -> Any:
        [file] = uow.claims.files(claims_of(story)[0].id)
        return uow.claims.file(file.id or 0)

    found: ClaimFile = story.look(read)
    return found


def execute(story: Story, statement: str) -> None:
    """Changes the database from outside."""
    engine = create_engine(story.database.url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


async def test_what_slack_does_not_hand_out_is_tried_again_by_the_job(story: Story) -> None:
    installation = story.workspace.installation("T0LIVECHAT")
    scopes, installation.scopes = installation.scopes, installation.scopes - {"files:read"}
    file = await with_logo(story)
    assert (file.content, file.error) == (None, None)
    installation.scopes = scopes
    story.bot.jobs.run("claim-files", story.clock.now())
    await story.bot.claim_files.settled()
    assert the_file(story).content == LOGO


async def test_a_database_in_trouble_ends_no_fetching(story: Story, caplog: pytest.LogCaptureFixture) -> None:
    execute(story, "CREATE TRIGGER full BEFORE UPDATE ON claim_files BEGIN SELECT RAISE(ABORT, 'no room'); END")
    file = await with_logo(story)
    assert file.content is None
    assert any("claim_files_not_fetched" in line and "no room" in line for line in caplog.messages)
    execute(story, "DROP TRIGGER full")
    story.bot.claim_files.wake()
    await story.bot.claim_files.settled()
    assert the_file(story).content == LOGO


async def test_what_is_lost_is_given_up_and_the_partner_told(story: Story) -> None:
    file = await with_logo(story, lost=True)
    assert (file.content, file.error) == (None, "file_not_found")
    detail = top(await story.person("pat").form.click("Follow this claim"))
    assert "We couldn't fetch logo.png: please send it to us in the channel." in detail.text


async def test_what_was_missing_at_a_restart_is_fetched(story: Story) -> None:
    await story.bot.claim_files.stop()
    pending = story.bot.claim_files
    story.enrol("northwind")
    story.subscribe("northwind", SILVER)
    pat = story.person("pat")
    form = await form_of(pat, "directory")
    form.fill(filled(story, pat, benefit("directory_profile")))
    await form.submit()
    assert the_file(story).content is None
    await pending.start()
    await pending.settled()
    assert the_file(story).content == LOGO


async def test_a_file_is_read_no_further_than_its_limit(story: Story) -> None:
    pat = story.person("pat")
    file = story.workspace.world.files.add(pat.person, "film.mov", b"x" * 1001)
    url, token = file.to_slack()["url_private"], story.workspace.bot_token
    assert await story.bot.calls.download(token, url, most=1001, within=5) == b"x" * 1001
    with pytest.raises(CallError, match="file_too_large"):
        await story.bot.calls.download(token, url, most=1000, within=5)
    with pytest.raises(CallError, match="file_not_shown"):
        await story.bot.calls.download("xoxb-wrong", url, most=1000, within=5)
