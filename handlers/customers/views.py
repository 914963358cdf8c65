"""A partner's customers: the list, the search while one types, and one customer with its subscriptions."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, PlainTextInputElement, PlainTextObject, SectionBlock
from slack_sdk.models.views import View

from domain.arr import CustomerRow
from domain.program import Program
from domain.subscriptions import Kind, Subscription
from domain.usecases.customers import (
    CUSTOMERS_A_PAGE,
    LONGEST_SEARCH,
    SUBSCRIPTIONS_A_PAGE,
    CustomerFile,
    CustomerPage,
)
from handlers.arr.words import KIND, a_cycle, formula_of_one, standing
from handlers.blocks import button, buttons, divider, facts, field, header, modal, pager, section, small
from handlers.ids import Action, Callback
from handlers.texts.catalogue import say, say_many
from handlers.texts.format import Format, capital, safe, shortened
from handlers.ways import way_to

WORDS = "words"
LONGEST_NAME = 80
EVERY_KEY = {"trigger_actions_on": ["on_character_entered"]}


def customers(page: CustomerPage, fmt: Format) -> list[Block]:
    """A page of customers, those that bring most first."""
    blocks: list[Block] = [header(title(page, fmt))]
    if not page.total:
        blocks.append(section(_nothing(page.words)))
    blocks += [_row(each, fmt) for each in page.rows]
    blocks += pager(
        Action.CUSTOMERS,
        Action.CUSTOMERS_BACK,
        offset=page.offset,
        page=CUSTOMERS_A_PAGE,
        total=page.total,
        prefix=f"{page.words}:",
    )
    ways = [way_to(Action.ARR), way_to(Action.OVERVIEW)]
    if page.words:
        ways.insert(0, button(say("All customers"), Action.CUSTOMERS))
    if page.words or page.total:
        ways.insert(0, button(say("Search"), Action.CUSTOMERS_SEARCH, f"{page.words}:"))
    blocks.append(buttons(*ways))
    return blocks


def title(page: CustomerPage, fmt: Format) -> str:
    """`Your 3 customers`, `2 customers with “acme”`, in plain text."""
    if page.words:
        return capital(_with_words(page.total, page.words, fmt))
    if not page.total:
        return say("Your customers")
    return say_many("Your {number} customer", "Your {number} customers", page.total, number=fmt.number(page.total))


def _with_words(number: int, words: str, fmt: Format) -> str:
    return say("{customers} with “{words}”", customers=fmt.count(number, "customer"), words=words)


def search(page: CustomerPage, fmt: Format) -> View:
    """The form of a search: what was found so far is below the words."""
    element = PlainTextInputElement(
        action_id=Action.CUSTOMERS_TYPED,
        initial_value=page.words or None,
        max_length=LONGEST_SEARCH,
        placeholder=PlainTextObject(text=say("Part of a name or domain")),
    )
    element.dispatch_action_config = EVERY_KEY
    blocks: list[Block] = [field(WORDS, say("Name or domain"), element, optional=True, reports=True), divider()]
    if page.total:
        blocks += [_row(each, fmt) for each in page.rows]
        blocks.append(small(_how_many(page, fmt)))
    else:
        blocks.append(section(_nothing(page.words)))
    return modal(say("Find a customer"), blocks, callback=Callback.CUSTOMERS_SEARCH, submit=say("Show all"))


def _how_many(page: CustomerPage, fmt: Format) -> str:
    found = _with_words(page.total, safe(page.words), fmt) if page.words else fmt.count(page.total, "customer")
    if len(page.rows) == page.total:
        return f"{found}."
    number = fmt.number(len(page.rows))
    return say("The first {number} of {customers}. Type more to find fewer.", number=number, customers=found)


def _nothing(words: str) -> str:
    if words:
        return say("No customer has “{words}” in its name or domain.", words=safe(words))
    return say("No customers yet. They appear here with the first subscription you bring.")


def _row(each: CustomerRow, fmt: Format) -> SectionBlock:
    text = say(
        "{customer}\n{brings} · {subscriptions} · since {day}",
        customer=name(each),
        brings=say("{arr} of ARR", arr=fmt.money(each.contribution)) if each.contribution else say("No ARR now"),
        subscriptions=fmt.count(each.subscriptions, "subscription"),
        day=fmt.day(each.since),
    )
    return section(text, accessory=button(say("Details"), Action.CUSTOMER, f"{each.id}:0"))


def name(each: CustomerRow) -> str:
    """`*Acme* · acme.example`."""
    called = f"*{_short(each.name)}*"
    return f"{called} · {_short(each.domain)}" if each.domain else called


def customer(file: CustomerFile, program: Program, fmt: Format) -> list[Block]:
    """One customer: what it brings, and each of its subscriptions with its formula."""
    row = file.customer
    known = [(say("Domain"), _short(row.domain))] if row.domain else []
    blocks: list[Block] = [
        header(row.name),
        facts([(say("ARR"), fmt.money(row.contribution)), (say("Customer since"), fmt.day(row.since)), *known]),
        divider(),
    ]
    blocks += [section(_subscription(each, program, fmt)) for each in file.subscriptions]
    blocks += pager(
        Action.CUSTOMER,
        Action.CUSTOMER_BACK,
        offset=file.offset,
        page=SUBSCRIPTIONS_A_PAGE,
        total=row.subscriptions,
        prefix=f"{row.id}:",
    )
    blocks.append(
        buttons(button(say("All customers"), Action.CUSTOMERS), way_to(Action.ARR)),
    )
    return blocks


def _subscription(each: Subscription, program: Program, fmt: Format) -> str:
    plan = _short(program.product_name(each.product, each.plan))
    pays, rate = a_cycle(each.billing_cycle, each.amount, fmt), fmt.rate(each.rate)
    is_referral = each.kind is Kind.REFERRAL
    part = say("commission {rate}", rate=rate) if is_referral else say("discount {rate}", rate=rate)
    lines = [
        f"*{plan}* · {KIND[each.kind]} · {fmt.count(each.seats, 'seat')}",
        f"{pays}, {part} · {standing(each, program.arr.past_due_days, fmt)}",
    ]
    if each.counts:
        lines.append(formula_of_one(each, fmt))
    return "\n".join(lines)


def _short(text: str) -> str:
    return safe(shortened(text, LONGEST_NAME))
