"""The three pages of the lead form and the closing view. Block ids are the form's field names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    EmailInputElement,
    InputBlock,
    NumberInputElement,
    Option,
    OptionGroup,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from domain.contacts import countries
from domain.lead_form import MAX_NOTES, MOST_AGENTS, MOST_EMPLOYEES, estimate_so_far, number_so_far, plan_field
from domain.leads import Contact, Deal, Lead, RewardOption, meets_criteria
from domain.price_book import PriceBook, Product
from domain.program import Program
from domain.rewards import Estimate
from domain.subscriptions import BillingCycle
from handlers.blocks import chosen, divider, field, modal, option, section, small
from handlers.context import House
from handlers.ids import Action, Callback
from handlers.leads.facts import promise
from handlers.texts.format import Format, safe
from handlers.texts.words import CYCLE, reward_option

TITLE = "Submit a lead"
CONSENT = "given"
EVERY_KEY = {"trigger_actions_on": ["on_character_entered"]}

_ALL_THE_SAME = "You can submit this one all the same; our sales team decides."

Answers = Mapping[str, Any]


def contact_page(answers: Answers, draft_id: str, house: House) -> View:
    """Page one: who the lead is."""
    vendor = house.program.vendor
    blocks: list[Block] = [
        small(f"Page 1 of 3 · Who should {safe(vendor.name)} talk to?"),
        _text("company", "Company", answers, "Acme Inc."),
        _text("domain", "Website", answers, "acme.com", longest=300),
        _text("first_name", "First name", answers),
        _text("last_name", "Last name", answers),
        field("email", "Work email", EmailInputElement(initial_value=_typed(answers, "email"))),
        _text("job_title", "Job title", answers, optional=True),
        field("country", "Country", _country_select(answers, vendor.locale), optional=True),
        _text("phone", "Phone", answers, "+48 600 100 200", optional=True, longest=60),
        field("employees", "Number of employees", _number("employees", answers, MOST_EMPLOYEES), optional=True),
        _text("notes", "Additional information", answers, optional=True, longest=MAX_NOTES, multiline=True),
    ]
    return modal(
        TITLE, blocks, callback=Callback.LEAD_CONTACT, submit="Next", close="Cancel", metadata={"draft": draft_id}
    )


def deal_page(answers: Answers, draft_id: str, house: House, today: date) -> View:
    """Page two: what the lead may buy, what that earns either way, and which reward the partner wants."""
    program, fmt = house.program, house.format
    book = program.price_book(today)
    blocks: list[Block] = [small("Page 2 of 3 · What may they buy? It is fine not to know yet.")]
    blocks.append(_products(book, answers))
    blocks += [_plan(product, answers, fmt) for product in book.products if product.key in _ticked(answers)]
    agents = _number("agents", answers, MOST_AGENTS, reports=True)
    blocks.append(field("agents", "Number of agents", agents, optional=True, reports=True))
    blocks.append(_billing_cycle(answers))
    blocks.append(divider())
    blocks.append(estimate_section(estimate_so_far(answers, program, today), fmt))
    advice = criteria_advice(answers, program)
    if advice:
        blocks.append(small(advice))
    blocks.append(_reward(answers, program, fmt))
    return modal(TITLE, blocks, callback=Callback.LEAD_DEAL, submit="Next", close="Back", metadata={"draft": draft_id})


def consent_page(answers: Answers, draft_id: str, house: House, contact: Contact, deal: Deal, valued: Estimate) -> View:
    """Page three: how the partner is involved, and that the lead knows."""
    rules = house.program.leads
    involvement = [option(choice.name, choice.key) for choice in rules.involvement]
    consent = [option(house.program.consent, CONSENT)]
    given = consent if answers.get("consent") else None
    advice = size_advice(contact, deal, house.program)
    blocks: list[Block] = [
        small("Page 3 of 3 · Almost done"),
        section(_summary(contact, deal, valued, house)),
        *([small(advice)] if advice else []),
        divider(),
        field(
            "involvement",
            "How would you like to be involved?",
            RadioButtonsElement(options=involvement, initial_option=chosen(involvement, answers.get("involvement"))),
        ),
        field("consent", "Agreement", CheckboxesElement(options=consent, initial_options=given)),
    ]
    return modal(
        TITLE, blocks, callback=Callback.LEAD_CONSENT, submit="Submit lead", close="Back", metadata={"draft": draft_id}
    )


def closing_page(lead: Lead, house: House) -> View:
    """What happens next, after the lead is in. Closing it closes the whole form."""
    rules = house.program.leads
    days = house.format.count(rules.review_within_business_days, "business day")
    blocks: list[Block] = [
        section(f":white_check_mark: *{safe(lead.contact.company)}* is lead *{lead.number}*."),
        section(
            f"*What happens next*\n"
            f"1. Our sales team reviews it within {days}.\n"
            f"2. You hear of every step in your partner channel.\n"
            f"3. When the deal is won, you earn {promise(lead, house.program, house.format)}."
        ),
    ]
    if lead.below_criteria:
        below = "It is below our recommendations, so the review may take a closer look."
        blocks.append(
            small(below if lead.size_given else "You gave no size, so our sales team will ask the lead about it.")
        )
    blocks.append(small("Follow it any time under *My leads*."))
    return modal("Lead submitted", blocks, close="Done", clear_on_close=True)


def estimate_section(valued: Estimate, fmt: Format) -> SectionBlock:
    """Both rewards side by side, as far as they are known."""
    fixed = fmt.amount(valued.fixed_fee)
    rate = fmt.rate(valued.rate)
    if valued.annual is None or valued.revenue_share is None:
        ask = "Choose products and the number of agents to see what the deal would earn you."
        return section(f"*Your reward*\n{fixed} fixed fee, or {rate} of the deal's annual value. {ask}")
    sums = " + ".join(
        f"{fmt.number(valued.agents)} × {fmt.amount(line.price)} {safe(line.product)} {safe(line.plan)}"
        for line in valued.lines
        if line.price is not None
    )
    missing = "\nPlans sold on request aren't in this sum." if valued.is_partial else ""
    return section(
        f"*Your reward*\n*{fixed}* fixed fee, or *{rate} = {fmt.money(valued.revenue_share)}*\n"
        f"12 months × ({sums}) = {fmt.money(valued.annual)} a year. "
        f"Both pay the same at {fmt.amount(valued.break_even)} a year.{missing}"
    )


def criteria_advice(answers: Answers, program: Program) -> str | None:
    """A word where the lead is below what the sales team recommends; nothing while too little is known."""
    agents, employees = number_so_far(answers, "agents"), number_so_far(answers, "employees")
    if agents is None and employees is None:
        return None
    if meets_criteria(program.leads.criteria, agents=agents, employees=employees):
        return None
    return f":warning: We recommend {_recommended(program)}. {_ALL_THE_SAME}"


def size_advice(contact: Contact, deal: Deal, program: Program) -> str | None:
    """A word where the last page is reached without any size: the lead will not count as meeting the criteria."""
    if deal.agents is not None or contact.employees is not None:
        return None
    return f":warning: Size not given: we recommend {_recommended(program)}. {_ALL_THE_SAME}"


def _recommended(program: Program) -> str:
    criteria = program.leads.criteria
    return f"leads with at least {criteria.min_agents} agents or more than {criteria.more_employees_than} employees"


def _summary(contact: Contact, deal: Deal, valued: Estimate, house: House) -> str:
    fmt, program = house.format, house.program
    person = safe(f"{contact.first_name} {contact.last_name}")
    lines = [f"*{safe(contact.company)}* · {safe(contact.domain)}", f"{person} · {safe(contact.email)}"]
    products = ", ".join(safe(program.product_name(each.product, each.plan)) for each in deal.products)
    if products:
        agents = f" for {fmt.count(deal.agents, 'agent')}" if deal.agents else ""
        lines.append(f"{products}{agents}")
    reward = reward_option(deal.reward, program, fmt)
    if deal.reward is RewardOption.REV_SHARE and valued.revenue_share is not None:
        reward += f" = {fmt.money(valued.revenue_share)}"
    lines.append(f"Your reward: {reward}")
    return "\n".join(lines)


def _text(
    name: str,
    label: str,
    answers: Answers,
    placeholder: str | None = None,
    *,
    optional: bool = False,
    longest: int = 120,
    multiline: bool = False,
) -> InputBlock:
    element = PlainTextInputElement(
        initial_value=_typed(answers, name),
        max_length=longest,
        multiline=multiline or None,
        placeholder=PlainTextObject(text=placeholder) if placeholder else None,
    )
    return field(name, label, element, optional=optional)


def _number(name: str, answers: Answers, most: int, *, reports: bool = False) -> NumberInputElement:
    typed = number_so_far(answers, name)
    element = NumberInputElement(
        is_decimal_allowed=False,
        min_value="1",
        max_value=str(most),
        initial_value=str(typed) if typed is not None and typed <= most else None,
    )
    if reports:
        element.action_id = Action.LEAD_ANSWER
        element.dispatch_action_config = EVERY_KEY
    return element


def _country_select(answers: Answers, locale: str) -> StaticSelectElement:
    by_letter: dict[str, list[Option]] = {}
    every: list[Option] = []
    for code, name in countries(locale).items():
        entry = option(name, code)
        every.append(entry)
        by_letter.setdefault(name[0].upper().replace("Å", "A"), []).append(entry)
    groups = [OptionGroup(label=PlainTextObject(text=letter), options=group) for letter, group in by_letter.items()]
    return StaticSelectElement(
        placeholder=PlainTextObject(text="Choose a country"),
        option_groups=groups,
        initial_option=chosen(every, answers.get("country")),
    )


def _products(book: PriceBook, answers: Answers) -> InputBlock:
    options = [option(product.name, product.key) for product in book.products]
    ticked = [each for each in options if each.value in _ticked(answers)]
    element = CheckboxesElement(action_id=Action.LEAD_ANSWER, options=options, initial_options=ticked or None)
    return field("products", "Products", element, optional=True, reports=True)


def _plan(product: Product, answers: Answers, fmt: Format) -> InputBlock:
    options = [
        option(f"{plan.name} · {fmt.amount(plan.price)} per agent and month" if plan.price else plan.name, plan.key)
        for plan in product.plans
    ]
    wanted = answers.get(plan_field(product.key)) or product.default_plan
    element = StaticSelectElement(
        action_id=Action.LEAD_ANSWER, options=options, initial_option=chosen(options, wanted) or options[0]
    )
    return field(plan_field(product.key), f"{product.name} plan", element, reports=True)


def _billing_cycle(answers: Answers) -> InputBlock:
    options = [option(CYCLE[cycle], cycle) for cycle in (BillingCycle.ANNUAL, BillingCycle.MONTHLY)]
    element = StaticSelectElement(options=options, initial_option=chosen(options, answers.get("billing_cycle")))
    return field("billing_cycle", "Billing cycle", element, optional=True)


def _reward(answers: Answers, program: Program, fmt: Format) -> InputBlock:
    options = [option(_capital(reward_option(each, program, fmt)), each) for each in RewardOption]
    element = RadioButtonsElement(options=options, initial_option=chosen(options, answers.get("reward")))
    return field("reward", "Commission type", element)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _typed(answers: Answers, name: str) -> str | None:
    return str(answers[name]) if answers.get(name) else None


def _ticked(answers: Answers) -> Sequence[str]:
    ticked: Sequence[str] = answers.get("products") or ()
    return ticked
