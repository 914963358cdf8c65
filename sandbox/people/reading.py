"""Blocks as a person reads them: plain text, top to bottom."""

import re
from collections.abc import Iterator
from typing import Any

from sandbox.world.model import Json, Message, View
from sandbox.world.store import Store

_MARKUP = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")
_TEXT_KEYS = ("title", "label", "text", "fields", "elements", "element", "accessory", "hint", "rows", "alt_text")


def text_of_message(store: Store, message: Message) -> str:
    """A message's blocks, or its text where it has none, then its attachments and files."""
    parts = list(_blocks(store, message.blocks or [])) or [readable(store, message.text)]
    for attachment in message.attachments or []:
        parts += [readable(store, str(attachment[key])) for key in ("pretext", "title", "text") if attachment.get(key)]
        parts += _blocks(store, attachment.get("blocks") or [])
    parts += [file.title for file in message.files]
    return "\n".join(part for part in parts if part)


def text_of_view(store: Store, view: View) -> str:
    """A view's title and blocks."""
    title = view.body.get("title") or {}
    return "\n".join(filter(None, [str(title.get("text", "")), *_blocks(store, view.blocks)]))


def readable(store: Store, text: str) -> str:
    """mrkdwn with its links resolved: names for ids, labels for addresses, and `&`, `<`, `>` for their entities."""
    shown = _MARKUP.sub(lambda match: _resolved(store, match), text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _resolved(store: Store, match: re.Match[str]) -> str:
    sign, target, label = match.groups()
    if sign == "@":
        return _person(store, target)
    if sign == "#":
        return _room(store, target)
    if sign == "!":
        return label or f"@{target}"
    # Only addresses are links; "<b>" that an app forgot to escape stays as it is.
    return label or target if ":" in target else match.group()


def _person(store: Store, user_id: str) -> str:
    person = store.people.get(user_id)
    return f"@{person.name if person is not None else user_id}"


def _room(store: Store, channel_id: str) -> str:
    room = store.conversations.get(channel_id)
    return f"#{room.name if room is not None else channel_id}"


def _blocks(store: Store, blocks: list[Json]) -> Iterator[str]:
    for block in blocks:
        yield from _words(store, block)


def _words(store: Store, node: Any) -> Iterator[str]:
    """The texts of a node in reading order. Only mrkdwn knows markup; plain and rich text mean what they say."""
    if isinstance(node, list):
        for each in node:
            yield from _words(store, each)
    elif isinstance(node, dict):
        kind = str(node.get("type", ""))
        if kind == "mrkdwn":
            yield readable(store, str(node.get("text", "")))
        elif kind.startswith("rich_text"):
            yield from _rich(store, node)
        else:
            yield from _parts(store, node)


def _parts(store: Store, node: Json) -> Iterator[str]:
    for key in _TEXT_KEYS:
        value = node.get(key)
        if key in {"text", "alt_text"} and isinstance(value, str):
            yield value
        else:
            yield from _words(store, value)


def _rich(store: Store, node: Json) -> Iterator[str]:
    """A line for each section, list item, quote or block of code."""
    inner = node.get("elements", [])
    if any(str(each.get("type", "")).startswith("rich_text") for each in inner):
        for each in inner:
            yield from _rich(store, each)
    else:
        yield "".join(_run(store, each) for each in inner)


def _run(store: Store, node: Json) -> str:
    match node.get("type"):
        case "user":
            return _person(store, node["user_id"])
        case "channel":
            return _room(store, node["channel_id"])
        case "emoji":
            return f":{node['name']}:"
        case "broadcast":
            return f"@{node['range']}"
        case "link":
            return str(node.get("text") or node["url"])
        case _:
            return str(node.get("text", ""))
