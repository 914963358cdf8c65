"""`POST /sandbox/act`: plays a person from JSON and answers what they then see."""

import base64
import binascii
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from sandbox.people.acts import Acts
from sandbox.people.errors import NotOffered
from sandbox.people.picking import Pick
from sandbox.people.report import Result
from sandbox.people.sight import Sight
from sandbox.world.errors import Refused
from sandbox.world.forms import elements, message_elements
from sandbox.world.model import File, Json, Message, Person, State, View
from sandbox.world.world import World

Do = Literal[
    "command", "shortcut", "click", "fill", "suggest", "submit", "close", "open_home", "say", "open_im", "read",
    "uninstall", "give_app", "take_app",
]  # fmt: skip


class ActRequest(BaseModel):
    """What to do. Which of the fields count depends on `do`."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    who: str = Field(alias="as")
    do: Do
    command: str = ""
    text: str = ""
    channel: str = ""
    team: str = ""
    ts: str = ""
    thread_ts: str = ""
    name: str = ""
    callback_id: str = ""
    view: str = ""
    home: bool = False
    action_id: str = ""
    block_id: str = ""
    label: str = ""
    value: Any = None
    action: Json | None = None
    state: State | None = None
    values: dict[str, Any] = Field(default_factory=dict)
    files: list[Any] = Field(default_factory=list)
    all: bool = False
    wait: float | str = 0.0


@dataclass(frozen=True, slots=True)
class Player:
    """Translates requests into acts."""

    world: World
    acts: Acts

    async def play(self, person: Person, request: ActRequest) -> Json:
        """Does it and answers in the form README.md gives."""
        steps: dict[Do, Callable[[Person, ActRequest], Awaitable[Result]]] = {
            "command": self._command,
            "shortcut": self._shortcut,
            "click": self._click,
            "fill": self._fill,
            "suggest": self._suggest,
            "submit": self._submit,
            "close": self._close,
            "open_home": self._open_home,
            "say": self._say,
            "open_im": self._open_im,
            "read": self._read,
            "uninstall": self._uninstall,
            "give_app": self._give_app,
            "take_app": self._take_app,
        }
        try:
            result = await steps[request.do](person, request)
        except NotOffered as refusal:
            result = Result(error="not_offered", detail=str(refusal))
        except Refused as refusal:
            result = Result(error=refusal.code, detail=refusal.code)
        return self._answer(person, result)

    def _answer(self, person: Person, result: Result) -> Json:
        sight = Sight(self.world, person)
        rooms = self.world.store.conversations
        answer: Json = {
            "ok": result.error is None,
            "error": result.error,
            "detail": result.detail,
            "errors": result.errors,
            "ms": result.ms,
            "messages": [sight.message(rooms[each.channel], each) for each in result.messages],
            "views": sight.views(),
            "home": sight.home(),
        }
        return answer | (result.options or {})

    async def _command(self, person: Person, request: ActRequest) -> Result:
        line = f"{request.command} {request.text}".rstrip()
        return await self.acts.command(person, line, request.channel, wait=request.wait)

    async def _shortcut(self, person: Person, request: ActRequest) -> Result:
        name = request.callback_id or request.name
        return await self.acts.shortcut(person, name, request.channel, request.ts, wait=request.wait)

    async def _click(self, person: Person, request: ActRequest) -> Result:
        pick = Pick(request.action_id, request.block_id, request.label, request.value, request.action)
        if request.ts:
            return await self.acts.click_message(
                person, request.channel, request.ts, pick, request.state, wait=request.wait
            )
        view = self._view(person, request)
        return await self.acts.click_view(person, view, pick, request.state, wait=request.wait)

    async def _fill(self, person: Person, request: ActRequest) -> Result:
        view = self._view(person, request)
        if request.state is not None:
            self.world.views.type(view, request.state)
        return await self.acts.fill(person, view, self._with_files(person, request.values), wait=request.wait)

    async def _suggest(self, person: Person, request: ActRequest) -> Result:
        place: View | Message
        if request.ts:
            _, place = self.acts.places.message(person, request.channel, request.ts)
            found = list(message_elements(place.blocks, place.attachments))
        else:
            place = self._view(person, request)
            found = list(elements(place.blocks))
        if not any(each.action_id == request.action_id and "external" in each.kind for each in found):
            raise NotOffered(f'no external select has the action_id "{request.action_id}"')
        ids = (request.block_id, request.action_id)
        return await self.acts.suggest(person, place, ids, str(request.value or ""))

    async def _submit(self, person: Person, request: ActRequest) -> Result:
        view = self._view(person, request)
        if request.state is not None:
            self.world.views.type(view, request.state)
        for name, value in self._with_files(person, request.values).items():
            self.acts.write(view, name, value)
        return await self.acts.submit(person, view, wait=request.wait)

    async def _close(self, person: Person, request: ActRequest) -> Result:
        view = self._view(person, request)
        return await self.acts.close(person, view, wait=request.wait, everything=request.all)

    async def _open_home(self, person: Person, request: ActRequest) -> Result:
        return await self.acts.open_home(person, wait=request.wait)

    async def _say(self, person: Person, request: ActRequest) -> Result:
        files = tuple(self._file(person, each) for each in request.files)
        return await self.acts.say(
            person, request.text, request.channel or "dm", request.thread_ts, files, wait=request.wait
        )

    async def _open_im(self, person: Person, request: ActRequest) -> Result:
        return await self.acts.open_im(person, wait=request.wait)

    async def _read(self, person: Person, request: ActRequest) -> Result:
        self.acts.read(person, request.channel or "dm")
        return Result()

    async def _uninstall(self, person: Person, request: ActRequest) -> Result:
        return await self.acts.uninstall(person, wait=request.wait)

    async def _give_app(self, person: Person, request: ActRequest) -> Result:
        return await self.acts.give(person, request.team, granted=True, wait=request.wait)

    async def _take_app(self, person: Person, request: ActRequest) -> Result:
        return await self.acts.give(person, request.team, granted=False, wait=request.wait)

    def _view(self, person: Person, request: ActRequest) -> View:
        if request.home:
            return self.acts.home(person)
        stack = self.world.views.stack(person.id)
        if not stack:
            raise NotOffered(f"{person.handle} has no modal open")
        if not request.view:
            return stack[-1]
        found = next((view for view in (*stack, *self.world.views.homes()) if view.id == request.view), None)
        if found is None or found.user_id != person.id:
            raise NotOffered(f"{person.handle} has no view {request.view} open")
        return found

    def _with_files(self, person: Person, values: dict[str, Any]) -> dict[str, Any]:
        """Files in values come as objects with their content, or as ids of files that are there."""
        return {name: self._files_in(person, value) for name, value in values.items()}

    def _files_in(self, person: Person, value: Any) -> Any:
        if isinstance(value, list) and value and all(_is_file(each) for each in value):
            return [self._file(person, each) for each in value]
        return self._file(person, value) if _is_file(value) else value

    def _file(self, person: Person, given: Any) -> File:
        if not _is_file(given):
            return self.world.files.get(str(given["id"] if isinstance(given, dict) else given))
        try:
            content = base64.b64decode(given["base64"], validate=True) if "base64" in given else None
        except (binascii.Error, ValueError) as error:
            raise NotOffered(f"{given['name']} is not base64") from error
        if content is None:
            content = str(given.get("content", "")).encode()
        return self.world.files.add(person, str(given["name"]), content)


def _is_file(value: Any) -> bool:
    return isinstance(value, dict) and "name" in value and ("base64" in value or "content" in value)
