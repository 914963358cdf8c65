"""The inputs of the lead form. Block ids are the form's field names."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    CheckboxesElement,
    EmailInputElement,
    InputBlock,
    NumberInputElement,
    Option,
    OptionGroup,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticSelectElement,
)

from domain.companies import without_accents
from domain.contacts import countries
from domain.lead_form import MAX_NOTES, MOST_AGENTS, MOST_EMPLOYEES, Answers, number_so_far, plan_field
from domain.leads import RewardOption
from domain.price_book import PriceBook, Product
from domain.program import Program
from domain.subscriptions import BillingCycle
from handlers.blocks import chosen, field, option
from handlers.ids import Action
from handlers.leads.labels import LABELS
from handlers.reporting import reporting
from handlers.texts.catalogue import say
from handlers.texts.format import Format, capital
from handlers.texts.words import CYCLE, reward_option

CONSENT = "given"
"""The value of the ticked agreement."""


def contact_inputs(answers: Answers, locale: str) -> list[InputBlock]:
    """All of page one."""
    return [
        _text("company", answers, say("Acme Inc.")),
        _text("domain", answers, "acme.com", longest=300),
        _text("first_name", answers),
        _text("last_name", answers),
        field("email", LABELS["email"], EmailInputElement(initial_value=_typed(answers, "email"))),
        _text("job_title", answers, optional=True),
        field("country", LABELS["country"], country_select(answers.get("country"), locale), optional=True),
        _text("phone", answers, "+48 600 100 200", optional=True, longest=60),
        field("employees", LABELS["employees"], _number("employees", answers, MOST_EMPLOYEES), optional=True),
        _text("notes", answers, optional=True, longest=MAX_NOTES, multiline=True),
    ]


def deal_inputs(answers: Answers, book: PriceBook, fmt: Format) -> list[InputBlock]:
    """Page two but for the reward. All report, so that the estimate follows."""
    plans = [_plan(product, answers, fmt) for product in book.products if product.key in _ticked(answers)]
    agents = _number("agents", answers, MOST_AGENTS)
    return [
        reporting(each, Action.LEAD_ANSWER)
        for each in (
            _products(book, answers),
            *plans,
            field("agents", LABELS["agents"], agents, optional=True),
            _billing_cycle(answers),
        )
    ]


def reward_input(answers: Answers, program: Program, fmt: Format) -> InputBlock:
    """The commission type: nothing is preselected."""
    options = [option(capital(reward_option(each, program, fmt)), each) for each in RewardOption]
    element = RadioButtonsElement(options=options, initial_option=chosen(options, answers.get("reward")))
    return reporting(field("reward", LABELS["reward"], element), Action.LEAD_ANSWER)


def involvement_inputs(answers: Answers, program: Program) -> list[InputBlock]:
    """Page three: how the partner is involved, and that the lead knows."""
    involvement = [option(choice.name, choice.key) for choice in program.leads.involvement]
    consent = [option(program.consent, CONSENT)]
    chosen_one = chosen(involvement, answers.get("involvement"))
    given = consent if answers.get("consent") else None
    return [
        field(
            "involvement", LABELS["involvement"], RadioButtonsElement(options=involvement, initial_option=chosen_one)
        ),
        field("consent", LABELS["consent"], CheckboxesElement(options=consent, initial_options=given)),
    ]


def _text(
    name: str,
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
    return field(name, LABELS[name], element, optional=optional)


def _number(name: str, answers: Answers, most: int) -> NumberInputElement:
    typed = number_so_far(answers, name)
    return NumberInputElement(
        is_decimal_allowed=False,
        min_value="1",
        max_value=str(most),
        initial_value=str(typed) if typed is not None and typed <= most else None,
    )


def country_select(now: str | None, locale: str, *, placeholder: str | None = None) -> StaticSelectElement:
    """All countries by their first letters, with the one that is chosen now."""
    by_letter: dict[str, list[Option]] = {}
    every: list[Option] = []
    for code, name in countries(locale).items():
        entry = option(name, code)
        every.append(entry)
        by_letter.setdefault(without_accents(name)[0].upper(), []).append(entry)
    groups = [OptionGroup(label=PlainTextObject(text=letter), options=group) for letter, group in by_letter.items()]
    return StaticSelectElement(
        placeholder=PlainTextObject(text=placeholder or say("Choose a country")),
        option_groups=groups,
        initial_option=chosen(every, now),
    )


def _products(book: PriceBook, answers: Answers) -> InputBlock:
    options = [option(product.name, product.key) for product in book.products]
    ticked = [each for each in options if each.value in _ticked(answers)]
    return field(
        "products",
        LABELS["products"],
        CheckboxesElement(options=options, initial_options=ticked or None),
        optional=True,
    )


def _plan(product: Product, answers: Answers, fmt: Format) -> InputBlock:
    options = [
        option(
            say("{plan} · {price} per agent and month", plan=plan.name, price=fmt.amount(plan.price))
            if plan.price
            else plan.name,
            plan.key,
        )
        for plan in product.plans
    ]
    wanted = answers.get(plan_field(product.key)) or product.default_plan
    element = StaticSelectElement(options=options, initial_option=chosen(options, wanted) or options[0])
    return field(plan_field(product.key), say("{product} plan", product=product.name), element)


def _billing_cycle(answers: Answers) -> InputBlock:
    options = [option(CYCLE[cycle], cycle) for cycle in (BillingCycle.ANNUAL, BillingCycle.MONTHLY)]
    element = StaticSelectElement(options=options, initial_option=chosen(options, answers.get("billing_cycle")))
    return field("billing_cycle", LABELS["billing_cycle"], element, optional=True)


def _typed(answers: Answers, name: str) -> str | None:
    return str(answers[name]) if answers.get(name) else None


def _ticked(answers: Answers) -> Sequence[str]:
    ticked: Sequence[str] = answers.get("products") or ()
    return ticked
