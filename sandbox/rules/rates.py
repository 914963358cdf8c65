"""How often a method may be called. Slack counts per method, workspace and app; messages per channel too."""

import math
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_MINUTE = 60.0
_TIERS: Mapping[int, int] = MappingProxyType({1: 1, 2: 20, 3: 50, 4: 100})
_TIER_OF: Mapping[str, int] = MappingProxyType(
    {
        "apps.connections.open": 1,
        "auth.teams.list": 2,
        "conversations.list": 2,
        "conversations.create": 2,
        "conversations.rename": 2,
        "conversations.archive": 2,
        "conversations.setTopic": 2,
        "users.list": 2,
        "pins.add": 2,
        "pins.remove": 2,
        "pins.list": 2,
        "reactions.remove": 2,
        "chat.update": 3,
        "chat.delete": 3,
        "conversations.info": 3,
        "conversations.open": 3,
        "conversations.join": 3,
        "conversations.leave": 3,
        "conversations.invite": 3,
        "conversations.kick": 3,
        "conversations.history": 3,
        "conversations.replies": 3,
        "conversations.mark": 3,
        "users.lookupByEmail": 3,
        "users.conversations": 3,
        "reactions.add": 3,
        "reactions.get": 3,
        "files.delete": 3,
        "bots.info": 3,
        "team.info": 3,
        "chat.postEphemeral": 4,
        "conversations.members": 4,
        "files.getUploadURLExternal": 4,
        "files.completeUploadExternal": 4,
        "files.info": 4,
        "users.info": 4,
        "views.open": 4,
        "views.push": 4,
        "views.update": 4,
        "views.publish": 4,
    }
)


@dataclass(slots=True)
class Rates:
    """Counts calls by the workspace's clock. Counting is off unless asked for: tests mean to be fast."""

    enabled: bool = False
    _calls: defaultdict[tuple[str, str], deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _next_message: dict[str, float] = field(default_factory=dict)

    def wait(self, method: str, team_id: str, channel: str, now: float) -> int:
        """Notes a call; whole seconds to wait where it comes too soon, and then it is not counted."""
        if not self.enabled:
            return 0
        if method == "chat.postMessage":
            return self._channel_wait(channel, now)
        tier = _TIER_OF.get(method)
        if tier is None:
            return 0
        calls = self._calls[method, team_id]
        while calls and calls[0] <= now - _MINUTE:
            calls.popleft()
        # Connections are opened in bursts by every client that restarts: Slack lets these pass.
        limit = max(_TIERS[tier], 10)
        if len(calls) >= limit:
            return max(1, math.ceil(calls[0] + _MINUTE - now))
        calls.append(now)
        return 0

    def _channel_wait(self, channel: str, now: float) -> int:
        """One message a second and channel."""
        ready = self._next_message.get(channel, 0.0)
        if now < ready:
            return max(1, math.ceil(ready - now))
        self._next_message[channel] = now + 1.0
        return 0
