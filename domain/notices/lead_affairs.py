"""All that is told of leads beside how they move: the groups of notices, and who hears of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from domain.notices.lead_deadlines import LeadDeadlineNotice, of_lead_deadline
from domain.notices.lead_fairness import LeadFairnessNotice, of_lead_fairness
from domain.notices.lead_giving import LeadGivingNotice, of_lead_giving
from domain.notices.lead_involvement import LeadInvolvementNotice, of_lead_involvement
from domain.notices.lead_work import LeadWorkNotice, of_lead_work
from domain.notices.places import Address
from domain.notices.weekly import WeeklyDigest, of_weekly

LeadAffair = (
    LeadGivingNotice | LeadFairnessNotice | LeadWorkNotice | LeadInvolvementNotice | LeadDeadlineNotice | WeeklyDigest
)


def of_lead_affair(notice: LeadAffair) -> Iterator[Address]:
    """Who hears of it, as its group says."""
    if isinstance(notice, LeadGivingNotice):
        yield from of_lead_giving(notice)
    elif isinstance(notice, LeadFairnessNotice):
        yield from of_lead_fairness(notice)
    elif isinstance(notice, LeadWorkNotice):
        yield from of_lead_work(notice)
    elif isinstance(notice, LeadInvolvementNotice):
        yield from of_lead_involvement(notice)
    elif isinstance(notice, LeadDeadlineNotice):
        yield from of_lead_deadline(notice)
    elif isinstance(notice, WeeklyDigest):
        yield from of_weekly(notice)
    else:
        assert_never(notice)
