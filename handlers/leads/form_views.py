"""The three pages of the lead form and the closing view. Block ids are the form's field names.

Slack stacks the pages, so that one can come back. A form that somebody goes on with begins at the page reached: what is
`resumed` has no page below it, and leads back by buttons.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from domain.lead_fields import Page
from domain.lead_form import estimate_so_far
from domain.leads import Contact, Deal, Lead, RewardOption
from domain.rewards import Estimate
from domain.usecases.lead_conflicts import NOT_FAMILIAR, Familiar
from handlers.blocks import button, buttons, divider, modal, section, small
from handlers.conflicts.views import maybe_known, own_duplicates
from handlers.context import House
from handlers.ids import Action, Callback
from handlers.leads.facts import deal_line, promise
from handlers.leads.form_advice import criteria_advice, estimate_section, size_advice
from handlers.leads.form_inputs import contact_inputs, deal_inputs, involvement_inputs, reward_input
from handlers.reporting import reporting
from handlers.texts.catalogue import mark, say
from handlers.texts.format import safe
from handlers.texts.words import reward_option

TITLE = mark("Submit a lead")
WAYS_BACK = {
    Page.CONTACT: (mark("Back to page 1"), Action.LEAD_CONTACT_PAGE),
    Page.DEAL: (mark("Back to page 2"), Action.LEAD_DEAL_PAGE),
}
"""Ids must differ within a row of buttons."""

Answers = Mapping[str, Any]


def contact_page(answers: Answers, draft_id: str, house: House) -> View:
    """Page one: who the lead is."""
    vendor = house.program.vendor
    blocks: list[Block] = [
        small(
            say(
                "Page 1 of 3 · Who should {vendor} talk to? What you type is kept as a draft.", vendor=safe(vendor.name)
            )
        ),
        buttons(_in_a_chat(draft_id)),
        *(reporting(each, Action.LEAD_TYPED) for each in contact_inputs(answers, vendor.locale)),
    ]
    return modal(
        say(TITLE),
        blocks,
        callback=Callback.LEAD_CONTACT,
        submit=say("Next"),
        close=say("Close"),
        metadata={"draft": draft_id},
    )


def deal_page(answers: Answers, draft_id: str, house: House, today: date, *, resumed: bool = False) -> View:
    """Page two: what the lead may buy, what that earns either way, and which reward the partner wants."""
    program, fmt = house.program, house.format
    blocks: list[Block] = [small(say("Page 2 of 3 · What may they buy? It is fine not to know yet."))]
    blocks.append(buttons(*(_ways_back(Page.CONTACT) if resumed else ()), _in_a_chat(draft_id)))
    blocks += deal_inputs(answers, program.price_book(today), fmt)
    blocks.append(divider())
    blocks.append(estimate_section(estimate_so_far(answers, program, today), fmt))
    advice = criteria_advice(answers, program)
    if advice:
        blocks.append(small(advice))
    blocks.append(reward_input(answers, program, fmt))
    return _later_page(blocks, Callback.LEAD_DEAL, say("Next"), draft_id, resumed=resumed)


def consent_page(
    answers: Answers,
    draft_id: str,
    house: House,
    contact: Contact,
    deal: Deal,
    valued: Estimate,
    *,
    known: Familiar = NOT_FAMILIAR,
    resumed: bool = False,
) -> View:
    """Page three: how the partner is involved, and that the lead knows."""
    advice = size_advice(contact, deal, house.program)
    blocks: list[Block] = [
        small(say("Page 3 of 3 · Almost done")),
        # three pages are as many as Slack stacks: on top of them nothing else can be said
        *([buttons(*_ways_back(Page.CONTACT, Page.DEAL), _in_a_chat(draft_id))] if resumed else []),
        section(summary(contact, deal, valued, house)),
        *([small(advice)] if advice else []),
        *own_duplicates(known, house),
        divider(),
        *(reporting(each, Action.LEAD_TYPED) for each in involvement_inputs(answers, house.program)),
        *maybe_known(known, answers),
    ]
    return _later_page(blocks, Callback.LEAD_CONSENT, say("Submit lead"), draft_id, resumed=resumed)


def closing_page(lead: Lead, house: House) -> View:
    """What happens next, after the lead is in. Closing it closes the whole form."""
    rules = house.program.leads
    days = house.format.count(rules.review_within_business_days, "business day")
    blocks: list[Block] = [
        section(
            say(
                ":white_check_mark: *{company}* is lead *{number}*.",
                company=safe(lead.contact.company),
                number=lead.number,
            )
        ),
        section(
            say(
                "*What happens next*\n1. Our sales team reviews it within {days}.\n2. You hear of "
                "every step in your partner channel.\n3. When the deal is won, you earn {reward}.",
                days=days,
                reward=promise(lead, house.program, house.format),
            )
        ),
    ]
    if lead.below_criteria:
        below = say("It is below our recommendations, so the review may take a closer look.")
        blocks.append(
            small(below if lead.size_given else say("You gave no size, so our sales team will ask the lead about it."))
        )
    blocks.append(small(say("Follow it any time under *My leads*.")))
    return modal(say("Lead submitted"), blocks, close=say("Done"), clear_on_close=True)


def _later_page(blocks: list[Block], callback: Callback, submit: str, draft_id: str, *, resumed: bool) -> View:
    metadata: dict[str, Any] = {"draft": draft_id, **({"resumed": True} if resumed else {})}
    close = say("Close") if resumed else say("Back")
    return modal(say(TITLE), blocks, callback=callback, submit=submit, close=close, metadata=metadata)


def _ways_back(*pages: Page) -> list[ButtonElement]:
    named = [(WAYS_BACK[page], page) for page in pages]
    return [button(say(text), action, page.value) for (text, action), page in named]


def _in_a_chat(draft_id: str) -> ButtonElement:
    return button(say("Tell me in a chat instead"), Action.TALK_DRAFT, draft_id)


def summary(contact: Contact, deal: Deal, valued: Estimate, house: House) -> str:
    """Who the lead is, what it may buy, and the reward: what page three and the talk end with."""
    fmt, program = house.format, house.program
    person = safe(f"{contact.first_name} {contact.last_name}")
    lines = [f"*{safe(contact.company)}* · {safe(contact.domain)}", f"{person} · {safe(contact.email)}"]
    wanted = deal_line(deal, program, fmt)
    if wanted:
        lines.append(wanted)
    reward = reward_option(deal.reward, program, fmt)
    if deal.reward is RewardOption.REV_SHARE and valued.revenue_share is not None:
        reward += f" = {fmt.money(valued.revenue_share)}"
    lines.append(say("Your reward: {reward}", reward=reward))
    return "\n".join(lines)
