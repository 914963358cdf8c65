"""Words for roles, and for what happens to a partner's people."""

from __future__ import annotations

from domain.membership import Cooperation, PeopleChange, PeopleEvent
from domain.people import MemberRole, PersonKey
from handlers.texts.format import Format
from handlers.texts.words import who

ROLE = {MemberRole.OWNER: "Owner", MemberRole.MEMBER: "Member", MemberRole.FINANCE: "Finance"}

A_ROLE = {MemberRole.OWNER: "an owner", MemberRole.MEMBER: "a member", MemberRole.FINANCE: "a finance contact"}

MEANING = {
    MemberRole.OWNER: "everything, people included",
    MemberRole.MEMBER: "everything but people",
    MemberRole.FINANCE: "figures and their exports only",
}

COOPERATION = {
    Cooperation.RESELLER: "Reseller: we buy from you and sell on",
    Cooperation.REFERRAL: "Referral: our clients buy from you",
}


def change_line(change: PeopleChange, fmt: Format) -> str:
    """One line of the history, with its day."""
    return f"{fmt.day_of(change.at)}: {_what(change)}"


def _what(change: PeopleChange) -> str:
    by = who(change.by)
    person = who(PersonKey(change.person)) if change.person else "whoever has a code"
    role = A_ROLE[change.after] if change.after else ""
    match change.event:
        case PeopleEvent.JOINED if change.by == change.person:
            return f"{person} joined as {role}"
        case PeopleEvent.JOINED:
            return f"{person} was added as {role} by {by}"
        case PeopleEvent.INVITED:
            return f"{by} invited {person} as {role}"
        case PeopleEvent.ROLE_GIVEN:
            return f"{by} made {person} {role}"
        case PeopleEvent.REMOVED:
            return f"{by} removed {person}"
        case PeopleEvent.LEFT:
            return f"{person} left"
