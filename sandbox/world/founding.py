"""Builds a World from the two files."""

from pathlib import Path

from sandbox.config.manifest import Manifest, load_manifest
from sandbox.config.workspace import ChannelEntry, WorkspaceFile, load_workspace
from sandbox.rules.scopes import ALL_SCOPES
from sandbox.world.app import App, Command, Shortcut
from sandbox.world.clock import Clock
from sandbox.world.model import Conversation, Person, Team
from sandbox.world.store import Store
from sandbox.world.text import as_typed
from sandbox.world.world import World

_ALL_EVENTS = frozenset(
    (
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "channel_archive",
        "channel_created",
        "channel_rename",
        "group_archive",
        "group_rename",
        "member_joined_channel",
        "member_left_channel",
        "message.channels",
        "message.groups",
        "message.im",
        "pin_added",
        "pin_removed",
        "reaction_added",
        "reaction_removed",
        "team_access_granted",
        "team_access_revoked",
        "tokens_revoked",
    )
)


def found(manifest: Path | None, workspace: Path | None, clock: Clock | None = None) -> World:
    """A World as the files describe it. Without a manifest the app may do and hear everything."""
    file = load_workspace(workspace)
    app = _app(load_manifest(manifest)) if manifest is not None else _unlimited_app()
    world = World(Store(app=app, clock=clock or Clock()))
    _settle(world, file)
    return world


def _app(manifest: Manifest) -> App:
    return App(
        id="A0SANDBOX1",
        name=manifest.bot_display_name or manifest.name,
        description=manifest.description,
        signing_secret="sandbox-signing-secret",  # noqa: S106 - made up, and only good here
        verification_token="sandbox-verification-token",  # noqa: S106 - as above
        app_token="xapp-1-A0SANDBOX1-sandbox",  # noqa: S106 - as above
        scopes=manifest.bot_scopes,
        bot_events=manifest.bot_events,
        commands=tuple(
            Command(each.command, each.description or "", each.usage_hint or "", bool(each.should_escape))
            for each in manifest.commands
        ),
        shortcuts=tuple(
            Shortcut(each.name, each.type, each.callback_id, each.description or "") for each in manifest.shortcuts
        ),
        home_tab=manifest.home_tab,
        messages_tab=manifest.messages_tab,
        interactivity=manifest.interactivity,
        socket_mode=manifest.socket_mode,
        redirect_urls=manifest.redirect_urls,
        org_deploy=manifest.org_deploy,
        token_rotation=manifest.token_rotation,
    )


def _unlimited_app() -> App:
    return App(
        id="A0SANDBOX1",
        name="Your app",
        description="Pass a manifest to give it a name, commands and shortcuts.",
        signing_secret="sandbox-signing-secret",  # noqa: S106 - made up, and only good here
        verification_token="sandbox-verification-token",  # noqa: S106 - as above
        app_token="xapp-1-A0SANDBOX1-sandbox",  # noqa: S106 - as above
        scopes=ALL_SCOPES,
        bot_events=_ALL_EVENTS,
    )


def _settle(world: World, file: WorkspaceFile) -> None:
    world.store.orgs.update({org.id: org.name for org in file.organisations})
    for team in file.teams:
        world.store.teams[team.id] = Team(team.id, team.name, team.domain, team.color, team.organisation)
    for each in file.people:
        world.store.add_person(
            Person(
                id=each.id,
                handle=each.handle,
                name=each.name,
                team_id=each.team,
                title=each.title,
                email=each.email,
                tz=each.tz,
                is_guest=each.guest,
                is_admin=each.admin,
            )
        )
    for team in file.teams:
        if team.app is not None:
            _install(world, team.id, team.app.user, team.app.bot)
    for channel in file.channels:
        world.rooms.add(_conversation(world, channel))
    now = world.clock.now()
    for message in sorted(file.messages, key=lambda each: -each.minutes_ago):
        room = world.rooms.find(message.channel)
        sender = world.store.person(message.sender)
        if room is not None:
            draft = as_typed(world.store, message.text)
            posted = world.messages.post(room, sender, draft, ts=f"{now - message.minutes_ago * 60:.6f}")
            room.last_read.update(dict.fromkeys(room.members, posted.ts))


def _install(world: World, team_id: str, user_id: str, bot_id: str) -> None:
    name = world.app.name
    handle = "".join(letter for letter in name.lower().replace(" ", "-") if letter.isalnum() or letter == "-")
    taken = handle in world.store.handles
    bot = Person(
        id=user_id,
        handle=f"{handle}-{len(world.store.installations)}" if taken else handle,
        name=name,
        team_id=team_id,
        title="App",
        is_bot=True,
        bot_id=bot_id,
    )
    world.install(team_id, bot)


def _conversation(world: World, entry: ChannelEntry) -> Conversation:
    members = [world.store.person(handle).id for handle in entry.members]
    installation = world.store.installation_of(entry.team)
    if entry.bot and installation is not None:
        members.append(installation.bot_user_id)
    return Conversation(
        id=entry.id,
        kind="private" if entry.private else "channel",
        name=entry.name,
        team_id=entry.team,
        creator=members[0] if members else "",
        created=int(world.clock.now()) - 90 * 86_400,
        topic=entry.topic,
        is_general=entry.general,
        shared_with=list(entry.shared_with),
        members=dict.fromkeys(members),
    )
