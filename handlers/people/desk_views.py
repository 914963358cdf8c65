"""Applications at the desk: the card, the forms to approve and to decline, and the list of those that wait."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    Block,
    PlainTextInputElement,
    RadioButtonsElement,
)
from slack_sdk.models.blocks.block_elements import InteractiveElement
from slack_sdk.models.views import View

from domain.contacts import countries
from domain.free_text import MAX_TEXT
from domain.membership import Application, ApplicationStatus, Invite
from domain.partners import Partner
from domain.usecases.join import ApplicationFile
from domain.usecases.partner_channels import ChannelWay
from handlers.blocks import button, buttons, chosen, facts, field, header, modal, option, section, small
from handlers.context import House
from handlers.directory.channel_views import comes_of
from handlers.ids import Action, Callback
from handlers.leads.list_views import quoted
from handlers.people.channel_inputs import CHANNEL, channel_inputs
from handlers.people.people_views import use
from handlers.people.words import COOPERATION
from handlers.requests import Answers
from handlers.texts.format import Format, safe, shortened
from handlers.texts.words import who

WHO, REASON = "who", "reason"
NEW = "new"
MOST_KNOWN = 9
MOST_LISTED = 20
LONGEST_SHOWN = 600
LONGEST_LISTED = 200

STATUS = {
    ApplicationStatus.OPEN: ":inbox_tray: To be decided",
    ApplicationStatus.APPROVED: ":white_check_mark: Approved",
    ApplicationStatus.DECLINED: ":no_entry_sign: Declined",
}


def card_text(application: Application) -> str:
    """The card in one line."""
    return f"{application.number} · {safe(application.company)} wants to become a partner"


def card(file: ApplicationFile, house: House) -> list[Block]:
    """Who applies, what we know of the company, and what can be done about it."""
    application = file.application
    blocks: list[Block] = [
        section(f"*{application.number} · {safe(application.company)}* wants to become a partner"),
        *_told(application, house),
    ]
    if application.is_open:
        blocks += _warnings(file, house.format)
        blocks.append(_decisions(application))
    else:
        blocks.append(section(_decision(application)))
    return blocks


def approval(file: ApplicationFile, way: ChannelWay, house: House, answers: Answers | None = None) -> View:
    """Who is let in, as what, with which channel. `answers` is what was ticked so far."""
    application = file.application
    blocks: list[Block] = [section(f"*{safe(application.company)}*, by {who(application.person)}")]
    blocks += _warnings(file, house.format)
    if file.known:
        options = [option("A new partner", NEW), *(option(each.name, each.id) for each in file.known[:MOST_KNOWN])]
        element = RadioButtonsElement(options=options, initial_option=chosen(options, (answers or {}).get(WHO)))
        blocks.append(field(WHO, "Who is it?", element))
    name = house.program.joining.channel_name(application.company, "new")
    elsewhere = house.vendor_team is not None and not house.is_in_vendors_workspace(application.person)
    picked = (answers or {}).get(CHANNEL) or application.channel_id
    blocks += channel_inputs(
        name, way, Action.APPLICATION_CHANNEL, house, elsewhere=elsewhere, channel_id=str(picked) if picked else None
    )
    return modal(
        "Approve",
        blocks,
        callback=Callback.APPLICATION_APPROVE,
        submit="Approve",
        close="Cancel",
        metadata={"number": application.id},
    )


def refusal(file: ApplicationFile) -> View:
    """Why not."""
    application = file.application
    element = PlainTextInputElement(multiline=True, max_length=MAX_TEXT)
    return modal(
        "Decline",
        [
            section(f"*{safe(application.company)}*, by {who(application.person)}"),
            field(REASON, "Why?", element, hint="The person who applied reads this."),
        ],
        callback=Callback.APPLICATION_DECLINE,
        submit="Decline",
        close="Cancel",
        metadata={"number": application.id},
    )


def approved(partner: Partner, way: ChannelWay, *, is_new: bool) -> View:
    """What has come of it."""
    if not is_new:
        text = f":white_check_mark: The person who applied is with *{safe(partner.name)}* now, and hears of it."
        return modal("Approved", [section(text)])
    channel = comes_of(partner, way)
    text = (
        f":white_check_mark: *{safe(partner.name)}* is in. The person who applied hears of it.\n"
        f"{channel[:1].upper()}{channel[1:]}"
    )
    return modal("Approved", [section(text)])


def declined(application: Application) -> View:
    """What has come of it."""
    text = f":no_entry_sign: {application.number} is declined. {who(application.person)} hears why."
    return modal("Declined", [section(text)])


def waiting(applications: Sequence[Application], house: House) -> list[Block]:
    """Those to be decided, the oldest first, with what there is to decide on."""
    if not applications:
        return [section(":white_check_mark: No application waits.")]
    blocks: list[Block] = [header("Applications")]
    for each in applications[:MOST_LISTED]:
        blocks += [section(_in_short(each, house)), _decisions(each)]
    if len(applications) > MOST_LISTED:
        blocks.append(small("The oldest are shown; more are waiting."))
    return blocks


def which_partner(given: Sequence[tuple[Invite, Partner]], fmt: Format) -> str:
    """Asks whom a code is for; below, what became of those that this person has given."""
    asked = "Which partner? For example: `/program invite northwind`"
    lines = [f"• *{safe(partner.name)}*: {use(invite, fmt)}" for invite, partner in given]
    return "\n".join([asked, "Codes you have given:", *lines]) if lines else asked


def _decisions(application: Application) -> Block:
    row: list[InteractiveElement] = [
        button("Approve", Action.APPLICATION_APPROVE, str(application.id), style="primary"),
        button("Decline", Action.APPLICATION_DECLINE, str(application.id)),
    ]
    return buttons(*row)


def _in_short(application: Application, house: House) -> str:
    country = countries(house.program.vendor.locale).get(application.country, application.country)
    works_as = COOPERATION[application.cooperation].partition(":")[0]
    return (
        f"*{application.number} · {safe(application.company)}* · {safe(application.domain)} · {country} · {works_as}\n"
        f"> {quoted(shortened(application.about, LONGEST_LISTED))}\n"
        f"{who(application.person)}, {house.format.moment(application.applied_at)}"
    )


def _told(application: Application, house: House) -> list[Block]:
    country = countries(house.program.vendor.locale).get(application.country, application.country)
    pairs = [
        ("Website", safe(application.domain)),
        ("Country", country),
        ("Works as", COOPERATION[application.cooperation].partition(":")[0]),
        ("Applied", f"{who(application.person)}, {house.format.moment(application.applied_at)}"),
    ]
    if application.channel_id:
        pairs.append(("From the channel", f"<#{application.channel_id}>"))
    return [facts(pairs), section(f"> {quoted(shortened(application.about, LONGEST_SHOWN))}")]


def _warnings(file: ApplicationFile, fmt: Format) -> list[Block]:
    """What we know of the company already: for the desk alone."""
    lines = []
    if file.known:
        names = ", ".join(f"*{safe(each.name)}*" for each in file.known[:MOST_KNOWN])
        lines.append(f":warning: This may be a partner already: {names}.")
    for each in file.others[:MOST_KNOWN]:
        verdict = STATUS[each.status].partition(" ")[2].lower()
        day = fmt.day_of(each.applied_at)
        lines.append(f":repeat: {who(each.person)} applied for {safe(each.company)} on {day}: {verdict}.")
    return [section("\n".join(lines))] if lines else []


def _decision(application: Application) -> str:
    by = f" by {who(application.decided_by)}" if application.decided_by else ""
    reason = f"\n> {quoted(shortened(application.reason, LONGEST_SHOWN))}" if application.reason else ""
    return f"{STATUS[application.status]}{by}{reason}"
