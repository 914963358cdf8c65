"""The words that speak for each command. A command is listed by the name it has after the slash."""

from __future__ import annotations

from domain.program import Program
from handlers.words.matching import Vocabulary

LEAD, CLAIM, ESTIMATE, CLAIMS, THANKS = "lead", "claim", "estimate", "claims", "thanks"

_PARTNER: Vocabulary = {
    "status": {"overview": 1.2, "summary": 1, "standing": 1, "dashboard": 1, "status": 0.9, "doing": 0.9},
    "arr": {"arr": 1.4, "revenue": 1.2, "recurring": 0.6, "turnover": 1, "much": 0.1},
    "customers": {"customer": 1.2, "customers": 1.2, "clients": 1.2, "subscriptions": 1, "licenses": 0.9},
    "earnings": {
        "earnings": 1.4,
        "earned": 1.2,
        "rewards": 1.4,
        "reward": 1.2,
        "ledger": 1.2,
        "payout": 1.2,
        "payouts": 1.2,
        "statement": 1.2,
        "commission": 1,
        "commissions": 1.2,
        "earn": 0.9,
    },
    "tier": {"tier": 1.4, "tiers": 1.4, "level": 1, "rank": 1, "promotion": 1, "promoted": 1, "next": 0.3},
    "benefits": {"benefit": 1.2, "benefits": 1.4, "perks": 1.2, "advantages": 1},
    CLAIMS: {"claims": 1.4, "claim": 0.7, "claimed": 1.2, "show": 0.3, "list": 0.3, "my": 0.2, "our": 0.2},
    CLAIM: {"claim": 1.1, "claims": 0.6, "request": 0.9, "badge": 1, "training": 0.9, "new": 0.2, "get": 0.2},
    "leads": {
        "leads": 1.4,
        "lead": 0.6,
        "pipeline": 1.2,
        "show": 0.3,
        "list": 0.3,
        "my": 0.2,
        "our": 0.2,
        "status": 0.3,
    },
    LEAD: {
        "lead": 1.1,
        "leads": 0.5,
        "submit": 0.8,
        "hand": 0.4,
        "give": 0.4,
        "send": 0.4,
        "add": 0.4,
        "new": 0.3,
        "refer": 1,
        "referral": 1,
    },
    "import": {
        "import": 1.4,
        "upload": 1.2,
        "bulk": 1.2,
        "spreadsheet": 1,
        "file": 0.9,
        "csv": 0.8,
        "template": 0.9,
        "several": 0.5,
        "many": 0.5,
        "leads": 0.4,
    },
    ESTIMATE: {"estimate": 1.4, "calculate": 1, "calculator": 1, "worth": 0.9, "commission": 1, "earn": 0.9},
    "people": {"people": 1.2, "colleague": 1.2, "colleagues": 1.2, "team": 1, "members": 1, "invite": 1, "owner": 1},
    "settings": {"settings": 1.4, "notifications": 1.2, "quiet": 1, "digest": 1, "mute": 1, "timezone": 1, "zone": 0.9},
    "help": {"help": 1.4, "commands": 1.2, "hello": 1, "hi": 1, "hey": 1},
    THANKS: {"thanks": 0.9, "thank": 0.9, "thx": 0.9, "cheers": 0.9},
}

_STAFF: Vocabulary = {
    "program": {"overview": 1.2, "program": 1.2, "glance": 1, "figures": 1, "summary": 1, "status": 0.9, "doing": 0.9},
    "leads": {"leads": 1.4, "lead": 1.1, "pipeline": 1.2},
    "claims": {"claims": 1.4, "claim": 1.1, "requests": 1, "queue": 0.9},
    "partners": {"partners": 1.4, "partner": 1.1, "resellers": 1},
    "report": {"report": 1.4, "month": 0.9, "monthly": 1},
    "applications": {"applications": 1.4, "application": 1.2, "applied": 1, "applicants": 1.2},
    "settings": {"settings": 1.4, "notifications": 1.2, "quiet": 1, "digest": 1, "mute": 1, "timezone": 1, "zone": 0.9},
    "away": {"away": 1.2, "vacation": 1.2, "holiday": 1.2, "absence": 1.2, "absent": 1.2},
    "help": {"help": 1.4, "commands": 1.2, "hello": 1, "hi": 1, "hey": 1},
    THANKS: {"thanks": 0.9, "thank": 0.9, "thx": 0.9, "cheers": 0.9},
}


def of_partner(program: Program) -> Vocabulary:
    """A partner's commands. The program's tiers are known by their names."""
    tiers = {tier.name.casefold(): 0.9 for tier in program.tiers}
    return {**_PARTNER, "tier": {**tiers, **_PARTNER["tier"]}}


def of_staff() -> Vocabulary:
    """The staff's commands."""
    return _STAFF
