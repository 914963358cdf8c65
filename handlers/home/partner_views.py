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
from handlers.texts.catalogue import say, say_many
from handlers.texts.format import Format, safe, shortened
from handlers.tiers.texts import at_risk, missing, progress
from handlers.ways import way_to

CLAIMS_SHOWN = 3
LONGEST_NEWS = 300

NewsLine = tuple[datetime, str]


def partner(home: PartnerHome, news: Sequence[NewsLine], house: House, today: date) -> list[Block]:
    """All of it, state first and settings last. `news` are lines safe for mrkdwn with their times."""
    fmt = house.format
    blocks = [*_standing(home, fmt), header(say("Your next steps"))]
    blocks += [_step(step, home, house) for step in home.steps]
    if allows(home.overview.role, Task.GIVE_LEADS):
        blocks += [divider(), *_leads(home, house, today)]
    if allows(home.overview.role, Task.CLAIM_BENEFITS):
        blocks += [divider(), *_benefits(home, house, today)]
    blocks += [divider(), header(say("Latest news")), *_news(news, home, fmt)]
    settings = buttons(
        way_to(Action.PARTNER_SETTINGS),
        way_to(Action.PEOPLE),
        way_to(Action.HELP),
    )
    return [*blocks, divider(), settings, small(say("Questions: {contact}", contact=house.program.vendor.contact))]


def _standing(home: PartnerHome, fmt: Format) -> list[Block]:
    standing, held = home.overview.standing, home.overview.partner
    blocks: list[Block] = [
        header(f"{standing.tier.emoji} {held.name} · {standing.tier.name}"),
        facts(
            [
                (say("ARR"), fmt.money(standing.figures.arr)),
                (say("Your rate"), say("{rate} on new subscriptions", rate=fmt.rate(standing.tier.rate))),
            ]
        ),
        section(progress(standing, fmt)),
    ]
    if held.grace_until:
        blocks.append(section(at_risk(standing, fmt, fmt.day(held.grace_until))))
    ways = buttons(
        way_to(Action.ARR),
        way_to(Action.TIER),
        button(say("Customers"), Action.CUSTOMERS),
    )
    return [*blocks, ways]


def _step(step: Step, home: PartnerHome, house: House) -> Block:
    text, way_on = _words(step, home, house)
    if step.count > 1:
        text += "\n" + say("_And {number} more like it._", number=house.format.number(step.count - 1))
    return section(text, accessory=way_on)


def _words(step: Step, home: PartnerHome, house: House) -> tuple[str, ButtonElement]:
    """A step in words, and the button that does it."""
    if step.kind in _ASKED:
        return _asked(step, house)
    standing, fmt, program = home.overview.standing, house.format, house.program
    text, way_on = (
        say(":abacus: See what a new customer would bring you."),
        way_to(Action.ESTIMATE),
    )
    match step.kind:
        case StepKind.KEEP_TIER:
            text = say(
                ":warning: To keep {tier}, bring {missing}.",
                tier=standing.tier.name,
                missing=missing(standing.to_keep, fmt),
            )
            way_on = way_to(Action.TIER)
        case StepKind.REACH_TIER if standing.next is not None and standing.to_next is not None:
            ahead, lacking = standing.next, missing(standing.to_next, fmt)
            text = say(
                ":dart: {missing} to {tier}, where your rate is {rate}.",
                missing=lacking,
                tier=f"{ahead.emoji} *{ahead.name}*",
                rate=fmt.rate(ahead.rate),
            )
            way_on = button(say("What it takes"), Action.TIER)
        case StepKind.FIRST_LEAD:
            fee = fmt.amount(program.leads.rewards.fixed_fee)
            text = say(":seedling: Hand us your *first lead*: {fee} or a share of the deal when it buys.", fee=fee)
            way_on = way_to(Action.LEAD_FORM, style="primary")
        case StepKind.GIVE_LEAD:
            text = say(":seedling: Do you know a company that may want our products? Hand us the lead.")
            way_on = way_to(Action.LEAD_FORM)
        case StepKind.SEE_ARR:
            text = say(":bar_chart: See which customers your ARR comes from.")
            way_on = way_to(Action.CUSTOMERS)
    return text, way_on


_ASKED = frozenset({StepKind.ANSWER_LEAD, StepKind.ANSWER_CLAIM, StepKind.FINISH_DRAFT, StepKind.CLAIM_BENEFIT})
"""What is about one thing that the step names."""


def _asked(step: Step, house: House) -> tuple[str, ButtonElement]:
    if step.lead is not None:
        answer = button(say("Answer"), Action.LEAD, str(step.lead.id), style="primary")
        return say(":speech_balloon: *{lead}* waits for your answer.", lead=title(step.lead)), answer
    if step.claim is not None:
        answer = button(say("Answer"), Action.CLAIM, str(ClaimRef(step.claim.id)), style="primary")
        claim = _named(step.claim, house)
        return say(":speech_balloon: Your claim *{claim}* waits for your answer.", claim=claim), answer
    if step.draft is not None:
        company = safe(shortened(str(step.draft.so_far.get("company") or say("no company yet")), 80))
        text = say(":pencil2: Go on with the lead you began: *{company}*.", company=company)
        return text, button(say("Go on"), Action.LEAD_FORM)
    if step.entitlement is None:
        raise ValueError(f"{step.kind} names nothing")
    free = step.entitlement.benefit
    does = say("Get it") if free.way is Way.INSTANT else say("Claim")
    return say(":gift: You can claim *{benefit}*.", benefit=safe(free.name)), button(does, Action.CLAIM_FORM, free.key)


def _leads(home: PartnerHome, house: House, today: date) -> list[Block]:
    fmt = house.format
    if not home.open_leads:
        text = say("None is open. Hand us a company that may want our products, and earn when it buys.")
        return [header(say("Your leads")), section(text), _lead_ways_on()]
    count = home.open_leads
    named = say_many("Your {number} open lead", "Your {number} open leads", count, number=fmt.number(count))
    blocks: list[Block] = [header(named)]
    for lead in home.leads:
        beside = " · ".join([status_line(lead, house.program), *marks(lead, fmt, today)])
        blocks.append(
            section(f"*{title(lead)}*\n{beside}", accessory=button(say("Details"), Action.LEAD, str(lead.id)))
        )
    return [*blocks, _lead_ways_on()]


def _lead_ways_on() -> Block:
    return buttons(
        way_to(Action.LEADS),
        way_to(Action.LEAD_FORM),
        way_to(Action.TALK_BEGIN),
    )


def _benefits(home: PartnerHome, house: House, today: date) -> list[Block]:
    blocks: list[Block] = [header(say("Your benefits"))]
    fmt = house.format
    for claim in home.claims[:CLAIMS_SHOWN]:
        text = f"*{_named(claim, house)}* · {status(claim, today, fmt)}"
        blocks.append(section(text, accessory=button(say("Show"), Action.CLAIM, str(ClaimRef(claim.id)))))
    if len(home.claims) > CLAIMS_SHOWN:
        blocks.append(small(say("And {claims} more.", claims=fmt.count(len(home.claims) - CLAIMS_SHOWN, "open claim"))))
    if home.to_claim:
        names = ", ".join(safe(each.benefit.name) for each in home.to_claim)
        blocks.append(
            section(say(":gift: {number} to claim: {benefits}.", number=fmt.number(len(home.to_claim)), benefits=names))
        )
    elif not home.claims:
        blocks.append(section(say("Nothing is open, and there is nothing to claim right now.")))
    return [*blocks, buttons(way_to(Action.BENEFITS), way_to(Action.CLAIMS))]


def _named(claim: Claim, house: House) -> str:
    return f"{claim.number} · {safe(name_of(claim, house.program))}"


def _news(news: Sequence[NewsLine], home: PartnerHome, fmt: Format) -> list[Block]:
    if not news:
        text = say("Nothing yet. What happens to your tier and your account shows here.")
        if allows(home.overview.role, Task.GIVE_LEADS):
            text = say("Nothing yet. What happens to your leads, claims and tier shows here.")
        return [section(text)]
    lines = [f"• {shortened(' '.join(text.split()), LONGEST_NEWS)}\n_{fmt.moment(at)}_" for at, text in news]
    return [section("\n".join(lines))]
