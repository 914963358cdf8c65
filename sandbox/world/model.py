"""The things a workspace is made of. They hold state; the rules stand in the modules beside."""

from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote

Json = dict[str, Any]
"""An object in Slack's shape, as it came from the app or goes to it."""

ConversationKind = Literal["channel", "private", "im"]
ViewKind = Literal["modal", "home"]
State = dict[str, dict[str, Json]]
"""What is typed in a view or message: block_id → action_id → value."""

_COLORS = ("#2e7d6b", "#8e5bb5", "#c2572e", "#2f6fb3", "#a13d63", "#6b7a1f", "#b3862f", "#3d5a99", "#5f6b76")


@dataclass(slots=True)
class Team:
    """One workspace; `enterprise_id` names the organisation it is part of. `app_channels`: apps may create channels."""

    id: str
    name: str
    domain: str
    color: str = "#4a154b"
    enterprise_id: str = ""
    app_channels: bool = True


@dataclass(slots=True)
class Person:
    """Somebody with an account, or an app's bot. A guest sees only the conversations they are in."""

    id: str
    handle: str
    name: str
    team_id: str
    title: str = ""
    email: str = ""
    tz: str = "Europe/Warsaw"
    is_guest: bool = False
    is_admin: bool = False
    is_deleted: bool = False
    is_bot: bool = False
    bot_id: str = ""

    @property
    def initials(self) -> str:
        """One or two letters for the avatar."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def color(self) -> str:
        """The same colour for the same person, always."""
        return _COLORS[sum(map(ord, self.id)) % len(_COLORS)]


@dataclass(slots=True)
class Pin:
    """A pinned message."""

    ts: str
    by: str
    at: int


@dataclass(slots=True)
class File:
    """An uploaded file. It can be seen by its owner and where it was shared."""

    id: str
    name: str
    title: str
    owner: str
    team_id: str
    created: int
    size: int
    mimetype: str
    content: bytes | None = None
    channels: list[str] = field(default_factory=list)
    base_url: str = ""
    by_bot: bool = False
    description: str = ""

    def to_slack(self) -> Json:
        """Slack's file object."""
        path = f"{self.base_url}/files/{self.team_id}-{self.id}"
        name = quote(self.name)
        described = {"alt_txt": self.description} if self.description else {}
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title,
            "mimetype": self.mimetype,
            "filetype": self.name.rpartition(".")[2].lower() if "." in self.name else "text",
            "user": self.owner,
            "user_team": self.team_id,
            "size": self.size,
            "mode": "hosted",
            "is_external": False,
            "is_public": False,
            "url_private": f"{path}/{name}",
            "url_private_download": f"{path}/download/{name}",
            "permalink": f"{path}/{name}",
            "channels": list(self.channels),
            **described,
        }


@dataclass(slots=True)
class Message:
    """A message, or a reply where `thread_ts` names another one. `version` counts its changes."""

    ts: str
    channel: str
    author: str
    team_id: str
    text: str
    bot_id: str = ""
    app_id: str = ""
    bot_profile: Json | None = None
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    files: list[File] = field(default_factory=list)
    metadata: Json | None = None
    subtype: str = ""
    thread_ts: str = ""
    client_msg_id: str = ""
    ephemeral_to: str = ""
    edited_ts: str = ""
    version: int = 1
    reactions: dict[str, list[str]] = field(default_factory=dict)
    replies: list[tuple[str, str]] = field(default_factory=list)

    def to_slack(self) -> Json:
        """Slack's message object."""
        body: Json = {"type": "message", "ts": self.ts, "user": self.author, "team": self.team_id, "text": self.text}
        for name in (
            "subtype",
            "bot_id",
            "app_id",
            "bot_profile",
            "client_msg_id",
            "blocks",
            "attachments",
            "metadata",
        ):
            if value := getattr(self, name):
                body[name] = value
        if self.files:
            body["files"] = [file.to_slack() for file in self.files]
        if self.edited_ts:
            body["edited"] = {"user": self.author, "ts": self.edited_ts}
        if self.reactions:
            body["reactions"] = [
                {"name": name, "users": list(users), "count": len(users)} for name, users in self.reactions.items()
            ]
        if self.thread_ts or self.replies:
            body |= self._thread()
        return body

    def _thread(self) -> Json:
        if not self.replies:
            return {"thread_ts": self.thread_ts}
        people = list(dict.fromkeys(author for _, author in self.replies))
        return {
            "thread_ts": self.ts,
            "reply_count": len(self.replies),
            "reply_users": people[:5],
            "reply_users_count": len(people),
            "latest_reply": self.replies[-1][0],
            "subscribed": False,
        }


@dataclass(slots=True)
class Conversation:
    """A channel or a direct message. Messages are kept in order of their `ts`."""

    id: str
    kind: ConversationKind
    name: str
    team_id: str
    creator: str
    created: int
    topic: str = ""
    purpose: str = ""
    is_general: bool = False
    is_archived: bool = False
    shared_with: list[str] = field(default_factory=list)
    members: dict[str, None] = field(default_factory=dict)
    pins: dict[str, Pin] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    ephemerals: dict[str, Message] = field(default_factory=dict)
    last_read: dict[str, str] = field(default_factory=dict)
    previous_names: list[str] = field(default_factory=list)

    @property
    def teams(self) -> list[str]:
        """The workspaces it belongs to, the host first."""
        return [self.team_id, *self.shared_with]

    @property
    def event_kind(self) -> str:
        """`channel_type` in events."""
        return {"channel": "channel", "private": "group", "im": "im"}[self.kind]


@dataclass(slots=True)
class View:
    """A modal or a Home. `state` is what the person has typed; `errors` stand under its inputs."""

    id: str
    kind: ViewKind
    user_id: str
    team_id: str
    app_id: str
    bot_id: str
    installed_team_id: str
    body: Json
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    state: State = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """The blocks, in order."""
        blocks: list[Json] = self.body["blocks"]
        return blocks

    def to_slack(self) -> Json:
        """Slack's view object."""
        body = self.body
        return {
            "id": self.id,
            "team_id": self.team_id,
            "type": self.kind,
            "blocks": self.blocks,
            "private_metadata": body.get("private_metadata") or "",
            "callback_id": body.get("callback_id") or "",
            "state": {"values": self.state},
            "hash": self.hash,
            "title": body.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
            "clear_on_close": bool(body.get("clear_on_close")),
            "notify_on_close": bool(body.get("notify_on_close")),
            "close": body.get("close"),
            "submit": body.get("submit"),
            "previous_view_id": self.previous_view_id,
            "root_view_id": self.root_view_id,
            "app_id": self.app_id,
            "external_id": body.get("external_id") or "",
            "app_installed_team_id": self.installed_team_id,
            "bot_id": self.bot_id,
        }
