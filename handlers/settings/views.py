"""What a person has chosen to hear of, and the form to choose in."""

from __future__ import annotations

from datetime import date, time

from babel.dates import format_time
from slack_sdk.models.blocks import Block, Option, PlainTextInputElement, StaticSelectElement
from slack_sdk.models.blocks.block_elements import InteractiveElement
from slack_sdk.models.views import View

from domain.staff import Absence, Mode
from domain.usecases.staff_settings import HOURS, OwnSettings
from handlers.blocks import button, buttons, chosen, facts, field, header, modal, option, section, small
from handlers.context import House
from handlers.ids import Action, Callback
from handlers.settings.words import CHANNEL_TELLS, NO_CHANNEL, TOPIC, mode_name, modes_of
from handlers.texts.catalogue import say, say_many
from handlers.texts.format import Format, safe, within_a_sentence
from handlers.texts.words import who
from handlers.ways import way_to

TIMEZONE, HOUR = "timezone", "digest_hour"
QUIET_FROM, QUIET_TO = "quiet_from", "quiet_to"
NO_QUIET = "none"
MORNING = "8"


FACTS_A_BLOCK = 10


def settings(own: OwnSettings, house: House, today: date, *, notice: str | None = None) -> list[Block]:
    """What holds now, with the ways to change it. `notice` stands on top."""
    fmt = house.format
    blocks: list[Block] = [section(notice)] if notice else []
    blocks.append(header(say("Your settings")))
    if own.of_partner and own.topics:
        blocks.append(section(_channel_line(own)))
    pairs = [(TOPIC[topic], mode_name(topic, own.settings.mode(topic))) for topic in own.topics]
    blocks += [facts(pairs[start : start + FACTS_A_BLOCK]) for start in range(0, len(pairs), FACTS_A_BLOCK)]
    blocks.append(section(_when(own, fmt)))
    if own.held:
        blocks.append(small(waiting(own.held, fmt)))
    return [*blocks, buttons(*_ways_on(own, blocks, fmt, today))]


def _channel_line(own: OwnSettings) -> str:
    return say(CHANNEL_TELLS) if own.has_channel else say(NO_CHANNEL)


def _ways_on(own: OwnSettings, blocks: list[Block], fmt: Format, today: date) -> list[InteractiveElement]:
    if own.of_partner:
        return [button(say("Change notifications"), Action.PARTNER_CHOOSE)]
    row: list[InteractiveElement] = [button(say("Change notifications"), Action.STAFF_CHOOSE)]
    if own.absence is not None:
        blocks.append(section(absence_line(own.absence, fmt, today)))
        row += [button(say("Change absence"), Action.STAFF_AWAY), button(say("I'm back"), Action.STAFF_BACK)]
    else:
        row.append(way_to(Action.STAFF_AWAY))
    return row


def _when(own: OwnSettings, fmt: Format) -> str:
    """When the digest comes, where there is something to choose for it, and the quiet hours."""
    return "\n".join([*([digest_line(own, fmt)] if own.topics else []), quiet_line(own, fmt)])


def digest_line(own: OwnSettings, fmt: Format) -> str:
    """When the daily digest comes, or that none does."""
    if Mode.DIGEST not in {own.settings.mode(topic) for topic in own.topics}:
        return say("You get no daily digest: no kind of news is set to it.")
    return say(
        "Your digest comes daily at *{hour}*, {time_zone} time.",
        hour=hour(own.settings.digest_hour, fmt),
        time_zone=safe(own.settings.timezone),
    )


def quiet_line(own: OwnSettings, fmt: Format) -> str:
    """When I leave the person alone, or that I don't."""
    quiet = own.settings.quiet
    if quiet is None:
        return say("You have no quiet hours: direct messages come at any time.")
    start, end = hour(quiet.start, fmt), hour(quiet.end, fmt)
    zone = safe(own.settings.timezone)
    return say(
        "I hold direct messages from *{start}* to *{end}*, {time_zone} time. They come after that.",
        start=start,
        end=end,
        time_zone=zone,
    )


def waiting(held: int, fmt: Format) -> str:
    """`1 notice waits for your next digest.`, `3 notices wait for your next digest.`"""
    return say_many(
        ":newspaper: {notices} waits for your next digest.",
        ":newspaper: {notices} wait for your next digest.",
        held,
        notices=fmt.count(held, "notice"),
    )


def absence_line(absence: Absence, fmt: Format, today: date) -> str:
    """From when to when, and who stands in."""
    first, last = fmt.day(absence.since), fmt.day(absence.until)
    if absence.since > today:
        away = say(":palm_tree: You will be away from *{first_day}* to *{last_day}*.", first_day=first, last_day=last)
    else:
        away = say(":palm_tree: You are away until *{last_day}*.", last_day=last)
    return away + " " + say("{person} stands in.", person=who(absence.stand_in))


def hour(number: int, fmt: Format) -> str:
    """`9:00 AM`, in the program's language."""
    return format_time(time(number), format="short", locale=fmt.locale).replace("\u202f", " ")


def choices(own: OwnSettings, fmt: Format) -> View:
    """A mode for each topic, and when the digest comes."""
    now = own.settings
    blocks: list[Block] = []
    if own.topics:
        blocks.append(section(_channel_line(own) if own.of_partner else say("When do you want to hear of it?")))
    for topic in own.topics:
        modes = [option(mode_name(topic, mode), mode) for mode in modes_of(topic)]
        element = StaticSelectElement(options=modes, initial_option=chosen(modes, now.mode(topic).value))
        blocks.append(field(topic, TOPIC[topic], element))
    hours = [option(hour(each, fmt), str(each)) for each in HOURS]
    if own.topics:
        at = StaticSelectElement(options=hours, initial_option=chosen(hours, str(now.digest_hour)))
        blocks.append(field(HOUR, say("Time of the digest"), at))
    blocks += [
        field(
            TIMEZONE,
            say("Time zone"),
            PlainTextInputElement(initial_value=now.timezone, max_length=64),
            hint=say("Continent and city, such as Europe/Warsaw or America/New_York."),
        ),
        *_quiet_fields(own, hours),
    ]
    if own.topics:
        blocks.append(small(say("What is held already goes out with your next digest, whatever you change.")))
    callback = Callback.PARTNER_SETTINGS if own.of_partner else Callback.STAFF_SETTINGS
    return modal(say("Notifications"), blocks, callback=callback, submit=say("Save"), close=say("Cancel"))


def _quiet_fields(own: OwnSettings, hours: list[Option]) -> list[Block]:
    """From when to when no direct messages come."""
    quiet = own.settings.quiet
    starts = [option(say("No quiet hours"), NO_QUIET), *hours]
    start, end = (NO_QUIET, MORNING) if quiet is None else (str(quiet.start), str(quiet.end))
    return [
        field(
            QUIET_FROM,
            say("Quiet hours from"),
            StaticSelectElement(options=starts, initial_option=chosen(starts, start)),
            hint=say("Direct messages wait until your quiet hours end. Answers to what you do come at once."),
        ),
        field(
            QUIET_TO, say("Quiet hours until"), StaticSelectElement(options=hours, initial_option=chosen(hours, end))
        ),
    ]


def kept(own: OwnSettings, house: House) -> View:
    """What holds from now on."""
    fmt = house.format
    chosen_now = {topic: mode_name(topic, own.settings.mode(topic)) for topic in own.topics}
    lines = [f"• {TOPIC[topic]}: *{within_a_sentence(mode)}*" for topic, mode in chosen_now.items()]
    blocks: list[Block] = [
        section("\n".join([say(":white_check_mark: Saved."), *lines])),
        section(_when(own, fmt)),
    ]
    if own.held:
        blocks.append(small(waiting(own.held, fmt)))
    return modal(say("Saved"), blocks)
