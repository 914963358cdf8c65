"""A day's work of the staff, and what somebody sees who is not in the program."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from slack_sdk.models.blocks import Block

from domain.lead_board import BoardSelection, Group, LeadView
from domain.ports import DeskView
from domain.usecases.home import StaffHome
from domain.usecases.leads_desk import RepDay
from domain.usecases.partner_directory import Only, PartnerList, Wanted
from domain.usecases.work_claims import DeskPage
from handlers.blocks import button, buttons, divider, facts, header, section, small
from handlers.context import House
from handlers.desk.list_views import Wanted as ClaimsWanted
from handlers.desk.list_views import row_text as claim_row
from handlers.desk.refs import ClaimRef
from handlers.directory.list_views import row_text as partner_row
from handlers.directory.state import PartnerRef, list_state
from handlers.ids import Action
from handlers.leads.board_state import written
from handlers.leads.board_views import counted, listed
from handlers.people.join_views import ways_in, with_a_code
from handlers.program import views as program_views
from handlers.texts.catalogue import say, say_many
from handlers.texts.format import Format, safe

MOST_SHOWN = 10
CLAIMS_SHOWN = 5
PARTNERS_SHOWN = 5


def staff(home: StaffHome, house: House, today: date) -> list[Block]:
    """Who waits to be let in; today's work, the late of it on top; the person's partners; the program's figures."""
    state, blocks = home.state, program_views.applications(home.state.applications, house.format)
    if home.leads is not None:
        blocks += [*rep_day(home.leads, house, today), divider()]
    if home.claims is not None:
        blocks += [*_claims(home.claims, house, today), divider()]
    if home.partners is not None and home.partners.total:
        blocks += [*_partners(home.partners, house), divider()]
    return [*blocks, *program_views.program(replace(state, applications=0), house)]


def stranger(house: House, waiting: str | None = None) -> list[Block]:
    """What this is, and how to join; `waiting` says what becomes of an application that is not decided yet."""
    vendor = house.program.vendor
    about = say(
        "Here the partners of {vendor} check their ARR and tier, get their benefits, submit "
        "leads and see what they earned.",
        vendor=safe(vendor.name),
    )
    asked = say("Questions: <mailto:{contact}|{contact}> · <{website}>", contact=vendor.contact, website=vendor.website)
    if waiting is not None:
        told = section(f":hourglass_flowing_sand: {waiting}")
        return [header(vendor.program), section(about), told, with_a_code(), small(asked)]
    how = say("Is your company one of them, or would you like it to be? Apply below, or use the code you were given.")
    return [header(vendor.program), section(about), section(how), ways_in(), small(asked)]


def rep_day(day: RepDay, house: House, today: date) -> list[Block]:
    """The rep's own leads, late ones first, and what waits for anybody."""
    fmt = house.format
    due = [row for row in day.mine if row.next_step_on is not None and row.next_step_on <= today]
    blocks: list[Block] = [
        header(say("Your leads")),
        facts(
            [
                (
                    say("To review"),
                    say(
                        "{number}, {unassigned} unassigned",
                        number=counted(day.to_review, fmt),
                        unassigned=counted(day.unassigned, fmt),
                    ),
                ),
                (say("Late"), f":hourglass: {counted(day.late, fmt)}" if day.late else say("none")),
                (say("Waiting for partners"), counted(len(day.waiting), fmt)),
                (say("Next steps due"), counted(len(due), fmt)),
            ]
        ),
    ]
    if not day.mine:
        blocks.append(section(" ".join([say(":white_check_mark: No open lead is yours."), *_hint(day, fmt)])))
    blocks += [listed(row, house, today) for row in day.mine[:MOST_SHOWN]]
    if len(day.mine) > MOST_SHOWN:
        blocks.append(small(say("And {number} more of yours.", number=fmt.number(len(day.mine) - MOST_SHOWN))))
    return [*blocks, _ways(day)]


def _hint(day: RepDay, fmt: Format) -> list[str]:
    """What of the leads that are nobody's there is to take on."""
    if not day.unassigned:
        return []
    return [
        say_many(
            "One waits for somebody to take it on.",
            "{number} wait for somebody to take them on.",
            day.unassigned,
            number=counted(day.unassigned, fmt),
        )
    ]


def _ways(day: RepDay) -> Block:
    """To the lists behind the figures; a list that is empty is not offered."""
    row = [button(say("My leads"), Action.BOARD_BACK, _state(LeadView.MINE), style="primary")]
    if day.unassigned:
        row.append(button(say("Unassigned"), Action.BOARD_ALL, _state(LeadView.UNASSIGNED)))
    if day.late:
        row.append(button(say("Late"), Action.BOARD, _state(LeadView.LATE)))
    row.append(button(say("Search"), Action.BOARD_SEARCH, written(BoardSelection(group=Group.ALL))))
    return buttons(*row)


def _state(view: LeadView) -> str:
    return f"{written(BoardSelection(view=view))}:0"


def _claims(page: DeskPage, house: House, today: date) -> list[Block]:
    """The claims that are the person's to see to: they come by their target day."""
    fmt = house.format
    blocks: list[Block] = [header(say("Your claims"))]
    if not page.claims:
        blocks.append(section(" ".join([say(":white_check_mark: No claim is yours to do."), *_unassigned(page, fmt)])))
    for claim in page.claims[:CLAIMS_SHOWN]:
        opened = button(say("Open"), Action.DESK_CLAIM, str(ClaimRef(claim.id)))
        blocks.append(section(claim_row(claim, page, house, today), accessory=opened))
    if page.total > CLAIMS_SHOWN:
        blocks.append(small(say("And {number} more of yours.", number=fmt.number(page.total - CLAIMS_SHOWN))))
    row = [button(say("My claims"), Action.DESK, f"{ClaimsWanted(DeskView.MINE).state}0")]
    if page.counts.get(DeskView.UNASSIGNED):
        row.append(button(say("Unassigned"), Action.DESK_BACK, f"{ClaimsWanted(DeskView.UNASSIGNED).state}0"))
    return [*blocks, buttons(*row)]


def _unassigned(page: DeskPage, fmt: Format) -> list[str]:
    """What of the claims that are nobody's there is to take on."""
    waiting = page.counts.get(DeskView.UNASSIGNED, 0)
    if not waiting:
        return []
    return [
        say_many(
            "{claims} waits for somebody to take it on.",
            "{claims} wait for somebody to take them on.",
            waiting,
            claims=fmt.count(waiting, "claim"),
        )
    ]


def _partners(shown: PartnerList, house: House) -> list[Block]:
    """The partners that the person looks after, by ARR."""
    fmt, program = house.format, house.program
    mine = Wanted(only=Only.MINE)
    named = say_many("Your {number} partner", "Your {number} partners", shown.total, number=fmt.number(shown.total))
    blocks: list[Block] = [header(named)]
    for row in shown.rows[:PARTNERS_SHOWN]:
        opened = button(say("Open"), Action.PARTNER, str(PartnerRef(row.partner.id)))
        blocks.append(section(partner_row(row, program, fmt), accessory=opened))
    if shown.total > PARTNERS_SHOWN:
        blocks.append(small(say("And {number} more of yours.", number=fmt.number(shown.total - PARTNERS_SHOWN))))
    return [*blocks, buttons(button(say("All my partners"), Action.PARTNERS, list_state(mine, program)))]
