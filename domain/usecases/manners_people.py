"""What happens to people's accounts in Slack: nobody is written to who is gone, and who looks after them is told."""

from __future__ import annotations

from datetime import datetime

from domain.notices.surroundings import PersonGone
from domain.people import MemberRole, PersonKey
from domain.ports import UnitOfWork
from domain.usecases.dismissal import dismiss
from domain.usecases.manners_channels import who_looks_after
from domain.usecases.telling import tell


def person_changed(uow: UnitOfWork, person: PersonKey, *, is_gone: bool, timezone: str | None, now: datetime) -> None:
    """An account was closed, opened again, or says something else of the person's time zone. Others' are left alone.

    What a partner's person gave and claimed stays with the company, and so does the person, who may come back. Who
    was of the staff is dismissed: an admin adds them anew.
    """
    actor = uow.people.actor(person)
    if actor.partner is None and not actor.is_staff:
        return
    if timezone:
        uow.manners.keep_timezone(person, timezone, now=now)
    if not uow.manners.set_gone(person, is_gone=is_gone, now=now):
        return
    if is_gone:
        uow.manners.drop_held(person)
    if actor.is_staff and is_gone:
        dismiss(uow, person, None, now=now)
    if actor.partner is not None:
        owners = [each.person for each in uow.people.roster(actor.partner.id) if each.role is MemberRole.OWNER]
        notice = PersonGone(
            actor.partner.id,
            person,
            is_back=not is_gone,
            was_last_owner=is_gone and owners == [person],
            told=who_looks_after(uow, actor.partner),
            at=now,
        )
        tell(uow, notice, actor.partner)
