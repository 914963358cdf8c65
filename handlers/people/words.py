"""Words for roles, and for what happens to a partner's people."""

from __future__ import annotations

from domain.membership import Cooperation, PeopleChange, PeopleEvent
from domain.people import MemberRole, PersonKey
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import Format
from handlers.texts.words import who

ROLE = Spoken({MemberRole.OWNER: mark("Owner"), MemberRole.MEMBER: mark("Member"), MemberRole.FINANCE: mark("Finance")})

A_ROLE = Spoken(
    {
        MemberRole.OWNER: mark("an owner"),
        MemberRole.MEMBER: mark("a member"),
        MemberRole.FINANCE: mark("a finance contact"),
    }
)

MEANING = Spoken(
    {
        MemberRole.OWNER: mark("everything, people included"),
        MemberRole.MEMBER: mark("everything but people"),
        MemberRole.FINANCE: mark("figures and their exports only"),
    }
)

COOPERATION = Spoken(
    {
        Cooperation.RESELLER: mark("Reseller: we buy from you and sell on"),
        Cooperation.REFERRAL: mark("Referral: our clients buy from you"),
    }
)

KIND = Spoken({Cooperation.RESELLER: mark("Reseller"), Cooperation.REFERRAL: mark("Referral")})


def change_line(change: PeopleChange, fmt: Format) -> str:
    """One line of the history, with its day."""
    return f"{fmt.day_of(change.at)}: {_what(change)}"


def _what(change: PeopleChange) -> str:
    by = who(change.by)
    person = who(PersonKey(change.person)) if change.person else say("whoever has a code")
    role = A_ROLE[change.after] if change.after else ""
    match change.event:
        case PeopleEvent.JOINED if change.by == change.person:
            return say("{person} joined as {role}", person=person, role=role)
        case PeopleEvent.JOINED:
            return say("{person} was added as {role} by {by}", person=person, role=role, by=by)
        case PeopleEvent.INVITED:
            return say("{by} invited {person} as {role}", by=by, person=person, role=role)
        case PeopleEvent.ROLE_GIVEN:
            return say("{by} made {person} {role}", by=by, person=person, role=role)
        case PeopleEvent.REMOVED:
            return say("{by} removed {person}", by=by, person=person)
        case PeopleEvent.LEFT:
            return say("{person} left", person=person)
