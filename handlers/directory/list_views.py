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
from handlers.texts.format import Format, safe
from handlers.texts.words import who

ORDER = {
    Order.ARR: "By ARR",
    Order.MOVEMENT: "By movement",
    Order.NAME: "By name",
    Order.TIER: "By tier",
}
ONLY = {
    Only.ALL: "Everybody",
    Only.AT_RISK: "At risk",
    Only.CLOSE: "Close to promotion",
    Only.MINE: "Mine",
}
NOBODY = {
    Only.ALL: "No partner holds this tier.",
    Only.AT_RISK: "No partner is at risk. :tada:",
    Only.CLOSE: "No partner is close to promotion.",
    Only.MINE: "You aren't the account manager of any partner.",
}


def title(shown: PartnerList, fmt: Format) -> str:
    """`12 partners`."""
    return fmt.count(shown.total, "partner").capitalize()


def partners(shown: PartnerList, house: House) -> list[Block]:
    """A page of partners below what narrows and sorts them; each opens with a click."""
    program, fmt, wanted = house.program, house.format, shown.wanted
    blocks: list[Block] = [header(title(shown, fmt))]
    if not shown.total and wanted.is_everybody:
        return [*blocks, section("They come with `python app.py import partners FILE.csv`.")]
    blocks.append(_choices(wanted, program))
    if wanted.words:
        blocks.append(small(f"With “{safe(wanted.words)}” in the name or id"))
    if not shown.total:
        everybody = button("All partners", Action.PARTNERS, list_state(Wanted(), program))
        return [*blocks, section(_nobody(wanted)), buttons(everybody)]
    back = list_state(wanted, program, shown.offset)
    for row in shown.rows:
        opened = button("Open", Action.PARTNER, str(PartnerRef(row.partner.id, back=back)))
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
    tiers = {list_state(replace(wanted, tier=None), program): "All tiers"}
    tiers |= {list_state(replace(wanted, tier=tier.key), program): tier.name for tier in reversed(program.tiers)}
    only = {list_state(replace(wanted, only=each), program): text for each, text in ONLY.items()}
    now = list_state(wanted, program)
    return buttons(
        _select(Action.PARTNERS_ORDER, "Order", orders, now),
        _select(Action.PARTNERS_TIER, "Tier", tiers, now),
        _select(Action.PARTNERS_ONLY, "Who", only, now),
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
        return "No partner is called that."
    if wanted.tier is not None and wanted.only is not Only.ALL:
        return "No partner here. Try another tier."
    return NOBODY[wanted.only]


def row_text(row: PartnerListed, program: Program, fmt: Format) -> str:
    partner = row.partner
    moved = movement(row.movement, fmt)
    lines = [
        f"*{safe(partner.name)}* · {tier_name(program, partner.tier)}",
        f"{fmt.money(row.arr)} ARR · {moved} in {MOVEMENT_DAYS} days · {manager(partner.account_manager)}",
    ]
    if partner.grace_until:
        lines.append(f":warning: At risk, keeps the tier until {fmt.day(partner.grace_until)}")
    return "\n".join(lines)


def manager(account_manager: str | None) -> str:
    """The account manager, or that there is none."""
    return who(PersonKey(account_manager)) if account_manager else "no account manager"
