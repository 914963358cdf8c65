"""What a won lead pays, and how it is taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.leads import LeadStatus, Move, RewardOption, advance
from domain.money import LARGEST, Cents
from domain.program import Program
from domain.rewards import EntryKind, LedgerEntry, reversal_of, reward_key, won_entry
from tests.unit import samples

LATER = samples.NOW + timedelta(days=40)


def won(option: RewardOption, value: int, program: Program) -> LedgerEntry:
    """The entry of a lead that has just been won."""
    lead = samples.lead(LeadStatus.APPROVED, reward=option)
    advance(lead, Move.WIN, now=samples.NOW, reason=None, value=Cents(value))
    return won_entry(lead, program.leads.rewards, currency="USD", at=samples.NOW)


@pytest.mark.parametrize(
    ("option", "value", "amount"),
    [
        (RewardOption.FLAT_FEE, 3_540_00, 500_00),
        (RewardOption.FLAT_FEE, 1, 500_00),
        (RewardOption.REV_SHARE, 3_540_00, 354_00),
        (RewardOption.REV_SHARE, 5_280_00, 528_00),
        (RewardOption.REV_SHARE, 3_540_05, 354_01),
        (RewardOption.REV_SHARE, 3_540_04, 354_00),
        (RewardOption.REV_SHARE, 5, 1),
        (RewardOption.REV_SHARE, 4, 0),
    ],
)
def test_a_won_lead_pays_what_the_partner_chose(
    program: Program, option: RewardOption, value: int, amount: int
) -> None:
    entry = won(option, value, program)

    assert (entry.amount, entry.currency, entry.kind) == (amount, "USD", EntryKind.LEAD_REWARD)
    assert (entry.partner_id, entry.lead_id, entry.at) == ("northwind", 7, samples.NOW)
    assert entry.reverses is None


def test_another_programs_rewards_are_its_own() -> None:
    program = samples.program(**{"leads.rewards.fixed_fee": 750, "leads.rewards.revenue_share": 0.125})

    assert won(RewardOption.FLAT_FEE, 1_000_00, program).amount == 750_00
    assert won(RewardOption.REV_SHARE, 1_000_00, program).amount == 125_00


def test_the_key_names_the_win_and_not_the_attempt(program: Program) -> None:
    lead = samples.lead(LeadStatus.APPROVED)
    advance(lead, Move.WIN, now=samples.NOW, reason=None, value=Cents(100))
    keys = [won_entry(lead, program.leads.rewards, currency="USD", at=at).key for at in (samples.NOW, LATER)]
    assert keys == ["lead:7:win:1", "lead:7:win:1"]

    advance(lead, Move.REOPEN, now=LATER, reason="Wrong company", value=None)
    assert reward_key(lead) == "lead:7:win:1"
    advance(lead, Move.WIN, now=LATER, reason=None, value=Cents(100))
    assert reward_key(lead) == "lead:7:win:2"


@given(st.sampled_from(RewardOption), st.integers(1, LARGEST))
def test_a_reversal_is_a_new_entry_that_undoes_the_whole_of_the_first(option: RewardOption, value: int) -> None:
    credit = won(option, value, samples.program())
    before = dict(vars(credit))

    undone = reversal_of(credit, at=LATER)

    assert vars(credit) == before
    assert undone.amount + credit.amount == 0
    assert (undone.kind, undone.reverses, undone.key) == (EntryKind.REVERSAL, credit.key, "lead:7:win:1:reversal")
    assert (undone.partner_id, undone.lead_id, undone.currency) == ("northwind", 7, "USD")
    assert undone.at == LATER


def test_a_lead_without_a_confirmed_value_has_no_share_to_book(program: Program) -> None:
    with pytest.raises(ValueError, match="confirmed value"):
        won_entry(samples.lead(LeadStatus.WON), program.leads.rewards, currency="USD", at=samples.NOW)
