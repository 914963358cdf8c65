"""A notice survives its time in the outbox, also where another version of the program has written it."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.leads import LeadStatus
from domain.money import Cents
from domain.notices import (
    ChannelReady,
    CloseToPromotion,
    CustomersAgeing,
    LeadArrived,
    LeadAssigned,
    LeadFlagged,
    LeadMoved,
    LeadStaged,
    LeadsWaiting,
    Near,
    Notice,
    OverrideEnded,
    TierAtRisk,
    TierKept,
    TierLost,
    TierOverridden,
    TierPromoted,
    from_payload,
    to_payload,
)
from domain.people import PersonKey
from tests.unit.test_notices import KEPT, ONE_OF_EACH, WON, kind_of

people = st.text(min_size=1).map(PersonKey)
texts = st.text()
numbers = st.integers(min_value=0, max_value=2**63 - 1)
amounts = st.integers(min_value=-(10**15), max_value=10**15).map(Cents)
statuses = st.sampled_from(LeadStatus)
notices: st.SearchStrategy[Notice] = st.one_of(
    st.builds(LeadArrived, numbers, texts, people),
    st.builds(LeadMoved, numbers, texts, numbers, statuses, statuses, people, st.none() | texts, st.none() | amounts),
    st.builds(LeadStaged, numbers, texts, numbers, st.none() | texts, people),
    st.builds(LeadFlagged, numbers, texts, numbers, st.booleans(), st.booleans(), people),
    st.builds(LeadAssigned, numbers, texts, numbers, people, people),
    st.builds(TierPromoted, texts, numbers, texts, texts, amounts),
    st.builds(TierAtRisk, texts, numbers, texts, st.dates(), amounts, numbers, st.booleans()),
    st.builds(TierKept, texts, numbers, texts),
    st.builds(TierLost, texts, numbers, texts, texts, amounts),
    st.builds(TierOverridden, texts, numbers, texts, texts, st.dates(), people, texts, st.booleans()),
    st.builds(OverrideEnded, texts, numbers, texts, texts, amounts, st.none() | people),
    st.builds(CustomersAgeing, texts, texts, st.dates(), numbers),
    st.builds(
        CloseToPromotion, st.dates(), people, st.lists(st.builds(Near, texts, texts, amounts, numbers)).map(tuple)
    ),
    st.builds(LeadsWaiting, st.dates(), st.lists(numbers).map(tuple)),
    st.builds(ChannelReady, texts, texts, numbers),
)


@given(notices)
def test_a_notice_comes_out_of_the_outbox_as_it_went_in(notice: Notice) -> None:
    written = json.dumps(to_payload(notice))

    assert from_payload(json.loads(written)) == notice


@pytest.mark.parametrize("notice", ONE_OF_EACH, ids=kind_of)
def test_every_kind_comes_back_as_itself(notice: Notice) -> None:
    back = from_payload(json.loads(json.dumps(to_payload(notice))))

    assert back == notice
    assert [getattr(back, each.name) for each in fields(back)] == [
        getattr(notice, each.name) for each in fields(notice)
    ]


def test_an_older_payload_takes_the_defaults_of_newer_fields() -> None:
    older = {name: value for name, value in to_payload(WON).items() if name not in {"reason", "credited"}}

    assert from_payload(older) == replace(WON, reason=None, credited=None)


def test_a_newer_payload_loses_what_this_version_does_not_know() -> None:
    assert from_payload({**to_payload(KEPT), "confetti": True}) == KEPT


@pytest.mark.parametrize("kind", ["lead_eaten", "", None])
def test_an_unknown_kind_is_refused(kind: str | None) -> None:
    with pytest.raises(ValidationError):
        from_payload({**to_payload(KEPT), "kind": kind})
