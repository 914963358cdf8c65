"""The addresses files are sent to and fetched from."""

from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.world.errors import Refused
from sandbox.world.model import File
from sandbox.world.world import World

# Slack serves these as they are; everything else is offered as a download, so that no page of an upload runs here.
_SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp", "text/plain", "application/pdf")


@dataclass(frozen=True, slots=True)
class Transfer:
    """Serves `/files/…`. A bot fetches with its token, the page in the name of a person."""

    world: World

    def routes(self) -> list[BaseRoute]:
        """The routes, to be mounted by the server."""
        return [
            Route("/files/upload/{secret}", self.receive, methods=["POST", "PUT"]),
            Route("/files/{file_id}/download/{name:path}", self.send, methods=["GET"]),
            Route("/files/{file_id}/{name:path}", self.send, methods=["GET"]),
            Route("/files/{file_id}", self.picture, methods=["GET"]),
        ]

    async def receive(self, request: Request) -> Response:
        """The second step of an upload: the bytes themselves, or a form with one file."""
        try:
            file = self.world.files.receive(request.path_params["secret"], await _content(request))
        except Refused as refused:
            return JSONResponse({"ok": False, "error": refused.code}, status_code=404)
        return PlainTextResponse(f"OK - {file.size}")

    async def send(self, request: Request) -> Response:
        """The bytes of a file, for whoever may see it; everybody else is sent to the front door, as in Slack."""
        try:
            file = self.world.files.get(request.path_params["file_id"].partition("-")[2])
        except Refused:
            return PlainTextResponse("not found", status_code=404)
        if not (self._bot_may(request, file) or self._person_may(request, file)):
            return RedirectResponse("/", status_code=302)
        shown = file.mimetype in _SHOWN and "download" not in request.url.path.split("/")[3:4]
        disposition = "inline" if shown else "attachment"
        quoted = file.name.encode("ascii", "replace").decode().replace('"', "'")
        headers = {"Content-Disposition": f'{disposition}; filename="{quoted}"', "X-Content-Type-Options": "nosniff"}
        return Response(file.content or b"", media_type=file.mimetype, headers=headers)

    async def picture(self, request: Request) -> Response:
        """A picture the app uploaded to show in its blocks (`slack_file`): whoever sees the block sees it."""
        try:
            file = self.world.files.get(request.path_params["file_id"])
        except Refused:
            return PlainTextResponse("not found", status_code=404)
        if not (file.by_bot and file.mimetype in _SHOWN and file.mimetype.startswith("image/")):
            return RedirectResponse("/", status_code=302)
        return Response(file.content or b"", media_type=file.mimetype, headers={"X-Content-Type-Options": "nosniff"})

    def _bot_may(self, request: Request, file: File) -> bool:
        _, _, token = request.headers.get("authorization", "").partition(" ")
        installation = self.world.store.installation_by_token(token)
        if installation is None or not installation.active or "files:read" not in installation.scopes:
            return False
        return file.team_id == installation.team_id or self._reaches(installation.bot_user_id, file)

    def _person_may(self, request: Request, file: File) -> bool:
        person = self.world.store.handles.get(request.query_params.get("as", ""))
        return person is not None and (file.owner == person.id or self._reaches(person.id, file))

    def _reaches(self, person_id: str, file: File) -> bool:
        person = self.world.store.people[person_id]
        rooms = (self.world.store.conversations[each] for each in file.channels)
        return any(self.world.store.sees(person, room) for room in rooms)


async def _content(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        upload = next((each for each in form.values() if isinstance(each, UploadFile)), None)
        return await upload.read() if upload is not None else b""
