"""Leads told in a talk: what is written is understood, and the next question comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.lead_drafts import LeadDraft
from domain.usecases.lead_drafts import unfinished_drafts
from domain.usecases.lead_talk import IN_THE_FORM, SUMMARY, Conversation, begin, under_way
from handlers.context import Context
from handlers.leads.form_views import closing_page
from handlers.requests import Said
from handlers.results import Reply
from handlers.talk import views
from handlers.talk.choices import choosing, inputs, label_of
from handlers.talk.ending import known_of
from handlers.talk.hints import CHANGE, NOT_YET, SUBMIT, THE, bare
from handlers.texts.catalogue import mark, say

WELCOME_BACK = mark("Welcome back! We were in the middle of a lead. Here is where we stopped:")
FROM_THE_FORM = mark("Let's go on here.")
IN_THE_MIDDLE = mark("We are in the middle of a lead. Answer, or say *cancel* first.")
LATE = mark(
    "A message of yours reached me late, after your next one, and I left it out. Please send it again if it matters."
)
NOT_UNDERSTOOD = mark("I have all I need. Submit it with the button below, or change something first.")
NOT_SUBMITTED = mark("Nothing is submitted yet. Change what you like, or say *cancel*: it is kept as a draft.")
STOPPED = mark("Stopped. Nothing was kept.")
BEGIN = mark("Great, tell me about your lead. Answer one by one, or send me all at once: a signature will do.")

Word = Callable[[Conversation, Context], Reply]


def talk_of(context: Context) -> Conversation | None:
    """The caller's talk, if one is under way."""
    return under_way(context.uow, context.program, context.actor, now=context.now)


def told(message: Said, talk: Conversation, context: Context) -> Reply:
    """What somebody wrote in a talk: a word that steers it, or answers. A message is taken once."""
    if message.ts <= talk.talk.seen:
        return views.asked(talk, context, say(LATE))
    talk.talk.seen, talk.talk.channel = message.ts, message.channel
    word = STEERING.get(bare(message.text))
    if word is not None:
        return word(talk, context)
    if talk.has_paused or talk.talk.field == IN_THE_FORM:
        return again(talk, context, say(WELCOME_BACK if talk.has_paused else FROM_THE_FORM))
    was_all_said = talk.talk.field == SUMMARY
    if was_all_said and (said := _said_last(bare(message.text), talk, context)) is not None:
        return said
    heard = talk.hear(message.text, choosing(talk, context.house))
    if was_all_said and not heard.taken:
        return _after_all(message.text, talk, context)
    echo = views.understood(heard.taken, talk, context)
    return views.asked(talk, context, echo, refused=heard.refused)


def _said_last(said: str, talk: Conversation, context: Context) -> Reply | None:
    """An answer to whether the lead shall be submitted, or what is to be changed before; None for anything else."""
    if said in SUBMIT:
        return submitted(talk, context)
    if said in NOT_YET:
        return views.asked(talk, context, say(NOT_SUBMITTED))
    of = inputs(talk, context.house)
    wanted = said.removeprefix(CHANGE).removeprefix(THE)
    named = {label_of(each.name, of).casefold(): each.name for each in talk.fields}
    if not said.startswith(CHANGE) or wanted not in named:
        return None
    talk.ask(named[wanted])
    return views.asked(talk, context)


def _after_all(text: str, talk: Conversation, context: Context) -> Reply:
    """What is written below the summary: why the company should be theirs, where it may be known."""
    if talk.wrong() is not None or not known_of(talk, context).may_be_known:
        return views.asked(talk, context, say(NOT_UNDERSTOOD))
    return views.asked(talk, context, refused=talk.say_why(text))


def start(context: Context) -> Reply:
    """A new talk; where leads were begun before, they are offered first. One that is under way goes on."""
    talk = talk_of(context)
    if talk is not None:
        return again(talk, context, say(IN_THE_MIDDLE))
    found = unfinished_drafts(context.uow, context.actor)
    return views.drafts(found, context) if found else over(None, context)


def over(draft: LeadDraft | None, context: Context) -> Reply:
    """A talk begun now, over a draft or from nothing."""
    talk = begin(context.uow, context.program, context.actor, draft.id if draft else None, now=context.now)
    known = views.so_far(talk, context) if draft is not None and draft.is_begun else ""
    return views.asked(talk, context, known or say(BEGIN))


def again(talk: Conversation, context: Context, before: str) -> Reply:
    """The question that is due now, asked once more."""
    if talk.asked is None or not talk.is_open(talk.asked):
        talk.ask_next()
    else:
        talk.ask(talk.asked.name)
    return views.asked(talk, context, before)


def submitted(talk: Conversation, context: Context) -> Reply:
    """The lead is made, where all is said and right."""
    if talk.asked is not None:
        return views.asked(talk, context, say("Not yet: something is still missing."))
    if (refused := talk.wrong()) is not None:
        return views.asked(talk, context, refused=refused)
    closing = closing_page(talk.submit(), context.house)
    return Reply(say("Lead submitted"), list(closing.blocks or ()))


def cancelled(talk: Conversation, context: Context) -> Reply:
    """The talk is over; what was told is kept as a draft."""
    if not talk.draft.is_begun:
        context.uow.lead_drafts.forget(talk.draft)
        return Reply(say(STOPPED))
    talk.end()
    return views.stopped(talk, context)


def skipped(talk: Conversation, context: Context) -> Reply:
    """The question is passed, where it may be."""
    refused = talk.skip()
    return views.asked(talk, context, say("I do need this one.") if refused else "")


def page_skipped(talk: Conversation, context: Context) -> Reply:
    """All optional questions of the page are passed."""
    talk.skip_page()
    return views.asked(talk, context)


def gone_back(talk: Conversation, context: Context) -> Reply:
    """The question before comes again."""
    talk.go_back()
    return views.asked(talk, context)


def _show(talk: Conversation, context: Context) -> Reply:
    return views.asked(talk, context, views.so_far(talk, context))


def _help(talk: Conversation, context: Context) -> Reply:
    return again(talk, context, say(views.HELP))


def _lead(talk: Conversation, context: Context) -> Reply:
    return again(talk, context, say(IN_THE_MIDDLE))


def _form(talk: Conversation, context: Context) -> Reply:
    return again(talk, context, say("Slack lets me open the form at a click only: use *Open the form* below."))


def _go_on(talk: Conversation, context: Context) -> Reply:
    return again(talk, context, say(FROM_THE_FORM))


STEERING: Mapping[str, Word] = {
    "back": gone_back,
    "skip": skipped,
    "keep": skipped,
    "skip all": page_skipped,
    "show": _show,
    "cancel": cancelled,
    "stop": cancelled,
    "help": _help,
    "lead": _lead,
    "form": _form,
    "go on": _go_on,
    "submit": submitted,
    "submit lead": submitted,
}
"""Words that steer a talk, whatever was asked."""
