"""Who hears of what happens to a claim."""

from __future__ import annotations

from collections.abc import Iterator

from domain.claims import ClaimStatus
from domain.notices.claims import (
    ClaimAnswered,
    ClaimArrived,
    ClaimAsked,
    ClaimDecided,
    ClaimFlagged,
    ClaimLate,
    ClaimMoved,
    ClaimNotice,
)
from domain.notices.places import Address, Face, direct, partner_channel


def of_claim(notice: ClaimNotice) -> Iterator[Address]:
    """The card where it is handled, with what happened in its thread; then the partner's side.

    The partner's channel hears what the whole company may know: that a benefit was claimed, and that it is theirs. What
    is asked, refused, ended or handed over is for the person who claimed.
    """
    if notice.desk is not None:
        yield Address(notice.desk, Face.CARD)
        yield from _handling(notice, notice.desk)
    yield from _partner_side(notice)


def _handling(notice: ClaimNotice, desk: str) -> Iterator[Address]:
    """What those who handle it hear beside the card. What cannot wait is a message of its own."""
    match notice:
        case ClaimArrived():
            return
        case ClaimLate():
            yield from (Address(direct(person), Face.MANAGER) for person in notice.to)
            if notice.escalated or not notice.to:
                yield Address(desk, Face.THREAD)
        case ClaimFlagged():
            yield Address(desk, Face.MANAGER)
        case ClaimAnswered() if notice.handler is not None and desk != direct(notice.handler):
            yield Address(desk, Face.THREAD)
            yield Address(direct(notice.handler), Face.MANAGER)
        case _:
            yield Address(desk, Face.THREAD)


def _partner_side(notice: ClaimNotice) -> Iterator[Address]:
    channel = Address(partner_channel(notice.partner_id), Face.NEWS)
    match notice:
        case ClaimArrived():
            yield channel
        case ClaimMoved(after=ClaimStatus.FULFILLED):
            yield channel
            if notice.desk is not None:  # what is delivered at once, the person has in hand
                yield Address(direct(notice.claimant), Face.CLAIMANT)
        case ClaimMoved(after=ClaimStatus.WITHDRAWN) if notice.by == notice.claimant:
            return
        case ClaimMoved() | ClaimAsked():
            yield Address(direct(notice.claimant), Face.CLAIMANT)
        case ClaimDecided() if not notice.kept:
            yield Address(direct(notice.claimant), Face.CLAIMANT)
        case _:
            return
