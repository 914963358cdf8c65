"""Files: Slack's upload in three steps, downloads, and who may see them."""

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.refusals import refusal


async def test_slacks_own_client_uploads_a_file(
    ws: Workspace, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    answer = await client.files_upload_v2(
        channel="C0NORTHWND", filename="badge.txt", content="Silver", title="Your badge", initial_comment="Here it is"
    )
    card = await ws.channel("partner-northwind").message("Here it is")
    assert card.message["files"][0]["title"] == "Your badge"
    file = answer["files"][0]
    bearer = {"Authorization": f"Bearer {ws.bot_token}"}
    async with http.get(file["url_private"], headers=bearer) as got:
        assert (got.status, await got.text()) == (200, "Silver")
        assert got.headers["X-Content-Type-Options"] == "nosniff"
    async with http.get(file["url_private"], allow_redirects=False) as refused:
        assert refused.status == 302
    for handle, status in (("pat", 200), ("bea", 302)):
        async with http.get(f"{file['url_private']}?as={handle}", allow_redirects=False) as got:
            assert got.status == status
    await client.files_delete(file=file["id"])
    assert await refusal(client, "files.info", file=file["id"]) == "file_not_found"


async def test_an_upload_without_bytes_cannot_be_completed(client: AsyncWebClient) -> None:
    announced = await client.files_getUploadURLExternal(filename="a.txt", length=3)
    code = await refusal(client, "files.completeUploadExternal", files=[{"id": announced["file_id"]}])
    assert code == "file_not_found"


async def test_a_picture_carries_its_description(ws: Workspace, client: AsyncWebClient) -> None:
    dm = (await client.conversations_open(users="U0PAT0001"))["channel"]["id"]
    await client.files_upload_v2(channel=dm, filename="arr.png", content=b"\x89PNG", alt_txt="ARR rose", title="ARR")
    file = ws.person("pat").dm.messages[-1].message["files"][0]
    assert (file["alt_txt"], file["title"], file["mimetype"]) == ("ARR rose", "ARR", "image/png")
    too_long = {"filename": "arr.png", "length": 4, "alt_txt": "x" * 1001}
    assert await refusal(client, "files.getUploadURLExternal", **too_long) == "alt_txt_too_large"


async def test_a_persons_file_reaches_the_bot(ws: Workspace, client: AsyncWebClient) -> None:
    card = await ws.person("pat").say("our logo", to="partner-northwind", files={"logo.svg": b"<svg/>"})
    file_id = card.message["files"][0]["id"]
    info = await client.files_info(file=file_id)
    assert (info["file"]["user"], info["file"]["filetype"]) == ("U0PAT0001", "svg")
    assert await refusal(client, "files.delete", file=file_id) == "cant_delete_file"


async def test_a_picture_in_a_block_is_seen_by_whoever_sees_the_block(
    ws: Workspace, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    picture = await client.files_upload_v2(filename="tier badge.png", content=b"\x89PNG", title="Badge")
    notes = await client.files_upload_v2(filename="notes.txt", content="for us")
    picture_id, notes_id = picture["files"][0]["id"], notes["files"][0]["id"]
    assert picture["files"][0]["url_private"].endswith("/tier%20badge.png")
    async with http.get(f"{ws.page_url}files/{picture_id}") as got:
        assert (got.status, got.content_type) == (200, "image/png")
    async with http.get(f"{ws.page_url}files/{notes_id}", allow_redirects=False) as refused:
        assert refused.status == 302
    async with http.get(f"{ws.page_url}files/F0NONE") as missing:
        assert missing.status == 404


async def test_an_uploaded_page_is_offered_as_a_download(ws: Workspace, http: aiohttp.ClientSession) -> None:
    card = await ws.person("pat").say("look", to="partner-northwind", files={"evil.html": b"<script>1</script>"})
    async with http.get(f"{card.message['files'][0]['url_private']}?as=pat") as got:
        assert got.headers["Content-Disposition"].startswith("attachment")
