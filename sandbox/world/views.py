"""Modals in stacks of three, and Homes."""

from sandbox.world.app import Installation
from sandbox.world.changes import HomePublished, ViewsChanged
from sandbox.world.errors import Refused
from sandbox.world.forms import elements, initial_state, kept_state, named
from sandbox.world.model import Json, Person, State, View, ViewKind
from sandbox.world.store import Store

STACK_LIMIT = 3


class Views:
    """Changes what a person has open. A hash is new after every change the app makes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[tuple[str, str], View] = {}

    def stack(self, person_id: str) -> list[View]:
        """A person's modals, the bottom one first."""
        return self._stacks.get(person_id, [])

    def home(self, person_id: str, team_id: str) -> View | None:
        """A person's Home of the app installed in that workspace."""
        return self._homes.get((person_id, team_id))

    def homes(self) -> list[View]:
        """All Homes."""
        return list(self._homes.values())

    def stacks(self) -> list[View]:
        """All open modals."""
        return [view for stack in self._stacks.values() for view in stack]

    def find(self, installation: Installation, view_id: str, external_id: str) -> View:
        """A view of this installation that is open, by either id; `not_found` for every other."""
        everything = [*self.stacks(), *self._homes.values()]
        for view in everything:
            if view.installed_team_id != installation.team_id:
                continue
            if view.id == view_id or (external_id and view.body.get("external_id") == external_id):
                return view
        raise Refused("not_found")

    def open(self, installation: Installation, person: Person, body: Json) -> View:
        """Opens a modal by itself; one that was open is gone."""
        view = self._make("modal", installation, person, body)
        self._stacks[person.id] = [view]
        self._store.feed.publish(ViewsChanged(person.id))
        return view

    def push(self, installation: Installation, person: Person, body: Json) -> View:
        """Lays a modal on the one that is open."""
        stack = self.stack(person.id)
        if not stack:
            raise Refused("invalid_trigger_id")
        if len(stack) >= STACK_LIMIT:
            raise Refused("push_limit_reached")
        view = self._make("modal", installation, person, body)
        view.root_view_id, view.previous_view_id = stack[0].id, stack[-1].id
        stack.append(view)
        self._store.feed.publish(ViewsChanged(person.id))
        return view

    def update(self, view: View, body: Json, given_hash: str = "") -> None:
        """Puts another content into a view. Typed values stay where the ids do; errors are gone."""
        if given_hash and given_hash != view.hash:
            raise Refused("hash_conflict")
        self._check_external_id(view.installed_team_id, body, view)
        view.body = self._checked_body(body)
        view.hash, view.errors = self._new_hash(), {}
        view.state = kept_state(view.blocks, view.state)
        self._tell(view)

    def publish(self, installation: Installation, person: Person, body: Json, given_hash: str = "") -> View:
        """Puts a person's Home in place."""
        view = self.home(person.id, installation.team_id)
        if view is not None:
            self.update(view, body, given_hash)
            return view
        if given_hash:
            raise Refused("hash_conflict")
        view = self._make("home", installation, person, body)
        self._homes[person.id, installation.team_id] = view
        self._tell(view)
        return view

    def type(self, view: View, state: State) -> None:
        """Notes what a person typed or chose; entries for elements that are not there are dropped."""
        for element in elements(view.blocks):
            entry = state.get(element.block_id, {}).get(element.action_id)
            if entry is not None and element.holds_value:
                value = entry.get(element.key)
                view.state[element.block_id][element.action_id] = element.state(value)

    def refuse(self, view: View, errors: dict[str, str]) -> None:
        """Shows errors under a modal's inputs."""
        view.errors = errors
        self._tell(view)

    def close(self, view: View) -> list[View]:
        """Closes a modal and what lies on it, or the whole stack where it says `clear_on_close`."""
        stack = self.stack(view.user_id)
        if view not in stack:
            return []
        at = 0 if view.body.get("clear_on_close") else stack.index(view)
        return self._cut(view.user_id, at)

    def drop(self, view: View) -> None:
        """Ends one modal after its submission; the one below is seen again."""
        stack = self.stack(view.user_id)
        if view in stack:
            self._cut(view.user_id, stack.index(view))

    def clear(self, person_id: str) -> list[View]:
        """Closes everything a person has open."""
        return self._cut(person_id, 0)

    def _cut(self, person_id: str, at: int) -> list[View]:
        stack = self.stack(person_id)
        gone, self._stacks[person_id] = stack[at:], stack[:at]
        self._store.feed.publish(ViewsChanged(person_id))
        return gone

    def _make(self, kind: ViewKind, installation: Installation, person: Person, body: Json) -> View:
        self._check_external_id(installation.team_id, body, None)
        view_id = self._store.ids.new("V")
        checked = self._checked_body(body)
        return View(
            id=view_id,
            kind=kind,
            user_id=person.id,
            team_id=person.team_id,
            app_id=self._store.app.id,
            bot_id=installation.bot_id,
            installed_team_id=installation.team_id,
            body=checked,
            hash=self._new_hash(),
            root_view_id=view_id,
            state=initial_state(elements(checked["blocks"])),
        )

    def _checked_body(self, body: Json) -> Json:
        return {**body, "blocks": named(body.get("blocks") or [], self._store.ids)}

    def _check_external_id(self, team_id: str, body: Json, own: View | None) -> None:
        external_id = body.get("external_id")
        if not external_id:
            return
        for view in (*self.stacks(), *self._homes.values()):
            if view is not own and view.installed_team_id == team_id and view.body.get("external_id") == external_id:
                raise Refused("duplicate_external_id")

    def _new_hash(self) -> str:
        return f"{int(self._store.clock.now())}.{self._store.ids.secret()[:8]}"

    def _tell(self, view: View) -> None:
        if view.kind == "home":
            self._store.feed.publish(HomePublished(view.user_id, view))
        else:
            self._store.feed.publish(ViewsChanged(view.user_id))
