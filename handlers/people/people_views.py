"""A partner's people: the list, one of them, an invitation, leaving, the history."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, RadioButtonsElement, UserSelectElement
from slack_sdk.models.blocks.block_elements import InteractiveElement
from slack_sdk.models.views import View

from domain.membership import Invite, PeopleChange
from domain.partners import Partner
from domain.people import Member, MemberRole
from domain.usecases.membership import PeopleFile
from handlers.blocks import button, buttons, chosen, field, header, modal, option, pager, section, small
from handlers.ids import Action, Callback
from handlers.people.words import A_ROLE, MEANING, ROLE, change_line
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
    blocks += [header(f"{file.partner.name}: people"), small(fmt.count(len(file.people), "person"))]
    blocks += [_line(each, file, fmt) for each in shown]
    blocks += pager(Action.PEOPLE, Action.PEOPLE_BACK, offset=offset, page=PEOPLE_A_PAGE, total=len(file.people))
    if invites:
        lines = (f"• {_invited(each)}, by {who(each.made_by)}: {use(each, fmt)}" for each in invites)
        blocks.append(section("*Invitations*\n" + "\n".join(lines)))
    row: list[InteractiveElement] = []
    if file.may_manage:
        row += [button("Invite", Action.PEOPLE_INVITE, style="primary"), button("History", Action.PEOPLE_HISTORY)]
    row.append(button("Leave the company", Action.PEOPLE_LEAVE))
    return [*blocks, buttons(*row)]


def person(member: Member, *, is_me: bool = False) -> View:
    """The role of one of the people, and the way out; who looks at themselves has another one."""
    options = [option(f"{ROLE[role]}: {MEANING[role]}", role) for role in MemberRole]
    blocks: list[Block] = [section(f"{who(member.person)} is {A_ROLE[member.role]}.")]
    if not is_me:
        options.append(option("Remove from the company", REMOVE))
    element = RadioButtonsElement(options=options, initial_option=chosen(options, member.role))
    blocks.append(field(ROLE_FIELD, "What now?", element))
    if not is_me:
        blocks.append(
            small("Who is removed sees nothing any more, at once. Their leads and claims stay with the company.")
        )
    return modal(
        "Role",
        blocks,
        callback=Callback.PERSON,
        submit="Save",
        close="Cancel",
        metadata={"person": member.person},
    )


def invite(partner: Partner, days: int, fmt: Format, *, can_pick: bool) -> View:
    """Whom to invite as what: by name where Slack can show them, else by a code."""
    options = [option(f"{ROLE[role]}: {MEANING[role]}", role) for role in MemberRole]
    element = RadioButtonsElement(options=options, initial_option=chosen(options, MemberRole.MEMBER))
    blocks: list[Block] = [section(f"Bring somebody into *{safe(partner.name)}*.")]
    if can_pick:
        blocks.append(
            field(PERSON_FIELD, "Person", UserSelectElement(), optional=True, hint="Left empty, you get a code.")
        )
    blocks += [
        field(ROLE_FIELD, "Role", element),
        small(f"An invitation is good for {fmt.count(days, 'day')}."),
    ]
    return modal("Invite", blocks, callback=Callback.PEOPLE_INVITE, submit="Invite", close="Cancel")


def invited_by_code(code: str, invite: Invite, fmt: Format, *, to: Partner | None = None) -> str:
    """The code, and how it is used. `to` is named where it isn't the reader's own company."""
    times = "once" if invite.most_uses == 1 else f"{fmt.number(invite.most_uses)} times"
    name = f"The code for *{safe(to.name)}*" if to is not None else "The code"
    return (
        f":key: {name} is *{code}*\n"
        f"It can be used {times}, until {fmt.day_of(invite.expires_at)}: with `/partner join {code}`, "
        "or with the button “I have a code”. It is shown only here."
    )


def use(invite: Invite, fmt: Format) -> str:
    """How often an invitation was used, and until when it is good."""
    ends = f"good until {fmt.day_of(invite.expires_at)}"
    if invite.uses >= invite.most_uses:
        return "used up" if invite.person is None else "accepted"
    if not invite.uses:
        return f"not {'used' if invite.person is None else 'answered'} yet, {ends}"
    return f"used {fmt.number(invite.uses)} of {fmt.count(invite.most_uses, 'time')}, {ends}"


def _invited(invite: Invite) -> str:
    """Whom it is for, and as what."""
    role = A_ROLE[invite.role]
    return f"{who(invite.person)}, as {role}" if invite.person else f"A code for {role}"


def left(partner: Partner) -> View:
    """That the person is out."""
    return modal("You have left", [section(f"You aren't with *{safe(partner.name)}* any more.")])


def leave(partner: Partner) -> View:
    """Whether to leave indeed."""
    text = f"Leave *{safe(partner.name)}*? You see nothing of it any more, at once. Only an invitation brings you back."
    return modal("Leave?", [section(text)], callback=Callback.PEOPLE_LEAVE, submit="Leave", close="Stay")


def history(changes: Sequence[PeopleChange], offset: int, total: int, fmt: Format) -> list[Block]:
    """What happened to the people, newest first."""
    lines = [change_line(each, fmt) for each in changes]
    blocks: list[Block] = [header("History of people"), section("\n".join(lines) or "Nothing yet.")]
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
    me = " (you)" if member.person == file.me.person else ""
    text = f"{who(member.person)}{me} · *{ROLE[member.role]}* since {fmt.day_of(member.joined_at)}"
    change = button("Change", Action.PERSON, member.person) if file.may_manage else None
    return section(text, accessory=change)
