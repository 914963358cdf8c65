"""What staff settles for itself, for the gallery."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from domain.partners import Partner
from domain.people import PersonKey, Role
from domain.staff import PARTNER_TOPICS, Absence, ManagerLoad, Mode, StaffSettings, Topic, topics_for
from domain.usecases.account_managers import ManagerFile
from domain.usecases.staff_settings import OwnSettings
from handlers.context import House
from handlers.settings import views as settings_views
from handlers.staff import away_views, manager_views

AMY, BEN = PersonKey("T0VENDOR:U0AMY"), PersonKey("T0VENDOR:U0BEN")
TODAY = datetime(2026, 11, 2, 9, 30, tzinfo=UTC).date()
HOSTILE = "<!channel> & Co *bold* <@U0SAM>"
ABSENCES = {
    "here": None,
    "away": Absence(AMY, BEN, date(2026, 11, 1), date(2026, 11, 9)),
    "soon away": Absence(AMY, BEN, date(2026, 12, 1), date(2026, 12, 9)),
}

Entry = tuple[str, View | list[Block]]


def staff(house: House) -> Iterator[Entry]:
    """The settings, the absence and the choice of an account manager."""
    fmt = house.format
    for mode in Mode:
        chosen = StaffSettings(AMY, dict.fromkeys(Topic, mode), "America/Argentina/ComodRivadavia", 0)
        for of_partner, topics in ((False, topics_for(Role)), (True, PARTNER_TOPICS)):
            own = OwnSettings(chosen, topics, held=2, of_partner=of_partner)
            yield f"notifications, {mode}, {of_partner}", settings_views.choices(own, fmt)
            yield f"settings, {mode}, {of_partner}", settings_views.settings(own, house, TODAY)
            yield f"settings kept, {mode}, {of_partner}", settings_views.kept(own, house)
        for name, absence in ABSENCES.items():
            topics = topics_for([Role.ACCOUNT_MANAGER])
            own = OwnSettings(chosen, topics, absence, 1 if mode is Mode.NOW else 12)
            yield f"settings, {mode}, {name}", settings_views.settings(own, house, TODAY, notice="Done.")
            yield f"settings kept, {mode}, {name}", settings_views.kept(own, house)
    figures_only = OwnSettings(StaffSettings(AMY, {}, "Europe/Warsaw"), (), of_partner=True)
    yield "settings of who sees figures only", settings_views.settings(figures_only, house, TODAY)
    yield "choices of who sees figures only", settings_views.choices(figures_only, house.format)
    yield "kept by who sees figures only", settings_views.kept(figures_only, house)
    homeless = OwnSettings(StaffSettings(AMY, {}, "Europe/Warsaw"), PARTNER_TOPICS, of_partner=True, has_channel=False)
    yield "settings without a channel", settings_views.settings(homeless, house, TODAY)
    yield "choices without a channel", settings_views.choices(homeless, house.format)
    nothing = OwnSettings(StaffSettings(AMY, {}, "Europe/Warsaw"), topics_for([Role.SALES_REP]))
    yield "settings, nothing chosen", settings_views.settings(nothing, house, TODAY)
    for name, absence in ABSENCES.items():
        yield f"absence, {name}", away_views.away(absence, TODAY)
        yield f"absence of a rep, {name}", away_views.away(absence, TODAY, delivers=False)
        if absence is not None:
            yield f"absence noted, {name}", away_views.noted(absence, house, TODAY, announced=True)
            yield f"absence noted, {name}, quietly", away_views.noted(absence, house, TODAY, announced=False)
    yield from _managers(house)


def _managers(house: House) -> Iterator[Entry]:
    for manager in (None, AMY):
        partner = Partner("northwind", HOSTILE, TODAY, "gold", TODAY, account_manager=manager)
        for count in (0, 2, 30):
            loads = [ManagerLoad(AMY, each, TODAY if each % 2 else None) for each in range(count)]
            for claims in (0, 1, 12):
                file = ManagerFile(partner, loads, claims)
                name = f"{manager}, {count}, {claims}"
                yield f"account manager, {name}", manager_views.manager(file, house)
                yield f"account manager, {name}, changed", manager_views.manager(file, house, has_changed=True)
                yield f"account manager chosen, {name}", manager_views.done(file)
