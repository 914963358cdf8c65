"""The forms by which somebody joins, and the first steps of who has."""

from __future__ import annotations

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
)
from slack_sdk.models.views import View

from domain.membership import Application
from domain.partners import Partner
from domain.people import MemberRole
from domain.usecases.join import LONGEST_ABOUT, LONGEST_NAME
from handlers.blocks import button, buttons, field, modal, option, section, small
from handlers.context import House
from handlers.ids import Action, Callback
from handlers.leads.form_inputs import country_select
from handlers.people.words import COOPERATION, MEANING
from handlers.texts.catalogue import say
from handlers.texts.format import safe
from handlers.ways import way_to

LONGEST_CODE = 40


def ways_in() -> ActionsBlock:
    """What a stranger can do: apply, or use a code."""
    return buttons(
        button(say("Apply to join"), Action.JOIN, style="primary"),
        button(say("I have a code"), Action.JOIN_CODE),
    )


def with_a_code() -> ActionsBlock:
    """What is left for who has applied and waits."""
    return buttons(button(say("I have a code"), Action.JOIN_CODE))


def application(key: str, channel_id: str | None, house: House) -> View:
    """The form of a company that wants to become a partner."""
    vendor = house.program.vendor
    about = say(
        "Tell us who you are. {vendor} looks at it, and you hear from us as soon as it is decided.",
        vendor=safe(vendor.name),
    )
    options = [option(text, way) for way, text in COOPERATION.items()]
    blocks: list[Block] = [
        section(about),
        with_a_code(),
        field("company", say("Company"), _text(say("Acme Inc."), LONGEST_NAME)),
        field("domain", say("Website"), _text("acme.com", 300)),
        field("country", say("Country"), country_select(None, vendor.locale)),
        field("cooperation", say("How would you work with us?"), RadioButtonsElement(options=options)),
        field(
            "about",
            say("Who are you?"),
            _text(say("Your name, your job, and what your company does"), LONGEST_ABOUT, multiline=True),
        ),
    ]
    return modal(
        say("Join the program"),
        blocks,
        callback=Callback.JOIN,
        submit=say("Apply"),
        close=say("Cancel"),
        metadata={"key": key, "channel": channel_id},
    )


def code() -> View:
    """The form of who has a code."""
    return modal(
        say("Join with a code"),
        [
            section(say("A code lets you into your company. An owner of it, or we, have sent it to you.")),
            field("code", say("Code"), _text("7KQ2M-X9RTB", LONGEST_CODE)),
        ],
        callback=Callback.JOIN_CODE,
        submit=say("Join"),
        close=say("Cancel"),
    )


def applied(made: Application, house: House) -> View:
    """That the application has arrived."""
    text = say(
        ":white_check_mark: Thank you! Your application for *{company}* is {number}.\n{vendor} "
        "looks at it, and you hear from us as soon as it is decided.",
        company=safe(made.company),
        number=made.number,
        vendor=safe(house.program.vendor.name),
    )
    return modal(say("Applied"), [section(text)])


def welcome(partner: Partner, role: MemberRole) -> list[Block]:
    """Who the person is now, and what to do first."""
    return [section(welcome_text(partner, role)), *steps(role)]


def welcome_text(partner: Partner, role: MemberRole) -> str:
    """One line of welcome."""
    return say(
        ":wave: Welcome! You are with *{partner}* now. Your role: {role}.",
        partner=safe(partner.name),
        role=MEANING[role],
    )


def steps(role: MemberRole) -> list[Block]:
    """The first steps, as far as the role goes."""
    if role is MemberRole.FINANCE:
        return [buttons(way_to(Action.OVERVIEW, style="primary"), way_to(Action.ARR))]
    lines = [
        say("*1.* See what you get: your benefits, a first call with us among them."),
        say("*2.* Hand us your first lead, or estimate what a deal brings you."),
    ]
    row = [
        way_to(Action.BENEFITS, style="primary"),
        way_to(Action.LEAD_FORM),
        way_to(Action.ESTIMATE),
    ]
    if role is MemberRole.OWNER:
        lines.append(say("*3.* Bring in your colleagues."))
        row.append(way_to(Action.PEOPLE))
    else:
        lines.append(say("*3.* Look at your company's overview."))
        row.append(way_to(Action.OVERVIEW))
    return [section("\n".join(lines)), buttons(*row), small(say("`/partner help` lists all there is."))]


def _text(placeholder: str, longest: int, *, multiline: bool = False) -> PlainTextInputElement:
    return PlainTextInputElement(
        placeholder=PlainTextObject(text=placeholder), max_length=longest, multiline=multiline or None
    )
