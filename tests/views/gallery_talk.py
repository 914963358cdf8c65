"""A lead told in a talk: every question, empty and answered, what is said beside it, and the summary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, cast

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from domain.errors import Code, DomainError
from domain.lead_drafts import LeadDraft, LeadTalk
from domain.leads import LeadSource
from domain.partners import Partner
from domain.people import Actor, PersonKey
from domain.usecases.lead_conflicts import NOT_FAMILIAR, Familiar
from domain.usecases.lead_talk import SUMMARY, Conversation
from handlers.blocks import section
from handlers.context import Context, House
from handlers.results import Reply
from handlers.talk import ending, message, views

PAT = PersonKey("T0VENDOR:U0PAT")
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
HOSTILE = "<!channel> & Co *bold* <@U0SAM>"
ANSWERS: dict[str, Any] = {
    "company": HOSTILE,
    "domain": "acme.com",
    "first_name": "Ann",
    "last_name": HOSTILE,
    "email": "ann@acme.com",
    "country": "PL",
    "notes": HOSTILE * 30,
    "products": ["livechat", "helpdesk"],
    "plan_livechat": "business",
    "agents": "4",
    "reward": "rev_share",
    "involvement": "introduction",
    "consent": ["given"],
}


def talk(house: House) -> Iterator[tuple[str, list[Block] | View]]:
    """Every question of a talk and what stands around it."""
    context = Context(house, cast(Any, None), PAT, NOW)
    full = _conversation(house, ANSWERS)
    begun = {"products": ["livechat", "helpdesk"]}
    for each in full.fields:
        wrong = DomainError(Code.REQUIRED, field=each.name)
        yield f"talk, {each.name}", _blocks(views.asked(_conversation(house, begun, each.name), context, refused=wrong))
        yield f"talk, {each.name} again", _blocks(views.asked(_conversation(house, ANSWERS, each.name), context))
        yield f"talk, {each.name} settled", _blocks(views.settled(each.name, ANSWERS.get(each.name), full, context))
    everything = views.understood(list(ANSWERS), full, context)
    yield "talk, so far", [section(everything), section(views.so_far(full, context))]
    yield "talk, summary", ending.all_said(full, context, NOT_FAMILIAR)
    yield (
        "talk, summary of a company that may be known",
        ending.all_said(full, context, Familiar((), may_be_known=True)),
    )
    yield "talk, stopped", _blocks(views.stopped(full, context))
    for count in (1, 2, 5):
        drafts = [_conversation(house, ANSWERS, number=number).draft for number in range(count)]
        yield f"talk, {count} begun", _blocks(views.drafts(drafts, context))
    yield "turned into a lead", message.filled_in(full.draft, house)
    yield "turned into nothing", message.filled_in(_conversation(house, {}).draft, house)
    yield "turned already", message.already(12)


def _conversation(house: House, answers: dict[str, Any], field: str = SUMMARY, number: int = 0) -> Conversation:
    draft = LeadDraft(f"d{number}", "northwind", PAT, NOW, answers=dict(answers), source=LeadSource.TALK)
    since = date(2025, 1, 1)
    actor = Actor(PAT, Partner("northwind", "Northwind", since, tier="silver", tier_since=since))
    return Conversation(cast(Any, None), house.program, actor, LeadTalk(PAT, draft.id, "D1", field, NOW), draft, NOW)


def _blocks(reply: Reply) -> list[Block]:
    return list(reply.blocks)
