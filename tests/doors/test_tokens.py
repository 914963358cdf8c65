"""Tokens at rest, their renewal by one of many processes, and a change of keys."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import aiohttp
import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlalchemy import create_engine, text

from bot.jobs.job import JobError
from bot.oauth.keys import UnreadableTokenError, Vault, split_keys
from bot.oauth.renewing import RENEW_BEFORE, Renewing
from bot.telemetry import QUIET
from bot.wiring import Bot
from tests.doors.conftest import OpenDoors
from tests.doors.visiting import HELIO, KEY, ORBIT, Browser, enrol, kept, write_to
from tests.slack.playing import answer
from tests.slack.story import Story

LIVES = timedelta(hours=12)


def everything(database_url: str) -> str:
    """All that the database holds, as text."""
    engine = create_engine(database_url)
    with engine.connect() as connection:
        tables = ("installations", "oauth_states", "outbox", "job_runs", "org_teams", "deliveries")
        held = [str(row) for table in tables for row in connection.execute(text(f"SELECT * FROM {table}"))]
    engine.dispose()
    return "\n".join(held)


async def test_no_token_is_in_the_database_the_log_or_what_slack_shows(
    opened: OpenDoors, http: aiohttp.ClientSession, sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for library in QUIET:
        caplog.set_level(logging.WARNING, library)
    async with opened(rotation=True) as story:
        enrol(story, "helio", HELIO, "U0HANA001")
        await Browser(story, http).install("hana")
        write_to(story, "helio", HELIO, "U0HANA001")
        await story.person("hana").dm.message(containing="Bronze")
        await story.bot.scheduler.run("renew-tokens")
        installation = story.workspace.installation(HELIO)
        secrets = (installation.token, installation.refresh_token, "xoxb-", "xoxe", "sandbox-client-secret", KEY)
        async with http.get(f"{story.workspace.page_url}sandbox/state") as state:
            shown = await state.text()
        grant = await story.bot.installations.grant(None, HELIO)
        assert grant is not None
        assert grant.token == installation.token
        told = [everything(sqlite_url), caplog.text, shown, repr(grant), repr(kept(story, HELIO))]
        told += [repr(story.bot.settings), repr(story.bot.settings.oauth), repr(story.bot.doors.desk)]  # type: ignore[union-attr]
    for where in told:
        assert [where[max(0, where.index(secret) - 80) :][:160] for secret in secrets if secret in where] == []
    assert "gAAAA" in told[0]  # what is encrypted is there


async def test_a_token_is_renewed_in_time_and_the_old_one_serves_until_then(
    opened: OpenDoors, http: aiohttp.ClientSession
) -> None:
    async with opened(rotation=True) as story:
        enrol(story, "helio", HELIO, "U0HANA001")
        await Browser(story, http).install("hana")
        first = story.workspace.installation(HELIO).token
        story.later(LIVES - RENEW_BEFORE - timedelta(minutes=1))
        await story.bot.scheduler.run("renew-tokens")
        assert story.workspace.installation(HELIO).token == first
        story.later(timedelta(minutes=2))
        assert "Helio · Bronze" in answer(await story.person("hana").command("/partner", channel="partner-helio")).text
        await story.bot.scheduler.run("renew-tokens")
        assert story.workspace.installation(HELIO).token != first
        story.later(LIVES - timedelta(hours=3))
        write_to(story, "helio", HELIO, "U0HANA001")
        await story.person("hana").dm.message(containing="Bronze")
        row = kept(story, HELIO)
        assert (row.refreshes, row.problem) == (1, None)


async def test_of_many_replicas_one_renews_a_token(story: Story, browser: Browser) -> None:
    story.workspace.world.app.token_rotation = True
    await browser.install("hana")
    await browser.install("olga")
    before = len(story.workspace.calls("oauth.v2.access"))
    story.later(LIVES - timedelta(hours=1))
    oauth = story.bot.settings.oauth
    assert oauth is not None
    made = [Renewing(oauth, story.workspace.api_url, story.database, Vault(oauth.keys), story.clock) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        loop, now = asyncio.get_running_loop(), story.clock.now()
        done = await asyncio.gather(*(loop.run_in_executor(threads, each.renew, now) for each in made))
    assert sum(int(each.split()[0]) for each in done if each) == 2
    assert len(story.workspace.calls("oauth.v2.access")) == before + 2
    assert (kept(story, HELIO).refreshes, kept(story, ORBIT).refreshes) == (1, 1)


async def test_what_cannot_be_renewed_is_told_and_tried_again(opened: OpenDoors, http: aiohttp.ClientSession) -> None:
    async with opened(rotation=True) as story:
        browser = Browser(story, http)
        await browser.install("hana")
        story.later(LIVES - timedelta(hours=1))
        story.workspace.fail("oauth.v2.access", "error", error="invalid_refresh_token")
        await story.bot.scheduler.run("renew-tokens")
        ready = await browser.look("/readyz")
        assert ready.status == 200
        assert "the token of Helio Labs can't be renewed: Slack says invalid_refresh_token" in ready.text
        calls = len(story.workspace.calls("oauth.v2.access"))
        await story.bot.scheduler.run("renew-tokens")
        assert len(story.workspace.calls("oauth.v2.access")) == calls  # not at once
        story.later(timedelta(minutes=6))
        await story.bot.scheduler.run("renew-tokens")
        assert kept(story, HELIO).problem is None
        assert "warnings" not in (await browser.look("/readyz")).text


async def test_a_token_is_not_renewed_while_slack_does_not_answer(story: Story, browser: Browser) -> None:
    story.workspace.world.app.token_rotation = True
    await browser.install("hana")
    story.later(LIVES - timedelta(hours=1))
    story.workspace.fail("oauth.v2.access", "refused")
    await story.bot.scheduler.run("renew-tokens")
    assert (kept(story, HELIO).problem or "").startswith("Slack does not answer (")
    story.later(timedelta(minutes=6))
    await story.bot.scheduler.run("renew-tokens")
    assert kept(story, HELIO).problem is None


async def test_after_a_change_of_keys_all_tokens_are_under_the_new_one(story: Story, browser: Browser) -> None:
    enrol(story, "helio", HELIO, "U0HANA001")
    story.workspace.world.app.token_rotation = True
    await browser.install("hana")
    story.workspace.world.app.token_rotation = False
    await browser.install("olga")
    await story.person("olga").uninstall()
    newest = Fernet.generate_key().decode()
    both = story.bot.settings.model_copy(update={"token_encryption_key": SecretStr(f"{newest}, {KEY}")})
    replica = Bot(both, story.bot.program, clock=story.clock)
    now = story.clock.now()
    assert await asyncio.to_thread(replica.jobs.run_now, "rotate-token-keys", now) == (
        "2 installations encrypted anew, 0 had the newest key"
    )
    later = now + timedelta(minutes=1)
    assert await asyncio.to_thread(replica.jobs.run_now, "rotate-token-keys", later) == (
        "0 installations encrypted anew, 2 had the newest key"
    )
    row, vault = kept(story, HELIO), Vault([newest])
    assert vault.unlock(row.bot_token) == story.workspace.installation(HELIO).token
    assert vault.unlock(row.refresh_token or "") == story.workspace.installation(HELIO).refresh_token
    replica.database.dispose()


async def test_a_token_that_no_key_reads_stops_nobody_else(story: Story, browser: Browser) -> None:
    enrol(story, "helio", HELIO, "U0HANA001")
    await browser.install("hana")
    await browser.install("olga")
    row = kept(story, HELIO)

    story.do(lambda uow: uow.installations.change_tokens(row, Vault([Fernet.generate_key().decode()]).lock("x"), None))
    story.bot.installations.forget(HELIO)
    write_to(story, "helio", HELIO, "U0HANA001")
    write_to(story, "helio", ORBIT, "U0OLGA001")
    await story.person("olga").dm.message(containing="Bronze")
    await story.settled()
    assert story.look(lambda uow: (uow.outbox.pending_count(), uow.outbox.dead_count())) == (1, 0)
    with pytest.raises(JobError, match="1 installation left as it is") as failed:
        await asyncio.to_thread(story.bot.jobs.run_now, "rotate-token-keys", story.clock.now())
    assert [line.partition(":")[0] for line in failed.value.details] == ["Helio Labs"]


def test_keys_are_read_between_commas_and_wrong_ones_named() -> None:
    one, two = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    assert split_keys(f" {one} , {two},") == (one, two)
    with pytest.raises(ValueError, match=r"^has no key in it; make one with: "):
        split_keys(" , ")
    with pytest.raises(ValueError, match=r"^key 2 of 2 is no key .*; make one with: "):
        split_keys(f"{one},secret")


def test_the_first_key_encrypts_and_all_of_them_read() -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    locked = Vault([old]).lock("xoxb-1")
    both = Vault([new, old])
    assert (both.unlock(locked), both.is_current(locked)) == ("xoxb-1", False)
    assert both.is_current(both.relock(locked))
    with pytest.raises(UnreadableTokenError, match="TOKEN_ENCRYPTION_KEY"):
        Vault([new]).unlock(locked)
