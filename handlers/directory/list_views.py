"""The staff's list of all partners."""

from __future__ import annotations

from dataclasses import replace

from slack_sdk.models.blocks import Block, PlainTextObject, StaticSelectElement

from domain.people import PersonKey
from domain.ports.directory import Order, PartnerListed
from domain.program import Program
from domain.usecases.partner_directory import MOVEMENT_DAYS, PARTNERS_A_PAGE, Only, PartnerList, Wanted
from handlers.blocks import button, buttons, chosen, header, option, pager, section, small
from handlers.context import House
from handlers.directory.state import PartnerRef, list_state
from handlers.directory.words import movement, tier_name
from handlers.ids import Action
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import Format, capital, safe
from handlers.texts.words import who

ORDER = Spoken(
    {
        Order.ARR: mark("By ARR"),
        Order.MOVEMENT: mark("By movement"),
        Order.NAME: mark("By name"),
        Order.TIER: mark("By tier"),
    }
)
ONLY = Spoken(
    {
        Only.ALL: mark("Everybody"),
        Only.AT_RISK: mark("At risk"),
        Only.CLOSE: mark("Close to promotion"),
        Only.MINE: mark("Mine"),
    }
)
NOBODY = Spoken(
    {
        Only.ALL: mark("No partner holds this tier."),
        Only.AT_RISK: mark("No partner is at risk. :tada:"),
        Only.CLOSE: mark("No partner is close to promotion."),
        Only.MINE: mark("You aren't the account manager of any partner."),
    }
)


def title(shown: PartnerList, fmt: Format) -> str:
    """`12 partners`."""
    return capital(fmt.count(shown.total, "partner"))


def partners(shown: PartnerList, house: House) -> list[Block]:
    """A page of partners below what narrows and sorts them; each opens with a click."""
    program, fmt, wanted = house.program, house.format, shown.wanted
    blocks: list[Block] = [header(title(shown, fmt))]
    if not shown.total and wanted.is_everybody:
        return [*blocks, section(say("They come with `python app.py import partners FILE.csv`."))]
    blocks.append(_choices(wanted, program))
    if wanted.words:
        blocks.append(small(say("With “{words}” in the name or id", words=safe(wanted.words))))
    if not shown.total:
        everybody = button(say("All partners"), Action.PARTNERS, list_state(Wanted(), program))
        return [*blocks, section(_nobody(wanted)), buttons(everybody)]
    back = list_state(wanted, program, shown.offset)
    for row in shown.rows:
        opened = button(say("Open"), Action.PARTNER, str(PartnerRef(row.partner.id, back=back)))
        blocks.append(section(row_text(row, program, fmt), accessory=opened))
    prefix = list_state(wanted, program, "")
    return blocks + pager(
        Action.PARTNERS,
        Action.PARTNERS_BACK,
        offset=shown.offset,
        page=PARTNERS_A_PAGE,
        total=shown.total,
        prefix=prefix,
    )


def _choices(wanted: Wanted, program: Program) -> Block:
    """Each choice carries all the others too: Slack reports only the one that was made."""
    orders = {list_state(replace(wanted, order=each), program): text for each, text in ORDER.items()}
    tiers = {list_state(replace(wanted, tier=None), program): say("All tiers")}
    tiers |= {list_state(replace(wanted, tier=tier.key), program): tier.name for tier in reversed(program.tiers)}
    only = {list_state(replace(wanted, only=each), program): text for each, text in ONLY.items()}
    now = list_state(wanted, program)
    return buttons(
        _select(Action.PARTNERS_ORDER, say("Order"), orders, now),
        _select(Action.PARTNERS_TIER, say("Tier"), tiers, now),
        _select(Action.PARTNERS_ONLY, say("Who"), only, now),
    )


def _select(action: Action, name: str, entries: dict[str, str], now: str) -> StaticSelectElement:
    options = [option(text, value) for value, text in entries.items()]
    return StaticSelectElement(
        action_id=action,
        placeholder=PlainTextObject(text=name),
        options=options,
        initial_option=chosen(options, now),
    )


def _nobody(wanted: Wanted) -> str:
    if wanted.words:
        return say("No partner is called that.")
    if wanted.tier is not None and wanted.only is not Only.ALL:
        return say("No partner here. Try another tier.")
    return NOBODY[wanted.only]


def row_text(row: PartnerListed, program: Program, fmt: Format) -> str:
    partner = row.partner
    lines = [
        f"*{safe(partner.name)}* · {tier_name(program, partner.tier)}",
        say(
            "{arr} ARR · {movement} in {days} · {manager}",
            arr=fmt.money(row.arr),
            movement=movement(row.movement, fmt),
            days=fmt.count(MOVEMENT_DAYS, "day"),
            manager=manager(partner.account_manager),
        ),
    ]
    if partner.grace_until:
        lines.append(say(":warning: At risk, keeps the tier until {day}", day=fmt.day(partner.grace_until)))
    return "\n".join(lines)


def manager(account_manager: str | None) -> str:
    """The account manager, or that there is none."""
    return who(PersonKey(account_manager)) if account_manager else say("no account manager")
