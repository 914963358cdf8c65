"""What the desk does with a claim by a form: ask, fulfil, decline, give to a colleague, keep, end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.claims import ClaimEventKind, ClaimStatus
from domain.errors import DomainError
from domain.people import ALLOWED, PersonKey, Task, user_id
from domain.usecases import work_claims
from domain.usecases.work_claims import ClaimFolder, claim_file
from handlers.context import Context
from handlers.desk import claim_views, form_views
from handlers.desk.claims import OVERTAKEN, overtaken, view_of
from handlers.desk.refs import ClaimRef
from handlers.ids import Action, Callback
from handlers.leads.list_views import quoted
from handlers.requests import Click, Submission, Surface
from handlers.results import CloseModal, FieldErrors, OpenModal, Result, UpdateModal
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import shortened

OPENED_BY: Mapping[str, Callback] = {
    Action.DESK_ASK: Callback.DESK_ASK,
    Action.DESK_FULFIL: Callback.DESK_FULFIL,
    Action.DESK_DECLINE: Callback.DESK_DECLINE,
    Action.DESK_REASSIGN: Callback.DESK_REASSIGN,
    Action.DESK_KEEP: Callback.DESK_KEEP,
    Action.DESK_END: Callback.DESK_END,
}

DONE: Mapping[Callback, str] = Spoken(
    {
        Callback.DESK_ASK: mark(":speech_balloon: Asked. You hear of the answer here."),
        Callback.DESK_FULFIL: mark(":white_check_mark: Fulfilled, and the partner was told."),
        Callback.DESK_DECLINE: mark("Declined, and the partner was told why."),
        Callback.DESK_REASSIGN: mark("Given to your colleague, who was told."),
        Callback.DESK_KEEP: mark("It stays."),
        Callback.DESK_END: mark("It has ended, and the partner was told."),
    }
)

LEFT_BEHIND: Mapping[Callback, tuple[ClaimEventKind, str | None]] = {
    Callback.DESK_ASK: (ClaimEventKind.ASKED, None),
    Callback.DESK_FULFIL: (ClaimEventKind.MOVED, ClaimStatus.FULFILLED),
    Callback.DESK_DECLINE: (ClaimEventKind.MOVED, ClaimStatus.DECLINED),
    Callback.DESK_REASSIGN: (ClaimEventKind.ASSIGNED, None),
    Callback.DESK_KEEP: (ClaimEventKind.KEPT, None),
    Callback.DESK_END: (ClaimEventKind.ENDED, None),
}
"""The line of history by which each is known to be done."""

NOT_A_HANDLER = mark("Only account managers and admins of the program can handle claims.")
NOTHING_TO_SHOW = mark("Please give a link or a few words, or attach a file below.")
ATTACH_AGAIN = mark("Please attach your files again.")
LONGEST_LOST = 1000


def open_form(click: Click, context: Context) -> OpenModal | UpdateModal:
    """The form of a button. From the opened claim it takes its place."""
    kind, within = OPENED_BY[click.action], click.surface is Surface.MODAL
    context.actor.require(Task.WORK_CLAIMS)
    folder = claim_file(context.uow, context.actor, ClaimRef.read(click.value).claim_id)
    if not _is_offered(kind, folder):
        view = claim_views.claim(folder, context.house, context.today, notice=say(":warning: The claim has gone on."))
    else:
        view = form_views.form(kind, folder.claim, folder.partner, context.house, {}, within=within)
    return UpdateModal(view) if within else OpenModal(view)


def form_sent(sent: Submission, context: Context) -> Result:
    """Does it. Where the claim has gone on meanwhile, it is shown anew with what was typed."""
    kind, claim_id = Callback(sent.modal.callback_id), int(sent.modal.metadata["claim"])
    typed = str(sent.modal.answers.get(form_views.TEXT) or "").strip()
    to = _colleague(sent, context)
    if kind is Callback.DESK_REASSIGN and to is None:
        return FieldErrors({form_views.TO: say(NOT_A_HANDLER)})
    files = sent.modal.answers.get(form_views.FILES) or ()
    if kind is Callback.DESK_FULFIL and not (typed or files):
        return FieldErrors({form_views.TEXT: say(NOTHING_TO_SHOW)})
    try:
        ref = ClaimRef(claim_id, int(sent.modal.metadata["version"]))
        if kind is Callback.DESK_FULFIL:
            _fulfil(ref, typed, files, context)
        else:
            _carry_out(kind, ref, typed, to, context)
    except DomainError as error:
        if error.code not in OVERTAKEN:
            raise
        folder = claim_file(context.uow, context.actor, claim_id)
        if not _is_done(kind, folder, typed or to, context):
            return _anew(kind, folder, overtaken(error, folder, context.actor, context.house), sent, context)
    if sent.modal.metadata.get("within"):
        return UpdateModal(view_of(claim_id, context, notice=DONE[kind]))
    return CloseModal()


def _fulfil(ref: ClaimRef, typed: str, files: Sequence[Mapping[str, Any]], context: Context) -> None:
    work_claims.fulfil(
        context.uow, context.program, context.actor, ref.claim_id, ref.version, typed, files=files, now=context.now
    )


def _carry_out(kind: Callback, ref: ClaimRef, typed: str, to: PersonKey | None, context: Context) -> None:
    uow, actor, now = context.uow, context.actor, context.now
    match kind:
        case Callback.DESK_ASK:
            work_claims.ask(uow, actor, ref.claim_id, ref.version, typed, now=now)
        case Callback.DESK_DECLINE:
            work_claims.decline(uow, actor, ref.claim_id, ref.version, typed, now=now)
        case Callback.DESK_KEEP:
            work_claims.keep_entitlement(uow, context.program, actor, ref.claim_id, ref.version, typed, now=now)
        case Callback.DESK_END:
            work_claims.end_entitlement(uow, context.program, actor, ref.claim_id, ref.version, typed, now=now)
        case _ if to is not None:
            work_claims.reassign(uow, actor, ref.claim_id, ref.version, to, now=now)


def _colleague(sent: Submission, context: Context) -> PersonKey | None:
    """Who was chosen, where their role lets them handle claims."""
    chosen = sent.modal.answers.get(form_views.TO)
    may = [each.person for each in context.uow.people.staff() if each.role in ALLOWED[Task.WORK_CLAIMS]]
    return next((person for person in may if user_id(person) == chosen), None)


def _is_done(kind: Callback, folder: ClaimFolder, told: str | None, context: Context) -> bool:
    """Whether this was done already by the same person: sent off again after its answer was lost."""
    newest, (event, after) = folder.history[-1], LEFT_BEHIND[kind]
    if (newest.by, newest.kind) != (context.actor.person, event) or after not in {None, newest.after}:
        return False
    return (newest.after if kind is Callback.DESK_REASSIGN else newest.text or "") == (told or "")


def _is_offered(kind: Callback, folder: ClaimFolder) -> bool:
    claim = folder.claim
    if kind is Callback.DESK_REASSIGN:
        return claim.is_open or claim.attention is not None
    if kind in {Callback.DESK_KEEP, Callback.DESK_END}:
        return claim.attention is not None
    return claim.is_open


def _anew(kind: Callback, folder: ClaimFolder, notice: str, sent: Submission, context: Context) -> UpdateModal:
    """The form with what was typed, while it still makes sense; else the claim as it is now."""
    if _is_offered(kind, folder):
        within = bool(sent.modal.metadata.get("within"))
        if sent.modal.answers.get(form_views.FILES):
            notice = f"{notice} {say(ATTACH_AGAIN)}"
        view = form_views.form(
            kind, folder.claim, folder.partner, context.house, sent.modal.answers, within=within, notice=notice
        )
        return UpdateModal(view)
    if typed := sent.modal.answers.get(form_views.TEXT):
        written = say("You had written:\n> {text}", text=quoted(shortened(typed, LONGEST_LOST)))
        notice = f"{notice}\n{written}"
    return UpdateModal(claim_views.claim(folder, context.house, context.today, notice=notice))
