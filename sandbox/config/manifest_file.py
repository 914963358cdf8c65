"""The manifest file as in Slack's schema: its parts, their limits, a sentence for each way to break them."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import ErrorDetails

from sandbox.config.slack_names import BOT_SCOPES, EVENTS

_COMMAND: Final = r"^/\S+$"
_WEB_ADDRESS: Final = r"^https?://"
_COLOR: Final = r"^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$"


def _known_scope(name: str) -> str:
    return _known(name, BOT_SCOPES, "bot scope")


def _known_event(name: str) -> str:
    return _known(name, EVENTS, "event")


def _known(name: str, names: frozenset[str], what: str) -> str:
    if name in names:
        return name
    near = get_close_matches(name, sorted(names), n=1)
    hint = f"; did you mean {near[0]}?" if near else f"; {what}s look like {min(names)}"
    raise ValueError(f"no {what} is called {name}{hint}")


_Url = Annotated[str, Field(pattern=_WEB_ADDRESS, max_length=3500)]
_Scope = Annotated[str, Field(max_length=50), AfterValidator(_known_scope)]
_Event = Annotated[str, Field(max_length=50), AfterValidator(_known_event)]


class _Part(BaseModel):
    """A part of the file, closed as in Slack's schema. `Any` marks what the local workspace does not use."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _DisplayInformation(_Part):
    name: str = Field(min_length=1, max_length=35)
    description: str | None = Field(default=None, min_length=1, max_length=140)
    long_description: str | None = Field(default=None, min_length=175, max_length=4000)
    background_color: str | None = Field(default=None, pattern=_COLOR)


class _AppHome(_Part):
    home_tab_enabled: bool = False
    messages_tab_enabled: bool = False
    messages_tab_read_only_enabled: bool = False


class _BotUser(_Part):
    display_name: str = Field(min_length=1, max_length=80)
    always_online: bool = False


class _Command(_Part):
    command: str = Field(pattern=_COMMAND, min_length=2, max_length=32)
    description: str = Field(min_length=1, max_length=2000)
    usage_hint: str | None = Field(default=None, min_length=1, max_length=1000)
    url: Annotated[str, Field(pattern=_WEB_ADDRESS, max_length=3000)] | None = None
    should_escape: bool = False


class _Shortcut(_Part):
    name: str = Field(min_length=1, max_length=24)
    type: Literal["global", "message"]
    callback_id: str = Field(min_length=1, max_length=255)
    description: str = Field(min_length=1, max_length=150)


class _Features(_Part):
    app_home: _AppHome = _AppHome()
    bot_user: _BotUser | None = None
    slash_commands: Annotated[tuple[_Command, ...], Field(min_length=1, max_length=50, strict=False)] = ()
    shortcuts: Annotated[tuple[_Shortcut, ...], Field(min_length=1, max_length=10, strict=False)] = ()
    functions: Any = None
    workflow_steps: Any = None
    unfurl_domains: Any = None
    assistant_view: Any = None
    agent_view: Any = None
    rich_previews: Any = None
    user_connections: Any = None


class _Scopes(_Part):
    bot: Annotated[tuple[_Scope, ...], Field(max_length=255, strict=False)] = ()
    bot_optional: Annotated[tuple[_Scope, ...], Field(max_length=255, strict=False)] = ()
    user: Annotated[tuple[str, ...], Field(max_length=255, strict=False)] = ()
    user_optional: Annotated[tuple[str, ...], Field(max_length=255, strict=False)] = ()


class _OauthConfig(_Part):
    scopes: _Scopes = _Scopes()
    redirect_urls: Annotated[tuple[str, ...], Field(max_length=1000, strict=False)] = ()
    token_management_enabled: Any = None
    pkce_enabled: Any = None


class _Interactivity(_Part):
    is_enabled: bool
    request_url: _Url | None = None
    message_menu_options_url: _Url | None = None


class _EventSubscriptions(_Part):
    request_url: _Url | None = None
    bot_events: Annotated[tuple[_Event, ...], Field(max_length=100, strict=False)] = ()
    user_events: Annotated[tuple[str, ...], Field(max_length=100, strict=False)] = ()
    metadata_subscriptions: Any = None


class _Settings(_Part):
    socket_mode_enabled: bool = False
    interactivity: _Interactivity | None = None
    event_subscriptions: _EventSubscriptions = _EventSubscriptions()
    org_deploy_enabled: Any = None
    token_rotation_enabled: Any = None
    allowed_ip_address_ranges: Any = None
    incoming_webhooks: Any = None
    is_hosted: Any = None
    is_mcp_enabled: Any = None
    siws_links: Any = None
    hermes_app_type: Any = None
    function_runtime: Any = None


class ManifestFile(BaseModel):
    """The whole file."""

    # Slack's schema closes each part but not the top level.
    model_config = ConfigDict(extra="ignore", frozen=True)

    display_information: _DisplayInformation
    features: _Features = _Features()
    oauth_config: _OauthConfig = _OauthConfig()
    settings: _Settings = _Settings()


_PATTERNS: Final[Mapping[str, str]] = {
    _COMMAND: "must start with / and hold no space",
    _WEB_ADDRESS: "must start with http:// or https://",
    _COLOR: "must be a color such as #4a154b",
}
_SENTENCES: Final[Mapping[str, str]] = {
    "missing": "is required",
    "string_too_long": "must have at most {max_length} characters",
    "string_too_short": "must have at least {min_length} characters",
    "too_long": "must have at most {max_length} items",
    "too_short": "must have at least {min_length} item, or be left out",
    "string_type": "must be a string",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "literal_error": "must be {expected}",
    "value_error": "{error}",
}


def explained(error: ErrorDetails) -> str:
    """What is wrong with a value and what is allowed there."""
    if error["type"] == "extra_forbidden":
        return f"Slack knows no such key here, only {', '.join(_keys_of(error['loc'][:-1]))}"
    context = error.get("ctx", {})
    if error["type"] == "string_pattern_mismatch":
        return _PATTERNS[context["pattern"]]
    return _SENTENCES.get(error["type"], error["msg"]).format(**context)


def _keys_of(place: tuple[int | str, ...]) -> list[str]:
    """The keys Slack allows at a place in the file."""
    schema = ManifestFile.model_json_schema()
    at: dict[str, Any] = schema
    for key in place:
        at = at["items"] if isinstance(key, int) else at["properties"][key]
        at = next((each for each in at.get("anyOf", ()) if "$ref" in each), at)
        if "$ref" in at:
            at = schema["$defs"][at["$ref"].rpartition("/")[2]]
    return sorted(at["properties"])
