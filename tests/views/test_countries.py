"""The choice of a country in any language: by the first letter, each once."""

from __future__ import annotations

import pytest

from handlers.leads.form_inputs import country_select


@pytest.mark.parametrize("locale", ["en_US", "de_DE", "pl_PL"])
def test_countries_stand_below_their_letters_each_once(locale: str) -> None:
    choice = country_select("LV", locale).to_dict()

    letters = [group["label"]["text"] for group in choice["option_groups"]]
    assert letters == sorted(set(letters))
    assert set(letters) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    below = {each["value"]: group["label"]["text"] for group in choice["option_groups"] for each in group["options"]}
    assert (below["AF"], below["LV"]) == ("A", "L")  # Afghanistan and, in Polish, Łotwa
    assert choice["initial_option"]["value"] == "LV"
