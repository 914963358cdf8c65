"""What one of the staff has chosen, and the form to choose in."""

from __future__ import annotations

from datetime import date, time

from babel.dates import format_time
from slack_sdk.models.blocks import Block, PlainTextInputElement, StaticSelectElement
from slack_sdk.models.blocks.block_elements import InteractiveElement
from slack_sdk.models.views import View

from domain.staff import Absence, Mode, StaffSettings, Topic
from domain.usecases.staff_settings import HOURS, OwnSettings
from handlers.blocks import button, buttons, chosen, facts, field, header, modal, option, section, small
from handlers.context import House
from handlers.ids import Action, Callback
from handlers.staff.words import MODE, TOPIC
from handlers.texts.format import Format, safe
from handlers.texts.words import who

TIMEZONE, HOUR = "timezone", "digest_hour"


def settings(own: OwnSettings, house: House, today: date, *, notice: str | None = None) -> list[Block]:
    """What holds now, with the ways to change it. `notice` stands on top."""
    fmt = house.format
    blocks: list[Block] = [section(notice)] if notice else []
    blocks += [
        header("Your settings"),
        facts([(TOPIC[topic], MODE[own.settings.mode(topic)]) for topic in Topic]),
        section(digest_line(own.settings, fmt)),
    ]
    if own.held:
        blocks.append(small(f":newspaper: {waiting(own.held, fmt)} for your next digest."))
    row: list[InteractiveElement] = [button("Change notifications", Action.STAFF_CHOOSE)]
    if own.absence is not None:
        blocks.append(section(absence_line(own.absence, fmt, today)))
        row += [button("Change absence", Action.STAFF_AWAY), button("I'm back", Action.STAFF_BACK)]
    else:
        row.append(button("I'll be away", Action.STAFF_AWAY))
    return [*blocks, buttons(*row)]


def digest_line(chosen_: StaffSettings, fmt: Format) -> str:
    """When the digest comes, or that none does."""
    if Mode.DIGEST not in {chosen_.mode(topic) for topic in Topic}:
        return "You get no digest: no kind of news is set to it."
    return f"Your digest comes daily at *{hour(chosen_.digest_hour, fmt)}*, {safe(chosen_.timezone)} time."


def waiting(held: int, fmt: Format) -> str:
    """`1 notice waits`, `3 notices wait`."""
    return f"{fmt.count(held, 'notice')} {'waits' if held == 1 else 'wait'}"


def absence_line(absence: Absence, fmt: Format, today: date) -> str:
    """From when to when, and who stands in."""
    when = f"until *{fmt.day(absence.until)}*"
    if absence.since > today:
        when = f"from *{fmt.day(absence.since)}* to *{fmt.day(absence.until)}*"
    verb = "You are away" if absence.covers(today) else "You will be away"
    return f":palm_tree: {verb} {when}. {who(absence.stand_in)} stands in."


def hour(number: int, fmt: Format) -> str:
    """`9:00 AM`, in the program's language."""
    return format_time(time(number), format="short", locale=fmt.locale).replace("\u202f", " ")


def choices(now: StaffSettings, fmt: Format) -> View:
    """A mode for each topic, and when the digest comes."""
    blocks: list[Block] = [section("When do you want to hear of it?")]
    for topic in Topic:
        modes = [option(text, mode) for mode, text in MODE.items()]
        element = StaticSelectElement(options=modes, initial_option=chosen(modes, now.mode(topic).value))
        blocks.append(field(topic, TOPIC[topic], element))
    hours = [option(hour(each, fmt), str(each)) for each in HOURS]
    blocks += [
        field(
            HOUR,
            "Time of the digest",
            StaticSelectElement(options=hours, initial_option=chosen(hours, str(now.digest_hour))),
        ),
        field(
            TIMEZONE,
            "Time zone",
            PlainTextInputElement(initial_value=now.timezone, max_length=64),
            hint="Continent and city, such as Europe/Warsaw or America/New_York.",
        ),
        small("What is held already goes out with your next digest, whatever you change."),
    ]
    return modal("Notifications", blocks, callback=Callback.STAFF_SETTINGS, submit="Save", close="Cancel")


def kept(own: OwnSettings, house: House) -> View:
    """What holds from now on."""
    fmt = house.format
    lines = [f"• {TOPIC[topic]}: *{MODE[own.settings.mode(topic)].lower()}*" for topic in Topic]
    blocks: list[Block] = [
        section(":white_check_mark: Saved.\n" + "\n".join(lines)),
        section(digest_line(own.settings, fmt)),
    ]
    if own.held:
        blocks.append(small(f":newspaper: {waiting(own.held, fmt)} for your next digest."))
    return modal("Saved", blocks)
