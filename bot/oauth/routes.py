"""`/slack/install` and `/slack/oauth_redirect`: what somebody sees who installs the app."""

from __future__ import annotations

from urllib.parse import urlencode

import structlog
from fastapi import APIRouter
from fastapi.responses import RedirectResponse
from starlette.requests import Request
from starlette.responses import Response

from bot.manifest import REDIRECT_PATH
from bot.oauth.desk import INSTALL_PATH, STATE_LIVES, ExchangeError, InstallDesk, StateError
from bot.oauth.pages import page
from storage.installations import Installation

COOKIE = "partner-program-install"
CANCELLED = "access_denied"

logger = structlog.stdlib.get_logger(__name__)


def install_routes(desk: InstallDesk | None, name: str) -> APIRouter:
    """Both routes; without a desk they say that nobody but the vendor can install the app."""
    router = APIRouter(include_in_schema=False)
    pages = _Pages(desk, name)
    router.add_api_route(INSTALL_PATH, pages.install, methods=["GET"], response_model=None)
    router.add_api_route(REDIRECT_PATH, pages.come_back, methods=["GET"], response_model=None)
    return router


class _Pages:
    def __init__(self, desk: InstallDesk | None, name: str) -> None:
        self._desk = desk
        self._name = name

    async def install(self) -> Response:
        """To Slack's own page, with a state that only this browser has."""
        if self._desk is None:
            return self._not_set_up()
        begun = await self._desk.begin()
        answer = RedirectResponse(begun.url, status_code=302, headers={"Cache-Control": "no-store"})
        answer.set_cookie(
            COOKIE,
            begun.state,
            max_age=int(STATE_LIVES.total_seconds()),
            path="/",
            secure=self._desk.settings.public_url.startswith("https://"),
            httponly=True,
            samesite="lax",
        )
        return answer

    async def come_back(self, request: Request) -> Response:
        """From Slack's page, with a code or with why there is none."""
        desk, given = self._desk, request.query_params
        if desk is None:
            return self._not_set_up()
        try:
            await desk.check(given.get("state", ""), request.cookies.get(COOKIE, ""))
        except StateError:
            return self._begin_again(
                "This link is not good any more",
                "A link for installing works once, for ten minutes, and in the browser where you began.",
            )
        if given.get("error") == CANCELLED:
            return self._begin_again("Nothing was installed", "You cancelled, and nothing has changed.", status=200)
        code = given.get("code", "")
        if given.get("error") or not code:
            logger.warning("not_installed", error=given.get("error", "")[:100])
            return self._begin_again("That didn't work", "Slack didn't let the app in. Nothing has changed.")
        try:
            return self._installed(await desk.finish(code), desk)
        except ExchangeError as error:
            return self._failed(error)

    def _installed(self, installation: Installation, desk: InstallDesk) -> Response:
        where = installation.name or "your workspace"
        team = {"team": installation.team_id} if installation.team_id else {}
        return page(
            f"{self._name} is installed in {where}",
            "Type /partner in Slack: it shows where you stand, or how to join the program.",
            button=("Open Slack", f"{desk.site}app_redirect?{urlencode({'app': installation.app_id, **team})}"),
        )

    def _failed(self, error: ExchangeError) -> Response:
        if error.is_ours:
            return page(
                "We have to mend something first",
                "Slack doesn't accept how this app is set up. Nothing was installed. Please tell whoever runs it.",
                status=500,
            )
        if error.is_passing:
            return self._begin_again("Slack didn't answer", "Please try again in a moment.", status=502)
        return self._begin_again("That didn't work", "Slack doesn't accept this attempt any more.")

    def _begin_again(self, title: str, *paragraphs: str, status: int = 400) -> Response:
        where = self._desk.settings.public_url if self._desk is not None else ""
        return page(title, *paragraphs, button=("Install", where + INSTALL_PATH), status=status)

    def _not_set_up(self) -> Response:
        return page(
            f"{self._name} can't be installed here",
            "Installation by other workspaces is not set up. Whoever runs this app can turn it on.",
            status=404,
        )
