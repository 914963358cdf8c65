"""What the caller sees when something was refused or went wrong. What was typed always stays."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from domain.errors import Code, DomainError, FormError
from domain.usecases.join import still_waiting
from handlers.blocks import home, modal, section
from handlers.context import Context, House
from handlers.people.join_views import ways_in, with_a_code
from handlers.requests import Click, Command, HomeOpened, Mentioned, Request, Said, Shortcut, Submission, Surface
from handlers.results import FieldErrors, OpenModal, PublishHome, PushModal, Reply, Result
from handlers.texts.catalogue import mark, say
from handlers.texts.errors import text_of
from handlers.texts.format import safe

BUSY = mark("A lot is going on right now, and nothing was changed. Please try again in a few seconds.")
STAFF_ELSEWHERE = mark("You are on the {vendor} team: yours is `/program`.")


def explain(error: DomainError | FormError, request: Request, context: Context, house: House) -> Result:
    """A refusal of the domain: under the fields it belongs to, else as an answer where the request came from."""
    if isinstance(error, FormError):
        return FieldErrors({field: text_of(each, house) for field, each in error.errors.items()})
    text = text_of(_seen_by(error, context), house)
    if error.code is Code.NOT_A_MEMBER and context.actor.is_staff:
        text = say(STAFF_ELSEWHERE, vendor=safe(house.program.vendor.name))
    elif _seen_by(error, context).code is Code.NOT_A_MEMBER:
        waiting = still_waiting(context.uow, context.program, context.person)
        if waiting is not None:
            return answer(text_of(waiting, house), request, with_a_code())
        return answer(text, request, ways_in())
    if isinstance(request, Submission) and error.field in request.modal.fields:
        return FieldErrors({str(error.field): text})
    return answer(text, request)


def _seen_by(error: DomainError, context: Context) -> DomainError:
    """Who is neither staff nor a partner hears how to join, whatever it was they tried."""
    if error.code is Code.NOT_STAFF and context.actor.partner is None:
        return DomainError(Code.NOT_A_MEMBER)
    return error


def unexpected(request: Request, house: House, reference: str) -> Result:
    """Something broke on our side. The reference leads to it in the log."""
    text = say(
        "Something went wrong on our side, and nothing was changed. Please try again; "
        "if it happens again, send {contact} this reference: {reference}",
        contact=house.program.vendor.contact,
        reference=reference,
    )
    return answer(text, request)


def busy(request: Request) -> Result:
    """Others were at work on the same for too long. Another try will do."""
    return answer(say(BUSY), request)


def stale(request: Request, house: House) -> Result:
    """A button or form that this version of the app no longer knows."""
    text = say("This is from an older version of {app}. Please open it again.", app=house.app_name)
    return answer(text, request)


def answer(text: str, request: Request, *ways_on: Block) -> Result:
    """A sentence for the caller, in the form that the request allows; with buttons where there is room for them."""
    blocks: list[Block] = [section(text), *ways_on]
    match request:
        case Submission(modal=form) if form.fields:
            return FieldErrors({form.fields[0]: text})
        case Submission():
            return PushModal(modal(say("Sorry"), blocks))
        case Click(surface=Surface.MODAL):
            return PushModal(modal(say("Sorry"), blocks))
        case Shortcut():
            return OpenModal(modal(say("Partner program"), blocks))
        case HomeOpened():
            return PublishHome(home(blocks))
        case Command() | Click() | Said() | Mentioned():
            return Reply(text, blocks if ways_on else (), beside=True)
