"""Those who admit partners decide applications, and invite people to a partner."""

from __future__ import annotations

from domain.errors import Code, DomainError
from domain.people import Task
from domain.usecases.invite import end_code, given_codes, invite_to_partner
from domain.usecases.join import Approval, approve, decline, open_application, waiting_applications
from domain.usecases.partner_channels import ChannelWay
from domain.usecases.partner_directory import find_partner
from handlers.context import Context
from handlers.people import desk_views as views
from handlers.people.channel_inputs import choice_of, way_of
from handlers.people.codes import new_code
from handlers.people.people_views import invited_by_code
from handlers.requests import Click, Command, Request, Submission
from handlers.results import OpenModal, Reply, UpdateModal
from handlers.texts.catalogue import say
from handlers.texts.format import safe
from handlers.values import modal_of, row_of


def applications(_: Request, context: Context) -> Reply:
    """Those to be decided."""
    found = waiting_applications(context.uow, context.actor, limit=views.MOST_LISTED + 1)
    return Reply(say("Applications"), views.waiting(found, context.house), title=say("Applications"))


def open_approval(click: Click, context: Context) -> OpenModal:
    """The form to approve."""
    file = open_application(context.uow, context.actor, _number(click.value))
    way = ChannelWay.LINK if file.application.channel_id else ChannelWay.CREATE
    return OpenModal(views.approval(file, way, context.house))


def channel_way_chosen(click: Click, context: Context) -> UpdateModal:
    """The fields that the chosen way to a channel needs; what was ticked stays."""
    form = modal_of(click)
    file = open_application(context.uow, context.actor, _number(str(form.metadata["number"])))
    return UpdateModal(views.approval(file, way_of(form.answers, ChannelWay.CREATE), context.house, form.answers))


def approval_sent(sent: Submission, context: Context) -> UpdateModal:
    """Lets the applicant in."""
    answers = sent.modal.answers
    asked = views.WHO in sent.modal.fields
    chosen = str(answers.get(views.WHO) or "")
    if asked and not chosen:
        raise DomainError(Code.REQUIRED, field=views.WHO)
    choice = choice_of(answers, "", context.house)
    order = Approval(
        number=_number(str(sent.modal.metadata["number"])),
        partner_id=chosen if chosen and chosen != views.NEW else None,
        way=choice.way,
        channel_id=choice.channel_id,
    )
    partner = approve(
        context.uow, context.program, context.actor, order, vendor_team=context.house.vendor_team, now=context.now
    )
    return UpdateModal(views.approved(partner, choice.way, is_new=order.partner_id is None))


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
        return _codes(context)
    found = find_partner(context.uow, context.actor, command.rest)
    if found.sure is None:
        near = ", ".join(f"`{safe(each.id)}`" for each in found.near)
        typed = safe(command.rest[:40]).replace("`", "")
        unknown = say("I don't know `{what_was_typed}`.", what_was_typed=typed)
        return Reply(unknown + " " + say("Did you mean {partners}?", partners=near) if near else unknown)
    code = new_code()
    made = invite_to_partner(context.uow, context.program, context.actor, found.sure.id, code, now=context.now)
    partner = context.uow.partners.by_id([made.partner_id])[made.partner_id]
    return Reply(invited_by_code(code, made, context.format, to=partner))


def end_invite(click: Click, context: Context) -> Reply:
    """Ends a code that is out; what is left of the list."""
    partner = end_code(context.uow, context.actor, row_of(click), now=context.now)
    return _codes(context, notice=views.ended(partner) if partner is not None else None)


def _codes(context: Context, *, notice: str | None = None) -> Reply:
    given = given_codes(context.uow, context.actor, now=context.now)
    blocks = views.which_partner(given, context.person, context.format, notice=notice)
    return Reply(say("Which partner?"), blocks, title=say("Invite"))


def _number(text: str) -> int:
    """Raises DomainError(APPLICATION_UNKNOWN)."""
    if not text.isdecimal() or len(text) > 9:
        raise DomainError(Code.APPLICATION_UNKNOWN)
    return int(text)
