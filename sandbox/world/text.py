"""Text as people type it and as Slack keeps it."""

import re
import secrets
from collections.abc import Callable, Iterator

from sandbox.world.messages import Draft
from sandbox.world.model import Json
from sandbox.world.store import Store

_MENTION = re.compile(r"(?<![\w.])([@#])([a-z0-9][a-z0-9._-]*)|(https?://[^\s<>]+)")


def escaped(text: str) -> str:
    """Slack keeps `&`, `<` and `>` of typed text as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_typed(store: Store, text: str) -> Draft:
    """What Slack makes of a typed message: encoded text with links, and a rich_text block beside it."""
    pieces = list(_pieces(store, text))
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [p for _, p in pieces]}]}
    return Draft(
        text="".join(encoded for encoded, _ in pieces),
        blocks=[block] if pieces else None,
        client_msg_id=secrets.token_hex(16),
    )


def with_ids(store: Store, text: str) -> str:
    """A command's text where the command asks for `should_escape`: names become ids."""
    return "".join(encoded for encoded, _ in _pieces(store, text, lambda plain: plain, named=True))


def _pieces(
    store: Store, text: str, encode: Callable[[str], str] = escaped, *, named: bool = False
) -> Iterator[tuple[str, Json]]:
    at = 0
    for match in _MENTION.finditer(text):
        piece = _piece(store, match, named=named)
        if piece is None:
            continue
        if plain := text[at : match.start()]:
            yield encode(plain), {"type": "text", "text": plain}
        yield piece
        at = match.end()
    if plain := text[at:]:
        yield encode(plain), {"type": "text", "text": plain}


def _piece(store: Store, match: re.Match[str], *, named: bool) -> tuple[str, Json] | None:
    sign, name, url = match.groups()
    if url:
        return f"<{url}>", {"type": "link", "url": url}
    if sign == "@":
        person = store.handles.get(name)
        if person is None:
            return None
        label = f"|{person.handle}" if named else ""
        return f"<@{person.id}{label}>", {"type": "user", "user_id": person.id}
    room = next((each for each in store.conversations.values() if each.name == name), None)
    if room is None:
        return None
    return f"<#{room.id}|{room.name if named else ''}>", {"type": "channel", "channel_id": room.id}
