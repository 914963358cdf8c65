"""`/program away`: from when to when, and who stands in."""

from __future__ import annotations

from datetime import date

from domain.errors import Code, DomainError
from domain.people import PersonKey, Task, person_key
from domain.usecases.staff_settings import AbsenceOrder, own_settings, set_absence
from handlers.context import Context
from handlers.directory.partner import parse_day
from handlers.requests import Click, Command, Submission
from handlers.results import OpenModal, Result, UpdateModal
from handlers.staff import away_views as views


def open_absence(_: Click | Command, context: Context) -> OpenModal:
    """The form, with the absence that is noted."""
    own = own_settings(context.uow, context.program, context.actor, context.today)
    delivers, sells = context.actor.may(Task.WORK_CLAIMS), context.actor.may(Task.WORK_LEADS)
    return OpenModal(views.away(own.absence, context.today, delivers=delivers, sells=sells))


def absence_sent(sent: Submission, context: Context) -> Result:
    """Notes the absence."""
    answers = sent.modal.answers
    order = AbsenceOrder(
        since=_day(answers.get(views.SINCE), views.SINCE),
        until=_day(answers.get(views.UNTIL), views.UNTIL),
        stand_in=chosen_person(answers.get(views.STAND_IN), views.STAND_IN, context),
        announce=bool(answers.get(views.ANNOUNCE)),
    )
    absence = set_absence(context.uow, context.program, context.actor, order, now=context.now)
    return UpdateModal(views.noted(absence, context.house, context.today, announced=order.announce))


def chosen_person(value: object, field: str, context: Context) -> PersonKey:
    """Who was picked from Slack's own list, which is of the caller's workspace. Raises DomainError(REQUIRED)."""
    if not value:
        raise DomainError(Code.REQUIRED, field=field)
    return person_key(context.person.partition(":")[0], str(value))


def _day(value: object, field: str) -> date:
    if not value:
        raise DomainError(Code.REQUIRED, field=field)
    try:
        return parse_day(str(value))
    except DomainError as error:
        raise DomainError(error.code, field=field, **error.params) from None
