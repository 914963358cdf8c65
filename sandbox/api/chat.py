"""chat.*: what the bot says."""

from sandbox.api.call import Call
from sandbox.api.checked import checked_draft
from sandbox.world.errors import Refused
from sandbox.world.messages import Draft
from sandbox.world.model import Conversation, Json, Message


def post_message(call: Call) -> Json:
    """Posts to a conversation, or to a person's direct conversation with the app."""
    draft = _draft(call)
    room = _target(call)
    if room.is_archived:
        raise Refused("is_archived")
    if call.caller.bot_user_id not in room.members:
        _check_may_post_from_outside(call, room)
    draft.thread_ts = call.text("thread_ts")
    if draft.thread_ts:
        draft.thread_ts = _thread_root(room, draft.thread_ts)
    message = call.world.messages.post(room, call.caller, draft)
    return {"channel": room.id, "ts": message.ts, "message": message.to_slack()}


def post_ephemeral(call: Call) -> Json:
    """Shows a message to one member of a conversation."""
    draft = _draft(call)
    room = call.room(by_name=True)
    if room.is_archived:
        raise Refused("is_archived")
    if call.caller.bot_user_id not in room.members:
        raise Refused("not_in_channel" if room.kind == "channel" else "channel_not_found")
    person = call.world.store.people.get(call.need("user"))
    if person is None or person.id not in room.members:
        raise Refused("user_not_in_channel")
    draft.thread_ts = call.text("thread_ts")
    message = call.world.messages.whisper(room, call.caller, draft, person.id)
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    """Changes one of the bot's own messages."""
    draft = _draft(call)
    room = call.room()
    message = _own(call, room, "cant_update_message")
    call.world.messages.edit(room, message, draft)
    return {"channel": room.id, "ts": message.ts, "text": message.text, "message": message.to_slack()}


def delete(call: Call) -> Json:
    """Takes one of the bot's own messages away."""
    room = call.room()
    message = _own(call, room, "cant_delete_message")
    call.world.messages.remove(room, message)
    return {"channel": room.id, "ts": message.ts}


def permalink(call: Call) -> Json:
    """The address of a message."""
    room = call.room()
    message = call.message(room, "message_ts")
    domain = call.world.store.teams[call.bot.team_id].domain
    address = f"https://{domain}.slack.com/archives/{room.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts:
        address += f"?thread_ts={message.thread_ts}&cid={room.id}"
    return {"channel": room.id, "permalink": address}


def _draft(call: Call) -> Draft:
    payload = {
        "text": call.args.get("text"),
        "markdown_text": call.args.get("markdown_text"),
        "blocks": call.data("blocks", list, "invalid_blocks_format"),
        "attachments": call.data("attachments", list, "invalid_attachments"),
        "metadata": call.data("metadata", dict, "invalid_metadata_format"),
    }
    return checked_draft({name: value for name, value in payload.items() if value is not None})


def _target(call: Call) -> Conversation:
    wanted = call.text("channel")
    person = call.world.store.people.get(wanted)
    if person is None:
        return call.room(by_name=True)
    if person.is_bot or not call.knows(person):
        raise Refused("channel_not_found")
    if not call.world.app.messages_tab:
        raise Refused("messages_tab_disabled")
    return call.world.rooms.direct(call.caller, person)


def _check_may_post_from_outside(call: Call, room: Conversation) -> None:
    """`chat:write.public` lets a bot post to its own workspace's public channels without joining them."""
    foreign = room.team_id != call.caller.team_id
    if room.kind != "channel" or foreign or "chat:write.public" not in call.caller.scopes:
        raise Refused("not_in_channel")


def _thread_root(room: Conversation, ts: str) -> str:
    """Replies always hang on the first message: one to a reply joins its thread."""
    message = room.messages.get(ts)
    if message is None:
        raise Refused("cannot_reply_to_message")
    return message.thread_ts or message.ts


def _own(call: Call, room: Conversation, refusal: str) -> Message:
    message = call.message(room, "ts")
    if message.bot_id != call.caller.bot_id:
        raise Refused(refusal)
    if room.is_archived:
        raise Refused("is_archived")
    return message
