"""The buttons of a talk. One of a question that is past answers it all the same, or says that it is past."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.errors import Code, DomainError
from domain.lead_fields import FieldKind, Page
from domain.usecases.lead_drafts import own_draft, page_reached
from domain.usecases.lead_talk import IN_THE_FORM, Conversation
from handlers.blocks import button, buttons, section
from handlers.context import Context
from handlers.ids import Action
from handlers.leads.drafts import page_of
from handlers.leads.form import keep
from handlers.requests import Click, Surface
from handlers.results import Nothing, Reply, Result, Say
from handlers.talk import telling, views
from handlers.talk.refs import Ref
from handlers.texts.catalogue import mark, say
from handlers.texts.errors import text_of
from handlers.texts.format import safe

OVER = mark("We aren't talking about this lead any more. Say *lead* for a new one.")
PAST = mark("That question is past. Here is the one we are at:")
WRITTEN = mark("I have written to you: go on in your messages with me.")
FORM_OPEN = mark("The form is open. Whatever you fill in there, I know as well.")

Step = Callable[[Conversation, Context], Reply]


def begin(click: Click, context: Context) -> Say:
    """`Tell me in a chat`, wherever it stands."""
    return _said(click, telling.start(context))


def begin_new(click: Click, context: Context) -> Say:
    """A new lead, whatever was begun before."""
    return _said(click, telling.over(None, context), instead=Reply(say("A new lead.")))


def begin_draft(click: Click, context: Context) -> Result:
    """A draft is gone on with in a talk; from within the form with what is typed there."""
    if click.surface is Surface.MODAL:
        draft, _ = keep(click, context)
    else:
        try:
            draft = own_draft(context.uow, context.actor, click.value)
        except DomainError as error:
            if error.code is not Code.DRAFT_GONE:
                raise
            return _said(click, Reply(text_of(error, context.house)), instead=Reply(say("This draft is gone.")))
    return _said(click, telling.over(draft, context), instead=Reply(say("Let's go on.")))


def answered(click: Click, context: Context) -> Say:
    """A choice: of the question asked for, or of one before."""
    talk, ref = _talk_of(click, context)
    if talk is None or ref is None:
        return _over()
    field = talk.field(ref.field)
    if field is None:
        return _past(talk, context)
    value: Any = [click.value] if field.kind is FieldKind.CONSENT else click.value
    was_asked = talk.talk.field == ref.field
    refused = talk.answer(ref.field, value)
    if refused is not None:
        return Say(*_parts(views.asked(talk, context, refused=refused)))
    settled = views.settled(ref.field, value, talk, context)
    if not was_asked:
        return Say(*_parts(telling.again(talk, context, say("Noted. Now:"))), instead=settled)
    return Say(*_parts(views.asked(talk, context)), instead=settled)


def ticked(click: Click, context: Context) -> Result:
    """Products are kept as they are ticked; the question stays."""
    talk, ref = _talk_of(click, context)
    if talk is None or ref is None:
        return _over()
    keys = [key for key in click.value.split(",") if key]
    talk.tick(ref.field, keys)
    return Nothing()


def stepped(click: Click, context: Context) -> Say:
    """Skip, back, next, cancel: of the question asked for only."""
    talk, ref = _talk_of(click, context)
    if talk is None or ref is None:
        return _over()
    if ref.field != talk.talk.field:
        return _past(talk, context)
    said = STEPS[Action(click.action)](talk, context)
    return Say(*_parts(said), instead=_settled(ref, talk, context))


def change(click: Click, context: Context) -> Say:
    """One field of the summary is asked for again."""
    talk, ref = _talk_of(click, context)
    if talk is None or ref is None:
        return _over()
    if talk.field(click.value) is None:
        return _past(talk, context)
    talk.ask(click.value)
    return Say(*_parts(views.asked(talk, context)))


def open_form(click: Click, context: Context) -> Say:
    """The same draft in the form, at the page of the question."""
    talk, ref = _talk_of(click, context)
    if talk is None or ref is None:
        return _over()
    settled = _settled(ref, talk, context)
    reached = page_reached(talk.draft, context.program, context.today)
    pages = [reached, *([talk.asked.page] if talk.asked is not None else [])]
    view = page_of(talk.draft, min(pages, key=list(Page).index), context)
    talk.ask(IN_THE_FORM)
    go_on = buttons(button(say("Go on here"), Action.TALK_DRAFT, talk.draft.id))
    return Say(say(FORM_OPEN), [section(say(FORM_OPEN)), go_on], instead=settled, opens=view)


def submit(click: Click, context: Context) -> Say:
    """The lead is made. Clicked once more, the talk is over."""
    talk, _ = _talk_of(click, context)
    if talk is None:
        return _over()
    company = safe(str(talk.answers.get("company")))
    said = telling.submitted(talk, context)
    return Say(
        *_parts(said), instead=Reply(say("Submitted: {company}", company=company)) if talk.draft.lead_id else None
    )


STEPS: dict[Action, Step] = {
    Action.TALK_SKIP: telling.skipped,
    Action.TALK_DONE: telling.skipped,
    Action.TALK_SKIP_PAGE: telling.page_skipped,
    Action.TALK_BACK: telling.gone_back,
    Action.TALK_CANCEL: telling.cancelled,
}


def _talk_of(click: Click, context: Context) -> tuple[Conversation | None, Ref | None]:
    """The talk that a button belongs to, if it is still the one under way."""
    ref, talk = Ref.of(click.block_id), telling.talk_of(context)
    if talk is None or ref is None or talk.draft.id != ref.draft_id:
        return None, ref
    talk.talk.channel = click.channel_id or talk.talk.channel
    return talk, ref


def _settled(ref: Ref, talk: Conversation, context: Context) -> Reply | None:
    """What stays of a question that is left; of a summary nothing but that it was one."""
    if talk.field(ref.field) is None:
        return Reply(say("The summary was here."))
    return views.settled(ref.field, talk.answers.get(ref.field), talk, context)


def _past(talk: Conversation, context: Context) -> Say:
    return Say(*_parts(telling.again(talk, context, say(PAST))))


def _over() -> Say:
    return Say(say(OVER), instead=Reply(say(OVER)))


def _parts(reply: Reply) -> tuple[str, Any]:
    return reply.text, reply.blocks


def _said(click: Click, reply: Reply, instead: Reply | None = None) -> Say:
    """In the direct messages; where it was asked for elsewhere, that is said there."""
    is_there = click.surface is Surface.MESSAGE and (click.channel_id or "").startswith("D")
    if is_there:
        return Say(reply.text, reply.blocks, instead=instead)
    return Say(reply.text, reply.blocks, told=Reply(say(WRITTEN)))
