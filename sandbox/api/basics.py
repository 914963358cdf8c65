"""auth.test, api.test, bots.info, team.info, users.*."""

from sandbox.api import objects
from sandbox.api.call import Call
from sandbox.rules.scopes import missing_for
from sandbox.world.errors import Refused
from sandbox.world.model import Conversation, ConversationKind, Json


def auth_test(call: Call) -> Json:
    """Whose token this is."""
    caller, store = call.caller, call.world.store
    team = store.teams[call.bot.team_id]
    org = {"enterprise_id": caller.enterprise_id} if caller.enterprise_id else {}
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": store.orgs[caller.enterprise_id] if caller.is_org else team.name,
        "user": call.bot.handle,
        "team_id": caller.team_id,
        "user_id": caller.bot_user_id,
        "bot_id": caller.bot_id,
        "is_enterprise_install": caller.is_org,
        **org,
    }


def auth_teams(call: Call) -> Json:
    """The workspaces that the token acts in: its own, or those of its organisation."""
    store = call.world.store
    served = [team for team in store.teams.values() if store.serves(call.caller, team.id)]
    teams, metadata = call.page(served, lambda team: {"id": team.id, "name": team.name})
    return {"teams": teams, "response_metadata": metadata}


def auth_revoke(call: Call) -> Json:
    """Gives the token up: the app is no longer installed there."""
    if not call.flag("test"):
        call.world.uninstall(call.caller)
    return {"revoked": not call.flag("test")}


def api_test(call: Call) -> Json:
    """Says back what it was given; `error` makes it fail with that code."""
    if error := call.text("error"):
        raise Refused(error, args=dict(call.args))
    return {"args": {name: value for name, value in call.args.items() if name != "token"}}


def bots_info(call: Call) -> Json:
    """A bot by its bot id."""
    installation = call.world.store.installation_by_bot(call.text("bot", call.caller.bot_id))
    if installation is None or installation.team_id != call.caller.team_id:
        raise Refused("bot_not_found")
    app = call.world.app
    bot: Json = {
        "id": installation.bot_id,
        "deleted": not installation.active,
        "name": app.name,
        "updated": 0,
        "app_id": app.id,
        "user_id": installation.bot_user_id,
        "icons": {},
    }
    return {"bot": bot}


def team_info(call: Call) -> Json:
    """A workspace: one's own, or one a channel is shared with."""
    team_id = call.text("team", call.caller.team_id)
    rooms = call.world.store.conversations.values()
    known = any(team_id in room.teams and call.caller.team_id in room.teams for room in rooms)
    team = call.world.store.teams.get(team_id)
    if team is None or not (known or team_id == call.caller.team_id):
        raise Refused("team_not_found")
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": "", "icon": {}}}


def users_info(call: Call) -> Json:
    """One person."""
    return {"user": objects.user(call.person(), call)}


def users_list(call: Call) -> Json:
    """Everybody of the workspace, bots included."""
    own = [each for each in call.world.store.people.values() if each.team_id == call.caller.team_id]
    members, metadata = call.page(own, lambda person: objects.user(person, call))
    return {"members": members, "cache_ts": int(call.world.clock.now()), "response_metadata": metadata}


def users_lookup_by_email(call: Call) -> Json:
    """One person by email address."""
    wanted = call.need("email").lower()
    for person in call.world.store.people.values():
        if person.email.lower() == wanted and call.knows(person):
            return {"user": objects.user(person, call)}
    raise Refused("users_not_found")


def users_conversations(call: Call) -> Json:
    """The conversations somebody is in, as far as the bot may see them."""
    person = call.person() if call.text("user") else call.bot
    rooms = [room for room in visible_rooms(call) if person.id in room.members]
    channels, metadata = call.page(rooms, lambda room: objects.conversation(room, call))
    return {"channels": channels, "response_metadata": metadata}


def visible_rooms(call: Call) -> list[Conversation]:
    """The conversations of the `types` asked for that the bot can see."""
    wanted = call.names("types") or ["public_channel"]
    kinds: dict[str, ConversationKind] = {"public_channel": "channel", "private_channel": "private", "im": "im"}
    for name in wanted:
        if name not in {*kinds, "mpim"}:
            raise Refused("invalid_types")
        kind = kinds.get(name)
        if kind and (needed := missing_for(call.method, kind, call.caller.scopes)):
            raise Refused("missing_scope", needed=needed, provided=",".join(sorted(call.caller.scopes)))
    chosen = {kinds[name] for name in wanted if name in kinds}
    skip_archived = call.flag("exclude_archived")
    store = call.world.store
    return [
        room
        for room in store.conversations.values()
        if room.kind in chosen and store.sees(call.bot, room) and not (skip_archived and room.is_archived)
    ]
