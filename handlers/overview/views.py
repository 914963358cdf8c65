"""The partner's overview."""

from __future__ import annotations

from functools import lru_cache

from slack_sdk.models.blocks import Block

from domain.people import MemberRole
from domain.rewards import EntryKind, LedgerEntry
from domain.usecases.overview import Overview
from handlers.blocks import Prepared, buttons, facts, header, section
from handlers.ids import Action
from handlers.permissions import offers
from handlers.texts.catalogue import say
from handlers.texts.format import Format, safe
from handlers.tiers.texts import at_risk, progress
from handlers.ways import way_to


def overview(shown: Overview, fmt: Format) -> list[Block]:
    """The whole state of a partner in one look, with the ways on."""
    standing = shown.standing
    blocks: list[Block] = [
        header(f"{standing.tier.emoji} {shown.partner.name} · {standing.tier.name}"),
        facts(
            [
                (say("ARR"), fmt.money(standing.figures.arr)),
                (say("Your rate"), say("{rate} on new subscriptions", rate=fmt.rate(standing.tier.rate))),
                (say("Open leads"), fmt.number(shown.open_leads)),
                (say("Latest reward"), _latest(shown.latest_entry, fmt)),
            ]
        ),
        section(progress(standing, fmt)),
    ]
    if shown.partner.grace_until:
        blocks.append(section(at_risk(standing, fmt, fmt.day(shown.partner.grace_until))))
    blocks.append(_ways_on(shown.role, fmt))
    return blocks


@lru_cache(maxsize=64)
def _ways_on(role: MemberRole, _: Format) -> Block:
    """Made once for a role and a language, which is that of the format."""
    return Prepared(
        buttons(
            *offers(
                role,
                way_to(Action.LEAD_FORM, style="primary"),
                way_to(Action.TALK_BEGIN),
                way_to(Action.LEADS),
                way_to(Action.ARR),
                way_to(Action.TIER),
                way_to(Action.BENEFITS),
                way_to(Action.EARNINGS),
                way_to(Action.PARTNER_SETTINGS),
                way_to(Action.HELP),
            )
        )
    )


def overview_text(shown: Overview, fmt: Format) -> str:
    """The overview in one line, for notifications and screen readers."""
    standing = shown.standing
    return say(
        "{partner}: {tier}, ARR {arr}",
        partner=safe(shown.partner.name),
        tier=standing.tier.name,
        arr=fmt.money(standing.figures.arr),
    )


def _latest(entry: LedgerEntry | None, fmt: Format) -> str:
    if entry is None:
        return say("None yet. A won lead earns you one.")
    values = {"amount": fmt.money(entry.amount), "lead": f"L-{entry.lead_id}", "day": fmt.day_of(entry.at)}
    if entry.kind is EntryKind.LEAD_REWARD:
        return say("{amount} for {lead}, {day}", **values)
    return say("{amount} taken back for reopened {lead}, {day}", **values)
