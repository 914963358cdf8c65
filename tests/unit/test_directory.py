"""Finding partners by what was typed, and what the buttons of their list carry."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Cents
from domain.ports.directory import Order
from domain.tiers import Figures, standing
from domain.usecases.partner_directory import Name, Only, Wanted, close_to_promotion, matching
from handlers.directory.list import typed
from handlers.directory.state import LONGEST_SEARCH, PartnerRef, list_state, read_list_state
from handlers.directory.words import movement
from handlers.texts.format import Format
from tests.unit import samples

PROGRAM = samples.program()
FORMERLY = samples.program(**{"tiers.1.formerly": ["tin", "pewter"]})
FMT = Format("en_US", "USD")


@given(
    st.builds(
        Wanted,
        order=st.sampled_from(Order),
        tier=st.sampled_from([None, *(tier.key for tier in PROGRAM.tiers)]),
        only=st.sampled_from(Only),
        words=st.text(max_size=LONGEST_SEARCH),
    ),
    st.integers(0, 100_000),
)
def test_what_a_button_carries_comes_back(wanted: Wanted, offset: int) -> None:
    text = list_state(wanted, PROGRAM, offset)
    assert read_list_state(text, PROGRAM) == (wanted, offset)
    ref = PartnerRef("northwind", date(2026, 3, 1), text)
    assert PartnerRef.read(str(ref)) == ref


@given(st.text())
def test_whatever_a_button_carries_is_read(text: str) -> None:
    wanted, offset = read_list_state(text, PROGRAM)
    assert wanted.tier in {None, *(tier.key for tier in PROGRAM.tiers)}
    assert offset >= 0
    assert isinstance(PartnerRef.read(text).partner_id, str)


def test_a_choice_fits_into_an_option() -> None:
    wanted = Wanted(Order.MOVEMENT, "gold", Only.AT_RISK, "w" * 300)
    assert len(list_state(wanted, PROGRAM)) <= 75


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", Wanted()),
        ("gold", Wanted(tier="gold")),
        ("GOLD", Wanted(tier="gold")),
        ("tin", Wanted(tier="silver")),
        ("at risk", Wanted(only=Only.AT_RISK)),
        ("  at   risk ", Wanted(only=Only.AT_RISK)),
        ("close to promotion", Wanted(only=Only.CLOSE)),
        ("close", Wanted(only=Only.CLOSE)),
        ("mine", Wanted(only=Only.MINE)),
        ("mine silver", Wanted(tier="silver", only=Only.MINE)),
        ("silver at risk", Wanted(tier="silver", only=Only.AT_RISK)),
        ("north", Wanted(words="north")),
        ("Gold Miners", Wanted(words="Gold Miners")),
        ("Mine Works", Wanted(words="Mine Works")),
        ("gold silver", Wanted(words="gold silver")),
        ("at riskier", Wanted(words="at riskier")),
    ],
)
def test_words_of_the_list_narrow_it_and_all_others_are_looked_for(text: str, wanted: Wanted) -> None:
    assert typed(text, FORMERLY) == wanted


def test_all_words_must_be_there_whatever_their_case() -> None:
    names = [Name("a-1", "Ölwerk Straße"), Name("b-2", "Northwind"), Name("c-3", "North & South")]
    assert [each.id for each in matching(names, "NORTH")] == ["b-2", "c-3"]
    assert [each.id for each in matching(names, "south north")] == ["c-3"]
    assert [each.id for each in matching(names, "ÖLWERK STRASSE")] == ["a-1"]
    assert [each.id for each in matching(names, "b-2")] == ["b-2"]
    assert matching(names, "north wind") == [names[1]]
    assert matching(names, "nobody") == []


@pytest.mark.parametrize("share", [0.1, 0.3333, 0.0001, 0])
@given(data=st.data())
def test_who_is_close_is_who_the_tiers_say_is_close(share: float, data: st.DataObject) -> None:
    program = samples.program(**{"close_to_promotion": share, "tiers.1.required_arr": 5000.01})
    least = close_to_promotion(program)
    for tier in program.tiers[:-1]:
        bound = least[tier.key]
        arr = Cents(data.draw(st.integers(max(0, bound - 3), bound + 3)))
        assert standing(program, tier.key, Figures(arr, 0)).is_close(program) == (arr >= bound)
    assert program.tiers[-1].key not in least


def test_a_tier_with_former_keys_is_close_by_any_of_them() -> None:
    assert set(close_to_promotion(FORMERLY)) == {"bronze", "silver", "tin", "pewter"}


def test_movement_has_an_arrow_and_a_sign() -> None:
    assert movement(Cents(120_000), FMT) == "▲ +$1,200.00"
    assert movement(Cents(-30_050), FMT) == "▼ -$300.50"
    assert movement(Cents(0), FMT) == "no change"
