"""Companies that apply to become partners: they apply once, and somebody who admits partners decides once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain import contacts
from domain.companies import name_key, words
from domain.errors import Code, DomainError, FormError
from domain.free_text import required_text
from domain.membership import Application, ApplicationStatus, Cooperation
from domain.notices import ApplicationArrived, ApplicationDecided
from domain.partners import Partner
from domain.people import Actor, JoinedBy, MemberRole, PersonKey, Task, team_id
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.enrol import start_partner
from domain.usecases.invite import require_free
from domain.usecases.known_partner import known_partner
from domain.usecases.membership import join, settle
from domain.usecases.partner_channels import ChannelChoice, ChannelWay, give_channel
from domain.usecases.telling import tell

LONGEST_NAME = 120
LONGEST_ABOUT = 1000
LONGEST_ID = 40


@dataclass(frozen=True)
class ApplicationFile:
    """An application as those see it who decide. `known` are partners that may be this company already.

    `led_to` is the partner that its person is with by it, or by another way.
    """

    application: Application
    known: Sequence[Partner]
    others: Sequence[Application]
    led_to: Partner | None = None


@dataclass(frozen=True)
class Approval:
    """Who is let in: as a new partner with the channel it is to have, or as one of the people of a partner there is."""

    number: int
    partner_id: str | None = None
    way: ChannelWay = ChannelWay.NONE
    channel_id: str | None = None


def apply(
    uow: UnitOfWork,
    program: Program,
    actor: Actor,
    key: str,
    answers: Mapping[str, Any],
    *,
    channel_id: str | None,
    now: datetime,
) -> Application:
    """Takes an application down and brings it to the desk. The same form sent off again is the same application.

    The answer is the same whether the company is known or not: nobody learns who is a partner. Raises DomainError:
    MEMBER_ALREADY, APPLICATION_OPEN; NOT_A_MEMBER for staff; FormError for what was typed.
    """
    require_free(actor)
    sent = uow.joining.application_by_key(key)
    if sent is not None and sent.person == actor.person:
        return sent
    _refuse_another(uow, program, actor.person)
    made = _read(program, actor, key, answers, channel_id, now)
    uow.joining.add_application(made)
    tell(uow, ApplicationArrived(int(made.id or 0)), None)
    return made


def require_may_apply(uow: UnitOfWork, program: Program, actor: Actor) -> None:
    """Raises DomainError as `apply` does, before anything is typed."""
    require_free(actor)
    _refuse_another(uow, program, actor.person)


def still_waiting(uow: UnitOfWork, program: Program, person: PersonKey) -> DomainError | None:
    """What somebody hears who has applied and waits for the answer, whatever they ask for; None for anybody else."""
    waiting = uow.joining.open_application(person)
    if waiting is None:
        return None
    on = program.calendar.local_day(waiting.applied_at)
    return DomainError(Code.APPLICATION_OPEN, company=waiting.company, on=on)


def _refuse_another(uow: UnitOfWork, program: Program, person: PersonKey) -> None:
    waiting = still_waiting(uow, program, person)
    if waiting is not None:
        raise waiting


def waiting_applications(uow: UnitOfWork, actor: Actor, *, limit: int) -> Sequence[Application]:
    """Those to be decided, the oldest first. Raises DomainError: NOT_STAFF, NOT_ALLOWED."""
    actor.require(Task.ADMIT_PARTNERS)
    return uow.joining.open_applications(limit=limit)


def open_application(uow: UnitOfWork, actor: Actor, number: int) -> ApplicationFile:
    """An application to be decided. Raises DomainError: NOT_STAFF, NOT_ALLOWED, APPLICATION_UNKNOWN, _DECIDED."""
    actor.require(Task.ADMIT_PARTNERS)
    return look_at(uow, _open(uow, number, for_update=False))


def look_at(uow: UnitOfWork, application: Application) -> ApplicationFile:
    """What there is to know about an application."""
    others = uow.joining.of_same_company(application)
    named = {key for key, name in uow.directory.names() if name_key(name) == application.name_key}
    ids = named | {each.partner_id for each in others if each.partner_id}
    own = application.partner_id
    found = uow.partners.by_id(ids | {own} if own else ids)
    known = [found[key] for key in sorted(found) if key != own]
    return ApplicationFile(application, known, others, found.get(own) if own else None)


def approve(
    uow: UnitOfWork, program: Program, actor: Actor, order: Approval, *, vendor_team: str | None, now: datetime
) -> Partner:
    """Lets the applicant in, as the owner of a new partner or as one of a known partner's people.

    Raises DomainError: NOT_STAFF, NOT_ALLOWED, APPLICATION_UNKNOWN, APPLICATION_DECIDED, APPLICATION_SETTLED,
    PARTNER_UNKNOWN, APPLICANT_ELSEWHERE; REQUIRED, CHANNEL_TAKEN (field `channel`).
    """
    actor.require(Task.ADMIT_PARTNERS)
    application = _open(uow, order.number, for_update=True)
    if uow.people.membership(application.person) is not None:
        raise DomainError(Code.APPLICANT_ELSEWHERE)
    if order.partner_id is None:
        partner = _new_partner(uow, program, application, vendor_team, now)
    else:
        partner = known_partner(uow, order.partner_id, for_update=True)
    join(uow, partner, application.person, MemberRole.MEMBER, JoinedBy.APPLICATION, now=now)
    _decide(uow, application, actor, ApplicationStatus.APPROVED, partner, now=now)
    uow.manners.welcome(application.person, partner.id, now=now)  # the answer to the application does that
    if order.partner_id is None:
        choice = ChannelChoice(order.way, f"application-{application.id}", order.channel_id)
        give_channel(uow, program, actor, partner, choice, now=now)
    return partner


def decline(uow: UnitOfWork, actor: Actor, number: int, reason: str | None, *, now: datetime) -> Application:
    """Says no, with the reason that the applicant reads; who is with a partner all the same hears no such thing.

    Raises DomainError: NOT_STAFF, NOT_ALLOWED, APPLICATION_UNKNOWN, APPLICATION_DECIDED, APPLICATION_SETTLED; REQUIRED,
    TOO_LONG (field `reason`).
    """
    actor.require(Task.ADMIT_PARTNERS)
    application = _open(uow, number, for_update=True)
    member = uow.people.membership(application.person)
    if member is not None:
        settle(uow, application, known_partner(uow, member.partner_id, for_update=True), now=now)
        return application
    application.reason = required_text(reason, "reason")
    _decide(uow, application, actor, ApplicationStatus.DECLINED, None, now=now)
    return application


def _decide(
    uow: UnitOfWork,
    application: Application,
    actor: Actor,
    status: ApplicationStatus,
    partner: Partner | None,
    *,
    now: datetime,
) -> None:
    application.status, application.decided_by, application.decided_at = status, actor.person, now
    application.partner_id = partner.id if partner else None
    uow.flush()
    notice = ApplicationDecided(
        int(application.id or 0),
        application.person,
        actor.person,
        partner.id if partner else None,
        application.channel_id,
    )
    tell(uow, notice, partner)


def _open(uow: UnitOfWork, number: int, *, for_update: bool) -> Application:
    application = uow.joining.application(number, for_update=for_update)
    if application is None:
        raise DomainError(Code.APPLICATION_UNKNOWN)
    if application.status is ApplicationStatus.SETTLED:
        raise DomainError(Code.APPLICATION_SETTLED)
    if not application.is_open:
        raise DomainError(Code.APPLICATION_DECIDED, by=application.decided_by, status=application.status)
    return application


def _new_partner(
    uow: UnitOfWork, program: Program, application: Application, vendor_team: str | None, now: datetime
) -> Partner:
    today = program.calendar.local_day(now)
    partner = start_partner(uow, program, _free_id(uow, application.company), application.company, today, now=now)
    team = team_id(application.person)
    partner.slack_team_id = None if team == vendor_team else team
    uow.flush()
    return partner


def _free_id(uow: UnitOfWork, company: str) -> str:
    """`acme-labs` from `Acme Labs`, with a number behind it where that is taken."""
    wanted = "-".join(words(company))[:LONGEST_ID].strip("-") or "partner"
    if not wanted.isascii():
        wanted = "partner"
    taken, found, number = set(uow.partners.ids()), wanted, 2
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found


def _read(
    program: Program, actor: Actor, key: str, answers: Mapping[str, Any], channel_id: str | None, now: datetime
) -> Application:
    """What was typed, in one form. Raises FormError."""
    errors: dict[str, DomainError] = {}

    def text(field: str, longest: int) -> str:
        typed = " ".join(str(answers.get(field) or "").split())
        if not typed:
            errors[field] = DomainError(Code.REQUIRED, field=field)
        elif len(typed) > longest:
            errors[field] = DomainError(Code.TOO_LONG, field=field, longest=longest, length=len(typed))
        return typed

    company, about = text("company", LONGEST_NAME), text("about", LONGEST_ABOUT)
    site, country, cooperation = text("domain", 300), text("country", 2), text("cooperation", 40)
    domain = site
    try:
        domain = contacts.registrable_domain(site, field="domain") if site else site
    except DomainError as error:
        errors["domain"] = error
    if country and country not in contacts.countries(program.vendor.locale):
        errors["country"] = DomainError(Code.UNKNOWN_CHOICE, field="country", text=country)
    if cooperation and cooperation not in set(Cooperation):
        errors["cooperation"] = DomainError(Code.UNKNOWN_CHOICE, field="cooperation", text=cooperation)
    if errors:
        raise FormError(errors)
    return Application(
        key=key,
        person=actor.person,
        applied_at=now,
        company=company,
        name_key=name_key(company),
        domain=domain,
        country=country,
        cooperation=Cooperation(cooperation),
        about=about,
        channel_id=channel_id,
    )
