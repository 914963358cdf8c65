"""`staff add|remove|list`: who of the vendor may do what."""

from __future__ import annotations

import re

from bot.cli import surroundings
from bot.cli.errors import WRONG_USAGE, CommandError
from bot.cli.show import say, table
from bot.counting import counted
from bot.invocation import command
from bot.slack_ids import TEAM, USER
from domain.people import PersonKey, Role, person_key, user_id
from domain.usecases.dismissal import dismiss
from storage.clock import SystemClock


def add(user: str, team: str | None, role: Role) -> None:
    """Gives a person a role; a role the person has already stays."""
    settings = surroundings.settings()
    person = _person(user, team or surroundings.vendor_team(settings))
    with surroundings.database(settings) as database, database.write() as uow:
        added = uow.people.add_staff(person, role, now=SystemClock().now())
        uow.commit()
    say(f"{user} is {_article(role)} now" if added else f"{user} is {_article(role)} already")


def remove(user: str, team: str | None, role: Role | None) -> None:
    """Takes one role from a person, or all of them; what they looked after is nobody's then."""
    settings = surroundings.settings()
    person = _person(user, team or surroundings.vendor_team(settings))
    with surroundings.database(settings) as database, database.write() as uow:
        left = dismiss(uow, person, role, now=SystemClock().now())
        uow.commit()
    if not left.roles:
        had = f"is no {role}" if role else "has no role"
        raise CommandError(f"{user} of {_team(person)} {had}; see: {command('staff list')}")
    say(f"{counted(left.roles, 'role')} removed from {user}")
    nobodys = ((left.partners, "partner"), (left.claims, "claim"), (left.leads, "lead"))
    orphans = [counted(number, noun) for number, noun in nobodys if number]
    if orphans:
        *some, last = orphans
        named = f"{', '.join(some)} and {last}" if some else last
        say(f"nobody looks after {named} now; the admins are told")
    if left.codes:
        say(f"{counted(left.codes, 'code')} of theirs for partners ended")


def show() -> None:
    """Everybody with a role."""
    with surroundings.database(surroundings.settings()) as database, database.read() as uow:
        roles = uow.people.staff()
    if not roles:
        say(f"nobody yet; add somebody: {command('staff add U0123 --team T0123 --role admin')}")
        return
    rows = [(user_id(each.person), _team(each.person), each.role, f"{each.added_at:%Y-%m-%d}") for each in roles]
    table(("user", "team", "role", "since"), sorted(rows))


def _person(user: str, team: str) -> PersonKey:
    for name, value, pattern, example in (("user", user, USER, "U0123ABCD"), ("--team", team, TEAM, "T0123ABCD")):
        if not re.fullmatch(pattern, value):
            raise CommandError(f'{name}: must be a Slack id such as {example}, not "{value}"', code=WRONG_USAGE)
    return person_key(team, user)


def _team(person: PersonKey) -> str:
    return person.partition(":")[0]


def _article(role: Role) -> str:
    words = role.replace("_", " ")
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
