"""A partner's own leads: the list, and what it says of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from slack_sdk.models.blocks import Block, StaticSelectElement

from domain.leads import Lead, LeadStatus
from domain.program import Program
from domain.usecases.own_leads import LEADS_A_PAGE, LeadPage
from handlers.blocks import button, buttons, chosen, header, option, pager, section
from handlers.context import House
from handlers.ids import Action
from handlers.leads.facts import marks, reward_amount, reward_line, status_line, title
from handlers.texts.catalogue import Spoken, mark, mark_many, say, say_many
from handlers.texts.format import Format, capital, safe
from handlers.ways import way_to

SHOWN: dict[str, bool | None] = {"all": None, "open": True, "closed": False}
"""Which leads a list shows, by the word for it."""

FILTER: Mapping[str, str] = Spoken(
    {"all": mark("All leads"), "open": mark("Open leads"), "closed": mark("Closed leads")}
)


_YOURS: Mapping[bool | None, tuple[str, str]] = {
    None: mark_many("Your {number} lead", "Your {number} leads"),
    True: mark_many("Your {number} open lead", "Your {number} open leads"),
    False: mark_many("Your {number} closed lead", "Your {number} closed leads"),
}


def heading(page: LeadPage, fmt: Format) -> str:
    """`Your 12 leads`, `Your 3 open leads`."""
    if not page.total:
        return capital(fmt.count(0, {None: "lead", True: "open lead", False: "closed lead"}[page.is_open]))
    return say_many(*_YOURS[page.is_open], page.total, number=fmt.number(page.total))


def leads(page: LeadPage, house: House, today: date) -> list[Block]:
    """A page of leads, newest first."""
    program, fmt = house.program, house.format
    if not page.total and page.is_open is None:
        return [
            header(say("Your leads")),
            section(say("No leads yet. Hand us a company that may want our products, and earn when it buys.")),
            buttons(
                way_to(Action.LEAD_FORM, style="primary"),
                way_to(Action.UPLOAD_TEMPLATE),
            ),
        ]
    word = next(word for word, is_open in SHOWN.items() if is_open is page.is_open)
    blocks: list[Block] = [header(heading(page, fmt))]
    if page.total > LEADS_A_PAGE or page.is_open is not None:
        blocks.append(buttons(_filter(word)))
    for lead in page.leads:
        details = button(say("Details"), Action.LEAD, str(lead.id))
        blocks.append(section(_row(lead, program, fmt, today), accessory=details))
    blocks += pager(
        Action.LEADS, Action.LEADS_BACK, offset=page.offset, page=LEADS_A_PAGE, total=page.total, prefix=f"{word}:"
    )
    blocks.append(
        buttons(
            way_to(Action.LEAD_FORM, style="primary"),
            way_to(Action.UPLOAD_TEMPLATE),
            button(say("Export as CSV"), Action.LEADS_EXPORT),
            way_to(Action.OVERVIEW),
        )
    )
    return blocks


def status_text(shown: Lead, house: House, *, is_known_company: bool = False) -> str:
    """The program's text for the lead's status, with its actual reward and, where there is one, the reason.

    `is_known_company`: it was closed because somebody else had the company first, and nothing else was wrong with it.
    """
    if shown.withdrawn_at is not None:
        when = house.format.moment(shown.withdrawn_at)
        return say("Withdrawn {when}. Our sales team does nothing about it any more.", when=when)
    if shown.deal_of is not None:
        return say("It goes the way of L-{number}: both are one deal.", number=shown.deal_of)
    texts = house.program.leads.texts
    template = texts.of(shown.status)
    text = template.format(
        reward=reward_amount(shown, house.program, house.format), contact=house.program.vendor.contact
    )
    closed = shown.status in {LeadStatus.REJECTED, LeadStatus.LOST}
    if closed and is_known_company:
        text = say("We know this company already, so we can't take it on as yours.")
    return f"{text}\n> {quoted(shown.reason)}" if closed and shown.reason else text


def quoted(text: str) -> str:
    """User text inside a quotation of mrkdwn."""
    return safe(text).replace("\n", "\n> ")


def _filter(word: str) -> StaticSelectElement:
    options = [option(text, each) for each, text in FILTER.items()]
    return StaticSelectElement(action_id=Action.LEADS_FILTER, options=options, initial_option=chosen(options, word))


def _row(lead: Lead, program: Program, fmt: Format, today: date) -> str:
    earns = []
    if lead.status is LeadStatus.WON:
        earns.append(say("earned {reward}", reward=reward_amount(lead, program, fmt)))
    elif lead.is_open:
        earns.append(say("may earn {reward}", reward=reward_line(lead, program, fmt)))
    known = " · ".join([status_line(lead, program), *earns])
    beside = " · ".join(marks(lead, fmt, today))
    return "\n".join(filter(None, (f"*{title(lead)}*", known, beside)))
