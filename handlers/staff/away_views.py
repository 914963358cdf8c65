"""The form for an absence."""

from __future__ import annotations

from datetime import date

from slack_sdk.models.blocks import Block, CheckboxesElement, DatePickerElement, UserSelectElement
from slack_sdk.models.views import View

from domain.people import user_id
from domain.staff import Absence
from handlers.blocks import field, modal, option, section
from handlers.context import House
from handlers.ids import Callback
from handlers.settings.views import absence_line
from handlers.texts.catalogue import say

SINCE, UNTIL, STAND_IN, ANNOUNCE = "since", "until", "stand_in", "announce"


def away(now: Absence | None, today: date, *, delivers: bool = True, sells: bool = False) -> View:
    """From when to when, who stands in, and for those who `delivers` benefits whether their partners are told.

    Whoever `sells` has leads, whoever delivers has claims.
    """
    since, until = (now.since, now.until) if now else (today, None)
    blocks: list[Block] = [
        section(_what_happens(delivers=delivers, sells=sells)),
        field(SINCE, say("First day"), DatePickerElement(initial_date=since.isoformat())),
        field(UNTIL, say("Last day"), DatePickerElement(initial_date=until.isoformat() if until else None)),
        field(
            STAND_IN,
            say("Who stands in?"),
            UserSelectElement(initial_user=user_id(now.stand_in) if now else None),
            hint=say("Another account manager, or an admin.") if delivers else say("Another sales rep, or an admin."),
        ),
    ]
    if delivers:
        tell = CheckboxesElement(options=[option(say("Say it in my partners' channels, now"), "yes")])
        blocks.append(field(ANNOUNCE, say("Tell my partners"), tell, optional=True))
    return modal(say("Absence"), blocks, callback=Callback.STAFF_AWAY, submit=say("Save"), close=say("Cancel"))


def _what_happens(*, delivers: bool, sells: bool) -> str:
    """Where what comes for the person goes, and where a stand-in finds what is open."""
    stays = say(
        "Your open claims and leads stay yours; your stand-in finds them in "
        "`/program claims mine` and `/program leads mine`."
    )
    if not sells:
        stays = say("Your open claims stay yours; your stand-in finds them in `/program claims mine`.")
    elif not delivers:
        stays = say("Your open leads stay yours; your stand-in finds them in `/program leads mine`.")
    return say("While you are away, what comes for you goes to somebody else.") + " " + stays


def noted(absence: Absence, house: House, today: date, *, announced: bool) -> View:
    """What is noted."""
    parts = [say(":white_check_mark: Noted."), absence_line(absence, house.format, today)]
    if announced:
        parts.append(say("Your partners' channels are told."))
    text = " ".join(parts)
    return modal(
        say("Noted"), [section(text), section(say("To end it early, choose *I'm back* in `/program settings`."))]
    )
