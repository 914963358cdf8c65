"""Each form's round trip: what is shown as typed comes back as the same answers."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.models.views import View

from bot.answers import answers
from domain.lead_form import check_contact, check_deal, estimate_so_far
from domain.leads import LeadStatus, Move
from domain.usecases.work_leads import LeadFile
from handlers.context import House
from handlers.leads import form_views, review_views
from tests.unit import samples
from tests.views.gallery import TODAY, a_lead, a_partner, history

CONTACT = {
    "company": "Acme <!channel> & Co",
    "domain": "acme.com",
    "first_name": "Jane",
    "last_name": "Smith",
    "email": "jane@acme.com",
    "job_title": "CTO",
    "country": "PL",
    "phone": "600 100 200",
    "employees": "51",
    "notes": "First line\nsecond line",
}
DEAL = {
    "products": ["livechat", "helpdesk"],
    "plan_livechat": "team",
    "plan_helpdesk": "team",
    "agents": "5",
    "billing_cycle": "annual",
    "reward": "rev_share",
}


@pytest.fixture
def house() -> House:
    return House(samples.program())


def state_of(view: View) -> dict[str, Any]:
    """The state Slack would send if the form were submitted as it is shown."""
    values: dict[str, Any] = {}
    for block in view.to_dict()["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            values[block["block_id"]] = {element["action_id"]: _value(element)}
    return {"values": values}


def _value(element: dict[str, Any]) -> dict[str, Any]:
    match element["type"]:
        case "static_select" | "radio_buttons":
            return {"type": element["type"], "selected_option": element.get("initial_option")}
        case "datepicker":
            return {"type": element["type"], "selected_date": element.get("initial_date")}
        case "checkboxes" | "multi_static_select":
            return {"type": element["type"], "selected_options": element.get("initial_options") or []}
        case _:
            return {"type": element["type"], "value": element.get("initial_value")}


def test_contact_page(house: House) -> None:
    shown = answers(state_of(form_views.contact_page(CONTACT, "draft", house)))
    assert shown == CONTACT
    assert check_contact(shown, locale="en_US").phone == "+48600100200"


def test_an_empty_contact_page_has_no_answers(house: House) -> None:
    assert answers(state_of(form_views.contact_page({}, "draft", house))) == {}


def test_deal_page(house: House) -> None:
    shown = answers(state_of(form_views.deal_page(DEAL, "draft", house, TODAY)))
    assert shown == DEAL
    assert check_deal(shown, house.program, TODAY).agents == 5


def test_on_an_empty_deal_page_nothing_is_preselected(house: House) -> None:
    assert answers(state_of(form_views.deal_page({}, "draft", house, TODAY))) == {}


def test_a_ticked_product_asks_for_its_plan_with_the_usual_one_chosen(house: House) -> None:
    shown = answers(state_of(form_views.deal_page({"products": ["livechat"]}, "draft", house, TODAY)))
    assert shown == {"products": ["livechat"], "plan_livechat": "business"}


def test_the_estimate_shows_both_rewards(house: House) -> None:
    typed = {"products": ["livechat"], "agents": "5"}
    text = str(form_views.deal_page(typed, "draft", house, TODAY).to_dict())
    assert "*$500* fixed fee, or *10% = $354.00*" in text
    assert "5 × $59 LiveChat Business" in text
    assert "$5,000" in text


@pytest.mark.parametrize(
    ("typed", "warned"),
    [
        ({"agents": "4"}, True),
        ({"agents": "5"}, False),
        ({"employees": "50"}, True),
        ({"employees": "51"}, False),
        ({"agents": "4", "employees": "51"}, False),
        ({}, False),
    ],
)
def test_below_the_criteria_the_page_says_so(house: House, typed: dict[str, str], warned: bool) -> None:
    text = str(form_views.deal_page(typed, "draft", house, TODAY).to_dict())
    assert ("We recommend leads" in text) is warned


def test_consent_page(house: House) -> None:
    typed = {"involvement": "email", "consent": ["given"]}
    lead = a_lead()
    valued = estimate_so_far({}, house.program, TODAY)
    page = form_views.consent_page(typed, "draft", house, lead.contact, lead.deal, valued)
    assert answers(state_of(page)) == typed


@pytest.mark.parametrize(
    ("status", "moves", "typed"),
    [
        (
            LeadStatus.SUBMITTED,
            (Move.APPROVE, Move.REJECT),
            {"move": "reject", "reason": "Too small", "flags": ["legal"]},
        ),
        (LeadStatus.SUBMITTED, (Move.APPROVE, Move.REJECT), {"move": "approve", "flags": ["legal", "security"]}),
        (
            LeadStatus.APPROVED,
            (Move.WIN, Move.LOSE),
            {
                "move": "win",
                "confirmed_value": "4,000",
                "sold_products": ["livechat:team"],
                "sold_agents": "9",
                "stage": "trial",
                "next_step_on": "2026-11-20",
                "flags": ["security"],
            },
        ),
        (LeadStatus.WON, (Move.REOPEN,), {"move": "reopen", "reason": "Signed by mistake"}),
        (
            LeadStatus.APPROVED,
            (Move.WIN, Move.LOSE),
            {"move": "keep", "stage": "none", "flags": ["legal"], "message": "Soon", "note": "Slow payer"},
        ),
    ],
)
def test_review(house: House, status: LeadStatus, moves: tuple[Move, ...], typed: dict[str, Any]) -> None:
    file = LeadFile(a_lead(status), a_partner(), history("x"), moves)
    assert answers(state_of(review_views.review(file, house, typed))) == typed


def test_the_confirmed_value_starts_from_the_estimate(house: House) -> None:
    file = LeadFile(a_lead(LeadStatus.APPROVED), a_partner(), history("x"), (Move.WIN, Move.LOSE))
    assert answers(state_of(review_views.review(file, house, {"move": "win"})))["confirmed_value"] == "5,280.00"


def test_a_closed_lead_has_nothing_to_fill_in_for_a_rep(house: House) -> None:
    file = LeadFile(a_lead(LeadStatus.WON), a_partner(), history("x"), ())
    view = review_views.review(file, house, {}).to_dict()
    assert "submit" not in view
    assert state_of(review_views.review(file, house, {})) == {"values": {}}
