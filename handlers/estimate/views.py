"""The estimate's form and its answer. Block ids are the form's field names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    Option,
    OptionGroup,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from domain.errors import FormError
from domain.forecast import Forecast, Recurring, offers
from domain.program import Program
from domain.subscriptions import BillingCycle, Kind
from handlers.blocks import chosen, divider, facts, field, modal, option, section, small
from handlers.context import House
from handlers.ids import Action, Callback
from handlers.leads.form_advice import reward_advice
from handlers.texts.catalogue import mark, say
from handlers.texts.errors import text_of
from handlers.texts.format import Format, safe
from handlers.texts.words import CYCLE
from handlers.tiers.texts import missing

TITLE = mark("Estimate a deal")
EVERY_KEY = {"trigger_actions_on": ["on_character_entered"]}
LONGEST_NUMBER = 20

Answers = Mapping[str, Any]


def page(
    answers: Answers,
    shown: Forecast | FormError | None,
    draft_id: str,
    house: House,
    today: date,
    *,
    gives_leads: bool = True,
) -> View:
    """What is asked, and below it the answer: a forecast, what is wrong, or what is still missing.

    Only who `gives_leads` can go on with the deal; Slack wants a button to submit it in any case.
    """
    program, fmt = house.program, house.format
    if not offers(program.price_book(today)):
        return modal(
            say(TITLE),
            [section(say("No plan has a list price now. Ask us: {contact}", contact=program.vendor.contact))],
        )
    wrong = shown.errors if isinstance(shown, FormError) else {}
    fields: list[Block] = [_offer(answers, program, fmt, today), _agents(answers), _kind(answers), _cycle(answers)]
    blocks: list[Block] = []
    for each in fields:
        blocks.append(each)
        if each.block_id in wrong:
            blocks.append(small(f":warning: {text_of(wrong[each.block_id], house)}"))
    if isinstance(shown, Forecast):
        blocks += [divider(), *answer(shown, program, fmt)]
    elif not wrong:
        blocks += [divider(), section(say("Type the number of agents to see what the customer would bring you."))]
    submit = say("Submit as a lead") if gives_leads else say("Done")
    return modal(say(TITLE), blocks, callback=Callback.ESTIMATE, submit=submit, metadata={"draft": draft_id})


def answer(shown: Forecast, program: Program, fmt: Format) -> list[Block]:
    """What is paid and earned, ARR and tier after, and the reward for the same deal as a lead."""
    prospect = shown.prospect
    name = safe(program.product_name(prospect.choice.product, prospect.choice.plan))
    rate, after = fmt.rate(shown.rate), shown.after
    is_reseller = prospect.kind is Kind.RESELLER
    title = [say("*{agents} of {product}*", agents=fmt.count(prospect.agents, "agent"), product=name)]
    if is_reseller:
        title.append(say("List price {price}", price=_terms(shown.listed, fmt)))
    paid = say("You pay") if is_reseller else say("Your client pays, list price")
    part = say("You save, {rate} discount", rate=rate) if is_reseller else say("You earn, {rate} commission", rate=rate)
    return [
        section("\n".join(title)),
        facts(
            [
                (paid, a_month_and_a_year(shown.paid, fmt)),
                (part, a_month_and_a_year(shown.shared, fmt)),
                (
                    say("ARR after"),
                    say(
                        "{arr}\n{added} more",
                        arr=fmt.money(after.figures.arr),
                        added=fmt.money(shown.contribution),
                    ),
                ),
                (say("Tier after"), f"{after.tier.emoji} {after.tier.name}\n{_change(shown)}"),
            ]
        ),
        section("\n".join(_prospects(shown, fmt))),
        divider(),
        section(_as_lead(shown, fmt)),
        small(
            say(
                "Counted as a new customer at today's list price. Its rate stays {rate}, whatever your tier later.",
                rate=rate,
            )
        ),
    ]


def _terms(amount: Recurring, fmt: Format) -> str:
    return say("{a_month}, {yearly} a year", a_month=_month(amount, fmt), yearly=fmt.money(amount.yearly))


def a_month_and_a_year(amount: Recurring, fmt: Format) -> str:
    """Both, below each other."""
    return say("{a_month}\n{yearly} a year", a_month=_month(amount, fmt), yearly=fmt.money(amount.yearly))


def _month(amount: Recurring, fmt: Format) -> str:
    monthly = fmt.money(amount.monthly)
    if amount.is_even:
        return say("{monthly} a month", monthly=monthly)
    return say("about {monthly} a month", monthly=monthly)


def _change(shown: Forecast) -> str:
    if shown.is_promotion:
        return say("at once")
    return say("as now") if shown.after.tier == shown.before.tier else say("your grace period is over")


def _prospects(shown: Forecast, fmt: Format) -> list[str]:
    """What the customer means for the tier: a promotion, what then lacks to the next, what must be done by when."""
    after, lines = shown.after, []
    if shown.is_promotion:
        lines.append(
            say(
                ":tada: *{tier} at once*, and {rate} on what you bring next.",
                tier=after.tier.name,
                rate=fmt.rate(after.tier.rate),
            )
        )
    else:
        lines += _risk(shown, fmt)
    if after.next is None or after.to_next is None:
        lines.append(say("That is the highest tier."))
    elif not after.to_next.closed:
        lines.append(
            say("To {tier} you then still need {missing}.", tier=after.next.name, missing=missing(after.to_next, fmt))
        )
    return lines


def _risk(shown: Forecast, fmt: Format) -> list[str]:
    tier, coming = shown.before.tier, shown.before.deadlines
    until = coming.grace_until or coming.override_until
    if shown.keep_by is not None:
        return [
            say(
                ":warning: It keeps {tier} for you if it is active by *{day}*.",
                tier=tier.name,
                day=fmt.day(shown.keep_by),
            )
        ]
    if until is not None and not shown.after.to_keep.closed and shown.after.tier == tier:
        lacking = missing(shown.after.to_keep, fmt)
        return [
            say(
                ":warning: To stay {tier} beyond {until}, you then still need {lacking}.",
                tier=tier.name,
                until=fmt.day(until),
                lacking=lacking,
            )
        ]
    return []


def _as_lead(shown: Forecast, fmt: Format) -> str:
    lead = shown.lead
    share = fmt.rate(lead.rate)
    if lead.revenue_share is not None:
        share = f"{share} = {fmt.money(lead.revenue_share)}"
    rewards = say(
        "*{fee}* fixed fee, or *{share}*, once, when the deal is won.", fee=fmt.amount(lead.fixed_fee), share=share
    )
    if lead.break_even:
        same = say("Both pay the same at {price} a year.", price=fmt.amount(lead.break_even))
        rewards = f"{rewards} {same}"
    lines = [say("*Or submit it as a lead*"), rewards]
    advised = reward_advice(lead, fmt)
    if advised:
        lines.append(advised)
    if shown.commission_overtakes is not None:
        lines.append(
            say(
                "The commission has earned more than {reward} after *{months}*.",
                reward=fmt.money(shown.better_reward),
                months=fmt.count(shown.commission_overtakes, "month"),
            )
        )
    return "\n".join(lines)


def _offer(answers: Answers, program: Program, fmt: Format, today: date) -> InputBlock:
    book = program.price_book(today)
    groups: dict[str, list[Option]] = {}
    every: list[Option] = []
    for key, (choice, price) in offers(book).items():
        name = program.product_name(choice.product, choice.plan)
        entry = option(say("{product} · {price} per agent and month", product=name, price=fmt.amount(price)), key)
        every.append(entry)
        groups.setdefault(choice.product, []).append(entry)
    named = {product.key: product.name for product in book.products}
    element = StaticSelectElement(
        action_id=Action.ESTIMATE_ANSWER,
        option_groups=[
            OptionGroup(label=PlainTextObject(text=named[key]), options=each) for key, each in groups.items()
        ],
        initial_option=chosen(every, answers.get("offer")) or every[0],
    )
    return field("offer", say("Product and plan"), element, reports=True)


def _agents(answers: Answers) -> InputBlock:
    """Text, not a number: what is no number is answered in our words, while one types."""
    typed = str(answers.get("agents") or "")[:LONGEST_NUMBER]
    element = PlainTextInputElement(
        action_id=Action.ESTIMATE_ANSWER,
        initial_value=typed or None,
        max_length=LONGEST_NUMBER,
        placeholder=PlainTextObject(text="12"),
        dispatch_action_config=EVERY_KEY,
    )
    return field("agents", say("Number of agents"), element, optional=True, reports=True)


def _kind(answers: Answers) -> InputBlock:
    options = [
        option(say("My client, and I earn a commission (referral)"), Kind.REFERRAL),
        option(say("My company, at a discount (reseller)"), Kind.RESELLER),
    ]
    element = RadioButtonsElement(
        action_id=Action.ESTIMATE_ANSWER,
        options=options,
        initial_option=chosen(options, answers.get("kind")) or options[0],
    )
    return field("kind", say("Who pays?"), element, reports=True)


def _cycle(answers: Answers) -> InputBlock:
    options = [option(CYCLE[cycle], cycle) for cycle in BillingCycle]
    element = RadioButtonsElement(
        action_id=Action.ESTIMATE_ANSWER,
        options=options,
        initial_option=chosen(options, answers.get("billing_cycle")) or options[0],
    )
    return field("billing_cycle", say("Billing"), element, reports=True)
