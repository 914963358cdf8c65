"""`workspace.yml`: the teams, people and conversations a local workspace starts with."""

from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from sandbox.config.yaml_text import load_yaml

_DEFAULT = Path(__file__).parent.parent / "workspace.yml"

TeamId = Annotated[str, Field(pattern=r"^T[A-Z0-9]{2,}$")]
OrgId = Annotated[str, Field(pattern=r"^E[A-Z0-9]{2,}$")]
UserId = Annotated[str, Field(pattern=r"^[UW][A-Z0-9]{2,}$")]
ChannelId = Annotated[str, Field(pattern=r"^[CG][A-Z0-9]{2,}$")]
BotId = Annotated[str, Field(pattern=r"^B[A-Z0-9]{2,}$")]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,79}$")]


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"no time zone is called {name!r}; write one as in Europe/Warsaw") from error
    return name


class WorkspaceError(Exception):
    """The file does not describe a workspace; `path` names the wrong value."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.path = path
        self.message = message


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BotEntry(_Entry):
    """The app's bot where it is installed."""

    user: UserId
    bot: BotId


class OrganisationEntry(_Entry):
    """An organisation of several workspaces (Enterprise Grid)."""

    id: OrgId
    name: str


class TeamEntry(_Entry):
    """A workspace. Without `app` it has not installed the app."""

    id: TeamId
    name: str
    domain: Name
    color: str = Field(default="#4a154b", pattern=r"^#[0-9a-f]{6}$")
    app: BotEntry | None = None
    organisation: OrgId | Literal[""] = ""


class PersonEntry(_Entry):
    """Somebody with an account; `handle` is the short name used everywhere."""

    id: UserId
    handle: Name
    name: str
    team: TeamId
    title: str = ""
    email: str = ""
    tz: Annotated[str, AfterValidator(_known_zone)] = "Europe/Warsaw"
    guest: bool = False
    admin: bool = False


class ChannelEntry(_Entry):
    """A channel; members by handle. `bot: false` keeps the app out of it."""

    id: ChannelId
    name: Name
    team: TeamId
    private: bool = False
    general: bool = False
    topic: str = ""
    shared_with: tuple[TeamId, ...] = ()
    members: tuple[Name, ...] = ()
    bot: bool = True


class MessageEntry(_Entry):
    """Something said before the story begins."""

    channel: Name
    sender: Name = Field(alias="from")
    text: str
    minutes_ago: int = Field(default=60, ge=0)


class WorkspaceFile(_Entry):
    """The whole file. Names refer to what is declared in it."""

    teams: tuple[TeamEntry, ...] = Field(min_length=1)
    people: tuple[PersonEntry, ...] = Field(min_length=1)
    channels: tuple[ChannelEntry, ...] = ()
    messages: tuple[MessageEntry, ...] = ()
    organisations: tuple[OrganisationEntry, ...] = ()
    version: Literal[1] = 1

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        for what, ids in (
            ("teams", [team.id for team in self.teams]),
            ("people", [person.id for person in self.people]),
            ("people", [person.handle for person in self.people]),
            ("channels", [channel.id for channel in self.channels]),
            ("channels", [channel.name for channel in self.channels]),
        ):
            twice = next((each for each in ids if ids.count(each) > 1), None)
            _must(twice is None, what, f"{twice} is there twice")
        teams = {team.id for team in self.teams}
        orgs = {"", *(org.id for org in self.organisations)}
        for number, team in enumerate(self.teams):
            _must(team.organisation in orgs, f"teams.{number}.organisation", f"there is no {team.organisation}")
        people = {person.handle: person for person in self.people}
        channels = {channel.name for channel in self.channels}
        for number, person in enumerate(self.people):
            _must(person.team in teams, f"people.{number}.team", f"no team has the id {person.team}")
        for number, channel in enumerate(self.channels):
            _check_channel(f"channels.{number}", channel, teams, people)
        for number, message in enumerate(self.messages):
            _must(message.channel in channels, f"messages.{number}.channel", f"no channel {message.channel}")
            _must(message.sender in people, f"messages.{number}.from", f"nobody is called {message.sender}")
        return self


def _check_channel(path: str, channel: ChannelEntry, teams: set[str], people: dict[str, PersonEntry]) -> None:
    for team in (channel.team, *channel.shared_with):
        _must(team in teams, f"{path}.team", f"no team has the id {team}")
    for number, handle in enumerate(channel.members):
        where = f"{path}.members.{number}"
        _must(handle in people, where, f"nobody is called {handle}")
        inside = people[handle].team in (channel.team, *channel.shared_with)
        _must(inside, where, f"{handle}'s workspace does not share this channel")


def _must(holds: bool, path: str, message: str) -> None:  # noqa: FBT001 - reads as the sentence it is
    if not holds:
        raise WorkspaceError(path, message)


def load_workspace(path: Path | None = None) -> WorkspaceFile:
    """Reads and checks a file, the one beside the sandbox by default. Raises WorkspaceError."""
    source = path or _DEFAULT
    try:
        raw: Any = load_yaml(source.read_text(encoding="utf-8"))
    except OSError as error:
        raise WorkspaceError("", f"{source} cannot be read: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise WorkspaceError("", f"{source} is not YAML: {error}") from error
    try:
        return WorkspaceFile.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        raise WorkspaceError(".".join(map(str, first["loc"])), str(first["msg"])) from error
