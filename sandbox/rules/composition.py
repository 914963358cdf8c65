"""Block Kit's composition objects: text, options, confirmation, filters, files."""

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.rules.shapes import (
    FINE,
    Check,
    Findings,
    Problem,
    Rule,
    anything,
    array,
    at_least_one,
    boolean,
    by_type,
    exactly_one,
    one_of,
    problem,
    record,
    string,
    web_address,
)

PLAIN = "plain_text"
MRKDWN = "mrkdwn"


def plain(maximum: int) -> Check:
    """A text object that Slack accepts as plain text only."""
    return by_type({PLAIN: _plain_body(maximum)})


def text(maximum: int) -> Check:
    """A text object, plain or mrkdwn."""
    return by_type({PLAIN: _plain_body(maximum), MRKDWN: _mrkdwn_body(maximum)})


def _plain_body(maximum: int) -> Check:
    return record({"type": anything, "text": string(maximum), "emoji": boolean}, required=["text"])


def _mrkdwn_body(maximum: int) -> Check:
    return record({"type": anything, "text": string(maximum), "verbatim": boolean}, required=["text"])


CONTEXT_TEXTS: Mapping[str, Check] = {PLAIN: _plain_body(3000), MRKDWN: _mrkdwn_body(3000)}
"""The text objects that stand directly among a context block's elements."""

identifier = string(255)
"""A block_id, action_id, callback_id or external_id."""

style = one_of("primary", "danger")

confirm = record(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30), "style": style},
    required=["title", "text", "confirm", "deny"],
)

dispatch_action_config = record(
    {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 2)},
    required=["trigger_actions_on"],
)

conversation_filter = record(
    {
        "include": array(one_of("im", "mpim", "private", "public")),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    rules=[at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users")],
)

slack_file = record({"id": string(), "url": string(3000)}, rules=[exactly_one("id", "url")])

IMAGE_FIELDS: Mapping[str, Check] = {
    "type": anything,
    "image_url": web_address(),
    "slack_file": slack_file,
    "alt_text": string(2000),
    # What Slack adds to a stored image: apps send a message's own blocks back when they update it.
    **dict.fromkeys(("fallback", "image_width", "image_height", "image_bytes", "is_animated"), anything),
}
"""What an image element and an image block have in common."""


def one_image(value: Mapping[str, Any]) -> Findings:
    """An image comes from a URL or from a file in Slack, not from both."""
    return exactly_one("image_url", "slack_file")(value)


plain_option = record({"text": plain(75), "value": string(150), "description": plain(75)}, required=["text", "value"])
"""An option of a select menu."""

rich_option = record({"text": text(75), "value": string(150), "description": text(75)}, required=["text", "value"])
"""An option of checkboxes and radio buttons, which may be mrkdwn."""

overflow_option = record(
    {"text": plain(75), "value": string(150), "description": plain(75), "url": string(3000)},
    required=["text", "value"],
)
"""An option of an overflow menu, which may open a URL."""

option_group = record({"label": plain(75), "options": array(plain_option, 100)}, required=["label", "options"])


def choices(value: Mapping[str, Any]) -> Findings:
    """No two options of an element share a value; what is chosen at first is among them, word for word."""
    listed = list(_listed(value))
    seen: set[str] = set()
    found: list[Problem] = []
    for path, option in listed:
        if option["value"] in seen:
            found.append(Problem(f"{path}/value", f'`value` "{option["value"]}" already exists'))
        seen.add(option["value"])
    for path, initial in _initial(value):
        if not any(_same_option(initial, option) for _, option in listed):
            found.append(Problem(path, "must be one of the provided options"))
    return found


def options_or_groups(value: Mapping[str, Any]) -> Findings:
    """A static menu has options, or groups of options."""
    return exactly_one("options", "option_groups")(value)


def _listed(value: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    for index, option in enumerate(value.get("options", ())):
        yield f"/options/{index}", option
    for outer, group in enumerate(value.get("option_groups", ())):
        for index, option in enumerate(group["options"]):
            yield f"/option_groups/{outer}/options/{index}", option


def _initial(value: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    if "initial_option" in value:
        yield "/initial_option", value["initial_option"]
    for index, option in enumerate(value.get("initial_options", ())):
        yield f"/initial_options/{index}", option


def _same_option(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Value, text and description count; `emoji` and `verbatim`, which Slack fills in itself, do not."""
    return (
        one["value"] == other["value"]
        and _same_text(one["text"], other["text"])
        and _same_text(one.get("description"), other.get("description"))
    )


def _same_text(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    if one is None or other is None:
        return one is other
    return bool(one["type"] == other["type"] and one["text"] == other["text"])


def within_maximum(name: str) -> Rule:
    """No more preselected items than `max_selected_items` allows."""

    def rule(value: Mapping[str, Any]) -> Findings:
        most = value.get("max_selected_items")
        if most is not None and len(value.get(name, ())) > most:
            return problem(f"no more than {most} items allowed", at=f"/{name}")
        return FINE

    return rule
