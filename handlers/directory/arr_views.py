"""A partner's ARR taken apart, as staff sees it: the partner's own lines, with the way back to the partner."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from domain.usecases.explain_arr import LINES_A_PAGE, ArrExplained
from handlers.arr.views import beside, lines
from handlers.blocks import button, buttons, header, pager
from handlers.context import House
from handlers.directory.state import PartnerRef
from handlers.ids import Action
from handlers.texts.catalogue import say
from handlers.texts.format import Format, safe


def title(shown: ArrExplained, fmt: Format) -> str:
    """`Northwind: ARR $4,732.80`."""
    return say("{partner}: ARR {total}", partner=safe(shown.partner.name), total=fmt.money(shown.total))


def arr(shown: ArrExplained, ref: PartnerRef, house: House) -> list[Block]:
    """A page of the lines, as the partner itself sees them."""
    program, fmt = house.program, house.format
    blocks: list[Block] = [
        header(say("{partner} · ARR {total}", partner=shown.partner.name, total=fmt.money(shown.total))),
        *lines(shown, program, fmt),
    ]
    blocks += pager(
        Action.PARTNER_ARR,
        Action.PARTNER_ARR_BACK,
        offset=shown.offset,
        page=LINES_A_PAGE,
        total=shown.line_count,
        prefix=f"{ref}:page:",
    )
    blocks += beside(shown, program, fmt)
    back = button(say("Back to the partner"), Action.PARTNER, str(ref))
    return [*blocks, buttons(back, button(say("All partners"), Action.PARTNERS, ref.back))]
