"""Slack: the tokens, what they may do, and the channels the bot writes to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.doctor.findings import Finding, fine, left_out, wrong
from bot.doctor.installing import vendor_token
from bot.manifest import ManifestFileError, declared_scopes, read_manifest
from bot.oauth.names import INSTALL_PATH
from bot.settings import SLACK_API, Settings
from bot.slack_asked import NO_ANSWER, asking_client

CODE = re.compile(r"[a-z0-9_]+")
REINSTALL = "update the app from manifest.yml and reinstall it at api.slack.com/apps"
COPY_AGAIN = "copy it again from api.slack.com/apps"
TOKEN_ERRORS = {
    "invalid_auth": f"Slack does not know the token; {COPY_AGAIN}",
    "not_authed": f"Slack does not know the token; {COPY_AGAIN}",
    "account_inactive": "the app was removed from the workspace; install it again at api.slack.com/apps",
    "token_revoked": "the token was revoked; install the app again at api.slack.com/apps",
    "token_expired": "the token has expired; install the app by OAuth, or make it anew with token rotation off",
    "not_allowed_token_type": f"this is not the kind of token that belongs here; {COPY_AGAIN}",
    "missing_scope": f"a scope is missing; {REINSTALL}",
    "ratelimited": "Slack asks to wait; try again in a minute",
}
MAKE_ANEW = "make a new one with connections:write under “Basic Information” of your app at api.slack.com/apps"
APP_TOKEN_ERRORS = {
    "missing_scope": f"the token lacks connections:write; {MAKE_ANEW}",
    **dict.fromkeys(("account_inactive", "token_revoked", "token_expired"), f"it is no longer valid; {MAKE_ANEW}"),
}
"""App-level tokens come neither from the manifest nor from an installation."""


class SlackSaidNoError(Exception):
    """A refusal or no answer, as a sentence; `code` is Slack's, where there is one."""

    def __init__(self, sentence: str, code: str = "") -> None:
        super().__init__(sentence)
        self.code = code


def examine_slack(settings: Settings) -> Iterator[Finding]:
    """Asks Slack, and changes nothing there."""
    token = settings.bot_token if settings.slack_bot_token else vendor_token(settings)
    if token is not None:
        yield from _examine_bot(settings, asking_client(settings.slack_api_url, token))
    elif settings.oauth is not None:
        where = f"{settings.oauth.public_url}{INSTALL_PATH}"
        yield wrong("bot token", f"the app is not installed in VENDOR_TEAM_ID's workspace; install it at {where}")
    else:
        yield left_out("bot token", "not looked at: SLACK_BOT_TOKEN is missing or wrong")
    if settings.slack_app_token is None:
        yield left_out("app token", "not looked at: SLACK_APP_TOKEN is missing or wrong")
    else:
        yield _examine_app_token(settings, settings.slack_app_token.get_secret_value())


def _examine_bot(settings: Settings, client: WebClient) -> Iterator[Finding]:
    try:
        answer = _asked(settings, client.auth_test)
    except SlackSaidNoError as error:
        yield wrong("bot token", str(error))
        return
    yield fine("bot token", f"{answer['user']} in {answer['team']}")
    yield _same_team(settings, str(answer["team_id"]))
    yield _granted(answer)
    yield from _channels(settings, client)


def _same_team(settings: Settings, team: str) -> Finding:
    if settings.vendor_team_id in {None, team}:
        return fine("workspace", team)
    return wrong(
        "workspace",
        f"the token is of {team}, but VENDOR_TEAM_ID is {settings.vendor_team_id}; "
        f"set that to {team}, or SLACK_BOT_TOKEN to the token of the app in {settings.vendor_team_id}",
    )


def _granted(answer: SlackResponse) -> Finding:
    headers = {str(name).lower(): value for name, value in answer.headers.items()}
    granted = {scope.strip() for scope in str(headers.get("x-oauth-scopes", "")).split(",")}
    try:
        missing = sorted(declared_scopes(read_manifest()) - granted)
    except ManifestFileError:
        return left_out("scopes", "not looked at: manifest.yml can't be read")
    return (
        wrong("scopes", f"the token lacks {', '.join(missing)}; {REINSTALL}") if missing else fine("scopes", "granted")
    )


def _channels(settings: Settings, client: WebClient) -> Iterator[Finding]:
    for name, channel in (("LEADS_CHANNEL", settings.leads_channel), ("CLAIMS_CHANNEL", settings.claims_channel)):
        if channel is None:
            yield left_out(f"{name} in Slack", f"not looked at: {name} is missing or wrong")
        else:
            yield _channel(settings, client, f"{name} in Slack", channel)


def _channel(settings: Settings, client: WebClient, what: str, channel: str) -> Finding:
    try:
        found: dict[str, Any] = _asked(settings, lambda: client.conversations_info(channel=channel))["channel"]
    except SlackSaidNoError as error:
        if error.code == "channel_not_found":
            return wrong(
                what, f"{channel} is not there, or private without the bot; check the id, and invite the bot there"
            )
        return wrong(what, str(error))
    if found.get("is_archived"):
        return wrong(what, f"#{found['name']} is archived; unarchive it or choose another channel")
    if not found.get("is_member"):
        return wrong(what, f"the bot is not in #{found['name']}; invite it there: /invite @Partner Program")
    return fine(what, f"#{found['name']}")


def _examine_app_token(settings: Settings, token: str) -> Finding:
    try:
        _asked(settings, lambda: asking_client(settings.slack_api_url, token).apps_connections_open(app_token=token))
    except SlackSaidNoError as error:
        return wrong("app token", APP_TOKEN_ERRORS.get(error.code, str(error)))
    return fine("app token", "opens Socket Mode connections")


def _asked(settings: Settings, call: Callable[[], SlackResponse]) -> SlackResponse:
    try:
        return call()
    except SlackApiError as error:
        code = str(error.response.get("error", "")) if error.response is not None else ""
        if not CODE.fullmatch(code):  # the SDK puts what it could not read there
            sentence = f"{settings.slack_api_url} answers, but not as Slack; {_way_there(settings)}"
            raise SlackSaidNoError(sentence) from None
        raise SlackSaidNoError(TOKEN_ERRORS.get(code, f"Slack says {code}; see docs.slack.dev"), code) from None
    except NO_ANSWER as error:
        why = getattr(error, "reason", None) or error
        raise SlackSaidNoError(f"{settings.slack_api_url} can't be reached ({why}); {_way_there(settings)}") from None


def _way_there(settings: Settings) -> str:
    if settings.slack_api_url == SLACK_API:
        return "check the network, and HTTPS_PROXY if you need one"
    return "check SLACK_API_URL, and that its server is up; leave it empty for Slack itself"
