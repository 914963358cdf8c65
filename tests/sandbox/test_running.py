"""Starting and stopping: on its own from the command line, and inside a program."""

import asyncio
import gc
import json
import signal
import sys
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import NotOffered, Workspace
from sandbox.world.messages import Draft

ROOT = Path(__file__).parent.parent.parent


async def started(*options: str) -> asyncio.subprocess.Process:
    """`python -m sandbox` with these options."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-W", "error", "-m", "sandbox", *options,
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def test_the_command_line_serves_until_interrupted(manifest: Path) -> None:
    process = await started("--port", "0", "--manifest", str(manifest), "--json")
    assert process.stdout is not None
    facts = json.loads(await process.stdout.readline())
    app = {"app_token", "signing_secret", "client_id", "client_secret"}
    assert set(facts) == {"api_url", "bot_token", "page", *app}
    client = AsyncWebClient(token=facts["bot_token"], base_url=facts["api_url"])
    assert (await client.auth_test())["team"] == "LiveChat"
    async with aiohttp.ClientSession() as session, session.get(facts["page"]) as page:
        assert page.status == 200
    process.send_signal(signal.SIGINT)
    out, err = await asyncio.wait_for(process.communicate(), 10)
    assert (process.returncode, out, err) == (0, b"", b"")


async def test_a_wrong_file_ends_in_one_line(tmp_path: Path) -> None:
    wrong = tmp_path / "workspace.yml"
    wrong.write_text("teams: []\npeople: []\n", encoding="utf-8")
    process = await started("--port", "0", "--workspace", str(wrong))
    _, err = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 1
    assert err.startswith(b"error: teams: ")
    assert err.count(b"\n") == 1


async def test_options_that_cannot_be_are_named() -> None:
    wrong = {"--port": "99999", "--manifest": "nowhere.yml", "--workspace": "nowhere.yml", "--request-url": "slack"}
    running = await asyncio.gather(*(started(option, value) for option, value in wrong.items()))
    for option, process in zip(wrong, running, strict=True):
        _, err = await asyncio.wait_for(process.communicate(), 60)
        assert (process.returncode, f"Invalid value for '{option}'" in err.decode()) == (2, True), err.decode()


async def test_nothing_is_left_behind(manifest: Path) -> None:
    before = asyncio.all_tasks()
    async with Workspace.running(manifest=manifest) as ws:
        client = AsyncWebClient(token=ws.bot_token, base_url=ws.api_url)
        await client.auth_test()
        async with aiohttp.ClientSession() as session:
            live = await session.ws_connect(f"{ws.page_url}sandbox/live?as=pat")
            await live.receive_json()
            ws.world.messages.post(ws.channel("leads").room, ws.person("sam").person, Draft(text="bye"))
    assert asyncio.all_tasks() == before
    gc.collect()


async def test_a_wait_that_fails_says_what_is_there(ws: Workspace) -> None:
    with pytest.raises(AssertionError, match='containing "Acme" came to #leads; the newest there are:\n- I\'m out'):
        await ws.channel("leads").message("Acme", timeout=0.01)
    with pytest.raises(AssertionError, match="pat has no modal open"):
        _ = ws.person("pat").form
    with pytest.raises(NotOffered, match="pat has no Home yet"):
        _ = ws.person("pat").home
    with pytest.raises(AssertionError, match="the app did not connect"):
        await ws.app_connected(timeout=0.01)


async def test_a_message_is_read_as_people_read_it(ws: Workspace) -> None:
    said = await ws.person("sam").say("<!channel> & @pat: see #leads and https://acme.example", to="general")
    assert said.text == "<!channel> & @Pat Lindqvist: see #leads and https://acme.example"
    assert said.message["text"].startswith("&lt;!channel&gt; &amp; <@U0PAT0001>")
