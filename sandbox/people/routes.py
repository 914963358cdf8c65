"""The sandbox's own routes: playing people, looking at the state, faults and the clock."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from sandbox.api.calls import Calls
from sandbox.api.faults import Fault, FaultKind, Faults
from sandbox.delivery.socket import DisconnectReason
from sandbox.people.live import Live
from sandbox.people.play import ActRequest, Player
from sandbox.people.sight import Sight, person_json, teams_json, view_json
from sandbox.world.errors import Refused
from sandbox.world.model import Json
from sandbox.world.world import World


class FaultRequest(BaseModel):
    """The body of `POST /sandbox/faults`."""

    model_config = ConfigDict(extra="forbid")

    method: str
    fault: FaultKind
    times: int = Field(default=1, ge=1)
    retry_after: int = Field(default=1, ge=0)
    error: str = "internal_error"


class ClockRequest(BaseModel):
    """The body of `POST /sandbox/clock`."""

    model_config = ConfigDict(extra="forbid")

    advance: float = Field(ge=0)


class DisconnectRequest(BaseModel):
    """The body of `POST /sandbox/disconnect`."""

    model_config = ConfigDict(extra="forbid")

    reason: DisconnectReason = "refresh_requested"


@dataclass(frozen=True, slots=True)
class SandboxRoutes:
    """Serves `/sandbox/…`."""

    world: World
    player: Player
    calls: Calls
    faults: Faults
    disconnect: Callable[[DisconnectReason], Awaitable[None]]

    def routes(self) -> list[BaseRoute]:
        """The routes, to be mounted by the server."""
        return [
            Route("/sandbox/act", self.act, methods=["POST"]),
            Route("/sandbox/state", self.state, methods=["GET"]),
            Route("/sandbox/people", self.people, methods=["GET"]),
            Route("/sandbox/faults", self.set_fault, methods=["POST", "DELETE"]),
            Route("/sandbox/clock", self.advance, methods=["POST"]),
            Route("/sandbox/disconnect", self.drop, methods=["POST"]),
            WebSocketRoute("/sandbox/live", Live(self.world).serve),
        ]

    async def act(self, request: Request) -> Response:
        """Plays a person."""
        try:
            wanted = ActRequest.model_validate_json(await request.body())
            person = self.world.store.person(wanted.who)
        except ValidationError as error:
            return _invalid(error)
        except Refused:
            names = ", ".join(each.handle for each in self.world.store.people.values() if not each.is_bot)
            return _refused(f"nobody is called so; there are: {names}", status=404)
        return JSONResponse(await self.player.play(person, wanted))

    async def state(self, request: Request) -> Response:
        """Everything, or what one person sees."""
        if who := request.query_params.get("as"):
            try:
                return JSONResponse(Sight(self.world, self.world.store.person(who)).whole())
            except Refused:
                return _refused(f"nobody is called {who}", status=404)
        return JSONResponse(self._everything())

    async def people(self, _request: Request) -> Response:
        """Who can be played."""
        people = [person_json(each) for each in self.world.store.people.values() if not each.is_bot]
        return JSONResponse({"people": people, "teams": teams_json(self.world)})

    async def set_fault(self, request: Request) -> Response:
        """Arms a fault, or disarms all."""
        if request.method == "DELETE":
            self.faults.clear()
            return JSONResponse({"ok": True})
        try:
            body = FaultRequest.model_validate_json(await request.body())
        except ValidationError as error:
            return _invalid(error)
        self.faults.add(Fault(body.method, body.fault, body.times, body.retry_after, body.error))
        return JSONResponse({"ok": True})

    async def advance(self, request: Request) -> Response:
        """Pushes the workspace's clock forward."""
        try:
            body = ClockRequest.model_validate_json(await request.body())
        except ValidationError as error:
            return _invalid(error)
        self.world.clock.advance(body.advance)
        return JSONResponse({"ok": True, "now": self.world.clock.now()})

    async def drop(self, request: Request) -> Response:
        """Ends the app's connections."""
        try:
            body = DisconnectRequest.model_validate_json(await request.body() or b"{}")
        except ValidationError as error:
            return _invalid(error)
        await self.disconnect(body.reason)
        return JSONResponse({"ok": True})

    def _everything(self) -> Json:
        world, store = self.world, self.world.store
        rooms = store.conversations.values()
        return {
            "teams": teams_json(world),
            "people": {each.id: person_json(each) for each in store.people.values()},
            "conversations": {
                room.id: {
                    "id": room.id,
                    "kind": room.kind,
                    "name": room.name,
                    "topic": room.topic,
                    "team_id": room.team_id,
                    "shared_with": room.shared_with,
                    "members": list(room.members),
                    "pins": list(room.pins),
                    "is_archived": room.is_archived,
                }
                for room in rooms
            },
            "messages": {room.id: [each.to_slack() for each in room.messages.values()] for room in rooms},
            "ephemerals": {
                room.id: [each.to_slack() | {"to": each.ephemeral_to} for each in room.ephemerals.values()]
                for room in rooms
                if room.ephemerals
            },
            "views": [view_json(view) | {"user_id": view.user_id} for view in world.views.stacks()],
            "homes": {view.user_id: view_json(view) for view in world.views.homes()},
            "files": [file.to_slack() for file in world.files.all()],
            "calls": [call.to_json() for call in self.calls.of()],
        }


def _refused(detail: str, status: int = 422, **more: Any) -> JSONResponse:
    return JSONResponse({"ok": False, "error": "invalid_arguments", "detail": detail, **more}, status_code=status)


def _invalid(error: ValidationError) -> JSONResponse:
    first = error.errors()[0]
    return _refused(f"{'.'.join(map(str, first['loc'])) or 'body'}: {first['msg']}")
