"""Messages about who looks after a partner."""

from __future__ import annotations

from domain.notices import Face, ManagerAway, ManagerIntroduced, ManagerLeft, ManagerMissing, ManagerRelieved
from domain.partners import Partner
from domain.people import SYSTEM
from domain.ports import DeskView
from handlers.blocks import button, buttons, section
from handlers.context import Reading
from handlers.ids import Action
from handlers.notices.partners import partner_of
from handlers.results import Post
from handlers.texts.catalogue import say
from handlers.texts.format import safe
from handlers.texts.words import who

MOST_NAMED = 20

Staffing = ManagerIntroduced | ManagerRelieved | ManagerMissing | ManagerAway


def staffing(notice: Staffing, face: Face, reading: Reading) -> Post:
    """Who looks after a partner now: for its channel, for those concerned, for the admins."""
    partner = partner_of(notice.partner_id, reading)
    if face is Face.NEWS:
        text = _told_to_partner(notice, reading)
        return Post(text, [section(text)])
    text = _told_to_staff(notice, partner, reading)
    return Post(text, [section(text, accessory=button(say("Open"), Action.PARTNER, partner.id))])


def left(notice: ManagerLeft, reading: Reading) -> Post:
    """What is nobody's now that somebody has left, for the admins; with the ways to give it to others."""
    fmt, found = reading.format, reading.uow.partners.by_id(notice.partners)
    names = [f"*{safe(found[each].name)}*" for each in notice.partners if each in found]
    lines = [say(":wave: {person} doesn't look after partners any more.", person=who(notice.person))]
    if names:
        verb = "has" if len(names) == 1 else "have"
        listed = ", ".join(names[:MOST_NAMED])
        more = say(" and {number} more", number=fmt.number(len(names) - MOST_NAMED)) if len(names) > MOST_NAMED else ""
        lines.append(say("• {listed}{more} {verb} no account manager now.", listed=listed, more=more, verb=verb))
    if notice.claims:
        lines.append(
            say(
                "• {claims} {value} nobody's now.",
                claims=fmt.count(notice.claims, "claim"),
                value="is" if notice.claims == 1 else "are",
            )
        )
    lines += [
        say("• {each} is noted as here again: nobody stands in any more.", each=who(each)) for each in notice.absent
    ]
    text = "\n".join(lines)
    row = [button(say("Partners"), Action.PARTNERS)] if names else []
    row += [button(say("Unassigned claims"), Action.DESK, f"{DeskView.UNASSIGNED}:")] if notice.claims else []
    return Post(text, [section(text), *([buttons(*row)] if row else [])])


def _told_to_partner(notice: Staffing, reading: Reading) -> str:
    match notice:
        case ManagerAway():
            since, until = reading.format.day(notice.since), reading.format.day(notice.until)
            days = (
                say("on {since}", since=since)
                if since == until
                else say("from {since} to {until}", since=since, until=until)
            )
            return say(
                ":palm_tree: {manager} is away {days}. {stand_in} helps you meanwhile.",
                manager=who(notice.manager),
                days=days,
                stand_in=who(notice.stand_in),
            )
        case ManagerIntroduced(former=former) if former:
            return say(
                ":wave: Meet {manager}, your new account manager. {former} hands everything over.",
                manager=who(notice.manager),
                former=who(former),
            )
        case ManagerIntroduced():
            return say(
                ":wave: Meet {manager}, your account manager. Turn to them with whatever you need.",
                manager=who(notice.manager),
            )
        case _:
            raise ValueError(f"partners are not told of {notice.kind}")


def _told_to_staff(notice: Staffing, partner: Partner, reading: Reading) -> str:
    name = f"*{safe(partner.name)}*"
    match notice:
        case ManagerIntroduced():
            tier = reading.program.tier(partner.tier)
            former = say(", after {former}", former=who(notice.former)) if notice.former else ""
            by = "" if notice.by == SYSTEM else say(" {by} decided so.", by=who(notice.by))
            told = say(
                ":handshake: You look after {name} now{former}. It is {name_2} {emoji}.",
                name=name,
                former=former,
                name_2=tier.name,
                emoji=tier.emoji,
            )
            return f"{told}{by}{_claims(notice, reading)}"
        case ManagerRelieved():
            return say(
                ":handshake: {manager} looks after {name} now.{claims}",
                manager=who(notice.manager),
                name=name,
                claims=_claims(notice, reading),
            )
        case ManagerMissing():
            tier = reading.program.tier(notice.tier)
            return say(
                ":warning: {name} is {name_2} {emoji} now, which comes with an account manager, and "
                "there is nobody to choose from.",
                name=name,
                name_2=tier.name,
                emoji=tier.emoji,
            )
        case ManagerAway():
            return say(
                ":palm_tree: {manager} is away; {stand_in} stands in for {name}.",
                manager=who(notice.manager),
                stand_in=who(notice.stand_in),
                name=name,
            )


def _claims(notice: ManagerIntroduced | ManagerRelieved, reading: Reading) -> str:
    if not notice.claims:
        return ""
    verb = "goes" if notice.claims == 1 else "go"
    return say(
        " {claims} {verb} along.", claims=reading.format.count(notice.claims, "open claim").capitalize(), verb=verb
    )
