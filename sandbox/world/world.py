"""One World: everything the sandbox knows, with the rules to change it."""

from sandbox.world.changes import AppChanged, Uninstalled
from sandbox.world.files import Files
from sandbox.world.messages import Messages
from sandbox.world.model import Conversation, Installation, Message, Person
from sandbox.world.rooms import Rooms
from sandbox.world.store import Store
from sandbox.world.tickets import Tickets
from sandbox.world.views import Views


class World:
    """The state and its rules in one hand. The API, delivery, people and page share it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.app = store.app
        self.clock = store.clock
        self.feed = store.feed
        self.rooms = Rooms(store)
        self.messages = Messages(store)
        self.views = Views(store)
        self.files = Files(store)
        self.tickets = Tickets(store)

    def install(self, team_id: str, bot: Person) -> Installation:
        """Puts the app into a workspace: a bot user and a token of its own."""
        installation = Installation(
            team_id=team_id,
            bot_user_id=bot.id,
            bot_id=bot.bot_id,
            # The same in every run, so that a token noted down works again after a restart.
            token=f"xoxb-sandbox-{team_id}-{bot.bot_id}",
            scopes=self.app.scopes,
        )
        self.store.add_person(bot)
        self.store.installations[team_id] = installation
        self.feed.publish(AppChanged())
        return installation

    def uninstall(self, installation: Installation) -> None:
        """Takes the app out of a workspace; its token is refused from now on."""
        installation.active = False
        self.feed.publish(Uninstalled(installation))
        self.feed.publish(AppChanged())

    def set_online(self, *, online: bool) -> None:
        """Notes whether the app can be reached."""
        if self.app.online != online:
            self.app.online = online
            self.feed.publish(AppChanged())

    def visible(self, person: Person, room: Conversation, message: Message) -> bool:
        """True where this person sees this message."""
        if message.ephemeral_to:
            return message.ephemeral_to == person.id
        return self.store.sees(person, room)
