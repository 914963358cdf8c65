"""The app under development: what its manifest declares, and where it is installed."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command of the app."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A global or message shortcut of the app."""

    name: str
    kind: Literal["global", "message"]
    callback_id: str
    description: str = ""


@dataclass(slots=True)
class Installation:
    """The app in one workspace, or in all of an organisation. Its token acts there and nowhere else.

    For an organisation `team_id` is the organisation's id. With `expires_at` the token ends; one that was renewed is
    good until its own end. `taken_from` are workspaces of the organisation that it does not act in any more.
    """

    team_id: str
    bot_user_id: str
    bot_id: str
    token: str
    scopes: frozenset[str]
    active: bool = True
    enterprise_id: str = ""
    is_org: bool = False
    times: int = 1
    refresh_token: str = ""
    expires_at: float | None = None
    older_tokens: dict[str, float] = field(default_factory=dict)
    taken_from: set[str] = field(default_factory=set)


@dataclass(slots=True)
class App:
    """The app under development, as its manifest declares it."""

    id: str
    name: str
    description: str
    signing_secret: str
    verification_token: str
    app_token: str
    scopes: frozenset[str]
    bot_events: frozenset[str]
    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    home_tab: bool = True
    messages_tab: bool = True
    interactivity: bool = True
    socket_mode: bool = True
    online: bool = False
    client_id: str = "1000000001.2000000002"
    client_secret: str = "sandbox-client-secret"  # noqa: S105 - made up, and only good here
    redirect_urls: tuple[str, ...] = ()
    org_deploy: bool = False
    token_rotation: bool = False
