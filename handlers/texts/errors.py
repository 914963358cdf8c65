"""What people read when the domain refuses something: one text for each code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from domain.errors import Code, DomainError
from domain.people import PARTNER_TASKS, PersonKey, user_id
from handlers.context import House
from handlers.texts.format import safe
from handlers.texts.words import CLAIM_STATUS, STATUS

Text = str | Callable[[House, Mapping[str, Any]], str]

CATALOGUE: dict[Code, Text] = {
    Code.REQUIRED: "Please fill this in.",
    Code.TOO_LONG: lambda _, p: f"At most {p['longest']} characters, please. These are {p['length']}.",
    Code.TOO_SHORT: lambda _, p: f"At least {p['shortest']} characters, please. These are {p['length']}.",
    Code.TOO_MANY: lambda _, p: f"At most {p['most']}, please. These are {p['count']}.",
    Code.TOO_FEW: lambda _, p: f"At least {p['least']}, please. This is {p['count']}.",
    Code.FILE_KIND: lambda _, p: f"{safe(p['name'])} can't be used here: {kinds_of_files(p['accept'])}, please.",
    Code.FILE_TOO_LARGE: lambda _, p: f"{safe(p['name'])} is too large: at most {p['most'] // 1024**2} MB, please.",
    Code.NOT_A_NUMBER: "A whole number, please, such as 12.",
    Code.OUT_OF_RANGE: lambda house, p: f"A number from {p['least']} to {house.format.number(p['most'])}, please.",
    Code.AMOUNT_INVALID: "An amount, please, such as 3540 or 3,540.50.",
    Code.AMOUNT_NOT_POSITIVE: "An amount above zero, please.",
    Code.EMAIL_INVALID: "This doesn't look like an email address, such as jane@acme.com.",
    Code.PHONE_INVALID: "This doesn't look like a phone number, such as +48 600 100 200.",
    Code.PHONE_NEEDS_COUNTRY: "Start with the country code, such as +48, or choose the country.",
    Code.DOMAIN_INVALID: "This doesn't look like a website, such as acme.com.",
    Code.DATE_INVALID: "A date, please, such as 2026-03-01.",
    Code.DATE_OUT_OF_RANGE: lambda house, p: _day_between(house, p["earliest"], p["latest"]),
    Code.MONTH_INVALID: "A month, please, such as 2026-10.",
    Code.MONTH_TO_COME: lambda house, p: f"{house.format.month(p['month'])} is still to come.",
    Code.UNKNOWN_CHOICE: "Please choose one of the list.",
    Code.CONSENT_MISSING: "We can only contact leads that know about it. Please ask first, then confirm it.",
    Code.NOT_A_MEMBER: lambda house, _: joining(house),
    Code.NOT_STAFF: lambda house, _: f"This is for the {safe(house.program.vendor.name)} team. Yours is `/partner`.",
    Code.NOT_ALLOWED: lambda _, p: _beyond_the_role(p.get("task")),
    Code.LAST_OWNER: "Somebody has to be the owner. Make somebody else an owner first.",
    Code.MEMBER_ALREADY: lambda _, p: (
        f"You are with {safe(p['company'])} already. To join another company, leave it first."
    ),
    Code.APPLICATION_OPEN: lambda house, p: (
        f"You applied for {safe(p['company'])} on {house.format.day(p['on'])}. "
        "We are looking at it, and you hear from us as soon as it is decided."
    ),
    Code.APPLICATION_UNKNOWN: "There is no such application.",
    Code.APPLICATION_DECIDED: lambda _, p: f"{_mention(p['by'])} has decided this meanwhile: {p['status']}.",
    Code.APPLICANT_ELSEWHERE: "The person who applied has joined a partner meanwhile. Decline this one.",
    Code.CHANNEL_TAKEN: lambda _, p: f"This is the channel of {safe(p['partner'])} already.",
    Code.CHANNEL_THERE: lambda _, p: f"{safe(p['partner'])} has a channel meanwhile, and it works.",
    Code.CODE_WRONG: "We don't know this code. Please look again: it has ten letters and digits.",
    Code.CODE_OVER: "This code has ended or was used already. Please ask for a new one.",
    Code.CODES_TOO_MANY: "These were too many wrong codes. Please try again in an hour.",
    Code.INVITE_OVER: "This invitation has ended or was used already. Please ask for a new one.",
    Code.NOT_TO_INVITE: "This person can't be invited. Please choose somebody else.",
    Code.MEMBER_GONE: "This person isn't with your company any more.",
    Code.PARTNER_UNKNOWN: lambda _, p: f"There is no partner {safe(str(p['partner']))}.",
    Code.LEAD_UNKNOWN: lambda _, p: f"There is no lead {safe(str(p['number']))}.",
    Code.CUSTOMER_UNKNOWN: "This customer has no subscription of yours any more.",
    Code.CLAIM_UNKNOWN: lambda _, p: f"There is no claim {safe(str(p['number']))}.",
    Code.BENEFIT_UNKNOWN: lambda _, p: f"There is no benefit {safe(str(p['benefit']))}.",
    Code.DRAFT_UNKNOWN: lambda _, p: _not_your_form(p.get("command", "/partner lead")),
    Code.DRAFT_GONE: "There is no such draft of yours any more: it was submitted, discarded, or has ended.",
    Code.LEAD_CHANGED: lambda _, p: f"{p['number']} has changed meanwhile and is now {STATUS[p['status']]}.",
    Code.LEAD_MOVE_ILLEGAL: lambda _, p: f"{p['number']} is {STATUS[p['status']]} and can't go there.",
    Code.LEAD_CLOSED: lambda _, p: f"{p['number']} is closed; there is nothing left to do about it.",
    Code.LEAD_LINKED: lambda _, p: f"{p['number']} is part of {p['main']}: go on with that one.",
    Code.LEAD_NOT_ASKED: lambda _, p: f"No question about {p['number']} waits for an answer any more.",
    Code.NOT_A_REP: "Please choose a sales rep, or an admin of the program.",
    Code.NOT_ONE_DEAL: lambda _, p: f"{p['number']} can't be part of {p['main']}. Choose another lead.",
    Code.DEAL_PAID: lambda _, p: f"The reward of {p['main']} is paid. An admin reopens it first.",
    Code.LEAD_ALREADY_ASSIGNED: lambda _, p: f"{p['number']} is already with {_mention(p['assignee'])}.",
    Code.CONFLICT_UNKNOWN: "This is no longer there.",
    Code.CONFLICT_DECIDED: lambda _, p: f"{_mention(p['by'])} has decided this meanwhile.",
    Code.CONFLICT_UNDECIDED: lambda _, p: f"{p['number']} may be a company we know already: decide that first, below.",
    Code.PROTECTION_CHANGED: lambda house, p: _protected_meanwhile(house, p["number"], p["until"]),
    Code.NAMES_A_PARTNER: lambda _, p: f"Both sides read this: please don't name {safe(p['partner'])}.",
    Code.UPLOAD_UNKNOWN: "This file was discarded. Drop it here once more to submit it.",
    Code.UPLOAD_TAKEN: "These leads were submitted already.",
    Code.TIER_BELOW_EARNED: lambda _, p: f"{safe(p['partner'])} earns {p['tier']} by its figures already.",
    Code.OVERRIDE_OVER: lambda _, p: f"{safe(p['partner'])} holds the tier it earns; nothing is set any more.",
    Code.PARTNER_CHANGED: lambda _, p: f"{safe(p['partner'])} has changed meanwhile.",
    Code.CLAIM_MOVED: lambda _, p: f"{p['number']} is {CLAIM_STATUS[p['status']]} and can't go there.",
    Code.CLAIM_CHANGED: lambda _, p: f"{p['number']} has changed meanwhile and is now {CLAIM_STATUS[p['status']]}.",
    Code.BENEFIT_LOCKED: lambda _, p: f"{safe(p['benefit'])} comes with {p['tier']}. See `/partner benefits`.",
    Code.BENEFIT_NOT_CLAIMED: lambda _, p: f"{safe(p['benefit'])} is yours already; there is nothing to claim.",
    Code.QUOTA_REACHED: lambda house, p: f"You can claim this again from {house.format.day(p['from'])}.",
    Code.CLAIM_OPEN: lambda _, p: f"{p['number']} is open already: {_whose_turn(p)}.",
    Code.NOT_A_MANAGER: "Please choose an account manager.",
    Code.NOT_A_STAND_IN: "Please choose another account manager, or an admin.",
    Code.TIMEZONE_UNKNOWN: lambda _, p: f"A time zone, please, such as {p['near']}.",
    Code.QUIET_HOURS_EMPTY: (
        "Another hour than that they begin at, please. Without quiet hours, choose “No quiet hours” above."
    ),
    Code.CURRENCY_UNKNOWN: lambda _, p: f"must be {p['expected']}, the program's currency, not {p['currency']}",
    Code.RATE_INVALID: "must be a fraction from 0 up to but not 1, such as 0.20",
    Code.MEMBER_ELSEWHERE: lambda _, p: f"{_name(p['person'])} belongs to another partner already",
    Code.CUSTOMER_ELSEWHERE: lambda _, p: f"customer {p['customer']} belongs to another partner already",
    Code.SUBSCRIPTION_ELSEWHERE: lambda _, p: f"subscription {p['subscription']} belongs to another partner already",
}


def text_of(error: DomainError, house: House) -> str:
    """The sentence for a refusal."""
    entry = CATALOGUE[error.code]
    return entry if isinstance(entry, str) else entry(house, error.params)


def kinds_of_files(endings: Sequence[str]) -> str:
    """`PNG, SVG or JPG`."""
    *others, last = [ending.upper() for ending in endings]
    return f"{', '.join(others)} or {last}" if others else last


def joining(house: House) -> str:
    """How to join, and nothing else."""
    vendor = house.program.vendor
    return (
        f"You aren't in the {safe(vendor.program)} yet. To join, use `/partner join`, or write to "
        f"<mailto:{vendor.contact}|{vendor.contact}>. More: "
        f"<{vendor.website}|{vendor.website.removeprefix('https://')}>."
    )


def _beyond_the_role(task: object) -> str:
    by = "An owner of your company" if task in PARTNER_TASKS else "An admin of the program"
    return f"Your role doesn't include this. {by} can change that."


def _whose_turn(claim: Mapping[str, Any]) -> str:
    return "it waits for your answer" if claim.get("waiting") else "we are on it"


def _day_between(house: House, earliest: date, latest: date) -> str:
    return f"A day from {house.format.day(earliest)} to {house.format.day(latest)}, please."


def _not_your_form(command: object) -> str:
    return f"This form belongs to somebody else. Start a new one with `{command}`."


def _protected_meanwhile(house: House, number: str, until: date | None) -> str:
    if until is None:
        return f"{number} isn't protected any more."
    return f"{number} is protected until {house.format.day(until)} meanwhile."


def _mention(person: object) -> str:
    return f"<@{_name(person)}>"


def _name(person: object) -> str:
    return user_id(PersonKey(str(person)))
