"""The partner's overview."""

from __future__ import annotations

from functools import cache

from slack_sdk.models.blocks import Block

from domain.people import MemberRole
from domain.rewards import EntryKind, LedgerEntry
from domain.usecases.overview import Overview
from handlers.blocks import Prepared, button, buttons, facts, header, section
from handlers.ids import Action
from handlers.permissions import offers
from handlers.texts.format import Format, safe
from handlers.tiers.texts import at_risk, progress


def overview(shown: Overview, fmt: Format) -> list[Block]:
    """The whole state of a partner in one look, with the ways on."""
    standing = shown.standing
    blocks: list[Block] = [
        header(f"{standing.tier.emoji} {shown.partner.name} · {standing.tier.name}"),
        facts(
            [
                ("ARR", fmt.money(standing.figures.arr)),
                ("Your rate", f"{fmt.rate(standing.tier.rate)} on new subscriptions"),
                ("Open leads", fmt.number(shown.open_leads)),
                ("Latest reward", _latest(shown.latest_entry, fmt)),
            ]
        ),
        section(progress(standing, fmt)),
    ]
    if shown.partner.grace_until:
        blocks.append(section(at_risk(standing, fmt, fmt.day(shown.partner.grace_until))))
    blocks.append(_ways_on(shown.role))
    return blocks


@cache
def _ways_on(role: MemberRole) -> Block:
    return Prepared(
        buttons(
            *offers(
                role,
                button("Submit a lead", Action.LEAD_FORM, style="primary"),
                button("Tell me in a chat", Action.TALK_BEGIN),
                button("My leads", Action.LEADS),
                button("How my ARR adds up", Action.ARR),
                button("My tier", Action.TIER),
                button("My benefits", Action.BENEFITS),
                button("My earnings", Action.EARNINGS),
                button("Settings", Action.PARTNER_SETTINGS),
                button("Help", Action.HELP),
            )
        )
    )


def overview_text(shown: Overview, fmt: Format) -> str:
    """The overview in one line, for notifications and screen readers."""
    standing = shown.standing
    return f"{safe(shown.partner.name)}: {standing.tier.name}, ARR {fmt.money(standing.figures.arr)}"


def _latest(entry: LedgerEntry | None, fmt: Format) -> str:
    if entry is None:
        return "None yet. A won lead earns you one."
    what = "for" if entry.kind is EntryKind.LEAD_REWARD else "taken back for reopened"
    return f"{fmt.money(entry.amount)} {what} L-{entry.lead_id}, {fmt.day_of(entry.at)}"
