"""The grammar the Block Kit rules are written in.

A *check* takes a value and returns what Slack would object to, with JSON pointers relative to that value.
A check that finds nothing returns an empty sequence, so valid payloads cost no path building; only a finding
gets its path, one key at each level on the way up.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True)
class Problem:
    """One objection: a JSON pointer into the payload, and Slack's sentence about it.

    `str()` gives the form Slack puts into `errors`; `response_metadata.messages` has `[ERROR] ` before it.
    """

    path: str
    message: str

    @property
    def code(self) -> str | None:
        """Slack's error for this objection where it has one of its own, such as `msg_too_long`; else None."""
        head, colon, _ = self.message.partition(": ")
        return head if colon and head in _OWN_ERRORS else None

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.path}]"

    def below(self, key: str | int) -> "Problem":
        """The same objection, seen from the object or list that holds it under `key`."""
        return Problem(f"/{_escaped(key)}{self.path}", self.message)


_OWN_ERRORS: Final = frozenset(
    {
        "invalid_attachments",
        "invalid_blocks_format",
        "markdown_text_conflict",
        "msg_blocks_too_long",
        "msg_too_long",
        "too_many_attachments",
        "view_too_large",
    }
)
FINE: Final[tuple[Problem, ...]] = ()

Findings = Sequence[Problem]
Check = Callable[[object], Findings]
Fields = Mapping[str, Check]
Rule = Callable[[Mapping[str, Any]], Findings]
"""Looks at a whole object whose fields are each in order."""


def problem(message: str, *, at: str = "") -> Findings:
    """A single finding; `at` is a pointer relative to the value looked at."""
    return (Problem(at, message),)


def anything(value: object) -> Findings:
    """Accepts every value: for fields that Slack passes through unread."""
    del value
    return FINE


def boolean(value: object) -> Findings:
    """A JSON boolean."""
    return FINE if isinstance(value, bool) else problem("must provide a boolean")


def string(maximum: int | None = None, *, minimum: int = 1, like: str | None = None, what: str = "") -> Check:
    """A string of `minimum` to `maximum` characters; all of it matches `like`, which `what` puts in words."""
    pattern = re.compile(like) if like else None

    def check(value: object) -> Findings:
        if not isinstance(value, str):
            return problem("must provide a string")
        if len(value) < minimum:
            return problem(f"must be more than {minimum - 1} characters")
        if maximum is not None and len(value) > maximum:
            return problem(f"must be less than {maximum + 1} characters")
        if pattern and not pattern.fullmatch(value):
            return problem(f"must be {what}")
        return FINE

    return check


def web_address(maximum: int = 3000) -> Check:
    """An http or https URL."""
    return string(maximum, like=r"(?is)https?://\S+", what="a valid URL")


def integer(minimum: int, maximum: int | None = None) -> Check:
    """A JSON integer within bounds, both included."""

    def check(value: object) -> Findings:
        if not isinstance(value, int) or isinstance(value, bool):
            return problem("must provide an integer")
        if value < minimum:
            return problem(f"must be greater than {minimum - 1}")
        if maximum is not None and value > maximum:
            return problem(f"must be less than {maximum + 1}")
        return FINE

    return check


def number(value: object) -> Findings:
    """A JSON number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return problem("must provide a number")
    return FINE


def one_of(*allowed: str) -> Check:
    """One of a closed set of words."""
    words = ", ".join(allowed)

    def check(value: object) -> Findings:
        return FINE if value in allowed else problem(f"must be a valid enum value ({words})")

    return check


def array(item: Check, maximum: int | None = None, *, minimum: int = 1) -> Check:
    """A list of `minimum` to `maximum` items; past the maximum the items themselves are not looked at."""

    def check(value: object) -> Findings:
        if not isinstance(value, list | tuple):
            return problem("must provide an array")
        if len(value) < minimum:
            return problem(f"must provide at least {minimum} items")
        if maximum is not None and len(value) > maximum:
            return problem(f"no more than {maximum} items allowed")
        found: list[Problem] = []
        for index, each in enumerate(value):
            if objections := item(each):
                found.extend(one.below(index) for one in objections)
        return found

    return check


def record(fields: Fields, *, required: Collection[str] = (), rules: Iterable[Rule] = ()) -> Check:
    """An object with these fields and no others. Its `rules` run only once every field is in order."""
    rules = tuple(rules)
    required = tuple(required)

    def check(value: object) -> Findings:
        if not isinstance(value, Mapping):
            return problem("must provide an object")
        found = [Problem("", f"missing required field: {name}") for name in required if name not in value]
        for key, content in value.items():
            field = fields.get(key)
            if field is None:
                found.append(Problem("", f"invalid additional property: {key}"))
            elif objections := field(content):
                found.extend(one.below(key) for one in objections)
        if not found:
            for rule in rules:
                found.extend(rule(value))
        return found

    return check


def by_type(variants: Mapping[str, Check]) -> Check:
    """An object whose `type` says which of the variants it must be."""

    def check(value: object) -> Findings:
        if not isinstance(value, Mapping):
            return problem("must provide an object")
        if "type" not in value:
            return problem("missing required field: type")
        variant = variants.get(value["type"]) if isinstance(value["type"], str) else None
        if variant is None:
            return problem(f"unsupported type: {value['type']}", at="/type")
        return variant(value)

    return check


def exactly_one(*names: str) -> Rule:
    """Of these fields one must be there, and only one."""
    quoted = [f"`{name}`" for name in names]

    def rule(value: Mapping[str, Any]) -> Findings:
        given = sum(name in value for name in names)
        if given == 1:
            return FINE
        if given:
            return problem(f"cannot provide both {' and '.join(quoted)}")
        return problem(f"must define either {' or '.join(quoted)}")

    return rule


def at_least_one(*names: str) -> Rule:
    """Of these fields at least one must be there."""
    listed = " or ".join(f"`{name}`" for name in names)

    def rule(value: Mapping[str, Any]) -> Findings:
        return FINE if any(name in value for name in names) else problem(f"must define either {listed}")

    return rule


def in_order(low: str, high: str) -> Rule:
    """Where both fields are there, the first does not exceed the second (numbers, or numbers in strings)."""

    def rule(value: Mapping[str, Any]) -> Findings:
        if low in value and high in value and float(value[low]) > float(value[high]):
            return problem(f"must not be greater than `{high}`", at=f"/{low}")
        return FINE

    return rule


def _escaped(key: str | int) -> str:
    text = str(key)
    return text.replace("~", "~0").replace("/", "~1") if "~" in text or "/" in text else text
