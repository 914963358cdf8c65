"""Where the app is installed: by a workspace, or by a whole organisation for all of its workspaces.

Tokens come in and go out encrypted: who reads the database cannot act in Slack.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, bindparam, delete, func, or_, select, true, update

from storage.tables import EXPIRING, installations, oauth_states, org_teams, outbox, partners
from storage.tables.work import PENDING
from storage.transaction import Transaction
from storage.types import UtcDateTime


@dataclass(frozen=True)
class Installation:
    """The app in one workspace or organisation. `key` is its id; `installed_by` is the user id of who did it.

    With `expires_at` the token is renewed before then; `problem` says why the last attempt failed.
    """

    key: str
    enterprise_id: str | None
    team_id: str | None
    is_org: bool
    name: str
    app_id: str
    bot_id: str | None
    bot_user_id: str
    scopes: str
    bot_token: str = field(repr=False)
    refresh_token: str | None = field(repr=False)
    expires_at: datetime | None
    installed_by: str
    installed_at: datetime
    removed_at: datetime | None = None
    refreshing_until: datetime | None = None
    refreshes: int = 0
    problem: str | None = None


ROW = [installations.c[each.name] for each in fields(Installation)]
_KEY = bindparam("of_key", type_=String)
_NOW = bindparam("now", type_=UtcDateTime)

# a workspace of an organisation is asked for with or without the organisation's id
_ORG_OF_TEAM = select(org_teams.c.enterprise_id).where(org_teams.c.team_id == bindparam("team", type_=String))
FIND = (
    select(*ROW)
    .where(
        or_(
            installations.c.key == bindparam("team", type_=String),
            installations.c.is_org & (installations.c.key == bindparam("enterprise", type_=String)),
            installations.c.is_org & installations.c.key.in_(_ORG_OF_TEAM),
        )
    )
    # what works comes before what was removed, the workspace's own before the organisation's
    .order_by(installations.c.removed_at.is_not(None), installations.c.is_org)
    .limit(1)
)
ONE = select(*ROW).where(installations.c.key == _KEY)
ALL = select(*ROW).order_by(installations.c.key)
REMOVE = (
    update(installations)
    .where(installations.c.key == _KEY, installations.c.removed_at.is_(None))
    .values(removed_at=_NOW)
    .returning(*ROW)
)
EXPIRING_BEFORE = (
    select(installations.c.key)
    .where(EXPIRING, installations.c.expires_at < bindparam("before", type_=UtcDateTime))
    .where(installations.c.refresh_token.is_not(None))
    .order_by(installations.c.expires_at)
)
CLAIM = (
    update(installations)
    .where(installations.c.key == _KEY, EXPIRING)
    .where(installations.c.expires_at < bindparam("before", type_=UtcDateTime))
    .where(installations.c.refreshing_until.is_(None) | (installations.c.refreshing_until <= _NOW))
    .values(refreshing_until=bindparam("until", type_=UtcDateTime))
    .returning(*ROW)
)
TAKE_STATE = (
    delete(oauth_states)
    .where(oauth_states.c.digest == bindparam("of_digest", type_=String))
    .returning(oauth_states.c.expires_at)
)
WORKSPACES_OF = (
    select(org_teams.c.team_id, org_teams.c.name)
    .where(org_teams.c.enterprise_id == _KEY)
    .order_by(org_teams.c.name, org_teams.c.team_id)
)
TEAMS_OF = select(org_teams.c.team_id).where(org_teams.c.enterprise_id == _KEY).order_by(org_teams.c.team_id)


class Installations:
    """The installations, the workspaces of organisations as far as they are known, and what was begun."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def find(self, enterprise: str | None, team: str | None) -> Installation | None:
        """The installation that answers for a workspace; also one that was removed. None where there never was one."""
        row = self._transaction.execute(FIND, {"team": team, "enterprise": enterprise}).one_or_none()
        return None if row is None else Installation(*row)

    def is_served(self, *teams: str | None) -> bool:
        """Whether something can be sent now from the first of these workspaces that has ever had the app."""
        found = next((found for team in teams if team and (found := self.find(None, team))), None)
        return found is not None and found.removed_at is None

    def get(self, key: str) -> Installation | None:
        """The installation of this workspace or organisation."""
        row = self._transaction.execute(ONE, {"of_key": key}).one_or_none()
        return None if row is None else Installation(*row)

    def all(self) -> Sequence[Installation]:
        """Every installation, those that were removed too."""
        return [Installation(*row) for row in self._transaction.execute(ALL)]

    def put(self, installation: Installation) -> None:
        """Keeps an installation in place of the one there was."""
        values = asdict(installation)
        insert = self._transaction.insert(installations)
        new = {name: insert.excluded[name] for name in values if name != "key"}
        self._transaction.execute(insert.on_conflict_do_update(index_elements=["key"], set_=new), values)

    def remove(self, key: str, now: datetime) -> Installation | None:
        """Notes that the app was removed; None where that is known already."""
        row = self._transaction.execute(REMOVE, {"of_key": key, "now": now}).one_or_none()
        return None if row is None else Installation(*row)

    def change_tokens(self, seen: Installation, bot_token: str, refresh_token: str | None) -> bool:
        """Writes the tokens anew; False where they have changed since they were seen."""
        changed = (
            update(installations)
            .where(installations.c.key == seen.key, installations.c.bot_token == seen.bot_token)
            .values(bot_token=bot_token, refresh_token=refresh_token)
        )
        return self._transaction.execute(changed).rowcount == 1

    def expiring(self, before: datetime) -> Sequence[str]:
        """The keys of installations whose token ends before an instant and can be renewed."""
        return list(self._transaction.execute(EXPIRING_BEFORE, {"before": before}).scalars())

    def claim_refresh(self, key: str, before: datetime, now: datetime, lease: timedelta) -> Installation | None:
        """An installation to be renewed by the caller alone; None where somebody else does it or has done it."""
        given = {"of_key": key, "before": before, "now": now, "until": now + lease}
        row = self._transaction.execute(CLAIM, given).one_or_none()
        return None if row is None else Installation(*row)

    def refreshed(self, claimed: Installation, bot_token: str, refresh_token: str, expires_at: datetime) -> bool:
        """Keeps renewed tokens; False where the app was installed anew meanwhile, and these are the older ones."""
        return self._after_refresh(
            claimed,
            bot_token=bot_token,
            refresh_token=refresh_token,
            expires_at=expires_at,
            refreshing_until=None,
            refreshes=claimed.refreshes + 1,
            problem=None,
        )

    def not_refreshed(self, claimed: Installation, problem: str, again_at: datetime) -> bool:
        """Keeps why the tokens could not be renewed; nobody tries again before an instant."""
        return self._after_refresh(claimed, refreshing_until=again_at, problem=problem)

    def problems(self) -> Sequence[Installation]:
        """Installations whose token could not be renewed."""
        troubled = select(*ROW).where(EXPIRING, installations.c.problem.is_not(None)).order_by(installations.c.key)
        return [Installation(*row) for row in self._transaction.execute(troubled)]

    def _after_refresh(self, claimed: Installation, **values: Any) -> bool:
        same = (installations.c.key == claimed.key) & (installations.c.installed_at == claimed.installed_at)
        return self._transaction.execute(update(installations).where(same).values(**values)).rowcount == 1

    def learn_team(self, team: str, enterprise: str, name: str | None = None) -> None:
        """Keeps that a workspace is one of an organisation, and its name where that is told."""
        insert = self._transaction.insert(org_teams)
        moved = {
            "enterprise_id": insert.excluded.enterprise_id,
            "name": func.coalesce(insert.excluded.name, org_teams.c.name),
        }
        upsert = insert.on_conflict_do_update(index_elements=["team_id"], set_=moved)
        self._transaction.execute(upsert, {"team_id": team, "enterprise_id": enterprise, "name": name})

    def workspaces(self, key: str) -> Mapping[str, str]:
        """By its id the name, else the id, of each workspace that an organisation's installation covers."""
        return {team: name or team for team, name in self._transaction.execute(WORKSPACES_OF, {"of_key": key})}

    def take_team(self, whole: Installation, team: str, now: datetime) -> bool:
        """Notes that an organisation's installation is no longer one of a workspace; False where nothing is lost by it.

        What is kept is an installation of the workspace's own that was removed: what is meant for its people waits.
        """
        taken = delete(org_teams).where(org_teams.c.team_id == team, org_teams.c.enterprise_id == whole.key)
        was_known = self._transaction.execute(taken).rowcount > 0
        own = self.get(team)
        if own is None:
            self.put(
                replace(
                    whole, key=team, team_id=team, is_org=False, refresh_token=None, expires_at=None, removed_at=now
                )
            )
            return True
        return was_known and own.removed_at is not None

    def teams_of(self, key: str) -> Sequence[str]:
        """The workspaces that an installation answers for, as far as they are known; the key itself comes first."""
        return [key, *self._transaction.execute(TEAMS_OF, {"of_key": key}).scalars()]

    def partners_in(self, teams: Sequence[str]) -> Sequence[str]:
        """The ids of the partners that are at home in one of these workspaces."""
        found = select(partners.c.id).where(partners.c.slack_team_id.in_(teams)).order_by(partners.c.id)
        return list(self._transaction.execute(found).scalars())

    def send_waiting(self, teams: Sequence[str], now: datetime, *, vendor_team: str | None = None) -> int:
        """Lets what waits for people of these workspaces and their partners go out at once; how many messages.

        Where the vendor's is among them that is all: desks and shared channels are written to from there.
        """
        people = [outbox.c.place.startswith(f"person:{team}:", autoescape=True) for team in teams]
        channels = outbox.c.place.in_([f"partner:{each}" for each in self.partners_in(teams)])
        which = true() if vendor_team in teams else or_(channels, *people)
        free = outbox.c.claimed_until.is_(None) | (outbox.c.claimed_until <= now)
        hastened = update(outbox).where(PENDING, free, outbox.c.available_at > now, which)
        return self._transaction.execute(hastened.values(available_at=now)).rowcount

    def begin(self, digest: str, expires_at: datetime, now: datetime) -> None:
        """Keeps the state of an installation that somebody begins, and forgets those that have expired."""
        self._transaction.execute(delete(oauth_states).where(oauth_states.c.expires_at <= now))
        self._transaction.execute(self._transaction.insert(oauth_states), {"digest": digest, "expires_at": expires_at})

    def take(self, digest: str, now: datetime) -> bool:
        """Whether this state is one of ours and in time. It is gone afterwards, whatever the answer."""
        expires_at = self._transaction.execute(TAKE_STATE, {"of_digest": digest}).scalar_one_or_none()
        return expires_at is not None and expires_at > now

    def count(self) -> int:
        """How many installations there are that were not removed."""
        active = select(func.count()).select_from(installations).where(installations.c.removed_at.is_(None))
        found: int = self._transaction.execute(active).scalar_one()
        return found
