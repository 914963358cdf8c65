"""Messages about who looks after a partner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.lead_board import BoardSelection, LeadView
from domain.notices import Face, ManagerAway, ManagerIntroduced, ManagerLeft, ManagerMissing, ManagerRelieved
from domain.partners import Partner
from domain.people import SYSTEM
from domain.ports import DeskView
from handlers.blocks import button, buttons, section
from handlers.context import Reading
from handlers.ids import Action
from handlers.leads.board_state import written
from handlers.notices.partners import partner_of
from handlers.results import Post
from handlers.texts.catalogue import say, say_many
from handlers.texts.format import Format, safe
from handlers.texts.words import who
from handlers.ways import way_to

MOST_NAMED = 20
UNASSIGNED_LEADS = f"{written(BoardSelection(view=LeadView.UNASSIGNED))}:0"

Staffing = ManagerIntroduced | ManagerRelieved | ManagerMissing | ManagerAway


def staffing(notice: Staffing, face: Face, reading: Reading) -> Post:
    """Who looks after a partner now: for its channel, for those concerned, for the admins."""
    partner = partner_of(notice.partner_id, reading)
    if face is Face.NEWS:
        text = _told_to_partner(notice, reading)
        return Post(text, [section(text)])
    text = _told_to_staff(notice, partner, reading)
    return Post(text, [section(text, accessory=button(say("Open"), Action.PARTNER, partner.id))])


def left(notice: ManagerLeft, face: Face, reading: Reading) -> Post:
    """What is nobody's now that somebody has left, for the admins; with the ways to give it to others.

    The leads desk reads of the leads alone.
    """
    if face is Face.NEWS:
        notice = replace(notice, partners=(), claims=0, absent=())
    fmt, found = reading.format, reading.uow.partners.by_id(notice.partners)
    names = [f"*{safe(found[each].name)}*" for each in notice.partners if each in found]
    lines = [_who_left(notice)]
    if names:
        lines.append(_without_manager(names, fmt))
    if notice.claims:
        claims = fmt.count(notice.claims, "claim")
        lines.append(
            say_many("• {claims} is nobody's now.", "• {claims} are nobody's now.", notice.claims, claims=claims)
        )
    if notice.leads:
        leads = fmt.count(notice.leads, "lead")
        lines.append(say_many("• {leads} is nobody's now.", "• {leads} are nobody's now.", notice.leads, leads=leads))
    lines += [
        say("• {person} is noted as here again: nobody stands in any more.", person=who(each)) for each in notice.absent
    ]
    text = "\n".join(lines)
    row = [way_to(Action.PARTNERS)] if names else []
    row += [button(say("Unassigned claims"), Action.DESK, f"{DeskView.UNASSIGNED}:")] if notice.claims else []
    row += [button(say("Unassigned leads"), Action.BOARD, UNASSIGNED_LEADS)] if notice.leads else []
    return Post(text, [section(text), *([buttons(*row)] if row else [])])


def _who_left(notice: ManagerLeft) -> str:
    """A sales rep has looked after no partners, but may have had leads, or stood in for another one."""
    if notice.partners or notice.claims:
        return say(":wave: {person} doesn't look after partners any more.", person=who(notice.person))
    if notice.leads:
        return say(":wave: {person} doesn't work on leads any more.", person=who(notice.person))
    return say(":wave: {person} can't stand in for colleagues any more.", person=who(notice.person))


def _without_manager(names: Sequence[str], fmt: Format) -> str:
    partners, more = ", ".join(names[:MOST_NAMED]), len(names) - MOST_NAMED
    if more > 0:
        return say(
            "• {partners} and {number} more have no account manager now.", partners=partners, number=fmt.number(more)
        )
    return say_many(
        "• {partners} has no account manager now.",
        "• {partners} have no account manager now.",
        len(names),
        partners=partners,
    )


def _told_to_partner(notice: Staffing, reading: Reading) -> str:
    match notice:
        case ManagerAway():
            since, until = reading.format.day(notice.since), reading.format.day(notice.until)
            away = say(
                ":palm_tree: {manager} is away from {first_day} to {last_day}.",
                manager=who(notice.manager),
                first_day=since,
                last_day=until,
            )
            if since == until:
                away = say(":palm_tree: {manager} is away on {day}.", manager=who(notice.manager), day=since)
            return away + " " + say("{person} helps you meanwhile.", person=who(notice.stand_in))
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
            told = [say(":handshake: You look after {partner} now.", partner=name)]
            if notice.former:
                former = who(notice.former)
                told = [say(":handshake: You look after {partner} now, after {former}.", partner=name, former=former)]
            told.append(say("It is {tier}.", tier=f"{tier.name} {tier.emoji}"))
            if notice.by != SYSTEM:
                told.append(say("{person} decided so.", person=who(notice.by)))
            return " ".join([*told, *_claims(notice, reading)])
        case ManagerRelieved():
            now = say(":handshake: {manager} looks after {partner} now.", manager=who(notice.manager), partner=name)
            return " ".join([now, *_claims(notice, reading)])
        case ManagerMissing():
            tier = reading.program.tier(notice.tier)
            return say(
                ":warning: {partner} is {tier} now, which comes with an account manager, and "
                "there is nobody to choose from.",
                partner=name,
                tier=f"{tier.name} {tier.emoji}",
            )
        case ManagerAway():
            return say(
                ":palm_tree: {manager} is away; {stand_in} stands in for {partner}.",
                manager=who(notice.manager),
                stand_in=who(notice.stand_in),
                partner=name,
            )


def _claims(notice: ManagerIntroduced | ManagerRelieved, reading: Reading) -> list[str]:
    """What comes along with the partner, if anything does."""
    if not notice.claims:
        return []
    claims = reading.format.count(notice.claims, "open claim")
    return [say_many("{claims} goes along.", "{claims} go along.", notice.claims, claims=claims)]
