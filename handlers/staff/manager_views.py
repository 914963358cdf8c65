"""The form by which admins choose who looks after a partner."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, UserSelectElement
from slack_sdk.models.views import View

from domain.people import PersonKey, user_id
from domain.staff import ManagerLoad
from domain.usecases.account_managers import ManagerFile
from handlers.blocks import field, modal, section, small
from handlers.context import House
from handlers.ids import Callback
from handlers.texts.catalogue import say, say_many
from handlers.texts.format import Format, safe
from handlers.texts.words import who

MANAGER = "manager"
MOST_LISTED = 20


def manager(file: ManagerFile, house: House, *, has_changed: bool = False) -> View:
    """Who there is, with how many partners each has, and who shall look after this one."""
    partner, fmt = file.partner, house.format
    blocks: list[Block] = []
    if has_changed:
        blocks.append(section(say(":warning: Somebody else was chosen meanwhile; nothing of yours was saved.")))
    blocks.append(section(_now(file)))
    if not file.managers:
        blocks.append(section(say("There is no account manager yet. `app.py staff add` makes somebody one.")))
        return modal(say("Account manager"), blocks)
    blocks.append(section("\n".join(_line(each, fmt) for each in file.managers[:MOST_LISTED])))
    if len(file.managers) > MOST_LISTED:
        blocks.append(small(say("And {number} more.", number=fmt.number(len(file.managers) - MOST_LISTED))))
    initial = user_id(PersonKey(partner.account_manager)) if partner.account_manager else None
    blocks.append(field(MANAGER, say("Account manager"), UserSelectElement(initial_user=initial)))
    if file.claims:
        goes = say_many(
            "{claims} goes along to whom you choose.",
            "{claims} go along to whom you choose.",
            file.claims,
            claims=fmt.count(file.claims, "open claim"),
        )
        blocks.append(small(goes))
    return modal(
        say("Account manager"),
        blocks,
        callback=Callback.PARTNER_MANAGER,
        submit=say("Save"),
        close=say("Cancel"),
        metadata={"partner": partner.id, "seen": partner.account_manager},
    )


def done(file: ManagerFile) -> View:
    """Who looks after the partner now."""
    told = say("The partner's channel and the people concerned hear of it.")
    text = f":white_check_mark: {_now(file)}\n{told}"
    return modal(say("Done"), [section(text)])


def _now(file: ManagerFile) -> str:
    name = safe(file.partner.name)
    if not file.partner.account_manager:
        return say("*{partner}* has no account manager.", partner=name)
    return say(
        "{person} looks after *{partner}*.",
        person=who(PersonKey(file.partner.account_manager)),
        partner=name,
    )


def _line(load: ManagerLoad, fmt: Format) -> str:
    line = f"• {who(load.person)}: {fmt.count(load.partners, 'partner')}"
    if not load.away_until:
        return line
    return line + ", " + say("away until {day}", day=fmt.day(load.away_until))
