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
    return Post(text, [section(text, accessory=button("Open", Action.PARTNER, partner.id))])


def left(notice: ManagerLeft, reading: Reading) -> Post:
    """What is nobody's now that somebody has left, for the admins; with the ways to give it to others."""
    fmt, found = reading.format, reading.uow.partners.by_id(notice.partners)
    names = [f"*{safe(found[each].name)}*" for each in notice.partners if each in found]
    lines = [f":wave: {who(notice.person)} doesn't look after partners any more."]
    if names:
        verb = "has" if len(names) == 1 else "have"
        listed = ", ".join(names[:MOST_NAMED])
        more = f" and {fmt.number(len(names) - MOST_NAMED)} more" if len(names) > MOST_NAMED else ""
        lines.append(f"• {listed}{more} {verb} no account manager now.")
    if notice.claims:
        lines.append(f"• {fmt.count(notice.claims, 'claim')} {'is' if notice.claims == 1 else 'are'} nobody's now.")
    lines += [f"• {who(each)} is noted as here again: nobody stands in any more." for each in notice.absent]
    text = "\n".join(lines)
    row = [button("Partners", Action.PARTNERS)] if names else []
    row += [button("Unassigned claims", Action.DESK, f"{DeskView.UNASSIGNED}:")] if notice.claims else []
    return Post(text, [section(text), *([buttons(*row)] if row else [])])


def _told_to_partner(notice: Staffing, reading: Reading) -> str:
    match notice:
        case ManagerAway():
            since, until = reading.format.day(notice.since), reading.format.day(notice.until)
            days = f"on {since}" if since == until else f"from {since} to {until}"
            return f":palm_tree: {who(notice.manager)} is away {days}. {who(notice.stand_in)} helps you meanwhile."
        case ManagerIntroduced(former=former) if former:
            return f":wave: Meet {who(notice.manager)}, your new account manager. {who(former)} hands everything over."
        case ManagerIntroduced():
            return f":wave: Meet {who(notice.manager)}, your account manager. Turn to them with whatever you need."
        case _:
            raise ValueError(f"partners are not told of {notice.kind}")


def _told_to_staff(notice: Staffing, partner: Partner, reading: Reading) -> str:
    name = f"*{safe(partner.name)}*"
    match notice:
        case ManagerIntroduced():
            tier = reading.program.tier(partner.tier)
            former = f", after {who(notice.former)}" if notice.former else ""
            by = "" if notice.by == SYSTEM else f" {who(notice.by)} decided so."
            told = f":handshake: You look after {name} now{former}. It is {tier.name} {tier.emoji}."
            return f"{told}{by}{_claims(notice, reading)}"
        case ManagerRelieved():
            return f":handshake: {who(notice.manager)} looks after {name} now.{_claims(notice, reading)}"
        case ManagerMissing():
            tier = reading.program.tier(notice.tier)
            return (
                f":warning: {name} is {tier.name} {tier.emoji} now, which comes with an account manager, "
                "and there is nobody to choose from."
            )
        case ManagerAway():
            return f":palm_tree: {who(notice.manager)} is away; {who(notice.stand_in)} stands in for {name}."


def _claims(notice: ManagerIntroduced | ManagerRelieved, reading: Reading) -> str:
    if not notice.claims:
        return ""
    verb = "goes" if notice.claims == 1 else "go"
    return f" {reading.format.count(notice.claims, 'open claim').capitalize()} {verb} along."
