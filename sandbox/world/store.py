"""The tables that the rules beside work on, and look-ups in them."""

from dataclasses import dataclass, field

from sandbox.world.app import App, Installation
from sandbox.world.changes import Feed
from sandbox.world.clock import Clock
from sandbox.world.errors import Refused
from sandbox.world.ids import Ids
from sandbox.world.model import Conversation, Person, Team


@dataclass(slots=True)
class Store:
    """Who and what there is. Only the modules of `world` change it."""

    app: App
    clock: Clock = field(default_factory=Clock)
    ids: Ids = field(default_factory=Ids)
    feed: Feed = field(default_factory=Feed)
    teams: dict[str, Team] = field(default_factory=dict)
    orgs: dict[str, str] = field(default_factory=dict)
    """The names of organisations, by id."""
    people: dict[str, Person] = field(default_factory=dict)
    handles: dict[str, Person] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    installations: dict[str, Installation] = field(default_factory=dict)
    base_url: str = ""

    def add_person(self, person: Person) -> None:
        """Puts somebody into the workspace."""
        self.people[person.id] = person
        self.handles[person.handle] = person

    def person(self, name: str) -> Person:
        """By id or handle."""
        found = self.people.get(name) or self.handles.get(name.removeprefix("@"))
        if found is None:
            raise Refused("user_not_found")
        return found

    def installation_of(self, team_id: str) -> Installation | None:
        """The app as it is installed in a workspace or its organisation; None where it is not, or no longer."""
        team = self.teams.get(team_id)
        for key in (team_id, team.enterprise_id if team is not None else ""):
            found = self.installations.get(key)
            if found is not None and found.active and team_id not in found.taken_from:
                return found
        return None

    def serves(self, installation: Installation, team_id: str) -> bool:
        """Whether a workspace is the installation's own, or one of its organisation's."""
        if not installation.is_org:
            return installation.team_id == team_id
        in_org = team_id in self.teams and self.teams[team_id].enterprise_id == installation.enterprise_id
        return in_org and team_id not in installation.taken_from

    def installation_by_token(self, token: str) -> Installation | None:
        """Whom a bot token belongs to, also when it has been revoked."""
        if not token:
            return None
        return next(
            (each for each in self.installations.values() if each.token == token or token in each.older_tokens), None
        )

    def installation_by_bot(self, bot_id: str) -> Installation | None:
        """The installation that posts under this bot id."""
        return next((each for each in self.installations.values() if each.bot_id == bot_id), None)

    def installation_for(self, conversation: Conversation) -> Installation | None:
        """The installation that works in a conversation: the one whose bot is in it, or the host's."""
        for installation in self.installations.values():
            if installation.active and installation.bot_user_id in conversation.members:
                return installation
        return next(filter(None, map(self.installation_of, conversation.teams)), None)

    def sees(self, person: Person, conversation: Conversation) -> bool:
        """Members see a conversation; a public channel is seen by its workspaces' people, guests excepted."""
        if person.id in conversation.members:
            return True
        return conversation.kind == "channel" and not person.is_guest and person.team_id in conversation.teams
