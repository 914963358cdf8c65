"""Which bot scope a Web API method needs. One of those named is enough; conversations ask for their kind's."""

from collections.abc import Mapping
from types import MappingProxyType

from sandbox.world.model import ConversationKind

NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "chat.postMessage": ("chat:write",),
        "chat.postEphemeral": ("chat:write",),
        "chat.update": ("chat:write",),
        "chat.delete": ("chat:write",),
        "conversations.list": ("channels:read", "groups:read", "im:read"),
        "conversations.info": ("channels:read", "groups:read", "im:read"),
        "conversations.members": ("channels:read", "groups:read", "im:read"),
        "conversations.open": ("im:write",),
        "conversations.create": ("channels:manage", "groups:write"),
        "conversations.join": ("channels:join",),
        "conversations.leave": ("channels:manage", "groups:write"),
        "conversations.invite": ("channels:manage", "groups:write", "channels:write.invites", "groups:write.invites"),
        "conversations.kick": ("channels:manage", "groups:write"),
        "conversations.rename": ("channels:manage", "groups:write"),
        "conversations.archive": ("channels:manage", "groups:write"),
        "conversations.setTopic": ("channels:manage", "groups:write", "channels:write.topic", "groups:write.topic"),
        "conversations.history": ("channels:history", "groups:history", "im:history"),
        "conversations.replies": ("channels:history", "groups:history", "im:history"),
        "conversations.mark": ("channels:manage", "groups:write", "im:write"),
        "users.info": ("users:read",),
        "users.list": ("users:read",),
        "users.lookupByEmail": ("users:read.email",),
        "users.conversations": ("channels:read", "groups:read", "im:read"),
        "pins.add": ("pins:write",),
        "pins.remove": ("pins:write",),
        "pins.list": ("pins:read",),
        "reactions.add": ("reactions:write",),
        "reactions.remove": ("reactions:write",),
        "reactions.get": ("reactions:read",),
        "files.getUploadURLExternal": ("files:write",),
        "files.completeUploadExternal": ("files:write",),
        "files.info": ("files:read",),
        "files.delete": ("files:write",),
        "bots.info": ("users:read",),
        "team.info": ("team:read",),
    }
)

_PREFIX: Mapping[ConversationKind, str] = MappingProxyType({"channel": "channels", "private": "groups", "im": "im"})

ALL_SCOPES = frozenset(scope for scopes in NEEDED.values() for scope in scopes) | {"commands", "chat:write.public"}


def missing(method: str, provided: frozenset[str]) -> str | None:
    """The scope a method lacks altogether; None where it may be called."""
    needed = NEEDED.get(method, ())
    if not needed or any(scope in provided for scope in needed):
        return None
    return ",".join(needed)


def missing_for(method: str, kind: ConversationKind, provided: frozenset[str]) -> str | None:
    """The scope a method lacks for one kind of conversation."""
    prefix = _PREFIX[kind]
    needed = [scope for scope in NEEDED.get(method, ()) if scope.split(":")[0] == prefix]
    if not needed or any(scope in provided for scope in needed):
        return None
    return ",".join(needed)
