"""How partners give leads and look after them, for the gallery."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from domain.lead_drafts import LeadDraft
from domain.lead_form import check_contact, check_deal, estimate_so_far
from domain.leads import Lead, LeadEvent, LeadEventKind, LeadStatus
from domain.people import PersonKey
from domain.usecases.own_leads import LEADS_A_PAGE, LeadPage, answers_of
from handlers.context import House
from handlers.leads import draft_views, form_views, list_views, own_views

PAT = PersonKey("T0VENDOR:U0PAT")
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
HOSTILE = "<!channel> & Co *bold* <@U0SAM>"

Entry = tuple[str, View | list[Block]]
MakeLead = Callable[..., Lead]


def giving(house: House, a_lead: MakeLead, history: Callable[[str], Sequence[LeadEvent]]) -> Iterator[Entry]:
    """Drafts, the form as one goes on with it, the list, and one lead in each state with its forms."""
    yield from _drafts(house, a_lead)
    yield from _list(house, a_lead)
    for text in ("Acme", HOSTILE * 20):
        for name, lead in _each(a_lead, text):
            events = [*history(text), *_own_events(lead, text)]
            yield f"own lead, {name}", own_views.lead(lead, events, house, TODAY)
    lead = a_lead(text=HOSTILE)
    long_ago = [LeadEvent(12, NOW, PAT, LeadEventKind.CORRECTED, "Company: Acme", HOSTILE * 20)] * 30
    for skip in (0, 20, 40):
        yield f"own lead, long history, {skip}", own_views.lead(lead, long_ago, house, TODAY, skip=skip)
    yield "withdraw", own_views.withdraw_form(lead)
    yield "correct", own_views.correct_form(lead, house)
    typed = {"company": "Acme", "email": HOSTILE}
    notice = own_views.as_it_is_now(lead, typed)
    yield "correct, changed meanwhile", own_views.correct_form(lead, house, typed, notice=notice)
    yield "answer", own_views.reply_form(replace_question(a_lead(text=HOSTILE), HOSTILE * 60))
    asked_anew = replace_question(a_lead(text=HOSTILE), HOSTILE)
    yield "answer, asked anew", own_views.reply_form(asked_anew, HOSTILE, notice="We have asked something else.")


def _drafts(house: House, a_lead: MakeLead) -> Iterator[Entry]:
    answers = answers_of(a_lead(text=HOSTILE, full=True))
    found = [
        _draft("a", {"company": HOSTILE * 9}),
        _draft("b", {}, typed={"first_name": "Jane", "last_name": HOSTILE}),
        _draft("c", answers),
        _draft("d", {}, typed={"agents": "5"}),
    ]
    yield "draft", draft_views.drafts(found[:1], house, TODAY)
    yield "drafts", draft_views.drafts(found, house, TODAY)
    yield "drafts, many", draft_views.drafts(found * 125, house, TODAY)
    yield "draft, gone", draft_views.gone("It is gone.")
    yield "drafts, none left", draft_views.none_left()
    contact = check_contact(answers, locale=house.program.vendor.locale)
    deal, valued = check_deal(answers, house.program, TODAY), estimate_so_far(answers, house.program, TODAY)
    yield "deal page, gone on with", form_views.deal_page(answers, "draft", house, TODAY, resumed=True)
    page = form_views.consent_page(answers, "draft", house, contact, deal, valued, resumed=True)
    yield "consent page, gone on with", page


def _list(house: House, a_lead: MakeLead) -> Iterator[Entry]:
    every = [lead for _, lead in _each(a_lead, HOSTILE)]
    for is_open in (None, True, False):
        page = LeadPage(every, LEADS_A_PAGE, 99, is_open)
        yield f"own leads, {is_open}", list_views.leads(page, house, TODAY)
        yield f"own leads, {is_open}, none", list_views.leads(LeadPage([], 0, 0, is_open), house, TODAY)


def _each(a_lead: MakeLead, text: str) -> Iterator[tuple[str, Lead]]:
    for status in LeadStatus:
        yield f"{status}", a_lead(status, text=text)
    withdrawn = a_lead(text=text)
    withdrawn.withdrawn_at = NOW
    yield "withdrawn", withdrawn
    yield "asked", replace_question(a_lead(LeadStatus.APPROVED, text=text), text)
    protected = a_lead(LeadStatus.APPROVED, text=text)
    protected.protected_until, protected.deal_of = TODAY + timedelta(days=180), 7
    yield "protected", protected


def replace_question(lead: Lead, question: str) -> Lead:
    """The lead with a question that waits for its answer."""
    lead.question, lead.asked_by, lead.asked_at = question, PAT, NOW
    return lead


def _own_events(lead: Lead, text: str) -> list[LeadEvent]:
    return [
        LeadEvent(lead.id, NOW, PAT, LeadEventKind.ASKED, reason=text),
        LeadEvent(lead.id, NOW, PAT, LeadEventKind.ANSWERED, reason=text),
        LeadEvent(lead.id, NOW, PAT, LeadEventKind.NOTED, reason="<!here>"),
        LeadEvent(lead.id, NOW, PAT, LeadEventKind.CORRECTED, f"Company: {text}", text),
        LeadEvent(lead.id, NOW, PAT, LeadEventKind.WITHDRAWN, reason=text),
    ]


def _draft(draft_id: str, answers: dict[str, Any], *, typed: dict[str, Any] | None = None) -> LeadDraft:
    return LeadDraft(draft_id, "northwind", PAT, NOW, answers=answers, typed=typed or {})
