"""What became of a file of leads: its numbers are named exactly."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from domain.lead_drafts import LeadUpload
from domain.leads import Lead
from domain.usecases.import_leads import Taken
from handlers.context import House
from handlers.uploads.views import taken
from tests.unit import samples


@pytest.mark.parametrize(
    ("ids", "named"),
    [
        ([5], "L-5."),
        ([5, 6], "L-5 and L-6."),
        ([5, 6, 7, 8], "L-5 to L-8."),
        ([5, 8], "L-5 and L-8."),
        ([5, 6, 8], "L-5, L-6 and L-8."),
        ([5, 6, 7, 9, 12, 13, 14], "L-5 to L-7, L-9 and L-12 to L-14."),
        (range(5, 2_505, 2), "L-5, L-7, L-9, L-11, L-13 and 1,245 more."),
    ],
)
def test_the_numbers_of_a_file_are_named_without_those_of_others_between(ids: Iterable[int], named: str) -> None:
    made = [_lead(each) for each in ids]
    upload = LeadUpload("D0-1-F0", "northwind", samples.PAT, "leads.csv", [{}], samples.NOW)
    [section, _] = taken(upload, Taken(made, 0), House(samples.program()))
    text = section.to_dict()["text"]["text"]
    assert text.partition("\n")[2] == f"{named} You hear from us within 2 business days."


def _lead(number: int) -> Lead:
    made = samples.lead()
    made.id = number
    return made
