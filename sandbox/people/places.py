"""Where a person is: the conversations they can name, and the one they were in last."""

from dataclasses import dataclass, field

from sandbox.people.errors import NotOffered, listed
from sandbox.world.app import Installation
from sandbox.world.model import Conversation, Message, Person
from sandbox.world.world import World


@dataclass(slots=True)
class Places:
    """Resolves names as one person would use them. What they cannot see does not exist for them."""

    world: World
    _last: dict[str, str] = field(default_factory=dict)

    def installation(self, person: Person) -> Installation:
        """The app as this person meets it: in their own workspace, or in one that shares a channel with them."""
        own = self.world.store.installation_of(person.team_id)
        if own is not None:
            return own
        for room in self.world.store.conversations.values():
            if person.id in room.members and (found := self.world.store.installation_for(room)):
                return found
        raise NotOffered(f"{person.handle} meets no app anywhere")

    def room(self, person: Person, name: str) -> Conversation:
        """A conversation by id or name, or `dm` for the one with the app."""
        if name.lower() in {"dm", "im"}:
            return self.world.rooms.direct(self.installation(person), person)
        found = self.world.rooms.find(name)
        if found is None or not self.world.store.sees(person, found):
            raise NotOffered(f'{person.handle} sees no channel "{name}"; there are: {listed(self._names(person))}')
        return found

    def usual_room(self, person: Person) -> Conversation:
        """Where they were last, or the first conversation they share with the app, or the first they are in."""
        last = self.world.store.conversations.get(self._last.get(person.id, ""))
        if last is not None and person.id in last.members:
            return last
        rooms = [room for room in self.world.store.conversations.values() if person.id in room.members]
        bots = {each.bot_user_id for each in self.world.store.installations.values()}
        with_app = [room for room in rooms if bots & room.members.keys()]
        if not rooms:
            raise NotOffered(f"{person.handle} is in no conversation")
        return (with_app or rooms)[0]

    def went(self, person: Person, room: Conversation) -> None:
        """Notes where they are now."""
        self._last[person.id] = room.id

    def message(self, person: Person, channel: str, ts: str) -> tuple[Conversation, Message]:
        """A message they can see."""
        room = self.room(person, channel)
        message = room.messages.get(ts) or room.ephemerals.get(ts)
        if message is None or not self.world.visible(person, room, message):
            raise NotOffered(f"{person.handle} sees no message {ts} in #{room.name or 'dm'}")
        return room, message

    def _names(self, person: Person) -> list[str]:
        store = self.world.store
        return [room.name for room in store.conversations.values() if room.name and store.sees(person, room)]
