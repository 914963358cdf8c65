"""The end of a talk: the summary of page three, and what is said of a company that may be known."""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock, Block, PlainTextObject, StaticSelectElement

from domain.lead_form import check_contact, check_deal, estimate_so_far
from domain.usecases.lead_conflicts import WHY_YOURS, Familiar, familiar
from domain.usecases.lead_talk import Conversation
from handlers.blocks import button, option, section, small
from handlers.conflicts.views import own_duplicates
from handlers.context import Context
from handlers.ids import Action
from handlers.leads.form_advice import criteria_advice, size_advice
from handlers.leads.form_views import summary
from handlers.talk.choices import inputs, label_of, shown
from handlers.talk.refs import Ref
from handlers.texts.catalogue import mark, say
from handlers.texts.format import safe, shortened

ALL_SAID = mark("That's all. Shall I submit it?")
MAYBE_KNOWN = mark(
    ":scales: We may know this company already. You can submit it all the same: our "
    "sales team takes a look and tells you how it decided."
)
SAY_WHY = mark("If you would like to say why it should be yours, just write it to me now.")
LONGEST_REASON = 300


def known_of(talk: Conversation, context: Context) -> Familiar:
    """What is known of the company, where all is said about it."""
    contact = check_contact(talk.answers, locale=context.program.vendor.locale)
    return familiar(context.uow, context.program, talk.draft.partner_id, contact, today=context.today)


def all_said(talk: Conversation, context: Context, known: Familiar) -> list[Block]:
    """Who the lead is, what it may buy, the reward, the involvement and the agreement, and the ways on."""
    program, answers = context.program, talk.answers
    contact = check_contact(answers, locale=program.vendor.locale)
    deal = check_deal(answers, program, context.today)
    valued = estimate_so_far(answers, program, context.today)
    of = inputs(talk, context.house)
    involvement = shown("involvement", answers["involvement"], of)
    advice = size_advice(contact, deal, program) or criteria_advice(answers, program)
    change = StaticSelectElement(
        action_id=Action.TALK_CHANGE,
        placeholder=PlainTextObject(text=say("Change something")),
        options=[option(label_of(each.name, of), each.name) for each in talk.fields],
    )
    steps = [
        button(say("Submit lead"), Action.TALK_SUBMIT, talk.draft.id, style="primary"),
        change,
        button(say("Open the form"), Action.TALK_FORM),
        button(say("Cancel"), Action.TALK_CANCEL),
    ]
    return [
        section(summary(contact, deal, valued, context.house)),
        section(
            say(
                "Your involvement: {involvement}\n:white_check_mark: {consent}",
                involvement=involvement,
                consent=shown("consent", answers["consent"], of),
            )
        ),
        *([small(advice)] if advice else []),
        *own_duplicates(known, context.house),
        *_maybe_known(talk, known),
        section(f"*{say(ALL_SAID)}*"),
        ActionsBlock(block_id=Ref(talk.draft.id, talk.talk.field).block_id("steps"), elements=steps),
    ]


def _maybe_known(talk: Conversation, known: Familiar) -> list[Block]:
    """Never from whom it may be known, or since when."""
    if not known.may_be_known:
        return []
    reason = str(talk.answers.get(WHY_YOURS) or "")
    said = say("Your reason: {reason}", reason=safe(shortened(reason, LONGEST_REASON))) if reason else say(SAY_WHY)
    return [section(f"{say(MAYBE_KNOWN)}\n{said}")]
