"""What people read when the domain refuses something: one text for each code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from domain.errors import Code, DomainError
from domain.people import PARTNER_TASKS, PersonKey, user_id
from handlers.context import House
from handlers.texts.catalogue import mark, say
from handlers.texts.format import safe, shortened
from handlers.texts.words import APPLICATION, CLAIM_STATUS, STATUS

Text = str | Callable[[House, Mapping[str, Any]], str]

CATALOGUE: dict[Code, Text] = {
    Code.REQUIRED: mark("Please fill this in."),
    Code.TOO_LONG: lambda _, p: say(
        "At most {most} characters, please. These are {number}.", most=p["longest"], number=p["length"]
    ),
    Code.TOO_SHORT: lambda _, p: say(
        "At least {least} characters, please. These are {number}.", least=p["shortest"], number=p["length"]
    ),
    Code.TOO_MANY: lambda _, p: say("At most {most}, please. These are {number}.", most=p["most"], number=p["count"]),
    Code.TOO_FEW: lambda _, p: say("At least {least}, please. This is {number}.", least=p["least"], number=p["count"]),
    Code.FILE_KIND: lambda _, p: say(
        "{file} can't be used here: {kinds}, please.",
        file=safe(p["name"]),
        kinds=kinds_of_files(p["accept"]),
    ),
    Code.FILE_TOO_LARGE: lambda _, p: say(
        "{file} is too large: at most {number} MB, please.", file=safe(p["name"]), number=p["most"] // 1024**2
    ),
    Code.NOT_A_NUMBER: mark("A whole number, please, such as 12."),
    Code.OUT_OF_RANGE: lambda house, p: say(
        "A number from {least} to {most}, please.", least=p["least"], most=house.format.number(p["most"])
    ),
    Code.AMOUNT_INVALID: mark("An amount, please, such as 3540 or 3,540.50."),
    Code.AMOUNT_NOT_POSITIVE: mark("An amount above zero, please."),
    Code.EMAIL_INVALID: mark("This doesn't look like an email address, such as jane@acme.com."),
    Code.PHONE_INVALID: mark("This doesn't look like a phone number, such as +48 600 100 200."),
    Code.PHONE_NEEDS_COUNTRY: mark("Start with the country code, such as +48, or choose the country."),
    Code.DOMAIN_INVALID: mark("This doesn't look like a website, such as acme.com."),
    Code.DATE_INVALID: mark("A date, please, such as 2026-03-01."),
    Code.DATE_OUT_OF_RANGE: lambda house, p: _day_between(house, p["earliest"], p["latest"]),
    Code.MONTH_INVALID: mark("A month, please, such as 2026-10."),
    Code.MONTH_TO_COME: lambda house, p: say("{month} is still to come.", month=house.format.month(p["month"])),
    Code.UNKNOWN_CHOICE: mark("Please choose one from the list."),
    Code.CONSENT_MISSING: mark("We can only contact leads that know about it. Please ask first, then confirm it."),
    Code.NOT_A_MEMBER: lambda house, _: joining(house),
    Code.NOT_STAFF: lambda house, _: say(
        "This is for the {vendor} team. Yours is `/partner`.", vendor=safe(house.program.vendor.name)
    ),
    Code.NOT_ALLOWED: lambda _, p: _beyond_the_role(p.get("task")),
    Code.LAST_OWNER: mark("Somebody has to be the owner. Make somebody else an owner first."),
    Code.MEMBER_ALREADY: lambda _, p: say(
        "You are with {company} already. To join another company, leave it first.", company=safe(p["company"])
    ),
    Code.APPLICATION_OPEN: lambda house, p: say(
        "You applied for {company} on {day}. We are looking at it, and you hear from us as soon as it is decided.",
        company=safe(p["company"]),
        day=house.format.day(p["on"]),
    ),
    Code.APPLICATION_UNKNOWN: mark("There is no such application."),
    Code.APPLICATION_DECIDED: lambda _, p: say(
        "{person} has decided this meanwhile: {decision}.", person=_mention(p["by"]), decision=APPLICATION[p["status"]]
    ),
    Code.APPLICATION_SETTLED: mark("This is settled meanwhile: the person who applied is with a partner."),
    Code.APPLICANT_ELSEWHERE: mark(
        "The person who applied has joined a partner meanwhile. Decline this one: it is only closed then, and the "
        "person isn't told."
    ),
    Code.CHANNEL_TAKEN: lambda _, p: say("This is the channel of {partner} already.", partner=safe(p["partner"])),
    Code.CHANNEL_OF_DESK: mark("Your team talks about all partners here. Please choose another channel."),
    Code.CHANNEL_THERE: lambda _, p: say(
        "{partner} has a channel meanwhile, and it works.", partner=safe(p["partner"])
    ),
    Code.CODE_WRONG: mark("We don't know this code. Please look again: it has ten letters and digits."),
    Code.CODE_OVER: mark("This code has ended or was used already. Please ask for a new one."),
    Code.CODES_TOO_MANY: mark("These were too many wrong codes. Please try again in an hour."),
    Code.CODE_NOT_YOURS: mark("There is no such code of yours."),
    Code.INVITE_OVER: mark("This invitation has ended or was used already. Please ask for a new one."),
    Code.NOT_TO_INVITE: mark("This person can't be invited. Please choose somebody else."),
    Code.MEMBER_GONE: mark("This person isn't with your company any more."),
    Code.PARTNER_UNKNOWN: lambda _, p: say("There is no partner {partner}.", partner=safe(str(p["partner"]))),
    Code.LEAD_UNKNOWN: lambda _, p: say("There is no lead {lead}.", lead=safe(str(p["number"]))),
    Code.CUSTOMER_UNKNOWN: mark("This customer has no subscription of yours any more."),
    Code.CLAIM_UNKNOWN: lambda _, p: say("There is no claim {claim}.", claim=safe(str(p["number"]))),
    Code.BENEFIT_UNKNOWN: lambda _, p: say("There is no benefit {benefit}.", benefit=safe(str(p["benefit"]))),
    Code.DRAFT_UNKNOWN: lambda _, p: _not_your_form(p.get("command", "/partner lead")),
    Code.DRAFT_GONE: mark("There is no such draft of yours any more: it was submitted, discarded, or has ended."),
    Code.LEAD_CHANGED: lambda _, p: say(
        "{lead} has changed meanwhile and is now {status}.", lead=p["number"], status=STATUS[p["status"]]
    ),
    Code.LEAD_MOVE_ILLEGAL: lambda _, p: say(
        "{lead} is {status} and can't go there.", lead=p["number"], status=STATUS[p["status"]]
    ),
    Code.LEAD_CLOSED: lambda _, p: say("{lead} is closed; there is nothing left to do about it.", lead=p["number"]),
    Code.LEAD_LINKED: lambda _, p: say(
        "{lead} is part of {main_lead}: go on with that one.", lead=p["number"], main_lead=p["main"]
    ),
    Code.LEAD_NOT_ASKED: lambda _, p: (
        say("This has been answered already: {answer}", answer=safe(shortened(p["answered"], 200)))
        if p.get("answered")
        else say("No question about {lead} waits for an answer any more.", lead=p["number"])
    ),
    Code.LEAD_ASKED_ANEW: mark("We have asked something else meanwhile. Does your answer fit this, too?"),
    Code.NOT_A_REP: mark("Please choose a sales rep, or an admin of the program."),
    Code.NOT_ONE_DEAL: lambda _, p: say(
        "{lead} can't be part of {main_lead}. Choose another lead.", lead=p["number"], main_lead=p["main"]
    ),
    Code.DEAL_PAID: lambda _, p: say("The reward of {lead} is paid. An admin reopens it first.", lead=p["main"]),
    Code.LEAD_ALREADY_ASSIGNED: lambda _, p: say(
        "{lead} is already with {person}.", lead=p["number"], person=_mention(p["assignee"])
    ),
    Code.CONFLICT_UNKNOWN: mark("This is no longer there."),
    Code.CONFLICT_DECIDED: lambda _, p: say("{person} has decided this meanwhile.", person=_mention(p["by"])),
    Code.CONFLICT_UNDECIDED: lambda _, p: say(
        "{lead} may be a company we know already: decide that first, below.", lead=p["number"]
    ),
    Code.PROTECTION_CHANGED: lambda house, p: _protected_meanwhile(house, p["number"], p["until"]),
    Code.NAMES_A_PARTNER: lambda _, p: say(
        "Both sides read this: please don't name {partner}.", partner=safe(p["partner"])
    ),
    Code.UPLOAD_UNKNOWN: mark("This file was discarded. Drop it here once more to submit it."),
    Code.UPLOAD_TAKEN: mark("These leads were submitted already."),
    Code.TIER_BELOW_EARNED: lambda _, p: say(
        "{partner} earns {tier} by its figures already.", partner=safe(p["partner"]), tier=p["tier"]
    ),
    Code.OVERRIDE_OVER: lambda _, p: say(
        "{partner} holds the tier it earns; nothing is set any more.", partner=safe(p["partner"])
    ),
    Code.PARTNER_CHANGED: lambda _, p: say("{partner} has changed meanwhile.", partner=safe(p["partner"])),
    Code.CLAIM_MOVED: lambda _, p: say(
        "{claim} is {status} and can't go there.", claim=p["number"], status=CLAIM_STATUS[p["status"]]
    ),
    Code.CLAIM_CHANGED: lambda _, p: say(
        "{claim} has changed meanwhile and is now {status}.",
        claim=p["number"],
        status=CLAIM_STATUS[p["status"]],
    ),
    Code.BENEFIT_LOCKED: lambda _, p: say(
        "{benefit} comes with {tier}. See `/partner benefits`.", benefit=safe(p["benefit"]), tier=p["tier"]
    ),
    Code.BENEFIT_NOT_CLAIMED: lambda _, p: say(
        "{benefit} is yours already; there is nothing to claim.", benefit=safe(p["benefit"])
    ),
    Code.QUOTA_REACHED: lambda house, p: say("You can claim this again from {day}.", day=house.format.day(p["from"])),
    Code.CLAIM_OPEN: lambda _, p: _open_already(p["number"], is_asked=bool(p.get("waiting"))),
    Code.NOT_A_MANAGER: mark("Please choose an account manager."),
    Code.NOT_A_STAND_IN: mark("Please choose another account manager, or an admin."),
    Code.TIMEZONE_UNKNOWN: lambda _, p: say("A time zone, please, such as {time_zone}.", time_zone=p["near"]),
    Code.QUIET_HOURS_EMPTY: mark(
        "Another hour than that they begin at, please. Without quiet hours, choose “No quiet hours” above."
    ),
    Code.CURRENCY_UNKNOWN: lambda _, p: say(
        "must be {expected}, the program's currency, not {currency}", expected=p["expected"], currency=p["currency"]
    ),
    Code.RATE_INVALID: mark("must be a fraction from 0 up to but not 1, such as 0.20"),
    Code.MEMBER_ELSEWHERE: lambda _, p: say("{person} belongs to another partner already", person=_name(p["person"])),
    Code.CUSTOMER_ELSEWHERE: lambda _, p: say(
        "customer {customer} belongs to another partner already", customer=p["customer"]
    ),
    Code.SUBSCRIPTION_ELSEWHERE: lambda _, p: say(
        "subscription {subscription} belongs to another partner already", subscription=p["subscription"]
    ),
}


def text_of(error: DomainError, house: House) -> str:
    """The sentence for a refusal."""
    entry = CATALOGUE[error.code]
    return say(entry) if isinstance(entry, str) else entry(house, error.params)


def kinds_of_files(endings: Sequence[str]) -> str:
    """`PNG, SVG or JPG`."""
    *others, last = [ending.upper() for ending in endings]
    return say("{others} or {last}", others=", ".join(others), last=last) if others else last


def joining(house: House) -> str:
    """How to join, and nothing else."""
    vendor = house.program.vendor
    return say(
        "You aren't in the {program} yet. To join, use `/partner join`, or write to "
        "<mailto:{contact}|{contact}>. More: {website}.",
        program=safe(vendor.program),
        contact=vendor.contact,
        website=f"<{vendor.website}|{vendor.website.removeprefix('https://')}>",
    )


def _beyond_the_role(task: object) -> str:
    if task in PARTNER_TASKS:
        return say("Your role doesn't include this. An owner of your company can change that.")
    return say("Your role doesn't include this. An admin of the program can change that.")


def _open_already(number: str, *, is_asked: bool) -> str:
    if is_asked:
        return say("{claim} is open already: it waits for your answer.", claim=number)
    return say("{claim} is open already: we are on it.", claim=number)


def _day_between(house: House, earliest: date, latest: date) -> str:
    return say(
        "A day from {earliest} to {latest}, please.",
        earliest=house.format.day(earliest),
        latest=house.format.day(latest),
    )


def _not_your_form(command: object) -> str:
    return say("This form belongs to somebody else. Start a new one with `{command}`.", command=command)


def _protected_meanwhile(house: House, number: str, until: date | None) -> str:
    if until is None:
        return say("{lead} isn't protected any more.", lead=number)
    return say("{lead} is protected until {day} meanwhile.", lead=number, day=house.format.day(until))


def _mention(person: object) -> str:
    return f"<@{_name(person)}>"


def _name(person: object) -> str:
    return user_id(PersonKey(str(person)))
