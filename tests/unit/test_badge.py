"""The partner badge: what it says, that it fits, and that nothing in a name gets out of its place."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from handlers.badge.badge import DARK, HEIGHT, LIGHT, METALS, THEMES, WIDTH, Theme, badge_of
from handlers.badge.drawing import png, svg
from handlers.badge.shapes import TEXT_WIDTH, TEXT_X, Letters, Shape, can_write, fitted, words
from handlers.badge.snippet import snippet
from tests.unit import samples

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '"><script>alert(1)</script>&`'
NAMES = [
    "A",
    "Northwind",
    "Brightside Studio & Söhne GmbH",
    "The Very Long Company Name of Northern Customer Service Consultants Incorporated",
    "W" * 5000,
    "e\u0301" * 60,
    "Ελληνικά & Київ",
    "شركة الحلول",
    "株式会社ソリューションズ・インターナショナル東京",
    "Pay$ $1^2_3",
    HOSTILE,
]


def of(name: str, tier: str = "silver") -> bytes:
    return svg(badge_of(name, tier, samples.program()), LIGHT)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.key)
@pytest.mark.parametrize("name", NAMES, ids=lambda name: name[:12])
def test_an_svg_is_well_formed_and_names_itself(name: str, theme: Theme) -> None:
    root = ET.fromstring(svg(badge_of(name, "gold", samples.program()), theme))
    assert (root.tag, root.get("viewBox")) == (f"{SVG}svg", f"0 0 {WIDTH} {HEIGHT}")
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == root.get("aria-label") == f"{name} is a Gold Partner of LiveChat"
    assert {each.tag for each in root} <= {f"{SVG}title", f"{SVG}path", f"{SVG}text"}
    assert theme.card in {each.get("fill") for each in root}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.key)
@pytest.mark.parametrize("name", NAMES, ids=lambda name: name[:12])
def test_a_png_is_twice_as_large_with_clear_corners_in_the_themes_colours(name: str, theme: Theme) -> None:
    picture = Image.open(io.BytesIO(png(badge_of(name, "silver", samples.program()), theme)))
    assert (picture.size, picture.mode) == ((2 * WIDTH, 2 * HEIGHT), "RGBA")
    corner, card = picture.getpixel((0, 0)), picture.getpixel((2 * WIDTH - 12, HEIGHT))
    assert isinstance(corner, tuple)
    assert corner[3] == 0
    assert card == (*bytes.fromhex(theme.card[1:]), 255)


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name[:12])
def test_every_name_stays_within_its_room(name: str) -> None:
    for drawn in words(name, 13.5, 80, "#000000"):
        if isinstance(drawn, Shape):
            box = drawn.outline.get_extents()
            assert TEXT_X - 1 <= box.x0 <= box.x1 <= TEXT_X + TEXT_WIDTH + 0.01
            assert 60 < box.y0 < box.y1 < HEIGHT - 8


def test_a_long_name_is_set_smaller_before_it_is_cut() -> None:
    whole, size = fitted("Brightside Studio & Söhne GmbH", 13.5, "normal")
    assert whole == "Brightside Studio & Söhne GmbH"
    assert 13.5 * 0.72 <= size < 13.5
    cut, smallest = fitted("Northern Customer Service Consultants Incorporated", 13.5, "normal")
    assert cut.endswith("…")
    assert "Northern Customer Service".startswith(cut[:20])
    assert smallest == pytest.approx(13.5 * 0.72)
    accented, _ = fitted("e\u0301" * 60, 13.5, "normal")
    assert accented.removesuffix("…") == "e\u0301" * (len(accented) // 2)


def test_letters_that_we_cannot_draw_are_left_to_the_browser_and_out_of_the_png() -> None:
    name = "株式会社ソリューション"
    assert badge_of(name, "silver", samples.program()).only_browsers_write_it
    [drawn] = words(name, 13.5, 80, "#000000")
    assert isinstance(drawn, Letters)
    assert f">{name}</text>" in of(name).decode()
    program = samples.program()
    one, other = (png(badge_of(each, "silver", program), DARK) for each in (name, "東京"))
    assert one == other
    assert one != png(badge_of("Northwind", "silver", program), DARK)


def test_tiers_differ_and_have_their_metals() -> None:
    program = samples.program()
    made = [badge_of("Northwind", tier.key, program) for tier in program.tiers]
    assert [each.metal for each in made] == list(METALS[: len(made)])
    pictures = [png(each, LIGHT) for each in made]
    assert all(one != other for one, other in pairwise(pictures))
    assert png(made[0], LIGHT) == pictures[0]


@pytest.mark.parametrize("name", ["Northwind & Söhne 2", "Ελληνικά", "Київ", "شركة الحلول", "Café №1"])
def test_names_that_we_can_draw_are_in_the_png(name: str) -> None:
    assert not badge_of(name, "silver", samples.program()).only_browsers_write_it
    assert can_write(name)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_snippet_places_both_pictures_and_says_what_they_show() -> None:
    badge = badge_of(HOSTILE, "gold", samples.program())
    html = snippet(badge, "https://partners.livechat.com")
    tags = _Tags()
    tags.feed(html)
    assert [tag for tag, _ in tags.found] == ["a", "picture", "source", "img"]
    image = tags.found[3][1]
    assert image["alt"] == f"{HOSTILE} is a Gold Partner of LiveChat"
    assert (image["src"], image["width"], image["height"]) == ("gold-partner-light.svg", "320", "100")
    assert tags.found[2][1]["srcset"] == "gold-partner-dark.svg"
    assert not re.search("`", html)
