"""The partner's benefits by tier, each with one thing to do about it; and the message that celebrates a promotion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement

from domain.benefits import CLAIMED, Benefit, Grant, Way
from domain.claims import Claim, ClaimStatus
from domain.entitlements import Entitlement, EntitlementState
from domain.money import Cents
from domain.partners import Partner
from domain.people import PersonKey
from domain.program import Program, Tier
from domain.tiers import Standing
from domain.usecases.claim_benefit import Catalogue, TierBenefits
from handlers.benefits.claim_facts import status
from handlers.blocks import button, buttons, divider, header, section, small
from handlers.context import House
from handlers.ids import Action
from handlers.results import Reply
from handlers.texts.catalogue import Spoken, mark, say, say_many
from handlers.texts.format import Format, safe
from handlers.texts.words import who
from handlers.tiers.texts import missing
from handlers.ways import way_to

HOW = Spoken(
    {
        Way.AUTOMATIC: mark("yours already"),
        Way.INSTANT: mark("delivered at once"),
        Way.REQUEST: mark("on request"),
        Way.APPLICATION: mark("by application"),
    }
)
"""How a benefit is obtained, in a word or two; those that are open show their links instead."""

MOST_SECTIONS = 32
"""Benefits with a paragraph of their own; a message takes 50 blocks. What a larger program has beyond is one list."""

MOST_OFFERED = 4
"""Claims that a promotion offers at once; the rest are behind one more click."""

FOLLOWED = frozenset({EntitlementState.OPEN, EntitlementState.RUNNING, EntitlementState.QUOTA_REACHED})
"""Where the claim behind it is worth a look."""

ORDER = (
    EntitlementState.OPEN,
    EntitlementState.AVAILABLE,
    EntitlementState.QUOTA_REACHED,
    EntitlementState.RUNNING,
    EntitlementState.YOURS,
    EntitlementState.LOCKED,
)
"""Within a tier, what there is to do or to look forward to comes first."""


def benefits(shown: Catalogue, partner: Partner, house: House, today: date) -> list[Block]:
    """Tier by tier what the partner has and can claim, the newest tier first, then what the next one adds."""
    place, fmt = shown.standing, house.format
    blocks: list[Block] = [header(say("{emoji} Your benefits at {tier}", emoji=place.tier.emoji, tier=place.tier.name))]
    summary = _summary(shown, fmt)
    if summary:
        blocks.append(small(summary))
    room = MOST_SECTIONS
    for of_tier in reversed(shown.tiers):
        here = _to_show(of_tier)
        if here:
            blocks += _tier(of_tier, here, partner, house, today, room)
            room = max(0, room - len(here))
    if place.next and place.to_next:
        blocks += [divider(), section(_next(place.next, house.program)), small(_togo(place, place.next, fmt))]
    blocks.append(
        buttons(
            way_to(Action.CLAIMS),
            way_to(Action.OVERVIEW),
            way_to(Action.TIER),
        )
    )
    return blocks


def _summary(shown: Catalogue, fmt: Format) -> str:
    counts = {state: sum(each.state is state for each in shown.all) for state in EntitlementState}
    is_open = [each.claim for each in shown.all if each.claim and each.claim.is_open]
    waiting = sum(claim.waiting for claim in is_open)
    under_way = len(is_open) - waiting
    running, available = counts[EntitlementState.RUNNING], counts[EntitlementState.AVAILABLE]
    parts = [
        say_many(
            ":speech_balloon: *{number} claim waits for your answer*",
            ":speech_balloon: *{number} claims wait for your answer*",
            waiting,
            number=fmt.number(waiting),
        ),
        say_many("{number} in progress", "{number} in progress", under_way, number=fmt.number(under_way)),
        say_many("{number} running", "{number} running", running, number=fmt.number(running)),
        say_many("{number} to claim", "{number} to claim", available, number=fmt.number(available)),
    ]
    numbers = (waiting, under_way, running, available)
    return " · ".join(part for part, number in zip(parts, numbers, strict=True) if number)


def _to_show(of_tier: TierBenefits) -> Sequence[Entitlement]:
    """All of a tier that is held; of one that is not, what the partner still has or is still open."""
    still = {EntitlementState.OPEN, EntitlementState.RUNNING}
    here = [each for each in of_tier.entitlements if of_tier.is_held or each.state in still]
    return sorted(here, key=lambda each: ORDER.index(each.state))


def _tier(
    of_tier: TierBenefits, here: Sequence[Entitlement], partner: Partner, house: House, today: date, room: int
) -> Iterator[Block]:
    yield divider()
    tier = f"{of_tier.tier.emoji} {of_tier.tier.name}"
    yield section(say("*From {tier}*", tier=tier) if of_tier.is_held else say("*Still yours from {tier}*", tier=tier))
    for each in here[:room]:
        yield entitlement(each, partner, house, today)
    if here[room:]:
        yield section("\n".join(f"• {_line(each, partner, house, today)}" for each in here[room:]))


def entitlement(shown: Entitlement, partner: Partner, house: House, today: date) -> Block:
    """One benefit: how it stands, what it is, and the one thing to do about it."""
    text = f"{_line(shown, partner, house, today)}\n{safe(shown.benefit.text)}"
    return section(text, accessory=_action(shown))


def _line(shown: Entitlement, partner: Partner, house: House, today: date) -> str:
    return f"*{safe(shown.benefit.name)}* · {_state(shown, partner, house, today)}"


def _state(shown: Entitlement, partner: Partner, house: House, today: date) -> str:
    fmt, claim, benefit = house.format, shown.claim, shown.benefit
    match shown.state:
        case EntitlementState.OPEN | EntitlementState.RUNNING if claim is not None:
            return f"{claim.number} {status(claim, today, fmt)}" if claim.is_open else status(claim, today, fmt)
        case EntitlementState.QUOTA_REACHED if shown.next_on is not None:
            again = say("to claim again from {day}", day=fmt.day(shown.next_on))
            return f"{claim.number} {status(claim, today, fmt)}, {again}" if claim else again
        case EntitlementState.AVAILABLE:
            return f"{HOW[benefit.way]}{_before(claim, today, fmt)}"
        case EntitlementState.LOCKED:
            return say("with {tier}", tier=house.program.tier(benefit.tier).name)
        case _:
            return _yours(benefit, partner)


def _before(claim: Claim | None, today: date, fmt: Format) -> str:
    """Of what can be claimed, the claim that is worth a word: one that is open, or was declined."""
    if claim is None or not (claim.is_open or claim.status is ClaimStatus.DECLINED):
        return ""
    return f" · {claim.number} {status(claim, today, fmt)}"


def _yours(benefit: Benefit, partner: Partner) -> str:
    if benefit.way is Way.OPEN:
        return _links(benefit)
    if benefit.grants is Grant.ACCOUNT_MANAGER and partner.account_manager:
        return say("yours: {person}", person=who(PersonKey(partner.account_manager)))
    return HOW[Way.AUTOMATIC]


def _links(benefit: Benefit) -> str:
    links: Iterable[str] = (f"<{link.url}|{safe(link.title)}>" for link in benefit.links)
    return ", ".join(links)


def _action(shown: Entitlement) -> ButtonElement | None:
    if shown.state is EntitlementState.AVAILABLE:
        is_open = shown.claim is not None and shown.claim.is_open
        return (
            button(say("Claim another"), Action.CLAIM_FORM, shown.benefit.key)
            if is_open
            else claim_button(shown.benefit)
        )
    is_instant = shown.benefit.way is Way.INSTANT
    if shown.state is EntitlementState.RUNNING and is_instant and shown.is_unlocked:
        return button(say("Draw it again"), Action.CLAIM_FORM, shown.benefit.key)
    return _follow(shown.claim) if shown.claim is not None and shown.state in FOLLOWED else None


def _follow(claim: Claim) -> ButtonElement:
    if not claim.is_open:
        return button(say("Details"), Action.CLAIM, str(claim.id))
    if claim.waiting:
        return button(say("Answer"), Action.CLAIM_ANSWER, str(claim.id), style="primary")
    return button(say("Follow"), Action.CLAIM, str(claim.id))


def claim_button(benefit: Benefit) -> ButtonElement:
    """The way to a benefit that can be claimed."""
    return button(say("Get it") if benefit.way is Way.INSTANT else say("Claim"), Action.CLAIM_FORM, benefit.key)


def _next(tier: Tier, program: Program) -> str:
    names = "\n".join(f"• {safe(each.name)}" for each in program.unlocked_at(tier.key))
    return say(
        "*With {emoji} {tier}*\n{benefits}", emoji=tier.emoji, tier=tier.name, benefits=names or say("A higher rate.")
    )


def _togo(shown: Standing, ahead: Tier, fmt: Format) -> str:
    if shown.to_next is None or shown.to_next.closed:
        return say("Nothing is missing to {tier}.", tier=ahead.name)
    return say("{missing} to go to {tier}.", missing=missing(shown.to_next, fmt), tier=ahead.name)


def to_choose(found: Sequence[Entitlement], text: str, partner: Partner, house: House, today: date) -> Reply:
    """Some benefits under a sentence, each with the one thing to do about it."""
    blocks: list[Block] = [section(text)]
    blocks += [entitlement(each, partner, house, today) for each in found[:MOST_SECTIONS]]
    blocks.append(buttons(way_to(Action.BENEFITS), way_to(Action.CLAIMS)))
    return Reply(text, blocks, title=say("Claim a benefit"))


def promoted(partner: Partner, before: Tier, after: Tier, arr: Cents, program: Program, fmt: Format) -> list[Block]:
    """A promotion, worth celebrating: what it gives at once, and the ways to it."""
    ranks = range(program.rank(before.key) + 1, program.rank(after.key) + 1)
    unlocked = [each for rank in ranks for each in program.unlocked_at(program.tiers[rank].key)]
    offered = _offered(unlocked)
    blocks: list[Block] = [
        header(say(":tada: {partner} is now {tier} {emoji}", partner=partner.name, tier=after.name, emoji=after.emoji)),
        section(
            say(
                "Congratulations! With *{arr}* of ARR your rate on new subscriptions is now *{rate}* "
                "(before: {before}).",
                arr=fmt.money(arr),
                rate=fmt.rate(after.rate),
                before=fmt.rate(before.rate),
            )
        ),
    ]
    if unlocked:
        rest = "\n".join(_with_links(each) for each in unlocked if each not in offered)
        blocks.append(section("\n".join(filter(None, [say("*Unlocked now*"), rest]))))
        blocks += [section(_with_links(each), accessory=claim_button(each)) for each in offered]
    blocks += [_anew(each, after) for each in program.benefits if _is_drawn_for(each, before, program)]
    blocks.append(
        buttons(
            button(say("See my benefits"), Action.BENEFITS, style="primary"),
            way_to(Action.TIER),
        )
    )
    return blocks


def _is_drawn_for(benefit: Benefit, tier: Tier, program: Program) -> bool:
    """Whether a partner of a tier could have something that shows the tier, which another tier makes out of date."""
    return benefit.way is Way.INSTANT and program.rank(benefit.tier) <= program.rank(tier.key)


def _anew(benefit: Benefit, tier: Tier) -> Block:
    return section(
        say("*{benefit}* · get it anew, it now says {tier}", benefit=safe(benefit.name), tier=tier.name),
        accessory=claim_button(benefit),
    )


def _offered(unlocked: Sequence[Benefit]) -> Sequence[Benefit]:
    """What can be claimed with a button of its own: first what is delivered at once, then the newest tier's."""
    claimable = [each for each in reversed(unlocked) if each.way in CLAIMED]
    return sorted(claimable, key=lambda each: each.way is not Way.INSTANT)[:MOST_OFFERED]


def _with_links(benefit: Benefit) -> str:
    return f"• {safe(benefit.name)} · {_links(benefit) or HOW.get(benefit.way, '')}"
