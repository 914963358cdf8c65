"""`/slack/install` and `/slack/oauth_redirect`: what somebody sees who installs the app."""

from __future__ import annotations

from urllib.parse import urlencode

import structlog
from babel import Locale
from fastapi import APIRouter
from fastapi.responses import RedirectResponse
from starlette.requests import Request
from starlette.responses import Response

from bot.manifest import REDIRECT_PATH
from bot.oauth.desk import STATE_LIVES, ExchangeError, InstallDesk, StateError
from bot.oauth.names import INSTALL_PATH
from bot.oauth.pages import page
from handlers.context import House
from handlers.texts.catalogue import ENGLISH, say, speak
from storage.installations import Installation

COOKIE = "partner-program-install"
CANCELLED = "access_denied"

logger = structlog.stdlib.get_logger(__name__)


def install_routes(desk: InstallDesk | None, house: House) -> APIRouter:
    """Both routes; without a desk they say that nobody but the vendor can install the app."""
    router = APIRouter(include_in_schema=False)
    pages = _Pages(desk, house)
    router.add_api_route(INSTALL_PATH, pages.install, methods=["GET"], response_model=None)
    router.add_api_route(REDIRECT_PATH, pages.come_back, methods=["GET"], response_model=None)
    return router


class _Pages:
    def __init__(self, desk: InstallDesk | None, house: House) -> None:
        self._desk = desk
        self._house = house

    async def install(self) -> Response:
        """To Slack's own page, with a state that only this browser has."""
        speak(self._house.language)
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
        speak(self._house.language)
        desk, given = self._desk, request.query_params
        if desk is None:
            return self._not_set_up()
        try:
            await desk.check(given.get("state", ""), request.cookies.get(COOKIE, ""))
        except StateError:
            return self._begin_again(
                say("This link is not good any more"),
                say("A link for installing works once, for ten minutes, and in the browser where you began."),
            )
        if given.get("error") == CANCELLED:
            nothing = say("You cancelled, and nothing has changed.")
            return self._begin_again(say("Nothing was installed"), nothing, status=200)
        code = given.get("code", "")
        if given.get("error") or not code:
            logger.warning("not_installed", error=given.get("error", "")[:100])
            refused = say("Slack didn't let the app in. Nothing has changed.")
            return self._begin_again(say("That didn't work"), refused)
        try:
            return self._installed(await desk.finish(code), desk)
        except ExchangeError as error:
            return self._failed(error)

    def _installed(self, installation: Installation, desk: InstallDesk) -> Response:
        app, where = self._house.app_name, installation.name
        done = say("{app} is installed in {workspace}", app=app, workspace=where)
        team = {"team": installation.team_id} if installation.team_id else {}
        return self._page(
            done if where else say("{app} is installed in your workspace", app=app),
            say("Type /partner in Slack: it shows where you stand, or how to join the program."),
            button=(say("Open Slack"), f"{desk.site}app_redirect?{urlencode({'app': installation.app_id, **team})}"),
        )

    def _failed(self, error: ExchangeError) -> Response:
        if error.is_ours:
            return self._page(
                say("We have to mend something first"),
                say("Slack doesn't accept how this app is set up. Nothing was installed. Please tell whoever runs it."),
                status=500,
            )
        if error.is_passing:
            return self._begin_again(say("Slack didn't answer"), say("Please try again in a moment."), status=502)
        return self._begin_again(say("That didn't work"), say("Slack doesn't accept this attempt any more."))

    def _begin_again(self, title: str, *paragraphs: str, status: int = 400) -> Response:
        where = self._desk.settings.public_url if self._desk is not None else ""
        return self._page(title, *paragraphs, button=(say("Install"), where + INSTALL_PATH), status=status)

    def _not_set_up(self) -> Response:
        return self._page(
            say("{app} can't be installed here", app=self._house.app_name),
            say("Installation by other workspaces is not set up. Whoever runs this app can turn it on."),
            status=404,
        )

    def _page(self, title: str, *paragraphs: str, button: tuple[str, str] | None = None, status: int = 200) -> Response:
        """In the language that is spoken, which is English where there is no file of the program's."""
        house = self._house
        language = "en" if house.language is ENGLISH else Locale.parse(house.program.vendor.locale).language
        return page(language, title, *paragraphs, button=button, status=status)
