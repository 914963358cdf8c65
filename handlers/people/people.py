"""`/partner people`: who belongs to the company, and what owners do about it."""

from __future__ import annotations

from domain.errors import Code, DomainError
from domain.people import MemberRole, PersonKey, Task, person_key, team_id
from domain.usecases.invite import end_invitation, invite_by_code, invite_person, own_invites
from domain.usecases.membership import give_role, leave, member_of, open_people, people_history, remove
from handlers.context import Context
from handlers.people import people_views as views
from handlers.people.codes import new_code
from handlers.people.words import A_ROLE
from handlers.requests import Click, Request, Submission
from handlers.results import OpenModal, Reply, UpdateModal
from handlers.surfaces import as_modal
from handlers.texts.catalogue import say
from handlers.texts.words import who
from handlers.values import offset_of, row_of


def people(request: Request, context: Context) -> Reply:
    """The list; owners find the ways to change it there."""
    return _shown(context, offset_of(request))


def history(click: Click, context: Context) -> Reply:
    """What happened to the company's people, for owners."""
    offset = offset_of(click)
    changes, total = people_history(context.uow, context.actor, offset=offset, limit=views.CHANGES_A_PAGE)
    return Reply(say("History of people"), views.history(changes, offset, total, context.format), title=say("People"))


def open_person(click: Click, context: Context) -> OpenModal:
    """The form for one of the people."""
    context.actor.require(Task.MANAGE_PEOPLE)
    member = member_of(open_people(context.uow, context.actor), PersonKey(click.value))
    return OpenModal(views.person(member, is_me=member.person == context.person))


def person_sent(sent: Submission, context: Context) -> UpdateModal:
    """Gives the role, or removes the person."""
    person = PersonKey(str(sent.modal.metadata["person"]))
    wanted = str(sent.modal.answers.get(views.ROLE_FIELD) or "")
    if wanted == views.REMOVE:
        remove(context.uow, context.actor, person, now=context.now)
        notice = say(":white_check_mark: {person} isn't with your company any more.", person=who(person))
    else:
        role = _role(wanted)
        give_role(context.uow, context.actor, person, role, now=context.now)
        notice = say(":white_check_mark: {person} is {role} now.", person=who(person), role=A_ROLE[role])
    return UpdateModal(as_modal(_shown(context, 0, notice=notice)))


def open_invite(_: Click, context: Context) -> OpenModal:
    """The form for an invitation."""
    context.actor.require(Task.MANAGE_PEOPLE)
    days = context.program.joining.invite_days
    can_pick = context.house.is_in_vendors_workspace(context.person)
    return OpenModal(views.invite(context.actor.of_partner(), days, context.format, can_pick=can_pick))


def invite_sent(sent: Submission, context: Context) -> UpdateModal:
    """Invites who was picked; where nobody was, makes a code."""
    uow, program, actor = context.uow, context.program, context.actor
    role = _role(str(sent.modal.answers.get(views.ROLE_FIELD) or ""))
    picked = sent.modal.answers.get(views.PERSON_FIELD)
    if picked:
        person = person_key(team_id(context.person), str(picked))
        invite_person(uow, program, actor, person, role, now=context.now)
        text = say(
            ":white_check_mark: {person} is invited as {role}, and hears of it by direct message.",
            person=who(person),
            role=A_ROLE[role],
        )
    else:
        code = new_code()
        made = invite_by_code(uow, program, actor, code, role, now=context.now)
        text = views.invited_by_code(code, made, context.format)
    return UpdateModal(as_modal(Reply(text, title=say("Invited"))))


def end_invite(click: Click, context: Context) -> Reply:
    """Ends an invitation that nobody has used, and shows the list."""
    has_ended = end_invitation(context.uow, context.actor, row_of(click), now=context.now)
    return _shown(context, 0, notice=say(":white_check_mark: The invitation has ended.") if has_ended else None)


def open_leave(_: Click, context: Context) -> OpenModal:
    """Asks whether to leave indeed."""
    context.actor.require(Task.SEE_PEOPLE)
    return OpenModal(views.leave(context.actor.of_partner()))


def leave_sent(_: Submission, context: Context) -> UpdateModal:
    """Leaves."""
    return UpdateModal(views.left(leave(context.uow, context.actor, now=context.now)))


def _shown(context: Context, offset: int, *, notice: str | None = None) -> Reply:
    actor = context.uow.people.actor(context.person)
    file, invites = open_people(context.uow, actor), own_invites(context.uow, actor, now=context.now)
    blocks = views.people(file, offset, context.format, invites=invites, notice=notice)
    return Reply(say("Your company's people"), blocks, title=say("People"))


def _role(value: str) -> MemberRole:
    if value not in set(MemberRole):
        raise DomainError(Code.UNKNOWN_CHOICE, field=views.ROLE_FIELD, text=value)
    return MemberRole(value)
