"""Messages of all that is told of leads beside how they move."""

from __future__ import annotations

from typing import assert_never

from domain.notices import (
    Face,
    LeadAffair,
    LeadDeadlineNotice,
    LeadFairnessNotice,
    LeadGivingNotice,
    LeadInvolvementNotice,
    LeadWorkNotice,
    WeeklyDigest,
)
from handlers.context import Reading
from handlers.notices.lead_fairness import lead_fairness
from handlers.notices.lead_giving import lead_giving
from handlers.notices.lead_involvement import lead_involvement
from handlers.notices.lead_work import lead_work
from handlers.notices.leads_late import lead_deadline
from handlers.notices.weekly import weekly
from handlers.results import Post


def lead_affair(notice: LeadAffair, face: Face, reading: Reading) -> Post:
    """The message for a notice of any of the groups."""
    if isinstance(notice, LeadGivingNotice):
        post = lead_giving(notice, face, reading)
    elif isinstance(notice, LeadFairnessNotice):
        post = lead_fairness(notice, face, reading)
    elif isinstance(notice, LeadWorkNotice):
        post = lead_work(notice, face, reading)
    elif isinstance(notice, LeadInvolvementNotice):
        post = lead_involvement(notice, face, reading)
    elif isinstance(notice, LeadDeadlineNotice):
        post = lead_deadline(notice, reading)
    elif isinstance(notice, WeeklyDigest):
        post = weekly(notice, reading)
    else:
        assert_never(notice)
    return post
