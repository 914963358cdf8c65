"""What somebody has allowed, and the tokens that the app gets for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.world.app import Installation
from sandbox.world.errors import Refused
from sandbox.world.model import Json, Person
from sandbox.world.world import World

CODE_SECONDS = 600.0


@dataclass(slots=True)
class Allowed:
    """One person's yes. Its code is good once and for ten minutes."""

    person: Person
    for_org: bool
    scopes: frozenset[str]
    redirect_uri: str
    expires_at: float
    used: bool = False


@dataclass(slots=True)
class Grants:
    """Gives out codes, and tokens for them."""

    world: World
    _allowed: dict[str, Allowed] = field(default_factory=dict)

    def allow(self, person: Person, scopes: frozenset[str], redirect_uri: str, *, for_org: bool) -> str:
        """The code of somebody's yes."""
        code = f"{self.world.store.ids.new('')}.{self.world.store.ids.secret()}"
        expires = self.world.clock.now() + CODE_SECONDS
        self._allowed[code] = Allowed(person, for_org, scopes, redirect_uri, expires)
        return code

    def access(self, args: Mapping[str, Any]) -> Json:
        """`oauth.v2.access`: tokens for a code, or new ones for a refresh token."""
        app = self.world.app
        if str(args.get("client_id") or "") != app.client_id:
            raise Refused("invalid_client_id")
        if str(args.get("client_secret") or "") != app.client_secret:
            raise Refused("bad_client_secret")
        if args.get("grant_type") == "refresh_token":
            return self._renewed(str(args.get("refresh_token") or ""))
        return self._exchanged(str(args.get("code") or ""), str(args.get("redirect_uri") or ""))

    def _exchanged(self, code: str, redirect_uri: str) -> Json:
        allowed = self._allowed.get(code)
        if allowed is None:
            raise Refused("invalid_code")
        if allowed.used:
            raise Refused("code_already_used")
        if redirect_uri != allowed.redirect_uri:
            raise Refused("bad_redirect_uri")
        allowed.used = True
        if self.world.clock.now() > allowed.expires_at:
            raise Refused("invalid_code")
        installation = self.world.grant(allowed.person, allowed.scopes, for_org=allowed.for_org)
        return self._answer(installation) | {"authed_user": {"id": allowed.person.id}}

    def _renewed(self, refresh_token: str) -> Json:
        installations = self.world.store.installations.values()
        found = next((each for each in installations if refresh_token and each.refresh_token == refresh_token), None)
        if found is None or not found.active:
            raise Refused("invalid_refresh_token")
        self.world.renew(found)
        return self._answer(found)

    def _answer(self, installation: Installation) -> Json:
        store = self.world.store
        team, org = store.teams.get(installation.team_id), store.orgs.get(installation.enterprise_id)
        answer: Json = {
            "app_id": self.world.app.id,
            "scope": ",".join(sorted(installation.scopes)),
            "token_type": "bot",
            "access_token": installation.token,
            "bot_user_id": installation.bot_user_id,
            "team": {"id": team.id, "name": team.name} if team is not None else None,
            "enterprise": {"id": installation.enterprise_id, "name": org} if org is not None else None,
            "is_enterprise_install": installation.is_org,
        }
        if installation.expires_at is not None:
            answer["refresh_token"] = installation.refresh_token
            answer["expires_in"] = round(installation.expires_at - self.world.clock.now())
        return answer
