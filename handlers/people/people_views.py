"""A partner's people: the list, one of them, an invitation, leaving, the history."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject, RadioButtonsElement, UserSelectElement
from slack_sdk.models.blocks.block_elements import InteractiveElement
from slack_sdk.models.views import View

from domain.membership import Invite, PeopleChange
from domain.partners import Partner
from domain.people import Member, MemberRole
from domain.usecases.membership import PeopleFile
from handlers.blocks import button, buttons, chosen, field, header, modal, option, pager, section, small
from handlers.ids import Action, Callback
from handlers.people.words import A_ROLE, MEANING, ROLE, change_line
from handlers.texts.catalogue import say, say_many
from handlers.texts.format import Format, safe
from handlers.texts.words import who

PEOPLE_A_PAGE = 15
CHANGES_A_PAGE = 20
REMOVE = "remove"
ROLE_FIELD = "role"
PERSON_FIELD = "person"


def people(
    file: PeopleFile, offset: int, fmt: Format, *, invites: Sequence[Invite] = (), notice: str | None = None
) -> list[Block]:
    """Who there is, with their roles; owners can change each, and see what became of their invitations."""
    shown = file.people[offset : offset + PEOPLE_A_PAGE]
    blocks: list[Block] = [section(notice)] if notice else []
    blocks += [
        header(say("{partner}: people", partner=file.partner.name)),
        small(fmt.count(len(file.people), "person")),
    ]
    blocks += [_line(each, file, fmt) for each in shown]
    blocks += pager(Action.PEOPLE, Action.PEOPLE_BACK, offset=offset, page=PEOPLE_A_PAGE, total=len(file.people))
    if invites:
        blocks += [section(say("*Invitations*")), *(_invitation(each, fmt) for each in invites)]
    row: list[InteractiveElement] = []
    if file.may_manage:
        row += [
            button(say("Invite"), Action.PEOPLE_INVITE, style="primary"),
            button(say("History"), Action.PEOPLE_HISTORY),
        ]
    row.append(button(say("Leave the company"), Action.PEOPLE_LEAVE))
    return [*blocks, buttons(*row)]


def person(member: Member, *, is_me: bool = False) -> View:
    """The role of one of the people, and the way out; who looks at themselves has another one."""
    options = [option(f"{ROLE[role]}: {MEANING[role]}", role) for role in MemberRole]
    blocks: list[Block] = [section(say("{person} is {role}.", person=who(member.person), role=A_ROLE[member.role]))]
    if not is_me:
        options.append(option(say("Remove from the company"), REMOVE))
    element = RadioButtonsElement(options=options, initial_option=chosen(options, member.role))
    blocks.append(field(ROLE_FIELD, say("What now?"), element))
    if not is_me:
        blocks.append(
            small(say("Who is removed sees nothing any more, at once. Their leads and claims stay with the company."))
        )
    return modal(
        say("Role"),
        blocks,
        callback=Callback.PERSON,
        submit=say("Save"),
        close=say("Cancel"),
        metadata={"person": member.person},
    )


def invite(partner: Partner, days: int, fmt: Format, *, can_pick: bool) -> View:
    """Whom to invite as what: by name where Slack can show them, else by a code."""
    options = [option(f"{ROLE[role]}: {MEANING[role]}", role) for role in MemberRole]
    element = RadioButtonsElement(options=options, initial_option=chosen(options, MemberRole.MEMBER))
    blocks: list[Block] = [section(say("Bring somebody into *{partner}*.", partner=safe(partner.name)))]
    if can_pick:
        blocks.append(
            field(
                PERSON_FIELD,
                say("Person"),
                UserSelectElement(),
                optional=True,
                hint=say("Leave it empty to get a code."),
            )
        )
    blocks += [
        field(ROLE_FIELD, say("Role"), element),
        small(say("An invitation is good for {days}.", days=fmt.count(days, "day"))),
    ]
    return modal(say("Invite"), blocks, callback=Callback.PEOPLE_INVITE, submit=say("Invite"), close=say("Cancel"))


def invited_by_code(code: str, invite: Invite, fmt: Format, *, to: Partner | None = None) -> str:
    """The code, and how it is used. `to` is named where it isn't the reader's own company."""
    told = say(":key: The code is *{code}*", code=code)
    if to is not None:
        told = say(":key: The code for *{partner}* is *{code}*", partner=safe(to.name), code=code)
    how = say_many(
        "It can be used once, until {day}: with `/partner join {code}`, or with the button “I have a code”. "
        "It is shown only here.",
        "It can be used {number} times, until {day}: with `/partner join {code}`, or with the button “I have a code”. "
        "It is shown only here.",
        invite.most_uses,
        number=fmt.number(invite.most_uses),
        day=fmt.day_of(invite.expires_at),
        code=code,
    )
    return f"{told}\n{how}"


def use(invite: Invite, fmt: Format) -> str:
    """How often an invitation was used, and until when it is good."""
    if invite.uses >= invite.most_uses:
        return say("used up") if invite.person is None else say("accepted")
    if invite.uses:
        state = say(
            "used {number} of {times}", number=fmt.number(invite.uses), times=fmt.count(invite.most_uses, "time")
        )
    else:
        state = say("not used yet") if invite.person is None else say("not answered yet")
    return state + ", " + say("good until {day}", day=fmt.day_of(invite.expires_at))


def _invitation(invite: Invite, fmt: Format) -> Block:
    """What became of it, with its end while it can be used."""
    text = say(
        "{who_is_invited}, by {person}: {what_became_of_it}",
        who_is_invited=_invited(invite),
        person=who(invite.made_by),
        what_became_of_it=use(invite, fmt),
    )
    if invite.uses >= invite.most_uses:
        return section(text)
    return section(text, accessory=end_button(Action.PEOPLE_INVITE_END, invite))


def end_button(action: Action, invite: Invite) -> ButtonElement:
    """The end of an invitation: asked twice, as nothing brings it back."""
    is_code = invite.person is None
    end = button(say("End"), action, str(invite.id))
    end.confirm = ConfirmObject(
        title=say("End this code?") if is_code else say("End this invitation?"),
        text=say("Nobody can join with it any more. Who has joined already stays."),
        confirm=say("End it"),
        deny=say("Keep it"),
        style="danger",
    )
    return end


def _invited(invite: Invite) -> str:
    """Whom it is for, and as what."""
    role = A_ROLE[invite.role]
    return (
        say("{person}, as {role}", person=who(invite.person), role=role)
        if invite.person
        else say("A code for {role}", role=role)
    )


def left(partner: Partner) -> View:
    """That the person is out."""
    return modal(
        say("You have left"), [section(say("You aren't with *{partner}* any more.", partner=safe(partner.name)))]
    )


def leave(partner: Partner) -> View:
    """Whether to leave indeed."""
    text = say(
        "Leave *{partner}*? You see nothing of it any more, at once. Only an invitation brings you back.",
        partner=safe(partner.name),
    )
    return modal(say("Leave?"), [section(text)], callback=Callback.PEOPLE_LEAVE, submit=say("Leave"), close=say("Stay"))


def history(changes: Sequence[PeopleChange], offset: int, total: int, fmt: Format) -> list[Block]:
    """What happened to the people, newest first."""
    lines = [change_line(each, fmt) for each in changes]
    blocks: list[Block] = [header(say("History of people")), section("\n".join(lines) or say("Nothing yet."))]
    return [
        *blocks,
        *pager(
            Action.PEOPLE_HISTORY,
            Action.PEOPLE_HISTORY_BACK,
            offset=offset,
            page=CHANGES_A_PAGE,
            total=total,
        ),
    ]


def _line(member: Member, file: PeopleFile, fmt: Format) -> Block:
    person = who(member.person)
    if member.person == file.me.person:
        person = say("{person} (you)", person=person)
    joined = say("*{role}* · joined {day}", role=ROLE[member.role], day=fmt.day_of(member.joined_at))
    text = f"{person} · {joined}"
    change = button(say("Change"), Action.PERSON, member.person) if file.may_manage else None
    return section(text, accessory=change)
