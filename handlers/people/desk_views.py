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
from domain.people import PersonKey
from domain.usecases.join import ApplicationFile
from domain.usecases.partner_channels import ChannelWay
from handlers.blocks import button, buttons, chosen, facts, field, header, modal, option, section, small
from handlers.context import House
from handlers.directory.channel_views import comes_of
from handlers.ids import Action, Callback
from handlers.leads.list_views import quoted
from handlers.people.channel_inputs import CHANNEL, channel_inputs
from handlers.people.people_views import end_button, use
from handlers.people.words import KIND
from handlers.requests import Answers
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import Format, capital, safe, shortened
from handlers.texts.words import APPLICATION, who

WHO, REASON = "who", "reason"
NEW = "new"
MOST_KNOWN = 9
MOST_LISTED = 20
LONGEST_SHOWN = 600
LONGEST_LISTED = 200

STATUS = Spoken(
    {
        ApplicationStatus.OPEN: mark(":inbox_tray: To be decided"),
        ApplicationStatus.APPROVED: mark(":white_check_mark: Approved"),
        ApplicationStatus.DECLINED: mark(":no_entry_sign: Declined"),
        ApplicationStatus.SETTLED: mark(":white_check_mark: Settled"),
    }
)


def card_text(application: Application) -> str:
    """The card in one line."""
    return say(
        "{number} · {company} wants to become a partner", number=application.number, company=safe(application.company)
    )


def card(file: ApplicationFile, house: House) -> list[Block]:
    """Who applies, what we know of the company, and what can be done about it."""
    application = file.application
    blocks: list[Block] = [
        section(
            say(
                "*{number} · {company}* wants to become a partner",
                number=application.number,
                company=safe(application.company),
            )
        ),
        *_told(application, house),
    ]
    if application.is_open:
        blocks += _warnings(file, house.format)
        blocks.append(_decisions(application))
    else:
        blocks.append(section(_decision(file)))
    return blocks


def approval(file: ApplicationFile, way: ChannelWay, house: House, answers: Answers | None = None) -> View:
    """Who is let in, as what, with which channel. `answers` is what was ticked so far."""
    application = file.application
    blocks: list[Block] = [
        section(say("*{company}*, by {person}", company=safe(application.company), person=who(application.person)))
    ]
    blocks += _warnings(file, house.format)
    if file.known:
        options = [option(say("A new partner"), NEW), *(option(each.name, each.id) for each in file.known[:MOST_KNOWN])]
        element = RadioButtonsElement(options=options, initial_option=chosen(options, (answers or {}).get(WHO)))
        blocks.append(field(WHO, say("Who is it?"), element))
    name = house.program.joining.channel_name(application.company, "new")
    elsewhere = house.vendor_team is not None and not house.is_in_vendors_workspace(application.person)
    picked = (answers or {}).get(CHANNEL) or application.channel_id
    blocks += channel_inputs(
        name, way, Action.APPLICATION_CHANNEL, house, elsewhere=elsewhere, channel_id=str(picked) if picked else None
    )
    return modal(
        say("Approve"),
        blocks,
        callback=Callback.APPLICATION_APPROVE,
        submit=say("Approve"),
        close=say("Cancel"),
        metadata={"number": application.id},
    )


def refusal(file: ApplicationFile) -> View:
    """Why not."""
    application = file.application
    element = PlainTextInputElement(multiline=True, max_length=MAX_TEXT)
    return modal(
        say("Decline"),
        [
            section(say("*{company}*, by {person}", company=safe(application.company), person=who(application.person))),
            field(REASON, say("Why?"), element, hint=say("The person who applied reads this.")),
        ],
        callback=Callback.APPLICATION_DECLINE,
        submit=say("Decline"),
        close=say("Cancel"),
        metadata={"number": application.id},
    )


def approved(partner: Partner, way: ChannelWay, *, is_new: bool) -> View:
    """What has come of it."""
    if not is_new:
        text = say(
            ":white_check_mark: The person who applied is with *{partner}* now, and hears of it.",
            partner=safe(partner.name),
        )
        return modal(say("Approved"), [section(text)])
    text = say(":white_check_mark: *{partner}* is in. The person who applied hears of it.", partner=safe(partner.name))
    return modal(say("Approved"), [section(f"{text}\n{capital(comes_of(partner, way))}")])


def declined(application: Application) -> View:
    """What has come of it."""
    if application.status is ApplicationStatus.SETTLED:
        text = say(
            ":white_check_mark: {number} is closed. {person} is with a partner by now and hears nothing of it.",
            number=application.number,
            person=who(application.person),
        )
        return modal(say("Settled"), [section(text)])
    text = say(
        ":no_entry_sign: {number} is declined. {person} hears why.",
        number=application.number,
        person=who(application.person),
    )
    return modal(say("Declined"), [section(text)])


def waiting(applications: Sequence[Application], house: House) -> list[Block]:
    """Those to be decided, the oldest first, with what there is to decide on."""
    if not applications:
        return [section(say(":white_check_mark: No application waits."))]
    blocks: list[Block] = [header(say("Applications"))]
    for each in applications[:MOST_LISTED]:
        blocks += [section(_in_short(each, house)), _decisions(each)]
    if len(applications) > MOST_LISTED:
        blocks.append(small(say("The oldest are shown; more are waiting.")))
    return blocks


def which_partner(
    given: Sequence[tuple[Invite, Partner]], reader: PersonKey, fmt: Format, *, notice: str | None = None
) -> list[Block]:
    """Asks whom a code is for; below, what became of those that were given, each with its end while it is out."""
    blocks: list[Block] = [section(notice)] if notice else []
    blocks.append(section(say("Which partner? For example: `/program invite northwind`")))
    if given:
        blocks.append(section(say("Codes that were given:")))
    return [*blocks, *(_given(invite, partner, reader, fmt) for invite, partner in given)]


def ended(partner: Partner) -> str:
    """That nobody joins by a code any more."""
    return say(":white_check_mark: The code for *{partner}* has ended.", partner=safe(partner.name))


def _given(invite: Invite, partner: Partner, reader: PersonKey, fmt: Format) -> Block:
    text = f"*{safe(partner.name)}*: {use(invite, fmt)}"
    if invite.made_by != reader:
        text += ", " + say("given by {person}", person=who(invite.made_by))
    if invite.uses >= invite.most_uses:
        return section(text)
    return section(text, accessory=end_button(Action.INVITE_END, invite))


def _decisions(application: Application) -> Block:
    row: list[InteractiveElement] = [
        button(say("Approve"), Action.APPLICATION_APPROVE, str(application.id), style="primary"),
        button(say("Decline"), Action.APPLICATION_DECLINE, str(application.id)),
    ]
    return buttons(*row)


def _in_short(application: Application, house: House) -> str:
    country = countries(house.program.vendor.locale).get(application.country, application.country)
    works_as = KIND[application.cooperation]
    return (
        f"*{application.number} · {safe(application.company)}* · {safe(application.domain)} · {country} · {works_as}\n"
        f"> {quoted(shortened(application.about, LONGEST_LISTED))}\n"
        f"{who(application.person)}, {house.format.moment(application.applied_at)}"
    )


def _told(application: Application, house: House) -> list[Block]:
    country = countries(house.program.vendor.locale).get(application.country, application.country)
    pairs = [
        (say("Website"), safe(application.domain)),
        (say("Country"), country),
        (say("Works as"), KIND[application.cooperation]),
        (say("Applied"), f"{who(application.person)}, {house.format.moment(application.applied_at)}"),
    ]
    if application.channel_id:
        pairs.append((say("From the channel"), f"<#{application.channel_id}>"))
    return [facts(pairs), section(f"> {quoted(shortened(application.about, LONGEST_SHOWN))}")]


def _warnings(file: ApplicationFile, fmt: Format) -> list[Block]:
    """What we know of the company already: for the desk alone."""
    lines = []
    if file.known:
        names = ", ".join(f"*{safe(each.name)}*" for each in file.known[:MOST_KNOWN])
        lines.append(say(":warning: This may be a partner already: {partners}.", partners=names))
    for each in file.others[:MOST_KNOWN]:
        applied = say(
            ":repeat: {person} applied for {company} on {day}: {decision}.",
            person=who(each.person),
            company=safe(each.company),
            day=fmt.day_of(each.applied_at),
            decision=APPLICATION[each.status],
        )
        lines.append(applied)
    return [section("\n".join(lines))] if lines else []


def _decision(file: ApplicationFile) -> str:
    application = file.application
    if application.status is ApplicationStatus.SETTLED and file.led_to is not None:
        return say(
            ":white_check_mark: Settled: {person} is with *{partner}* now, by another way.",
            person=who(application.person),
            partner=safe(file.led_to.name),
        )
    decided = STATUS[application.status]
    if application.decided_by:
        decided = say("{decision} by {person}", decision=decided, person=who(application.decided_by))
    reason = f"\n> {quoted(shortened(application.reason, LONGEST_SHOWN))}" if application.reason else ""
    return f"{decided}{reason}"
