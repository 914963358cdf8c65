"""How people join, their list, and applications at the desk, for the gallery."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from domain.manners import Trouble
from domain.membership import Application, ApplicationStatus, Cooperation, Invite, PeopleChange, PeopleEvent
from domain.partners import Partner
from domain.people import SYSTEM, Member, MemberRole, PersonKey
from domain.usecases.join import ApplicationFile
from domain.usecases.membership import PeopleFile
from domain.usecases.partner_channels import ChannelFile, ChannelWay
from handlers.blocks import section
from handlers.context import House
from handlers.directory import channel_views
from handlers.people import desk_views, join_views, people_views

AMY, BEN = PersonKey("T0VENDOR:U0AMY"), PersonKey("T0VENDOR:U0BEN")
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
HOSTILE = "<!channel> & Co *bold* <@U0SAM>"

Entry = tuple[str, View | list[Block]]


def people(house: House) -> Iterator[Entry]:
    """All of it."""
    yield from _joining(house)
    yield from _list(house)
    yield from _codes(house)
    yield from _desk(house)


def _partner(name: str, channel: str | None = None) -> Partner:
    return Partner("northwind", name, NOW.date(), "silver", NOW.date(), slack_channel_id=channel)


def _application(company: str, status: ApplicationStatus = ApplicationStatus.OPEN) -> Application:
    made = Application(
        "key", AMY, NOW, company, "acme", "acme.com", "PL", Cooperation.REFERRAL, f"{company} " * 40, "C0123ABC", status
    )
    made.id = 7
    if status is not ApplicationStatus.OPEN:
        made.decided_by, made.decided_at = BEN, NOW
    if status is ApplicationStatus.DECLINED:
        made.reason = company
    return made


def _joining(house: House) -> Iterator[Entry]:
    yield "ways in", [join_views.ways_in()]
    yield "application form", join_views.application("key", "C0123ABC", house)
    yield "code form", join_views.code()
    for name in ("Acme", HOSTILE):
        yield f"applied, {name}", join_views.applied(_application(name), house)
        for role in MemberRole:
            yield f"welcome, {name}, {role}", join_views.welcome(_partner(name), role)


def _list(house: House) -> Iterator[Entry]:
    fmt = house.format
    roles = list(MemberRole)
    for name in ("Northwind", HOSTILE):
        for count in (1, 3, 40):
            members = [
                Member(PersonKey(f"T0VENDOR:U{number:04}"), "northwind", NOW, roles[number % 3])
                for number in range(count)
            ]
            for may_manage in (True, False):
                file = PeopleFile(_partner(name), members, members[0], may_manage)
                for offset in (0, 15) if count > 15 else (0,):
                    shown = people_views.people(file, offset, fmt, invites=_invites(), notice="Done.")
                    yield f"people, {name}, {count}, {may_manage}, {offset}", shown
        for can_pick in (True, False):
            yield f"invite, {name}, {can_pick}", people_views.invite(_partner(name), 14, fmt, can_pick=can_pick)
        yield f"leave, {name}", people_views.leave(_partner(name))
        yield f"left, {name}", people_views.left(_partner(name))
    for role in MemberRole:
        for is_me in (True, False):
            yield f"person, {role}, {is_me}", people_views.person(Member(AMY, "northwind", NOW, role), is_me=is_me)
    changes = [
        PeopleChange("northwind", event, NOW, by, person, MemberRole.MEMBER, MemberRole.FINANCE)
        for event in PeopleEvent
        for by in (AMY, SYSTEM)
        for person in (AMY, BEN, None)
    ]
    yield "history of people", people_views.history(changes[:20], 20, 70, fmt)
    yield "no history of people", people_views.history([], 0, 0, fmt)


def _codes(house: House) -> Iterator[Entry]:
    fmt = house.format
    for uses in (1, 5):
        made = Invite("northwind", MemberRole.MEMBER, AMY, NOW, NOW, uses)
        for partner in (None, _partner(HOSTILE)):
            code = people_views.invited_by_code("7KQ2M-X9RTB", made, fmt, to=partner)
            yield f"code for {'a partner' if partner else 'colleagues'}, {uses}", [section(code)]
        given = [(each, _partner(HOSTILE)) for each in _invites()]
        for reader in (AMY, BEN):
            shown = desk_views.which_partner(given * 2, reader, fmt, notice=desk_views.ended(_partner(HOSTILE)))
            yield f"codes given, {uses}, {reader}", shown


def _invites() -> list[Invite]:
    return [
        Invite("northwind", role, AMY, NOW, NOW, most, person=person, uses=uses)
        for role in MemberRole
        for most, person in ((1, None), (1, BEN), (1000, None))
        for uses in (0, 1)
    ][:10]


def _desk(house: House) -> Iterator[Entry]:
    for name in ("Acme", HOSTILE):
        for status in ApplicationStatus:
            application = _application(name, status)
            others = [_application(name, each) for each in ApplicationStatus]
            for known in ([], [_partner(name)] * 12):
                file = ApplicationFile(application, known, others if known else [], _partner(name))
                yield f"application card, {name}, {status}, {len(known)}", desk_views.card(file, house)
        yield f"refusal, {name}", desk_views.refusal(ApplicationFile(_application(name), [], []))
        for status in (ApplicationStatus.DECLINED, ApplicationStatus.SETTLED):
            yield f"refused, {name}, {status}", desk_views.declined(_application(name, status))
        for way in ChannelWay:
            partner = _partner(name, "C0123ABC" if way is ChannelWay.LINK else None)
            for is_new in (True, False):
                yield f"approved, {name}, {way}, {is_new}", desk_views.approved(partner, way, is_new=is_new)
        for count in (0, 1, 21):
            listed = desk_views.waiting([_application(name)] * count, house)
            yield f"applications, {name}, {count}", listed
    for name, known in (("nobody known", []), ("known", [_partner(HOSTILE)])):
        for way in ChannelWay:
            file = ApplicationFile(_application(HOSTILE), known, [])
            yield f"approval, {name}, {way}", desk_views.approval(file, way, house, {"who": "northwind"})
    yield from _channels(house)


def _channels(house: House) -> Iterator[Entry]:
    for name in ("Acme", HOSTILE, "株式会社"):
        for trouble in (None, *Trouble):
            for way in (ChannelWay.CREATE, ChannelWay.LINK):
                partner = _partner(name, "C0123ABC" if trouble else None)
                file = ChannelFile(partner, trouble)
                yield f"channel, {name}, {trouble}, {way}", channel_views.form(file, way, "key", house)
                partner.slack_team_id = "T0OTHER"
                shown = channel_views.form(file, way, "key", house, channel_id="C0123ABC")
                yield f"channel elsewhere, {name}, {trouble}, {way}", shown
        for way in ChannelWay:
            yield f"channel done, {name}, {way}", channel_views.done(_partner(name, "C0123ABC"), way)
