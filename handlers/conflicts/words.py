"""Words about whose company it is."""

from __future__ import annotations

from collections.abc import Mapping

from domain.lead_conflicts import LeadConflict, Match, Ruling
from domain.leads import Lead
from domain.usecases.lead_conflicts import Side
from handlers.context import House
from handlers.leads.facts import status_line, title
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import safe

RULING: Mapping[Ruling, str] = Spoken(
    {
        Ruling.NEW: mark("the lead that came later goes on"),
        Ruling.KNOWN: mark("it stays with who had it first"),
        Ruling.BOTH: mark("both go on"),
    }
)
RULING_FOR_NEWER: Mapping[Ruling, str] = Spoken(
    {
        Ruling.NEW: mark("we may have known this company already. It is yours now."),
        Ruling.KNOWN: mark("we know this company already, so we can't take it on as yours."),
        Ruling.BOTH: mark("we may have known this company already. Your lead goes on all the same."),
    }
)
RULING_FOR_OLDER: Mapping[Ruling, str] = Spoken(
    {
        Ruling.NEW: mark(
            "somebody else handed this company over too, and goes on with it. It is no longer protected for you."
        ),
        Ruling.KNOWN: mark("somebody else handed this company over too. It stays yours."),
        Ruling.BOTH: mark("somebody else handed this company over too. Nothing changes for your lead."),
    }
)
RULING_FOR_CUSTOMER: Mapping[Ruling, str] = Spoken(
    {
        Ruling.NEW: mark("somebody else works on a new deal with your customer. What it pays for now stays yours."),
        Ruling.KNOWN: mark("somebody else handed your customer over as a lead. It stays yours."),
        Ruling.BOTH: mark("somebody else handed your customer over as a lead. Nothing changes for you."),
    }
)
_MATCH: Mapping[Match, str] = Spoken({Match.DOMAIN: mark("same website"), Match.MAIL: mark("same mail domain")})


def match_line(conflict: LeadConflict) -> str:
    """What both have in common: `same website`, `names 94% alike`."""
    if conflict.match is Match.NAME:
        return say("same name") if conflict.score == 100 else say("names {score}% alike", score=conflict.score)
    return _MATCH[conflict.match]


def side_line(side: Side, house: House) -> str:
    """Who claims the company: the lead or customer, its partner, since when, how it stands."""
    partner, fmt = safe(side.partner.name), house.format
    if side.lead is not None:
        lead = side.lead
        return say(
            "*{lead}* from {partner} · {standing} · submitted {moment}",
            lead=title(lead),
            partner=partner,
            standing=_standing(lead, house),
            moment=fmt.moment(lead.submitted_at),
        )
    if side.customer is None:
        raise ValueError("a side without a lead or a customer")
    since = side.customer.paying_since
    paying = say("pays since {since}", since=fmt.day(since)) if since else say("has never paid")
    website = f" · {safe(side.customer.domain)}" if side.customer.domain else ""
    return say(
        "*{customer}*{website}, customer of {partner} · {paying}",
        customer=safe(side.customer.name),
        website=website,
        partner=partner,
        paying=paying,
    )


def protected_line(lead: Lead, house: House) -> str | None:
    """`:shield: protected until Jun 1, 2027`; nothing where it is not."""
    if lead.protected_until is None or not lead.is_open:
        return None
    return say(":shield: protected until {day}", day=house.format.day(lead.protected_until))


def _standing(lead: Lead, house: House) -> str:
    if lead.withdrawn_at is not None:
        return say("withdrawn")
    return " · ".join(filter(None, [status_line(lead, house.program), protected_line(lead, house)]))
