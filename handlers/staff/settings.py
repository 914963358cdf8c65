"""`/program settings`: which news one hears when, and whether one is away."""

from __future__ import annotations

from domain.errors import Code, DomainError
from domain.staff import Mode, Topic
from domain.usecases.staff_settings import Choices, OwnSettings, choose, end_absence, own_settings
from handlers.context import Context
from handlers.requests import Click, Request, Submission
from handlers.results import OpenModal, Reply, Result, UpdateModal
from handlers.staff import settings_views as views


def settings(_: Request, context: Context) -> Reply:
    """What holds for the caller, with the ways to change it."""
    return _shown(own_settings(context.uow, context.program, context.actor, context.today), context)


def open_choices(_: Click, context: Context) -> OpenModal:
    """The form with the present choices."""
    own = own_settings(context.uow, context.program, context.actor, context.today)
    return OpenModal(views.choices(own.settings, context.format))


def choices_sent(sent: Submission, context: Context) -> Result:
    """Keeps what was chosen."""
    chosen = choose(context.uow, context.program, context.actor, _choices(sent), now=context.now)
    return UpdateModal(views.kept(chosen, context.house))


def come_back(_: Click, context: Context) -> Reply:
    """Ends the caller's absence at once."""
    end_absence(context.uow, context.actor)
    own = own_settings(context.uow, context.program, context.actor, context.today)
    return _shown(own, context, notice=":wave: Welcome back! What comes for you goes to you again.")


def _shown(own: OwnSettings, context: Context, *, notice: str | None = None) -> Reply:
    blocks = views.settings(own, context.house, context.today, notice=notice)
    return Reply("Your settings", blocks, title="Your settings")


def _choices(sent: Submission) -> Choices:
    answers = sent.modal.answers
    hour = str(answers.get(views.HOUR) or "")
    if not hour.isdecimal():
        raise DomainError(Code.REQUIRED, field=views.HOUR)
    modes = {topic: _mode(str(answers.get(topic) or ""), topic) for topic in Topic}
    return Choices(modes, str(answers.get(views.TIMEZONE) or ""), int(hour))


def _mode(value: str, topic: Topic) -> Mode:
    if value not in {*Mode}:
        raise DomainError(Code.UNKNOWN_CHOICE, field=topic, text=value)
    return Mode(value)
