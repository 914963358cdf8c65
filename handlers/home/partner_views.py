"""A partner's Home: where it stands, what it could do next, its leads and benefits, and what is new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from slack_sdk.models.blocks import Block, ButtonElement

from domain.benefits import Way
from domain.claims import Claim
from domain.people import Task, allows
from domain.usecases.home import PartnerHome, Step, StepKind
from handlers.benefits.claim_facts import name_of, status
from handlers.blocks import button, buttons, divider, facts, header, section, small
from handlers.context import House
from handlers.desk.refs import ClaimRef
from handlers.ids import Action
from handlers.leads.facts import marks, status_line, title
from handlers.texts.format import Format, safe, shortened
from handlers.tiers.texts import at_risk, missing, progress

CLAIMS_SHOWN = 3
LONGEST_NEWS = 300

NewsLine = tuple[datetime, str]


def partner(home: PartnerHome, news: Sequence[NewsLine], house: House, today: date) -> list[Block]:
    """All of it, state first and settings last. `news` are lines safe for mrkdwn with their times."""
    fmt = house.format
    blocks = [*_standing(home, fmt), header("Your next steps")]
    blocks += [_step(step, home, house) for step in home.steps]
    if allows(home.overview.role, Task.GIVE_LEADS):
        blocks += [divider(), *_leads(home, house, today)]
    if allows(home.overview.role, Task.CLAIM_BENEFITS):
        blocks += [divider(), *_benefits(home, house, today)]
    blocks += [divider(), header("Latest news"), *_news(news, home, fmt)]
    settings = buttons(
        button("Settings", Action.PARTNER_SETTINGS), button("People", Action.PEOPLE), button("Help", Action.HELP)
    )
    return [*blocks, divider(), settings, small(f"Questions: {house.program.vendor.contact}")]


def _standing(home: PartnerHome, fmt: Format) -> list[Block]:
    standing, held = home.overview.standing, home.overview.partner
    blocks: list[Block] = [
        header(f"{standing.tier.emoji} {held.name} · {standing.tier.name}"),
        facts(
            [
                ("ARR", fmt.money(standing.figures.arr)),
                ("Your rate", f"{fmt.rate(standing.tier.rate)} on new subscriptions"),
            ]
        ),
        section(progress(standing, fmt)),
    ]
    if held.grace_until:
        blocks.append(section(at_risk(standing, fmt, fmt.day(held.grace_until))))
    ways = buttons(
        button("How my ARR adds up", Action.ARR), button("My tier", Action.TIER), button("Customers", Action.CUSTOMERS)
    )
    return [*blocks, ways]


def _step(step: Step, home: PartnerHome, house: House) -> Block:
    text, way_on = _words(step, home, house)
    more = f"\n_And {house.format.number(step.count - 1)} more like it._" if step.count > 1 else ""
    return section(f"{text}{more}", accessory=way_on)


def _words(step: Step, home: PartnerHome, house: House) -> tuple[str, ButtonElement]:
    """A step in words, and the button that does it."""
    if step.kind in _ASKED:
        return _asked(step, house)
    standing, fmt, program = home.overview.standing, house.format, house.program
    text, way_on = ":abacus: See what a new customer would bring you.", button("Estimate a deal", Action.ESTIMATE)
    match step.kind:
        case StepKind.KEEP_TIER:
            text = f":warning: To keep {standing.tier.name}, bring {missing(standing.to_keep, fmt)}."
            way_on = button("My tier", Action.TIER)
        case StepKind.REACH_TIER if standing.next is not None and standing.to_next is not None:
            ahead, lacking = standing.next, missing(standing.to_next, fmt)
            text = f":dart: {lacking} to {ahead.emoji} *{ahead.name}*, where your rate is {fmt.rate(ahead.rate)}."
            way_on = button("What it takes", Action.TIER)
        case StepKind.FIRST_LEAD:
            fee = fmt.amount(program.leads.rewards.fixed_fee)
            text = f":seedling: Hand us your *first lead*: {fee} or a share of the deal when it buys."
            way_on = button("Submit a lead", Action.LEAD_FORM, style="primary")
        case StepKind.GIVE_LEAD:
            text = ":seedling: Do you know a company that may want our products? Hand us the lead."
            way_on = button("Submit a lead", Action.LEAD_FORM)
        case StepKind.SEE_ARR:
            text = ":bar_chart: See which customers your ARR comes from."
            way_on = button("My customers", Action.CUSTOMERS)
    return text, way_on


_ASKED = frozenset({StepKind.ANSWER_LEAD, StepKind.ANSWER_CLAIM, StepKind.FINISH_DRAFT, StepKind.CLAIM_BENEFIT})
"""What is about one thing that the step names."""


def _asked(step: Step, house: House) -> tuple[str, ButtonElement]:
    if step.lead is not None:
        answer = button("Answer", Action.LEAD, str(step.lead.id), style="primary")
        return f":speech_balloon: *{title(step.lead)}* waits for your answer.", answer
    if step.claim is not None:
        answer = button("Answer", Action.CLAIM, str(ClaimRef(step.claim.id)), style="primary")
        return f":speech_balloon: Your claim *{_named(step.claim, house)}* waits for your answer.", answer
    if step.draft is not None:
        company = safe(shortened(str(step.draft.so_far.get("company") or "no company yet"), 80))
        return f":pencil2: Go on with the lead you began: *{company}*.", button("Go on", Action.LEAD_FORM)
    if step.entitlement is None:
        raise ValueError(f"{step.kind} names nothing")
    free = step.entitlement.benefit
    does = "Get it" if free.way is Way.INSTANT else "Claim"
    return f":gift: *{safe(free.name)}* is yours to claim.", button(does, Action.CLAIM_FORM, free.key)


def _leads(home: PartnerHome, house: House, today: date) -> list[Block]:
    fmt = house.format
    if not home.open_leads:
        text = "None is open. Hand us a company that may want our products, and earn when it buys."
        return [header("Your leads"), section(text), _lead_ways_on()]
    blocks: list[Block] = [header(f"Your {fmt.count(home.open_leads, 'open lead')}")]
    for lead in home.leads:
        beside = " · ".join([status_line(lead, house.program), *marks(lead, fmt, today)])
        blocks.append(section(f"*{title(lead)}*\n{beside}", accessory=button("Details", Action.LEAD, str(lead.id))))
    return [*blocks, _lead_ways_on()]


def _lead_ways_on() -> Block:
    return buttons(
        button("My leads", Action.LEADS),
        button("Submit a lead", Action.LEAD_FORM),
        button("Tell me in a chat", Action.TALK_BEGIN),
    )


def _benefits(home: PartnerHome, house: House, today: date) -> list[Block]:
    blocks: list[Block] = [header("Your benefits")]
    fmt = house.format
    for claim in home.claims[:CLAIMS_SHOWN]:
        text = f"*{_named(claim, house)}* · {status(claim, today, fmt)}"
        blocks.append(section(text, accessory=button("Show", Action.CLAIM, str(ClaimRef(claim.id)))))
    if len(home.claims) > CLAIMS_SHOWN:
        blocks.append(small(f"And {fmt.count(len(home.claims) - CLAIMS_SHOWN, 'open claim')} more."))
    if home.to_claim:
        names = ", ".join(safe(each.benefit.name) for each in home.to_claim)
        blocks.append(section(f":gift: {fmt.number(len(home.to_claim))} to claim: {names}."))
    elif not home.claims:
        blocks.append(section("Nothing is open, and there is nothing to claim right now."))
    return [*blocks, buttons(button("My benefits", Action.BENEFITS), button("My claims", Action.CLAIMS))]


def _named(claim: Claim, house: House) -> str:
    return f"{claim.number} · {safe(name_of(claim, house.program))}"


def _news(news: Sequence[NewsLine], home: PartnerHome, fmt: Format) -> list[Block]:
    if not news:
        about = "leads, claims and tier" if allows(home.overview.role, Task.GIVE_LEADS) else "tier and your account"
        return [section(f"Nothing yet. What happens to your {about} shows here.")]
    lines = [f"• {shortened(' '.join(text.split()), LONGEST_NEWS)}\n_{fmt.moment(at)}_" for at, text in news]
    return [section("\n".join(lines))]
