"""conversations.*: reading and changing channels."""

import math

from sandbox.api import objects
from sandbox.api.basics import visible_rooms
from sandbox.api.call import Call
from sandbox.rules.scopes import missing_for
from sandbox.world.errors import Refused
from sandbox.world.model import Conversation, ConversationKind, Json, Message


def list_rooms(call: Call) -> Json:
    """The conversations the bot can see."""
    channels, metadata = call.page(visible_rooms(call), lambda room: objects.conversation(room, call))
    return {"channels": channels, "response_metadata": metadata}


def info(call: Call) -> Json:
    """One conversation."""
    room = call.room()
    shown = objects.conversation(room, call)
    if not call.flag("include_num_members"):
        shown.pop("num_members", None)
    return {"channel": shown}


def members(call: Call) -> Json:
    """Who is in a conversation."""
    ids, metadata = call.page(list(call.room().members), str)
    return {"members": ids, "response_metadata": metadata}


def open_room(call: Call) -> Json:
    """The direct conversation with one person."""
    if call.text("channel"):
        room = call.room()
    else:
        users = call.names("users")
        if not users:
            raise Refused("users_list_not_supplied")
        if len(users) > 1:
            raise Refused("not_enough_users" if len(set(users)) == 1 else "method_not_supported_for_channel_type")
        person = call.world.store.people.get(users[0])
        if person is None or person.is_bot or not call.knows(person):
            raise Refused("user_not_found")
        room = call.world.rooms.direct(call.caller, person)
    shown = objects.conversation(room, call) if call.flag("return_im") else {"id": room.id}
    return {"channel": shown}


def create(call: Call) -> Json:
    """A new channel with the bot in it."""
    kind: ConversationKind = "private" if call.flag("is_private") else "channel"
    _check_scope(call, kind)
    team_id = ""
    if call.caller.is_org:
        team_id = call.text("team_id")
        if not team_id:
            raise Refused("missing_argument")
        if not call.world.store.serves(call.caller, team_id):
            raise Refused("team_access_not_granted")
    room = call.world.rooms.create(call.text("name"), kind, call.bot, team_id)
    return {"channel": objects.conversation(room, call)}


def join(call: Call) -> Json:
    """Brings the bot into a public channel."""
    room = call.room()
    if room.kind != "channel":
        raise Refused("method_not_supported_for_channel_type")
    answer: Json = {"channel": objects.conversation(room, call)}
    if not call.world.rooms.join(room, call.bot):
        answer |= {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    else:
        answer["channel"] = objects.conversation(room, call)
    return answer


def leave(call: Call) -> Json:
    """Takes the bot out of a channel."""
    left = call.world.rooms.leave(_channel(call), call.bot)
    return {} if left else {"not_in_channel": True}


def invite(call: Call) -> Json:
    """Brings people into a channel the bot is in."""
    room = _joined_channel(call)
    people = []
    for user_id in call.names("users"):
        person = call.world.store.people.get(user_id)
        if person is None or not call.knows(person):
            raise Refused("user_not_found")
        if person.id == call.caller.bot_user_id:
            raise Refused("cant_invite_self")
        if person.id in room.members:
            raise Refused("already_in_channel")
        people.append(person)
    if not people:
        raise Refused("no_user")
    for person in people:
        call.world.rooms.join(room, person, inviter=call.caller.bot_user_id)
    return {"channel": objects.conversation(room, call)}


def kick(call: Call) -> Json:
    """Takes somebody out of a channel."""
    room = _joined_channel(call)
    person = call.person()
    if person.id == call.caller.bot_user_id:
        raise Refused("cant_kick_self")
    if not call.world.rooms.leave(room, person):
        raise Refused("not_in_channel")
    return {}


def rename(call: Call) -> Json:
    """Gives a channel the bot is in another name."""
    room = _joined_channel(call)
    call.world.rooms.rename(room, call.text("name"))
    return {"channel": objects.conversation(room, call)}


def archive(call: Call) -> Json:
    """Closes a channel."""
    room = _joined_channel(call)
    call.world.rooms.archive(room, call.caller.bot_user_id)
    return {}


def set_topic(call: Call) -> Json:
    """Writes a channel's topic."""
    room = _joined_channel(call)
    call.world.rooms.set_topic(room, call.text("topic"))
    return {"channel": objects.conversation(room, call)}


def mark(call: Call) -> Json:
    """Notes how far the bot has read."""
    room = call.member_room()
    call.world.rooms.mark(room, call.caller.bot_user_id, call.need("ts"))
    return {}


def history(call: Call) -> Json:
    """The messages of a conversation, newest first, without the replies in threads."""
    room = call.member_room()
    top = [each for each in room.messages.values() if each.thread_ts in {"", each.ts}]
    shown = [each for each in reversed(top) if _between(call, each)]
    messages, metadata = call.page(shown, lambda message: _with_pin(room, message))
    answer: Json = {"messages": messages, "has_more": bool(metadata["next_cursor"]), "pin_count": len(room.pins)}
    return answer | ({"response_metadata": metadata} if metadata["next_cursor"] else {})


def replies(call: Call) -> Json:
    """A message and the replies in its thread, oldest first."""
    room = call.member_room()
    root = room.messages.get(call.text("ts"))
    if root is None:
        raise Refused("thread_not_found")
    root_ts = root.thread_ts or root.ts
    thread = [each for each in room.messages.values() if root_ts in {each.ts, each.thread_ts}]
    messages, metadata = call.page(thread, Message.to_slack)
    return {"messages": messages, "has_more": bool(metadata["next_cursor"]), "response_metadata": metadata}


def _between(call: Call, message: Message) -> bool:
    oldest, latest, ts = _moment(call, "oldest", 0.0), _moment(call, "latest", math.inf), float(message.ts)
    if ts in {oldest, latest}:
        return call.flag("inclusive")
    return oldest < ts < latest


def _moment(call: Call, name: str, default: float) -> float:
    given = call.text(name)
    try:
        return float(given) if given else default
    except ValueError as error:
        raise Refused(f"invalid_ts_{name}") from error


def _with_pin(room: Conversation, message: Message) -> Json:
    shown = message.to_slack()
    return shown | ({"pinned_to": [room.id]} if message.ts in room.pins else {})


def _channel(call: Call) -> Conversation:
    room = call.room()
    if room.kind == "im":
        raise Refused("method_not_supported_for_channel_type")
    return room


def _joined_channel(call: Call) -> Conversation:
    room = _channel(call)
    if call.caller.bot_user_id not in room.members:
        raise Refused("not_in_channel")
    if room.is_archived and call.method != "conversations.archive":
        raise Refused("is_archived")
    return room


def _check_scope(call: Call, kind: ConversationKind) -> None:
    if needed := missing_for(call.method, kind, call.caller.scopes):
        raise Refused("missing_scope", needed=needed, provided=",".join(sorted(call.caller.scopes)))
