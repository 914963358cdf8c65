"""What an interaction hands the app for a while: trigger ids and response_urls."""

from dataclasses import dataclass

from sandbox.world.app import Installation
from sandbox.world.errors import Refused
from sandbox.world.store import Store

TRIGGER_SECONDS = 3.0
HOOK_SECONDS = 30 * 60.0
HOOK_USES = 5


@dataclass(slots=True)
class Trigger:
    """The right to open one modal for one person. `view_root` is the stack it was earned in."""

    id: str
    installation: Installation
    person_id: str
    expires_at: float
    view_root: str = ""
    used: bool = False
    came_late: bool = False


@dataclass(slots=True)
class Hook:
    """A response_url: where the answer goes, and the message it came from."""

    id: str
    installation: Installation
    person_id: str
    channel_id: str
    expires_at: float
    message_ts: str = ""
    thread_ts: str = ""
    uses_left: int = HOOK_USES


class Tickets:
    """Gives out and takes back triggers and hooks; both age by the workspace's clock."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._triggers: dict[str, Trigger] = {}
        self._hooks: dict[str, Hook] = {}

    def trigger(self, installation: Installation, person_id: str, view_root: str = "") -> Trigger:
        """A new trigger; old ones that can no longer be told apart from expired are forgotten."""
        self._forget()
        now = self._store.clock.now()
        trigger_id = f"{self._store.ids.new('')}.{installation.team_id[1:]}.{self._store.ids.secret()}"
        trigger = Trigger(trigger_id, installation, person_id, now + TRIGGER_SECONDS, view_root)
        self._triggers[trigger_id] = trigger
        return trigger

    def exchange(self, trigger_id: str, installation: Installation) -> Trigger:
        """Uses a trigger up."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None or trigger.installation is not installation:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self._store.clock.now() > trigger.expires_at:
            trigger.came_late = True
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger

    def hook(
        self,
        installation: Installation,
        person_id: str,
        channel_id: str,
        message_ts: str = "",
        thread_ts: str = "",
    ) -> str:
        """A new response_url, as the whole address."""
        expires = self._store.clock.now() + HOOK_SECONDS
        hook = Hook(self._store.ids.secret(), installation, person_id, channel_id, expires, message_ts, thread_ts)
        self._hooks[hook.id] = hook
        return f"{self._store.base_url}/commands/{hook.id}"

    def use_hook(self, hook_id: str) -> Hook:
        """Counts one use; the sixth, or one after 30 minutes, is refused."""
        hook = self._hooks.get(hook_id)
        if hook is None:
            raise Refused("invalid_url")
        if self._store.clock.now() > hook.expires_at:
            raise Refused("expired_url")
        if hook.uses_left == 0:
            raise Refused("used_url")
        hook.uses_left -= 1
        return hook

    def _forget(self) -> None:
        if len(self._triggers) < 5_000:
            return
        for trigger_id in list(self._triggers)[:2_500]:
            del self._triggers[trigger_id]
        for hook_id in list(self._hooks)[: max(0, len(self._hooks) - 2_500)]:
            del self._hooks[hook_id]
