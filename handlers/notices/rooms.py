"""Messages about channels that were asked for: what came of it, and what to do where Slack said no."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from domain.notices.rooms import ChannelOutcome, ChannelReport, RoomNotice
from domain.people import PersonKey, team_id
from handlers.blocks import button, section
from handlers.context import Reading
from handlers.ids import Action
from handlers.notices.partners import partner_of
from handlers.results import Post
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import safe
from handlers.texts.words import who

WHY = Spoken(
    {
        "restricted_action": mark("only some people of your workspace may create channels"),
        "name_taken": mark("there are too many channels of that name"),
        "no_permission": mark("the app isn't allowed to"),
    }
)
"""Slack's refusals in words; any other is named by its code."""


def rooms(notice: RoomNotice, reading: Reading) -> Post:
    """The message. LookupError where the partner is gone; ValueError for work, which is no message."""
    if not isinstance(notice, ChannelReport):
        raise ValueError(f"{notice.kind} is no message")
    partner = partner_of(notice.partner_id, reading)
    text = _text(notice, f"*{safe(partner.name)}*", reading)
    if notice.what in {ChannelOutcome.MADE, ChannelOutcome.LEFT_OVER}:
        return Post(text, [section(text, accessory=button(say("Open"), Action.PARTNER, partner.id))])
    return Post(text, [section(text, accessory=button(say("Link channel"), Action.PARTNER_CHANNEL, partner.id))])


def _text(notice: ChannelReport, name: str, reading: Reading) -> str:
    here = f"<#{notice.channel_id}>"
    yourself = say("create one yourself, bring me in with `/invite @{app}`, and link it.", app=reading.house.app_name)
    match notice.what:
        case ChannelOutcome.MADE:
            return say(
                ":white_check_mark: {channel} is the channel of {partner}. {people}",
                channel=here,
                partner=name,
                people=_people(notice, reading),
            )
        case ChannelOutcome.LEFT_OVER:
            return say(
                ":file_cabinet: I created {channel} for {partner}, which had another channel by then. Archive it.",
                channel=here,
                partner=name,
            )
        case ChannelOutcome.BLOCKED:
            return say(
                ":lock: I can't create a channel for {partner} yet: {why} Or {do_it_yourself}",
                partner=name,
                why=_blocked(notice),
                do_it_yourself=yourself,
            )
        case ChannelOutcome.REFUSED:
            why = WHY.get(notice.reason, say("it says `{reason}`", reason=safe(notice.reason)))
            return say(
                ":no_entry: Slack doesn't let me create a channel for {partner}: {why}. Please {do_it_yourself}",
                partner=name,
                why=why,
                do_it_yourself=yourself,
            )
    assert_never(notice.what)


def _blocked(notice: ChannelReport) -> str:
    if notice.reason == "missing_scope":
        return say(
            "the app lacks a scope for it. An admin updates the app from manifest.yml and "
            "installs it again; then I go on by myself."
        )
    return say("Slack says `{reason}`. Once that is mended I go on by myself.", reason=safe(notice.reason))


def _people(notice: ChannelReport, reading: Reading) -> str:
    parts = [say("In it: {people}.", people=_named(notice.people))] if notice.people else []
    vendor = reading.house.vendor_team
    elsewhere = [person for person in notice.left_out if vendor is not None and team_id(person) != vendor]
    others = [person for person in notice.left_out if person not in elsewhere]
    if elsewhere:
        parts.append(
            say(
                ":point_right: {people} can't be brought in from another workspace: please share the "
                "channel with theirs by Slack Connect.",
                people=_named(elsewhere),
            )
        )
    if others:
        parts.append(
            say(":point_right: I couldn't bring in {people}: please invite them yourself.", people=_named(others))
        )
    return " ".join(parts)


def _named(people: Iterable[PersonKey]) -> str:
    return ", ".join(who(person) for person in people)
