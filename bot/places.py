"""From the places of notices to Slack's channels, as they are when a message goes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.settings import Settings
from domain.partners import Partner
from domain.people import PersonKey, team_id, user_id

PARTNER, PERSON, DESK = "partner", "person", "desk"


class NoChannelError(Exception):
    """A place that has no channel now; it may get one."""


@dataclass(frozen=True)
class Places:
    """The desks' channels; partners' channels are in the database, persons are written to by their user id."""

    desks: Mapping[str, str | None]

    @classmethod
    def of(cls, settings: Settings) -> Places:
        """The desks of the settings."""
        return cls({"leads": settings.leads_channel, "claims": settings.claims_desk})

    def channel(self, place: str, partners: Mapping[str, Partner]) -> str:
        """The channel, or the user id for direct messages. Raises NoChannelError with the reason."""
        kind, _, name = place.partition(":")
        if kind == PERSON:
            return user_id(PersonKey(name))
        if kind == DESK:
            return self._desk(name)
        partner = partners.get(name)
        if partner is None:
            raise NoChannelError(f"there is no partner {name}")
        if partner.slack_channel_id is None:
            raise NoChannelError(f"{partner.name} has no channel yet")
        return partner.slack_channel_id

    def senders(self, place: str, partners: Mapping[str, Partner]) -> tuple[str | None, ...]:
        """The workspaces whose installation may write to a place, in the order of trying; None is the vendor's.

        A person is written to by the app of their own workspace.
        """
        kind, _, name = place.partition(":")
        if kind == PERSON:
            return (team_id(PersonKey(name)),)
        partner = partners.get(name) if kind == PARTNER else None
        return (None, partner.slack_team_id) if partner is not None and partner.slack_team_id else (None,)

    def _desk(self, name: str) -> str:
        channel = self.desks.get(name)
        if channel is None:
            raise NoChannelError(f"{name.upper()}_CHANNEL is not set")
        return channel


def is_person(place: str) -> bool:
    """Whether a place is somebody's direct messages."""
    return place.startswith(f"{PERSON}:")


def partners_among(places: Iterable[str]) -> set[str]:
    """The partners whose channels are asked for."""
    return {place.partition(":")[2] for place in places if place.startswith(f"{PARTNER}:")}
