"""Installation by others: its settings, and whether every installation has a token that works on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.counting import counted
from bot.database_file import absent_file
from bot.doctor.findings import Finding, fine, left_out, wrong
from bot.invocation import command
from bot.oauth.keys import MAKE_ONE, UnreadableTokenError, Vault
from bot.oauth.names import INSTALL_PATH
from bot.settings import LOOPBACK, OAUTH, OAuthSettings, Settings
from storage.database import Database
from storage.installations import Installation

WHAT = "installation by others"
BASIC = "copy it from “Basic Information” of your app at api.slack.com/apps"
MEND = {
    "SLACK_CLIENT_ID": BASIC,
    "SLACK_CLIENT_SECRET": BASIC,
    "TOKEN_ENCRYPTION_KEY": f"make one with: {MAKE_ONE}",
    "PUBLIC_URL": "set it to where Slack and browsers reach the bot, such as https://partners.example.com",
}
SHOWN = 5
MOST_TEAMS = 20


def examine_installing(settings: Settings) -> Iterator[Finding]:
    """Looks at the settings, then at what is kept. Changes nothing."""
    oauth = settings.oauth
    if oauth is None:
        yield _unfinished(settings)
        return
    address = urlsplit(oauth.public_url)
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        yield wrong(WHAT, f"PUBLIC_URL is {oauth.public_url}, and Slack sends browsers to https:// alone; set it so")
    else:
        yield fine(WHAT, f"at {oauth.public_url}{INSTALL_PATH}")
    try:
        found, teams = _kept(settings)
    except (SQLAlchemyError, ValueError):
        yield left_out("installations", "not looked at: the database is not reachable or not at the newest schema")
        return
    present = [each for each in found if each.removed_at is None]
    yield from _installations(present, oauth)
    yield from (_organisation(each, teams[each.key]) for each in present if each.is_org)


def vendor_token(settings: Settings) -> str | None:
    """The token of the vendor's own installation; None where there is none that can be read."""
    oauth = settings.oauth
    if oauth is None:
        return None
    try:
        found = {each.key: each for each in _kept(settings)[0] if each.removed_at is None}
        own = found.get(settings.vendor_team_id or "")
        return Vault(oauth.keys).unlock(own.bot_token) if own is not None else None
    except (SQLAlchemyError, ValueError, UnreadableTokenError):
        return None


def _unfinished(settings: Settings) -> Finding:
    missing = [name for name in OAUTH if getattr(settings, name.lower()) is None]
    if set(OAUTH) - set(missing) <= {"PUBLIC_URL"}:
        return left_out(WHAT, f"not set up, which needs {', '.join(OAUTH)}")
    ways = "; ".join(f"{name}: {MEND[name]}" for name in missing)
    return wrong(WHAT, f"lacks {', '.join(missing)} (or has a wrong one there); {ways}")


def _kept(settings: Settings) -> tuple[Sequence[Installation], Mapping[str, Mapping[str, str]]]:
    """The installations, and by the key of each organisation its workspaces."""
    if absent_file(make_url(settings.database_url)):
        return [], {}
    database = Database(settings.database_url)
    try:
        with database.read() as uow:
            found = uow.installations.all()
            return found, {each.key: uow.installations.workspaces(each.key) for each in found if each.is_org}
    finally:
        database.dispose()


def _installations(found: Sequence[Installation], oauth: OAuthSettings) -> Iterator[Finding]:
    vault = Vault(oauth.keys)
    unreadable = [each for each in found if not _is_read(vault, each)]
    troubled = [each for each in found if each.problem]
    older = [each for each in found if each not in unreadable and not vault.is_current(each.bot_token)]
    if unreadable:
        yield wrong(
            "installations",
            f"no key of TOKEN_ENCRYPTION_KEY reads the tokens of {_named(unreadable)}; add the key they were "
            f"encrypted with behind the others, or install the app there again",
        )
    if troubled:
        why = "; ".join(f"{each.name or each.key}: {each.problem}" for each in troubled[:SHOWN])
        yield wrong("installations", f"tokens can't be renewed ({why}); install the app there again if that stays so")
    if older:
        yield wrong(
            "installations",
            f"the tokens of {_named(older)} are under an older key; run: {command('jobs run rotate-token-keys')}",
        )
    if not (unreadable or troubled or older):
        yield fine("installations", counted(len(found), "installation"))


def _organisation(whole: Installation, teams: Mapping[str, str]) -> Finding:
    """Which workspaces an organisation's installation covers, as far as we know."""
    what = f"installed in all of {whole.name or whole.key}"
    if not teams:
        again = command("jobs run organisations")
        return left_out(what, f"its workspaces are not known yet; an admin adds the app to them, then: {again}")
    names = list(teams.values())
    more = f" and {len(names) - MOST_TEAMS} more" if len(names) > MOST_TEAMS else ""
    return fine(what, f"{counted(len(names), 'workspace')}: {', '.join(names[:MOST_TEAMS])}{more}")


def _is_read(vault: Vault, installation: Installation) -> bool:
    try:
        vault.unlock(installation.bot_token)
    except UnreadableTokenError:
        return False
    return True


def _named(found: Sequence[Installation]) -> str:
    names = ", ".join(each.name or each.key for each in found[:SHOWN])
    return f"{names} and {len(found) - SHOWN} more" if len(found) > SHOWN else names
