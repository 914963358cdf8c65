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

SINCE, UNTIL, STAND_IN, ANNOUNCE = "since", "until", "stand_in", "announce"


def away(now: Absence | None, today: date, *, delivers: bool = True, sells: bool = False) -> View:
    """From when to when, who stands in, and for those who `delivers` benefits whether their partners are told.

    Whoever `sells` has leads, whoever delivers has claims.
    """
    work = ["claims"] * delivers + ["leads"] * sells
    lists = " and ".join(f"`/program {each} mine`" for each in work)
    since, until = (now.since, now.until) if now else (today, None)
    blocks: list[Block] = [
        section(
            "While you are away, what comes for you goes to somebody else. "
            f"Your open {' and '.join(work)} stay yours; your stand-in finds them in {lists}."
        ),
        field(SINCE, "First day", DatePickerElement(initial_date=since.isoformat())),
        field(UNTIL, "Last day", DatePickerElement(initial_date=until.isoformat() if until else None)),
        field(
            STAND_IN,
            "Who stands in?",
            UserSelectElement(initial_user=user_id(now.stand_in) if now else None),
            hint="Another account manager, or an admin." if delivers else "Another sales rep, or an admin.",
        ),
    ]
    if delivers:
        tell = CheckboxesElement(options=[option("Say it in my partners' channels, now", "yes")])
        blocks.append(field(ANNOUNCE, "Tell my partners", tell, optional=True))
    return modal("Absence", blocks, callback=Callback.STAFF_AWAY, submit="Save", close="Cancel")


def noted(absence: Absence, house: House, today: date, *, announced: bool) -> View:
    """What is noted."""
    told = " Your partners' channels are told." if announced else ""
    text = f":white_check_mark: Noted. {absence_line(absence, house.format, today)}{told}"
    return modal("Noted", [section(text), section("To end it early, choose *I'm back* in `/program settings`.")])
