"""Those who admit partners decide applications, and invite people to a partner."""

from __future__ import annotations

from domain.errors import Code, DomainError
from domain.people import Task
from domain.usecases.invite import invite_to_partner
from domain.usecases.join import Approval, approve, decline, open_application, waiting_applications
from domain.usecases.partner_directory import find_partner
from handlers.context import Context
from handlers.people import desk_views as views
from handlers.people.codes import new_code
from handlers.requests import Click, Command, Request, Submission
from handlers.results import OpenModal, Reply, UpdateModal
from handlers.texts.format import safe


def applications(_: Request, context: Context) -> Reply:
    """Those to be decided."""
    found = waiting_applications(context.uow, context.actor, limit=views.MOST_LISTED + 1)
    return Reply("Applications", views.waiting(found, context.format), title="Applications")


def open_approval(click: Click, context: Context) -> OpenModal:
    """The form to approve."""
    return OpenModal(views.approval(open_application(context.uow, context.actor, _number(click.value)), context.house))


def approval_sent(sent: Submission, context: Context) -> UpdateModal:
    """Lets the applicant in."""
    answers = sent.modal.answers
    asked = views.WHO in sent.modal.fields
    chosen = str(answers.get(views.WHO) or "")
    if asked and not chosen:
        raise DomainError(Code.REQUIRED, field=views.WHO)
    channel = str(answers.get(views.CHANNEL) or "") or None
    order = Approval(
        number=_number(str(sent.modal.metadata["number"])),
        partner_id=chosen if chosen and chosen != views.NEW else None,
        channel_id=channel,
    )
    partner = approve(
        context.uow, context.program, context.actor, order, vendor_team=context.house.vendor_team, now=context.now
    )
    return UpdateModal(views.approved(partner))


def open_refusal(click: Click, context: Context) -> OpenModal:
    """The form to decline."""
    return OpenModal(views.refusal(open_application(context.uow, context.actor, _number(click.value))))


def refusal_sent(sent: Submission, context: Context) -> UpdateModal:
    """Says no."""
    number = _number(str(sent.modal.metadata["number"]))
    reason = str(sent.modal.answers.get(views.REASON) or "")
    return UpdateModal(views.declined(decline(context.uow, context.actor, number, reason, now=context.now)))


def invite(command: Command, context: Context) -> Reply:
    """A code for the partner that is named."""
    context.actor.require(Task.ADMIT_PARTNERS)  # before anything typed is looked at
    if not command.rest:
        return Reply("Which partner? For example: `/program invite northwind`")
    found = find_partner(context.uow, context.actor, command.rest)
    if found.sure is None:
        near = ", ".join(f"`{safe(each.id)}`" for each in found.near)
        typed = safe(command.rest[:40]).replace("`", "")
        return Reply(f"I don't know `{typed}`." + (f" Did you mean {near}?" if near else ""))
    code = new_code()
    made = invite_to_partner(context.uow, context.program, context.actor, found.sure.id, code, now=context.now)
    partner = context.uow.partners.by_id([made.partner_id])[made.partner_id]
    ends = context.format.day(made.expires_at.date())
    return Reply(views.code_for(partner, code, made.most_uses, ends, context.format))


def _number(text: str) -> int:
    """Raises DomainError(APPLICATION_UNKNOWN)."""
    if not text.isdecimal() or len(text) > 9:
        raise DomainError(Code.APPLICATION_UNKNOWN)
    return int(text)
