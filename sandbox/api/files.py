"""files.*: the upload in three steps, and the addresses for upload and download."""

from sandbox.api.call import Call
from sandbox.world.errors import Refused
from sandbox.world.messages import Draft
from sandbox.world.model import File, Json

_LONGEST_ALT_TEXT = 1000


def get_upload_url(call: Call) -> Json:
    """The first step: an address for the bytes."""
    name, length = call.need("filename"), call.number("length", 0)
    if length < 1:
        raise Refused("invalid_arguments", response_metadata={"messages": ["[ERROR] length must be above 0"]})
    description = call.text("alt_txt")
    if len(description) > _LONGEST_ALT_TEXT:
        raise Refused("alt_txt_too_large")
    upload = call.world.files.announce(call.caller, name, length, description)
    address = f"{call.world.store.base_url}/files/upload/{upload.secret}"
    return {"upload_url": address, "file_id": upload.file.id}


def complete_upload(call: Call) -> Json:
    """The third step: the files exist, and stand in the channel that was named."""
    announced = call.data("files", list) or []
    if not announced:
        raise Refused("invalid_arguments", response_metadata={"messages": ["[ERROR] files are missing"]})
    channels = call.names("channels") or call.names("channel_id")
    rooms = [call.world.store.conversations.get(each) for each in channels]
    if any(room is None or call.caller.bot_user_id not in room.members for room in rooms):
        raise Refused("channel_not_found")
    files = [
        call.world.files.complete(call.caller, str(each.get("id", "")), str(each.get("title") or ""))
        for each in announced
    ]
    for room in filter(None, rooms):
        for file in files:
            file.channels.append(room.id)
        draft = Draft(text=call.text("initial_comment"), files=files, thread_ts=call.text("thread_ts"))
        call.world.messages.post(room, call.caller, draft)
    return {"files": [file.to_slack() for file in files]}


def info(call: Call) -> Json:
    """One file."""
    return {"file": _visible(call).to_slack(), "comments": [], "response_metadata": {"next_cursor": ""}}


def delete(call: Call) -> Json:
    """Deletes one of the bot's own files."""
    file = _visible(call)
    if file.owner != call.caller.bot_user_id:
        raise Refused("cant_delete_file")
    call.world.files.remove(file)
    return {}


def _visible(call: Call) -> File:
    file = call.world.files.get(call.text("file"))
    if file.team_id == call.caller.team_id:
        return file
    rooms = [call.world.store.conversations[each] for each in file.channels]
    if not any(call.caller.team_id in room.teams for room in rooms):
        raise Refused("file_not_found")
    return file
