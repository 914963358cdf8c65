"""Reports of typing count by Slack's time, in whatever order they arrive."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

import pytest

from domain.claims import ClaimDraft
from domain.drafts import is_newest
from domain.people import PersonKey

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
REPORTS = [("1700000000.000100", "T"), ("1700000000.000200", "Te"), ("1700000001.000000", "Ten")]


@pytest.mark.parametrize("arriving", list(permutations(REPORTS)))
def test_the_newest_report_stays_in_whatever_order_they_arrive(arriving: tuple[tuple[str, str], ...]) -> None:
    draft = ClaimDraft("draft", "northwind", "blog_post", PersonKey("T1:U1"), NOW)
    for at, typed in arriving:
        if is_newest(draft, at, NOW):
            draft.answers = {"title": typed}
    assert draft.answers == {"title": "Ten"}


def test_a_report_that_is_late_leaves_the_draft_as_old_as_it_was() -> None:
    draft = ClaimDraft("draft", "northwind", "blog_post", PersonKey("T1:U1"), NOW, seen_action="1700000001.000000")
    assert not is_newest(draft, "1700000000.000200", NOW.replace(hour=10))
    assert (draft.updated_at, draft.seen_action) == (NOW, "1700000001.000000")
