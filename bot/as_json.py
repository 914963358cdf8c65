"""Blocks and views as JSON: the same as the SDK's `to_dict()`, at a fraction of its cost.

The SDK looks through all attributes of every object for its checks, each time. Here a class's checks are found once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import orjson
from slack_sdk.models.basic_objects import EMPTY_ALLOWED_TYPE_AND_PROPERTY_LIST, JsonObject
from slack_sdk.models.blocks import Option

from handlers.blocks import Prepared

Json = Mapping[str, Any]

_MAY_BE_EMPTY = frozenset((each["type"], each["property"]) for each in EMPTY_ALLOWED_TYPE_AND_PROPERTY_LIST)


def as_json(model: JsonObject) -> Json:
    """What `model.to_dict()` gives. Raises its SlackObjectFormationError for what Slack would not take."""
    if isinstance(model, Prepared):
        return model.written
    kind = type(model)
    for check in _checks(kind):
        check(model)
    if isinstance(model, Option):
        return _option(model)
    if kind.to_dict is not JsonObject.to_dict:
        return model.to_dict()
    found: dict[str, Any] = {}
    for name in _names(kind):
        value = getattr(model, name, None)
        if isinstance(value, str):
            if value:
                found[name] = value
        elif _is_given(model, name, value):
            found[name] = _plain(value)
    return found


def as_text(body: Mapping[str, Any]) -> str:
    """A body written out: by orjson, in a tenth of the time, but for halves of characters, which it refuses."""
    try:
        return orjson.dumps(body).decode()
    except orjson.JSONEncodeError:
        return json.dumps(body)


def _option(option: Option) -> Json:
    """There are hundreds in a list of countries."""
    if option._text is None:
        return option.to_dict()
    found: dict[str, Any] = {"text": as_json(option._text), "value": option.value}
    if option._block_description is not None:
        found["description"] = as_json(option._block_description)
    if option.url:
        found["url"] = option.url
    return found


def _is_given(model: JsonObject, name: str, value: Any) -> bool:
    """None is left out, and so is what is empty, but for the few things that Slack takes empty."""
    if value is None:
        return False
    if not hasattr(value, "__len__") or len(value) > 0:
        return True
    return (getattr(model, "type", None), name) in _MAY_BE_EMPTY


def _plain(value: Any) -> Any:
    if isinstance(value, JsonObject):
        return as_json(value)
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if callable(getattr(value, "to_dict", None)):
        return value.to_dict()
    return value


@cache
def _names(kind: type[JsonObject]) -> Sequence[str]:
    """The fields of a class, in the SDK's order. Some classes tell them by a property, which needs an object."""
    return tuple(sorted(kind.__new__(kind).attributes))


@cache
def _checks(kind: type[JsonObject]) -> Sequence[Callable[[JsonObject], None]]:
    """The methods of a class that the SDK has marked as checks, in its order."""
    members = (getattr(kind, name, None) for name in dir(kind) if not name.startswith("__"))
    return tuple(each for each in members if callable(each) and hasattr(each, "validator"))
