"""Conversations, people and bots in the shape Slack's methods answer them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sandbox.api.call import Call
from sandbox.world.model import Conversation, Json, Person


def conversation(room: Conversation, call: Call) -> Json:
    """A conversation as one installation sees it."""
    bot = call.caller.bot_user_id
    if room.kind == "im":
        return {
            "id": room.id,
            "created": room.created,
            "is_im": True,
            "is_archived": False,
            "is_org_shared": False,
            "user": next((each for each in room.members if each != bot), bot),
            "is_user_deleted": False,
        }
    shared = bool(room.shared_with)
    return {
        "id": room.id,
        "name": room.name,
        "name_normalized": room.name,
        "is_channel": room.kind == "channel",
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_private": room.kind == "private",
        "created": room.created,
        "creator": room.creator,
        "is_archived": room.is_archived,
        "is_general": room.is_general,
        "is_shared": shared,
        "is_ext_shared": shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "shared_team_ids": room.teams,
        "connected_team_ids": [team for team in room.teams if team != call.caller.team_id] if shared else [],
        "conversation_host_id": room.team_id,
        "context_team_id": call.caller.team_id,
        "is_member": bot in room.members,
        "topic": {"value": room.topic, "creator": "", "last_set": 0},
        "purpose": {"value": room.purpose, "creator": "", "last_set": 0},
        "previous_names": list(room.previous_names),
        "num_members": len(room.members),
    }


def user(person: Person, call: Call) -> Json:
    """Somebody as a bot sees them; the email address only with `users:read.email`."""
    zone = ZoneInfo(person.tz)
    offset = datetime.fromtimestamp(call.world.clock.now(), UTC).astimezone(zone).utcoffset()
    first, _, last = person.name.partition(" ")
    profile: Json = {
        "title": person.title,
        "real_name": person.name,
        "real_name_normalized": person.name,
        "display_name": person.handle,
        "display_name_normalized": person.handle,
        "first_name": first,
        "last_name": last,
        "avatar_hash": "",
        "team": person.team_id,
    }
    if person.email and "users:read.email" in call.caller.scopes:
        profile["email"] = person.email
    if person.is_bot:
        profile |= {"api_app_id": call.world.app.id, "bot_id": person.bot_id}
    return {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.handle,
        "deleted": person.is_deleted,
        "color": person.color.removeprefix("#"),
        "real_name": person.name,
        "tz": person.tz,
        "tz_label": person.tz.rpartition("/")[2].replace("_", " "),
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        "profile": profile,
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_guest,
        "is_ultra_restricted": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "is_stranger": person.team_id != call.caller.team_id,
        "updated": 0,
    }
