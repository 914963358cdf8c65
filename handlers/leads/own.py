"""What a partner does about one of its own leads: answers what is asked, corrects a typo, takes it back."""

from __future__ import annotations

from datetime import datetime

from domain.errors import Code, DomainError
from domain.leads import Lead
from domain.usecases.lead_questions import answer_lead
from domain.usecases.own_leads import correct_lead, hand_in_again, may_withdraw, partner_lead, withdraw_lead
from handlers.context import Context
from handlers.leads import own_views as views
from handlers.leads.facts import title
from handlers.leads.form_views import contact_page
from handlers.leads.labels import LABELS
from handlers.leads.list_file import history_csv
from handlers.requests import Click, Modal, Submission
from handlers.results import OpenModal, Reply, SendFile, UpdateModal
from handlers.surfaces import opened
from handlers.texts.catalogue import say
from handlers.texts.errors import text_of
from handlers.values import front_of, lead_id, offset_of, page_answers

Opened = OpenModal | UpdateModal | Reply


def show(number: int, context: Context, *, skip: int = 0) -> Reply:
    """A lead of the person's partner."""
    shown, history = partner_lead(context.uow, context.actor, number)
    return Reply(title(shown), views.lead(shown, history, context.house, context.today, skip=skip), title=say("Lead"))


def lead(click: Click, context: Context) -> Reply:
    """One lead with its history."""
    return show(lead_id(click.value), context)


def earlier(click: Click, context: Context) -> Reply:
    """The lead with what happened before what was shown."""
    return show(lead_id(front_of(click)), context, skip=offset_of(click))


def export(click: Click, context: Context) -> SendFile:
    """All that has happened to a lead, in the partner's version, as CSV."""
    shown, history = partner_lead(context.uow, context.actor, lead_id(click.value))
    number = shown.number
    content = history_csv(history, context.program)
    told = Reply(say("The file is on its way to your direct messages."), title=say("Lead"))
    return SendFile(f"{number}.csv", number, content, say("All that has happened to {lead}.", lead=title(shown)), told)


def open_reply(click: Click, context: Context) -> Opened:
    """The form for an answer; a lead that asks nothing any more is shown instead."""
    found = _found(click, context)
    return opened(views.reply_form(found), click) if found.question is not None else show(found.id, context)


def reply_sent(sent: Submission, context: Context) -> Reply | UpdateModal:
    """The answer goes to whoever asked, and the lead is shown again; one to an earlier question is kept in its form."""
    form, text = sent.modal, str(sent.modal.answers.get(views.ANSWER) or "")
    asked_at = datetime.fromisoformat(form.metadata["asked"]) if form.metadata.get("asked") else None
    try:
        answered = answer_lead(context.uow, context.actor, _number(form), text, asked_at=asked_at, now=context.now)
    except DomainError as error:
        if error.code is not Code.LEAD_ASKED_ANEW:
            raise
        found, _ = partner_lead(context.uow, context.actor, _number(form))
        return UpdateModal(views.reply_form(found, text, notice=f":warning: {text_of(error, context.house)}"))
    return _shown(answered, context)


def open_correction(click: Click, context: Context) -> Opened:
    """The form with what is known; a lead that is closed by now is shown instead."""
    found = _found(click, context)
    return opened(views.correct_form(found, context.house), click) if found.is_open else show(found.id, context)


def correction_sent(sent: Submission, context: Context) -> Reply | UpdateModal:
    """Saves what differs; where the lead has changed meanwhile, shows it anew with what was typed."""
    form, typed = sent.modal, page_answers(sent.modal)
    try:
        saved = correct_lead(
            context.uow,
            context.program,
            context.actor,
            _number(form),
            int(form.metadata["version"]),
            typed,
            labels=LABELS,
            now=context.now,
        )
    except DomainError as error:
        if error.code is not Code.LEAD_CHANGED:
            raise
        found, _ = partner_lead(context.uow, context.actor, _number(form))
        notice = f":warning: {text_of(error, context.house)}\n{views.as_it_is_now(found, typed)}"
        return UpdateModal(views.correct_form(found, context.house, typed, notice=notice))
    return _shown(saved, context)


def open_withdrawal(click: Click, context: Context) -> Opened:
    """Asks whether it is meant; a lead that was decided about by now is shown instead."""
    found = _found(click, context)
    return opened(views.withdraw_form(found), click) if may_withdraw(found) else show(found.id, context)


def withdrawal_sent(sent: Submission, context: Context) -> Reply:
    """Takes the lead back, and shows it."""
    reason = sent.modal.answers.get(views.REASON)
    return _shown(withdraw_lead(context.uow, context.actor, _number(sent.modal), reason, now=context.now), context)


def submit_again(click: Click, context: Context) -> Opened:
    """The form with the answers of a withdrawn lead; where it was submitted again already, that lead."""
    draft = hand_in_again(context.uow, context.actor, lead_id(click.value), now=context.now)
    if draft.lead_id is not None:
        return show(draft.lead_id, context)
    return opened(contact_page(draft.so_far, draft.id, context.house), click)


def _found(click: Click, context: Context) -> Lead:
    return partner_lead(context.uow, context.actor, lead_id(click.value))[0]


def _number(form: Modal) -> int:
    return int(form.metadata["lead"])


def _shown(changed: Lead, context: Context) -> Reply:
    context.uow.flush()
    return show(changed.id, context)
