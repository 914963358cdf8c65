"""What a badge says and in which colours. Nothing is drawn here."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import name

from domain.program import Program
from handlers.texts.catalogue import say

SCRIPTS = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "HEBREW", "ARABIC"})
"""Those of our font, as Unicode names them."""

WIDTH, HEIGHT = 320, 100
"""Of a badge in CSS pixels. The PNG has twice as many, for dense screens."""


@dataclass(frozen=True)
class Metal:
    """The colours of a tier's seal: the lit and the shaded half, the ring, and the ribbon behind."""

    lit: str
    shaded: str
    ring: str
    ribbon: str


METALS = (
    Metal(lit="#c98a55", shaded="#ad6f3b", ring="#ecc6a1", ribbon="#7d4a22"),
    Metal(lit="#a9b4c0", shaded="#8b97a5", ring="#e3e9ef", ribbon="#5d6977"),
    Metal(lit="#f0b93a", shaded="#d99c1f", ring="#ffe6a3", ribbon="#9a6a10"),
    Metal(lit="#6f9df3", shaded="#4c7fe0", ring="#d3e2ff", ribbon="#2f549f"),
)
"""From the lowest tier up; tiers beyond share the last."""


@dataclass(frozen=True)
class Theme:
    """The colours of the card behind the seal, for pages of one brightness."""

    key: str
    card: str
    edge: str
    ink: str
    faint: str


LIGHT = Theme("light", card="#ffffff", edge="#d5dae1", ink="#15181d", faint="#56606d")
DARK = Theme("dark", card="#15181e", edge="#3a424e", ink="#f6f8fa", faint="#b3bcc8")
THEMES = (LIGHT, DARK)


@dataclass(frozen=True)
class Badge:
    """A partner's badge of a tier: `LiveChat`, `Silver Partner`, `Northwind`."""

    vendor: str
    title: str
    partner: str
    metal: Metal
    tier: str

    @property
    def words(self) -> str:
        """What it says, for those who do not see it."""
        return say("{partner} is a {badge} of {vendor}", partner=self.partner, badge=self.title, vendor=self.vendor)

    @property
    def only_browsers_write_it(self) -> bool:
        """Whether the partner's name has letters that our font most likely lacks; told without loading the font."""
        return any(each.isalpha() and name(each, "").partition(" ")[0] not in SCRIPTS for each in self.partner)

    def file_name(self, theme: Theme, suffix: str) -> str:
        """`silver-partner-light.svg`."""
        return f"{self.tier}-partner-{theme.key}.{suffix}"


def badge_of(partner: str, tier: str, program: Program) -> Badge:
    """The badge of a partner that holds a tier. KeyError for a tier the program does not have."""
    held = program.tier(tier)
    metal = METALS[min(program.rank(tier), len(METALS) - 1)]
    return Badge(program.vendor.name, say("{tier} Partner", tier=held.name), " ".join(partner.split()), metal, held.key)
