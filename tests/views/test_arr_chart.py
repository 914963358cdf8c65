"""The picture of a year of ARR: what it shows, that it is one, and the same in words."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image

from domain.arr_history import ArrHistory, ArrPoint
from domain.money import Cents
from domain.program import Program
from handlers.charts.arr import arr_chart, in_words, picture
from handlers.charts.drawing import can_write, png
from handlers.texts.catalogue import ENGLISH, language_of, speak
from handlers.texts.format import Format
from tests.unit import samples

TODAY = date(2026, 11, 22)
PROGRAM = samples.program()
DOLLARS = Format("en_US", "USD")
BLUE = (0, 103, 165)


JAPANESE = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    'msgid "Annual recurring revenue (ARR) since {day}"\nmsgstr "{day}からの年間経常収益"\n'
)


def history(*steps: tuple[int, int]) -> ArrHistory:
    """Steps as (days ago, dollars); the last is today's."""
    return ArrHistory(tuple(ArrPoint(TODAY - timedelta(days=ago), Cents(dollars * 100)) for ago, dollars in steps))


GROWING = history((365, 3_200), (250, 6_800), (120, 10_000), (10, 18_640), (0, 18_640))
ALL = {
    "growing": GROWING,
    "falling": history((365, 26_000), (150, 15_000), (20, 4_100), (0, 4_100)),
    "flat": history((365, 7_000), (0, 7_000)),
    "gone": history((100, 7_000), (40, 0), (0, 0)),
    "millions": history((365, 1_200_000), (150, 5_100_000), (0, 5_100_000)),
    "a trillion": history((365, 1), (150, 1_000_000_000_000), (0, 1_000_000_000_000)),
    "cents": ArrHistory((ArrPoint(TODAY - timedelta(days=9), Cents(0)), ArrPoint(TODAY, Cents(1)))),
    "a week": history((7, 100), (3, 900), (0, 900)),
}
NAMES = (
    "Northwind",
    "The Extraordinarily Long-Named Partnership for Customer Happiness",
    "$5 & $6 <b>_x^2$",
    "株式会社",
)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


@pytest.mark.parametrize("drawn", ALL.values(), ids=ALL.keys())
def test_it_is_a_crisp_picture_with_a_line_in_it(drawn: ArrHistory) -> None:
    image = opened(picture("Northwind", drawn, PROGRAM, DOLLARS))

    assert image.size == (1600, 800)
    colors = {color: count for count, color in image.getcolors(image.width * image.height) or ()}
    assert colors[BLUE] > 2_000, "the line"
    assert colors[255, 255, 255] > image.width * image.height / 3, "its card is light on any background"


@pytest.mark.parametrize("name", NAMES)
def test_any_name_can_stand_above_it(name: str) -> None:
    assert opened(picture(name, GROWING, PROGRAM, DOLLARS)).size == (1600, 800)


@pytest.mark.parametrize("fmt", [Format("pl_PL", "PLN"), Format("ja_JP", "JPY"), Format("ar_EG", "EGP")], ids=str)
def test_what_the_font_cannot_write_is_said_in_english(fmt: Format) -> None:
    program = samples.program(**{"tiers.2.name": "ゴールド"})

    assert opened(picture("Northwind", GROWING, program, fmt)).size == (1600, 800)
    assert can_write("zażółć $5\nDec") is True
    assert can_write("ゴ") is False


def test_a_language_that_the_font_cannot_write_is_left_out_of_the_picture(tmp_path: Path) -> None:
    in_english = picture("Northwind", GROWING, PROGRAM, DOLLARS)
    (tmp_path / "ja.po").write_text(JAPANESE, encoding="utf-8")
    speak(language_of("ja_JP", tmp_path))
    try:
        assert picture("Northwind", GROWING, PROGRAM, DOLLARS) == in_english
        assert arr_chart("Northwind", GROWING, PROGRAM, DOLLARS).subtitle.endswith("からの年間経常収益"), "still spoken"
    finally:
        speak(ENGLISH)


def test_two_can_be_asked_for_at_once() -> None:
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda each: picture("Northwind", each, PROGRAM, DOLLARS), [GROWING] * 4))

    assert made == [made[0]] * 4


def test_other_figures_are_another_picture() -> None:
    assert png(arr_chart("Northwind", ALL["flat"], PROGRAM, DOLLARS)) != png(
        arr_chart("Northwind", GROWING, PROGRAM, DOLLARS)
    )


def test_what_it_says() -> None:
    chart = arr_chart("Northwind", GROWING, PROGRAM, DOLLARS)

    assert (chart.title, chart.last, chart.last_is) == ("Northwind", "$18,640.00", "Nov 22, 2026")
    assert chart.subtitle == "Annual recurring revenue (ARR) since Nov 22, 2025"
    assert chart.points[0] == (date(2025, 11, 22), 320_000.0)
    assert [label for _, label in chart.amounts] == ["$0", "$5,000", "$10,000", "$15,000", "$20,000"]
    assert [label for _, label in chart.days] == [
        "Dec\n2025", "Jan\n2026", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
    ]  # fmt: skip
    assert chart.days[1][0] == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("drawn", "bounds"),
    [
        (GROWING, [("Gold", "$20,000", True), ("Silver", "$5,000", False)]),
        (ALL["falling"], [("Gold", "$20,000", False), ("Silver", "$5,000", True)]),  # it is below Silver again
        (history((30, 999), (0, 999)), []),  # Silver's line would squeeze this one flat
        (history((30, 1_000), (0, 1_000)), [("Silver", "$5,000", True)]),
        (history((30, 3_999), (0, 3_999)), [("Silver", "$5,000", True)]),
        (history((30, 5_000), (0, 5_000)), [("Gold", "$20,000", True), ("Silver", "$5,000", False)]),
        (history((30, 130_000), (0, 130_000)), [("Gold", "$20,000", False)]),  # Silver is at the bottom
        (ALL["millions"], []),
    ],
)
def test_the_tiers_near_it_and_the_next_one_are_drawn(drawn: ArrHistory, bounds: list[tuple[str, str, bool]]) -> None:
    chart = arr_chart("Northwind", drawn, PROGRAM, DOLLARS)

    assert [(bound.name, bound.amount, bound.is_ahead) for bound in chart.bounds] == bounds


def test_bounds_too_near_to_each_other_are_thinned_out() -> None:
    program = samples.program(**{"tiers.1.required_arr": 19_000})

    chart = arr_chart("Northwind", GROWING, program, DOLLARS)

    assert [bound.name for bound in chart.bounds] == ["Silver"]


@pytest.mark.parametrize(
    ("drawn", "labels"),
    [
        (ALL["a week"], ["Nov 15", "Nov 17", "Nov 19", "Nov 21"]),
        (history((74, 1), (0, 1)), ["Sep 9", "Sep 22", "Oct 5", "Oct 18", "Oct 31", "Nov 13"]),
        (history((75, 1), (0, 1)), ["Oct\n2026", "Nov"]),
        (history((326, 1), (0, 1)), ["Jan\n2026", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
                                     "Nov"]),
    ],
)  # fmt: skip
def test_days_below_a_short_record_and_months_below_a_long_one(drawn: ArrHistory, labels: list[str]) -> None:
    assert [label for _, label in arr_chart("Northwind", drawn, PROGRAM, DOLLARS).days] == labels


@pytest.mark.parametrize(
    ("highest", "labels"),
    [
        (7, ["$0", "$2", "$4", "$6", "$8"]),
        (480, ["$0", "$100", "$200", "$300", "$400", "$500"]),
        (130_000, ["$0", "$50,000", "$100,000", "$150,000"]),
        (1_100_000, ["$0", "$250,000", "$500,000", "$750,000", "$1M", "$1.25M"]),
        (5_100_000, ["$0", "$2M", "$4M", "$6M"]),
    ],
)
def test_the_scale_is_round(highest: int, labels: list[str]) -> None:
    program = samples.program(tiers=samples.program_data()["tiers"][:1], benefits=[])

    chart = arr_chart("Northwind", history((30, 1), (0, highest)), program, DOLLARS)

    assert [label for _, label in chart.amounts] == labels


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        (history((355, 3_200), (0, 18_640)),
         "ARR from $3,200.00 in December 2025 to $18,640.00 today; next tier Gold at $20,000.00"),
        (ALL["falling"], "ARR from $26,000.00 in November 2025 to $4,100.00 today; next tier Silver at $5,000.00"),
        (ALL["flat"], "ARR $7,000.00 ever since November 2025; next tier Gold at $20,000.00"),
        (history((9, 50), (4, 90), (0, 50)),
         "ARR from $50.00 in November 2026 to $50.00 today; next tier Silver at $5,000.00"),
        (ALL["millions"], "ARR from $1,200,000.00 in November 2025 to $5,100,000.00 today"),
        (history((0, 5_000)), "ARR $5,000.00 today; next tier Gold at $20,000.00"),
    ],
)  # fmt: skip
def test_the_same_in_words(drawn: ArrHistory, words: str) -> None:
    assert in_words(drawn, PROGRAM, DOLLARS) == words


def test_a_program_with_one_tier_has_no_next_one() -> None:
    program: Program = samples.program(tiers=samples.program_data()["tiers"][:1], benefits=[])

    assert in_words(GROWING, program, DOLLARS).endswith("to $18,640.00 today")
    assert arr_chart("Northwind", GROWING, program, DOLLARS).bounds == []
