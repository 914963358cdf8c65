"""`/program settings` and `/partner settings`: which news one hears when, and for the staff whether one is away."""

from __future__ import annotations

from domain.errors import Code, DomainError
from domain.manners import QuietHours
from domain.staff import Mode, Topic
from domain.usecases.staff_settings import (
    Choices,
    OwnSettings,
    choose,
    choose_as_member,
    end_absence,
    member_settings,
    own_settings,
)
from handlers.context import Context
from handlers.requests import Click, Request, Submission
from handlers.results import OpenModal, Reply, Result, UpdateModal
from handlers.settings import views
from handlers.settings.words import modes_of
from handlers.texts.catalogue import say


def settings(_: Request, context: Context) -> Reply:
    """What holds for the caller, one of the staff, with the ways to change it."""
    return _shown(own_settings(context.uow, context.program, context.actor, context.today), context)


def partner_settings(_: Request, context: Context) -> Reply:
    """What holds for the caller, one of a partner's people, with the way to change it."""
    return _shown(member_settings(context.uow, context.program, context.actor), context)


def open_choices(_: Click, context: Context) -> OpenModal:
    """The form with the present choices."""
    own = own_settings(context.uow, context.program, context.actor, context.today)
    return OpenModal(views.choices(own, context.format))


def open_partner_choices(_: Click, context: Context) -> OpenModal:
    """The same for one of a partner's people."""
    return OpenModal(views.choices(member_settings(context.uow, context.program, context.actor), context.format))


def choices_sent(sent: Submission, context: Context) -> Result:
    """Keeps what was chosen."""
    own = own_settings(context.uow, context.program, context.actor, context.today)
    kept = choose(context.uow, context.program, context.actor, _choices(sent, own), now=context.now)
    return UpdateModal(views.kept(kept, context.house))


def partner_choices_sent(sent: Submission, context: Context) -> Result:
    """The same for one of a partner's people."""
    own = member_settings(context.uow, context.program, context.actor)
    chosen = _choices(sent, own)
    kept = choose_as_member(context.uow, context.program, context.actor, chosen, now=context.now)
    return UpdateModal(views.kept(kept, context.house))


def come_back(_: Click, context: Context) -> Reply:
    """Ends the caller's absence at once."""
    end_absence(context.uow, context.actor)
    own = own_settings(context.uow, context.program, context.actor, context.today)
    return _shown(own, context, notice=say(":wave: Welcome back! What comes for you goes to you again."))


def _shown(own: OwnSettings, context: Context, *, notice: str | None = None) -> Reply:
    blocks = views.settings(own, context.house, context.today, notice=notice)
    return Reply(say("Your settings"), blocks, title=say("Your settings"))


def _choices(sent: Submission, own: OwnSettings) -> Choices:
    """Raises DomainError with the field: REQUIRED, UNKNOWN_CHOICE."""
    answers = sent.modal.answers
    hour = str(answers.get(views.HOUR) or "") if own.topics else str(own.settings.digest_hour)
    if not hour.isdecimal():
        raise DomainError(Code.REQUIRED, field=views.HOUR)
    modes = {topic: _mode(str(answers.get(topic) or ""), topic) for topic in own.topics}
    return Choices(modes, str(answers.get(views.TIMEZONE) or ""), int(hour), _quiet(sent))


def _quiet(sent: Submission) -> QuietHours | None:
    """The hours that were chosen."""
    start, end = (str(sent.modal.answers.get(name) or "") for name in (views.QUIET_FROM, views.QUIET_TO))
    if not start.isdecimal() or not end.isdecimal():
        return None
    return QuietHours(int(start), int(end))


def _mode(value: str, topic: Topic) -> Mode:
    if value not in modes_of(topic):
        raise DomainError(Code.UNKNOWN_CHOICE, field=topic, text=value)
    return Mode(value)
