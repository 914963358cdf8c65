"""pins.* and reactions.*."""

from sandbox.api.call import Call
from sandbox.world.errors import Refused
from sandbox.world.model import Json


def add_pin(call: Call) -> Json:
    """Pins a message of a conversation the bot is in."""
    room = call.member_room()
    if room.is_archived:
        raise Refused("is_archived")
    call.world.messages.pin(room, call.message(room), call.caller.bot_user_id)
    return {}


def remove_pin(call: Call) -> Json:
    """Unpins a message."""
    room = call.member_room()
    call.world.messages.unpin(room, call.message(room), call.caller.bot_user_id)
    return {}


def list_pins(call: Call) -> Json:
    """What is pinned, the newest pin first."""
    room = call.member_room()
    items = []
    for pin in reversed(room.pins.values()):
        message = room.messages[pin.ts].to_slack() | {"pinned_to": [room.id]}
        items.append(
            {
                "type": "message",
                "channel": room.id,
                "created": pin.at,
                "created_by": pin.by,
                "message": message,
            }
        )
    return {"items": items}


def add_reaction(call: Call) -> Json:
    """Adds the bot's reaction to a message."""
    room = call.room()
    call.world.messages.react(room, call.message(room), call.caller.bot_user_id, _name(call))
    return {}


def remove_reaction(call: Call) -> Json:
    """Takes the bot's reaction away."""
    room = call.room()
    call.world.messages.unreact(room, call.message(room), call.caller.bot_user_id, _name(call))
    return {}


def get_reactions(call: Call) -> Json:
    """A message with its reactions."""
    room = call.room()
    return {"type": "message", "channel": room.id, "message": call.message(room).to_slack()}


def _name(call: Call) -> str:
    name = call.text("name").strip(":")
    if not name:
        raise Refused("no_reaction" if call.method.endswith("remove") else "invalid_name")
    return name
