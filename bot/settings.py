"""The settings of one process: environment variables and `.env`, checked before anything starts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.billing.secrets import split_secrets
from bot.oauth.keys import split_keys
from domain.benefits import HANDLED
from domain.program import Program

SLACK_API = "https://slack.com/api/"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""The hosts that are this machine itself."""

DATABASES = ("sqlite://", "postgresql+psycopg://")


class LogFormat(StrEnum):
    CONSOLE = "console"
    JSON = "json"


class SettingsError(Exception):
    """One wrong or missing setting, in one line: the variable, what is wrong with it, and the fix."""

    def __init__(self, variable: str, problem: str) -> None:
        super().__init__(f"{variable}: {problem}")
        self.variable = variable
        self.problem = problem


def _secret(prefix: str, where: str) -> AfterValidator:
    def check(value: SecretStr) -> SecretStr:
        if not value.get_secret_value().startswith(prefix):
            raise ValueError(f"must start with {prefix}; copy it from {where} of your app at api.slack.com/apps")
        return value

    return AfterValidator(check)


def _slack_id(letters: str, example: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(rf"[{letters}][A-Z0-9]{{2,}}", value):
            raise ValueError(f"must be an id such as {example}, not {value!r}")
        return value

    return AfterValidator(check)


def _billing_secrets(value: SecretStr) -> SecretStr:
    split_secrets(value.get_secret_value())
    return value


def _encryption_keys(value: SecretStr) -> SecretStr:
    split_keys(value.get_secret_value())
    return value


def _database(value: str) -> str:
    if not value.startswith(DATABASES):
        raise ValueError("must be sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME")
    return value


def _web_address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
        raise ValueError(f"must be an address that starts with https:// (or http://), not {value!r}")
    return value


def _base(value: str) -> str:
    return _web_address(value).rstrip("/") + "/"


ChannelId = Annotated[str, _slack_id("CG", "C0123ABCD (at the end of “View channel details” in Slack)")]


@dataclass(frozen=True)
class OAuthSettings:
    """What installation by others needs. `keys`: the first one encrypts tokens, all of them read."""

    client_id: str
    client_secret: str = field(repr=False)
    keys: tuple[str, ...] = field(repr=False)
    public_url: str


class Settings(BaseSettings):
    """Every variable of the environment. Secrets show themselves only through `get_secret_value()`."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    slack_bot_token: Annotated[SecretStr, _secret("xoxb-", "“OAuth & Permissions”")] | None = None
    slack_app_token: Annotated[SecretStr, _secret("xapp-", "“Basic Information”")] | None = None
    slack_signing_secret: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_api_url: Annotated[str, AfterValidator(_base)] = SLACK_API
    database_url: Annotated[str, AfterValidator(_database)] = "sqlite:///partners.db"
    program_file: Path = Path("program.yml")
    vendor_team_id: Annotated[str, _slack_id("TE", "T0123ABCD")] | None = None
    leads_channel: ChannelId | None = None
    claims_channel: ChannelId | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 3000
    billing_webhook_secret: Annotated[SecretStr, AfterValidator(_billing_secrets)] | None = None
    token_encryption_key: Annotated[SecretStr, AfterValidator(_encryption_keys)] | None = None
    public_url: Annotated[str, AfterValidator(_web_address)] | None = None
    log_format: LogFormat = LogFormat.CONSOLE

    @property
    def socket_mode(self) -> bool:
        """Whether the bot connects to Slack by itself; otherwise Slack sends HTTP requests to it."""
        return self.slack_app_token is not None

    @property
    def billing_secrets(self) -> tuple[str, ...]:
        """What billing events are signed with: any one of these; nothing where none are taken."""
        secret = self.billing_webhook_secret
        return split_secrets(secret.get_secret_value()) if secret else ()

    @property
    def bot_token(self) -> str:
        """The token that calls to Slack are made with. SettingsError where there is none."""
        if self.slack_bot_token is None:
            raise SettingsError("SLACK_BOT_TOKEN", "is missing; " + NEEDED["SLACK_BOT_TOKEN"])
        return self.slack_bot_token.get_secret_value()

    @property
    def oauth(self) -> OAuthSettings | None:
        """Installation by others; None where a setting for it is missing."""
        client_id, secret, keys = self.slack_client_id, self.slack_client_secret, self.token_encryption_key
        if client_id is None or secret is None or keys is None or self.public_url is None:
            return None
        return OAuthSettings(
            client_id, secret.get_secret_value(), split_keys(keys.get_secret_value()), self.public_url.rstrip("/")
        )

    def require_slack(self) -> None:
        """Raises SettingsError for the first setting that `run` needs and does not have."""
        if self.slack_bot_token is None and self.oauth is None:
            raise SettingsError("SLACK_BOT_TOKEN", "is missing; " + NEEDED["SLACK_BOT_TOKEN"])
        if self.slack_bot_token is None and self.vendor_team_id is None:
            raise SettingsError("VENDOR_TEAM_ID", "is missing; " + VENDOR_BY_INSTALLATION)
        if self.slack_app_token is None and self.slack_signing_secret is None:
            raise SettingsError("SLACK_APP_TOKEN", "is missing; " + NEEDED["SLACK_APP_TOKEN"])
        if self.leads_channel is None:
            raise SettingsError("LEADS_CHANNEL", "is missing; " + NEEDED["LEADS_CHANNEL"])

    @property
    def claims_desk(self) -> str | None:
        """The channel of claims; without one of their own they go where leads go, so that none waits for a place."""
        return self.claims_channel or self.leads_channel

    @property
    def desks(self) -> frozenset[str]:
        """The channels of leads and of claims, as far as they are set."""
        return frozenset(filter(None, (self.leads_channel, self.claims_channel)))


VENDOR_BY_INSTALLATION = (
    "without SLACK_BOT_TOKEN it tells which of the installations is your own: set it to your workspace's id (T…)"
)
OAUTH = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "TOKEN_ENCRYPTION_KEY", "PUBLIC_URL")
"""What installation by others needs, all of it."""

NEEDED = {
    "SLACK_BOT_TOKEN": "set it to the “Bot User OAuth Token” (xoxb-…) of your app",
    "SLACK_APP_TOKEN": "set it to an app-level token (xapp-…) for Socket Mode, or set SLACK_SIGNING_SECRET for HTTP",
    "LEADS_CHANNEL": "set it to the id of the channel where your sales team works on leads",
}


def has_desk(program: Program) -> bool:
    """Whether the program has benefits that somebody delivers. Their claims need a channel, whoever handles them:
    what an account manager is late with comes up there, and what is for an account manager where there is none."""
    return any(benefit.way in HANDLED for benefit in program.benefits)


class _Given(Settings):
    """Settings from given values only: neither the environment nor `.env` is read."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is pydantic's
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def load_settings(env_file: Path | None = Path(".env")) -> Settings:
    """The settings of the environment, over those of a file. Raises SettingsError."""
    return _checked(Settings, {"_env_file": env_file})


def given_settings(**values: Any) -> Settings:
    """Settings from these values and defaults alone, for the demo and tests. Raises SettingsError."""
    return _checked(_Given, values)


def _checked(kind: type[Settings], values: Mapping[str, Any]) -> Settings:
    try:
        return kind(**values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise SettingsError(str(first["loc"][0]).upper(), _sentence(first["msg"])) from None


def _sentence(message: str) -> str:
    own = message.removeprefix("Value error, ")
    return own if own != message else own[0].lower() + own[1:]
