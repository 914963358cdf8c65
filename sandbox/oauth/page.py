"""`/oauth/v2/authorize`: the page on which somebody allows the app, or cancels."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode, urlsplit, urlunsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.oauth.grants import Grants
from sandbox.world.model import Person
from sandbox.world.world import World

PATH = "/oauth/v2/authorize"
ASKED = ("client_id", "scope", "user_scope", "state", "redirect_uri", "team")
STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; background: #f8f8f8; color: #1d1c1d; padding: 8vh 1rem; margin: 0; }
form, main { max-width: 30rem; margin: 0 auto; background: #fff; border: 1px solid #ddd; border-radius: 8px;
  padding: 2rem; }
select, button { font: inherit; padding: .5rem .8rem; border-radius: 4px; border: 1px solid #bbb; background: #fff; }
select { width: 100%; margin: .25rem 0 1rem; }
button.allow { background: #007a5a; border-color: #007a5a; color: #fff; font-weight: 600; }
"""


class _BadRequestError(Exception):
    """Slack shows an error page instead of asking."""


@dataclass(frozen=True, slots=True)
class AuthorizePage:
    """Nobody is signed in here: the page asks who one is."""

    world: World
    grants: Grants

    def routes(self) -> list[BaseRoute]:
        """The page, and where its button "Open Slack" leads afterwards."""
        return [
            Route(PATH, self.show, methods=["GET"]),
            Route(PATH, self.decide, methods=["POST"]),
            Route("/app_redirect", self.open, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """Who wants what, with Allow and Cancel."""
        try:
            asked = self._checked(request.query_params)
        except _BadRequestError as error:
            return _page(f"<main><h1>Something went wrong</h1><p>{escape(str(error))}</p></main>", "", 400)
        return _page(self._form(asked), asked["redirect_uri"])

    async def decide(self, request: Request) -> Response:
        """Back to the app, with a code or with `access_denied`."""
        async with request.form() as form:
            given = {name: value for name, value in form.items() if isinstance(value, str)}
        try:
            asked = self._checked(given)
            if given.get("decision") != "allow":
                return _back(asked, {"error": "access_denied"})
            person = self._person(given.get("as", ""))
            for_org = given.get("where") == "organisation"
            if for_org and not (self.world.app.org_deploy and self.world.store.teams[person.team_id].enterprise_id):
                raise _BadRequestError("The app can't be installed for a whole organisation here.")
        except _BadRequestError as error:
            return _page(f"<main><h1>Something went wrong</h1><p>{escape(str(error))}</p></main>", "", 400)
        scopes = frozenset(asked["scope"].replace(",", " ").split())
        code = self.grants.allow(person, scopes, asked["redirect_uri"], for_org=for_org)
        return _back(asked, {"code": code})

    async def open(self, _request: Request) -> Response:
        """The local Slack itself."""
        return RedirectResponse("/", status_code=302)

    def _checked(self, given: Mapping[str, str]) -> dict[str, str]:
        """What is asked for, with an address to go back to. Raises _BadRequestError."""
        asked = {name: str(given.get(name) or "") for name in ASKED}
        app = self.world.app
        if asked["client_id"] != app.client_id:
            raise _BadRequestError("invalid_client_id: no app has this client_id")
        allowed = app.redirect_urls
        asked["redirect_uri"] = asked["redirect_uri"] or (allowed[0] if allowed else "")
        if not asked["redirect_uri"].startswith(allowed or ("http://", "https://")):
            raise _BadRequestError("bad_redirect_uri: redirect_uri did not match any configured URIs")
        scopes = set(asked["scope"].replace(",", " ").split())
        if unknown := scopes - app.scopes:
            raise _BadRequestError(f"invalid_scope: {', '.join(sorted(unknown))}")
        if not scopes:
            raise _BadRequestError("invalid_scope: no scope is asked for")
        return asked

    def _person(self, handle: str) -> Person:
        person = self.world.store.handles.get(handle)
        if person is None or person.is_bot or person.is_guest:
            raise _BadRequestError(f"nobody called {handle!r} can install apps")
        return person

    def _form(self, asked: Mapping[str, str]) -> str:
        store, name = self.world.store, escape(self.world.app.name)
        people = [each for each in store.people.values() if not each.is_bot and not each.is_guest]
        options = "".join(
            f'<option value="{each.handle}">{escape(f"{each.name} · {store.teams[each.team_id].name}")}</option>'
            for each in people
            if asked["team"] in {"", each.team_id}
        )
        scopes = "".join(f"<li>{escape(each)}</li>" for each in asked["scope"].replace(",", " ").split())
        hidden = "".join(
            f'<input type="hidden" name="{each}" value="{escape(value)}">' for each, value in asked.items()
        )
        where = ""
        if self.world.app.org_deploy and store.orgs:
            where = (
                '<label>Where<select name="where"><option value="workspace">This workspace</option>'
                '<option value="organisation">The whole organisation</option></select></label>'
            )
        return (
            f'<form method="post" action="{PATH}">{hidden}<h1>{name} asks to be let in</h1>'
            f'<label>You are<select name="as">{options}</select></label>{where}'
            f"<p>It may:</p><ul>{scopes}</ul>"
            '<button name="decision" value="cancel">Cancel</button> '
            '<button class="allow" name="decision" value="allow">Allow</button></form>'
        )


def _back(asked: Mapping[str, str], answer: Mapping[str, str]) -> Response:
    parts = urlsplit(asked["redirect_uri"])
    query = "&".join(filter(None, [parts.query, urlencode({**answer, "state": asked["state"]})]))
    return RedirectResponse(urlunsplit(parts._replace(query=query)), status_code=302)


def _page(body: str, target: str, status: int = 200) -> Response:
    parts = urlsplit(target)
    back = f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""
    policy = f"default-src 'none'; style-src 'unsafe-inline'; form-action 'self'{back}; frame-ancestors 'none'"
    head = f'<meta charset="utf-8"><title>Install</title><style>{STYLE}</style>'
    html = f'<!doctype html><html lang="en">{head}{body}</html>'
    return HTMLResponse(html, status, headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"})
