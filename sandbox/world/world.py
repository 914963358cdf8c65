"""One World: everything the sandbox knows, with the rules to change it."""

from sandbox.world.app import Installation
from sandbox.world.changes import AppChanged, PersonChanged, TeamAccess, Uninstalled
from sandbox.world.files import Files
from sandbox.world.messages import Messages
from sandbox.world.model import Conversation, Message, Person
from sandbox.world.rooms import Rooms
from sandbox.world.store import Store
from sandbox.world.tickets import Tickets
from sandbox.world.views import Views

TOKEN_SECONDS = 43_200.0


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

    def close_account(self, person: Person, *, is_deleted: bool = True) -> None:
        """Closes somebody's account, or opens it again."""
        person.is_deleted = is_deleted
        self.feed.publish(PersonChanged(person))

    def grant(self, person: Person, scopes: frozenset[str], *, for_org: bool) -> Installation:
        """Installs the app as somebody has allowed it, in place of an older installation there."""
        store = self.store
        org = store.teams[person.team_id].enterprise_id
        key = org if for_org else person.team_id
        before = store.installations.get(key)
        number = sum(map(ord, key)) * 1000 + len(store.installations)
        bot = store.people[before.bot_user_id] if before is not None else self._new_bot(person.team_id, number)
        times = before.times + (not before.active) if before is not None else 1
        installation = Installation(
            team_id=key,
            bot_user_id=bot.id,
            bot_id=bot.bot_id,
            token=f"xoxb-sandbox-{key}-{bot.bot_id}" + (f"-{times}" if times > 1 else ""),
            scopes=scopes,
            enterprise_id=org,
            is_org=for_org,
            times=times,
        )
        store.add_person(bot)
        store.installations[key] = installation
        if self.app.token_rotation:
            self.renew(installation)
            installation.older_tokens.clear()
        self.feed.publish(AppChanged())
        return installation

    def renew(self, installation: Installation) -> None:
        """Gives a token that ends, and a refresh token for the next one; the token before is good until its end."""
        now = self.clock.now()
        if installation.expires_at is not None:
            installation.older_tokens[installation.token] = installation.expires_at
        secret = self.store.ids.secret()
        installation.token = f"xoxe.xoxb-1-{installation.team_id}-{secret}"
        installation.refresh_token = f"xoxe-1-{installation.team_id}-{secret}"
        installation.expires_at = now + TOKEN_SECONDS

    def has_expired(self, installation: Installation, token: str) -> bool:
        """Whether a token of an installation is over."""
        end = installation.expires_at if token == installation.token else installation.older_tokens.get(token)
        return end is not None and self.clock.now() > end

    def _new_bot(self, team_id: str, number: int) -> Person:
        name = self.app.name
        handle = "".join(letter for letter in name.lower().replace(" ", "-") if letter.isalnum() or letter == "-")
        return Person(
            id=f"U0BOT{number}",
            handle=f"{handle}-{number}",
            name=name,
            team_id=team_id,
            title="App",
            is_bot=True,
            bot_id=f"B0BOT{number}",
        )

    def uninstall(self, installation: Installation) -> None:
        """Takes the app out of a workspace; its token is refused from now on."""
        installation.active = False
        self.feed.publish(Uninstalled(installation))
        self.feed.publish(AppChanged())

    def give(self, installation: Installation, team_id: str, *, granted: bool = True) -> None:
        """Gives an organisation's app to one of its workspaces again, or takes it away from it."""
        (installation.taken_from.discard if granted else installation.taken_from.add)(team_id)
        self.feed.publish(TeamAccess(installation, team_id, granted))
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
