"""`/program report [2026-10]`: what a month has brought, on screen and as CSV."""

from __future__ import annotations

import re
from datetime import date, datetime

from domain.errors import Code, DomainError
from domain.people import Task
from domain.usecases.program_report import Report, program_report
from handlers.context import Context
from handlers.directory import report_views as views
from handlers.directory.report_file import report_csv
from handlers.requests import Click, Command
from handlers.results import Reply, SendFile
from handlers.texts.catalogue import say


def report(request: Command | Click, context: Context) -> Reply:
    """The month that was typed or chosen; else the one that is running."""
    return _shown(_report(request, context), context)


def report_file(click: Click, context: Context) -> SendFile:
    """The month partner by partner, as a file."""
    shown = _report(click, context)
    first = shown.month.first
    month = context.format.month(first)
    comment = say("*{month}*, partner by partner.", month=month)
    if shown.month.is_running:
        still = say("The month is still running.")
        comment = f"{comment} {still}"
    return SendFile(
        name=f"partners-{first:%Y-%m}.csv",
        title=say("Partners in {month}", month=month),
        content=report_csv(shown, context.program),
        comment=comment,
        told=_shown(shown, context, sent=True),
    )


def _shown(shown: Report, context: Context, *, sent: bool = False) -> Reply:
    blocks = views.report(shown, context.house, sent=sent)
    return Reply(say("Report {month}", month=context.format.month(shown.month.first)), blocks, title=say("Report"))


def _report(request: Command | Click, context: Context) -> Report:
    context.actor.require(Task.SEE_PROGRAM)  # before anything typed is looked at
    text = request.rest if isinstance(request, Command) else request.value.strip("-")
    return program_report(context.uow, context.program, context.actor, parse_month(text), now=context.now)


def parse_month(text: str) -> date | None:
    """The first day of `2026-10`; None for nothing. Raises DomainError(MONTH_INVALID) for anything else."""
    if not text:
        return None
    if not re.fullmatch(r"[1-9][0-9]{3}-[0-9]{2}", text):
        raise DomainError(Code.MONTH_INVALID, text=text)
    try:
        return datetime.strptime(f"{text}-01", "%Y-%m-%d").date()  # noqa: DTZ007 - a month has no time zone
    except ValueError:
        raise DomainError(Code.MONTH_INVALID, text=text) from None
