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
    parts = list(_blocks(message.blocks or [])) or [message.text]
    for attachment in message.attachments or []:
        parts += [str(attachment[key]) for key in ("pretext", "title", "text") if attachment.get(key)]
        parts += _blocks(attachment.get("blocks") or [])
    parts += [file.title for file in message.files]
    return readable(store, "\n".join(part for part in parts if part))


def text_of_view(store: Store, view: View) -> str:
    """A view's title and blocks."""
    title = view.body.get("title") or {}
    return readable(store, "\n".join([str(title.get("text", "")), *_blocks(view.blocks)]))


def readable(store: Store, text: str) -> str:
    """Slack's markup resolved: names for ids, labels for links, and `&`, `<`, `>` for their entities."""
    shown = _MARKUP.sub(lambda match: _resolved(store, match), text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _resolved(store: Store, match: re.Match[str]) -> str:
    sign, target, label = match.groups()
    if sign == "@":
        person = store.people.get(target)
        return f"@{person.name}" if person is not None else f"@{label or target}"
    if sign == "#":
        room = store.conversations.get(target)
        return f"#{room.name}" if room is not None else f"#{label or target}"
    if sign == "!":
        return label or f"@{target}"
    # Only addresses are links; "<b>" that an app forgot to escape stays as it is.
    return label or target if ":" in target else match.group()


def _blocks(blocks: list[Json]) -> Iterator[str]:
    for block in blocks:
        yield from _words(block)


def _words(node: Any) -> Iterator[str]:
    """The texts of a node in reading order; rich text runs together into one line."""
    if isinstance(node, list):
        for each in node:
            yield from _words(each)
        return
    if not isinstance(node, dict):
        return
    kind = node.get("type", "")
    if kind in {"plain_text", "mrkdwn", "raw_text", "markdown"}:
        yield str(node.get("text", ""))
    elif kind.startswith("rich_text"):
        yield from _rich(node)
    else:
        for key in _TEXT_KEYS:
            value = node.get(key)
            if key in {"alt_text", "text"} and isinstance(value, str):
                yield value
            else:
                yield from _words(value)


def _rich(node: Json) -> Iterator[str]:
    inner = node.get("elements", [])
    if any(str(each.get("type", "")).startswith("rich_text") for each in inner):
        for each in inner:
            yield from _rich(each)
        return
    yield "".join(_run(each) for each in inner)


def _run(node: Json) -> str:
    match node.get("type"):
        case "user":
            return f"<@{node['user_id']}>"
        case "channel":
            return f"<#{node['channel_id']}>"
        case "emoji":
            return f":{node['name']}:"
        case "broadcast":
            return f"@{node['range']}"
        case "link":
            return str(node.get("text") or node["url"])
        case _:
            return str(node.get("text", ""))
