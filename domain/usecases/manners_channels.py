"""What happens to partners' channels: posts wait while one is closed, and who can mend it is told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.manners import Trouble
from domain.notices import ChannelReady
from domain.notices.places import partner_channel
from domain.notices.surroundings import BotAdded, ChannelEvent, ChannelNews, Welcomed
from domain.partners import Partner
from domain.people import PersonKey, Role
from domain.ports import UnitOfWork
from domain.usecases.membership import admit_by_channel
from domain.usecases.telling import tell


def who_looks_after(uow: UnitOfWork, partner: Partner) -> tuple[PersonKey, ...]:
    """The partner's account manager; where there is none, the admins."""
    if partner.account_manager:
        return (PersonKey(partner.account_manager),)
    return tuple(dict.fromkeys(each.person for each in uow.people.staff() if each.role is Role.ADMIN))


def channel_closed(
    uow: UnitOfWork, channel_id: str, trouble: Trouble, *, now: datetime, also: PersonKey | None = None
) -> None:
    """Nothing can be posted there any more. Told once, however often it is found out; to who asks `also`."""
    for partner in _partners_at(uow, channel_id):
        if uow.manners.note_trouble(partner.id, channel_id, trouble, now=now):
            _tell(uow, partner, ChannelEvent(trouble.value), now=now, also=also)


def channel_back(uow: UnitOfWork, channel_id: str, *ended: Trouble, now: datetime) -> None:
    """It can be posted to again, where nothing but these troubles was in the way: what has waited goes out."""
    for partner in _partners_at(uow, channel_id):
        if uow.manners.troubles([partner.id]).get(partner.id) in ended:
            uow.manners.end_trouble(partner.id)
            uow.manners.let_go(partner_channel(partner.id), now)
            _tell(uow, partner, ChannelEvent.BACK, now=now)
            tell(uow, ChannelReady(partner.id, channel_id), partner)


def channel_renamed(uow: UnitOfWork, channel_id: str, name: str, *, now: datetime) -> None:
    """Channels are known by their ids: nothing changes but what it is called."""
    for partner in _partners_at(uow, channel_id):
        _tell(uow, partner, ChannelEvent.RENAMED, now=now, name=name)


def channel_moved(uow: UnitOfWork, channel_id: str, new_id: str) -> None:
    """The channel has another id from now on; its messages have come along."""
    for partner_id in uow.manners.partners_at(channel_id):
        partner = uow.partners.get(partner_id, for_update=True)
        if partner is not None and partner.slack_channel_id == channel_id:
            partner.slack_channel_id = new_id
            uow.manners.move_posts(channel_id, new_id)
            tell(uow, ChannelReady(partner.id, new_id), partner)


def team_left(uow: UnitOfWork, channel_id: str, team: str, *, now: datetime) -> None:
    """A workspace is no longer in a shared channel: where it was the partner's own, nobody of it reads there."""
    if any(partner.slack_team_id == team for partner in _partners_at(uow, channel_id)):
        channel_closed(uow, channel_id, Trouble.UNSHARED, now=now)


def team_came(uow: UnitOfWork, channel_id: str, team: str, *, now: datetime) -> None:
    """A workspace is in a shared channel, perhaps again."""
    if any(partner.slack_team_id == team for partner in _partners_at(uow, channel_id)):
        channel_back(uow, channel_id, Trouble.UNSHARED, now=now)


def bot_added(uow: UnitOfWork, channel_id: str, inviter: PersonKey | None, *, now: datetime) -> None:
    """The bot is in a channel: a partner's can be posted to again; of another, staff hears how to link it."""
    channel_back(uow, channel_id, Trouble.REMOVED, Trouble.DELETED, Trouble.ARCHIVED, now=now)
    if uow.manners.partners_at(channel_id) or inviter is None or not uow.people.actor(inviter).is_staff:
        return
    tell(uow, BotAdded(channel_id, inviter, now), None)


def person_came(uow: UnitOfWork, person: PersonKey, channel_id: str, vendor_team: str | None, *, now: datetime) -> None:
    """Somebody came to a partner's channel. Who is one of the partner's people is welcomed, once for good."""
    admit_by_channel(uow, person, channel_id, vendor_team, now=now)
    actor = uow.people.actor(person)
    partner = actor.partner
    if partner is None or actor.is_staff or partner.id not in uow.manners.partners_at(channel_id):
        return
    if uow.manners.welcome(person, partner.id, now=now):
        tell(uow, Welcomed(partner.id, person), partner, urgent=True)


def _tell(
    uow: UnitOfWork,
    partner: Partner,
    what: ChannelEvent,
    *,
    now: datetime,
    name: str = "",
    also: PersonKey | None = None,
) -> None:
    told = dict.fromkeys([*who_looks_after(uow, partner), *([also] if also else [])])
    news = ChannelNews(partner.id, partner.slack_channel_id or "", what, tuple(told), now)
    tell(uow, replace(news, name=name), partner)


def _partners_at(uow: UnitOfWork, channel_id: str) -> list[Partner]:
    found = uow.partners.by_id(uow.manners.partners_at(channel_id))
    return [partner for _, partner in sorted(found.items())]
