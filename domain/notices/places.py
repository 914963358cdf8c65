"""Where a notice goes, and how it shows itself there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.people import PersonKey


class Face(StrEnum):
    """How a notice shows itself at a place."""

    CARD = "card"  # one message a subject, posted once and updated in place
    THREAD = "thread"  # a reply under the card
    NEWS = "news"  # a message of its own
    MANAGER = "manager"  # the account manager's version, by DM
    MEMBER = "member"  # news of a lead for one of a partner's people, by DM, as that person chose
    CLAIMANT = "claimant"  # the version of the person who claimed, by DM
    PINNED = "pinned"  # posted once, pinned, updated in place
    WORK = "work"  # no message: something to be done in Slack


@dataclass(frozen=True)
class Address:
    """A place and how the notice shows itself there. Messages to one place keep their order."""

    place: str
    face: Face


def partner_channel(partner_id: str) -> str:
    """The channel shared with a partner, whatever its Slack id is when the message goes out."""
    return f"partner:{partner_id}"


def new_channel(partner_id: str) -> str:
    """Where a partner's channel is made: beside the channel itself, for which all else may be waiting."""
    return f"channel:{partner_id}"


def lead_thread(partner_id: str) -> Iterator[Address]:
    """A lead in its partner's channel: one message that is kept up to date, and what happened as a reply under it.

    What is told there is rendered as NEWS is. The partner's people may have chosen to hear of it by DM too.
    """
    yield Address(partner_channel(partner_id), Face.CARD)
    yield Address(partner_channel(partner_id), Face.THREAD)


def direct(person: PersonKey) -> str:
    """A person's direct messages with the app."""
    return f"person:{person}"


def person_of(place: str) -> PersonKey | None:
    """Whose direct messages a place is; None for a channel."""
    kind, _, person = place.partition(":")
    return PersonKey(person) if kind == "person" else None


def claim_card(claim_id: int, place: str) -> str:
    """The name under which the message is remembered that is a claim's card at a place."""
    return f"claim-card:{claim_id}:{place}"


LEADS_DESK = "desk:leads"
CLAIMS_DESK = "desk:claims"
