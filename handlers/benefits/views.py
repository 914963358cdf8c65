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
from handlers.texts.format import Format, safe
from handlers.texts.words import who
from handlers.tiers.texts import missing

HOW = {
    Way.AUTOMATIC: "yours already",
    Way.INSTANT: "delivered at once",
    Way.REQUEST: "on request",
    Way.APPLICATION: "by application",
}
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
    blocks: list[Block] = [header(f"{place.tier.emoji} Your benefits at {place.tier.name}")]
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
        ahead = f"{_togo(place, fmt)} to {place.next.name}."
        blocks += [divider(), section(_next(place.next, house.program)), small(ahead)]
    blocks.append(
        buttons(
            button("My claims", Action.CLAIMS),
            button("Overview", Action.OVERVIEW),
            button("My tier", Action.TIER),
        )
    )
    return blocks


def _summary(shown: Catalogue, fmt: Format) -> str:
    counts = {state: sum(each.state is state for each in shown.all) for state in EntitlementState}
    is_open = [each.claim for each in shown.all if each.claim and each.claim.is_open]
    waiting = sum(claim.waiting for claim in is_open)
    under_way = len(is_open) - waiting
    parts = [
        f":speech_balloon: *{fmt.count(waiting, 'claim')} {'waits' if waiting == 1 else 'wait'} for your answer*",
        f"{under_way} in progress",
        f"{counts[EntitlementState.RUNNING]} running",
        f"{counts[EntitlementState.AVAILABLE]} to claim",
    ]
    numbers = (waiting, under_way, counts[EntitlementState.RUNNING], counts[EntitlementState.AVAILABLE])
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
    tier = of_tier.tier
    yield section(f"*{'From' if of_tier.is_held else 'Still yours from'} {tier.emoji} {tier.name}*")
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
            before = f"{claim.number} {status(claim, today, fmt)}, " if claim else ""
            return f"{before}to claim again from {fmt.day(shown.next_on)}"
        case EntitlementState.AVAILABLE:
            return f"{HOW[benefit.way]}{_before(claim, today, fmt)}"
        case EntitlementState.LOCKED:
            return f"with {house.program.tier(benefit.tier).name}"
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
        return f"yours: {who(PersonKey(partner.account_manager))}"
    return HOW[Way.AUTOMATIC]


def _links(benefit: Benefit) -> str:
    links: Iterable[str] = (f"<{link.url}|{safe(link.title)}>" for link in benefit.links)
    return ", ".join(links)


def _action(shown: Entitlement) -> ButtonElement | None:
    if shown.state is EntitlementState.AVAILABLE:
        is_open = shown.claim is not None and shown.claim.is_open
        return button("Claim another", Action.CLAIM_FORM, shown.benefit.key) if is_open else claim_button(shown.benefit)
    is_instant = shown.benefit.way is Way.INSTANT
    if shown.state is EntitlementState.RUNNING and is_instant and shown.is_unlocked:
        return button("Draw it again", Action.CLAIM_FORM, shown.benefit.key)
    return _follow(shown.claim) if shown.claim is not None and shown.state in FOLLOWED else None


def _follow(claim: Claim) -> ButtonElement:
    if not claim.is_open:
        return button("Details", Action.CLAIM, str(claim.id))
    if claim.waiting:
        return button("Answer", Action.CLAIM_ANSWER, str(claim.id), style="primary")
    return button("Follow", Action.CLAIM, str(claim.id))


def claim_button(benefit: Benefit) -> ButtonElement:
    """The way to a benefit that can be claimed."""
    return button("Get it" if benefit.way is Way.INSTANT else "Claim", Action.CLAIM_FORM, benefit.key)


def _next(tier: Tier, program: Program) -> str:
    names = "\n".join(f"• {safe(each.name)}" for each in program.unlocked_at(tier.key))
    return f"*With {tier.emoji} {tier.name}*\n{names or 'A higher rate.'}"


def _togo(shown: Standing, fmt: Format) -> str:
    if shown.to_next is None or shown.to_next.closed:
        return "Nothing is missing"
    return f"{missing(shown.to_next, fmt)} to go"


def to_choose(found: Sequence[Entitlement], text: str, partner: Partner, house: House, today: date) -> Reply:
    """Some benefits under a sentence, each with the one thing to do about it."""
    blocks: list[Block] = [section(text)]
    blocks += [entitlement(each, partner, house, today) for each in found[:MOST_SECTIONS]]
    blocks.append(buttons(button("My benefits", Action.BENEFITS), button("My claims", Action.CLAIMS)))
    return Reply(text, blocks, title="Claim a benefit")


def promoted(partner: Partner, before: Tier, after: Tier, arr: Cents, program: Program, fmt: Format) -> list[Block]:
    """A promotion, worth celebrating: what it gives at once, and the ways to it."""
    ranks = range(program.rank(before.key) + 1, program.rank(after.key) + 1)
    unlocked = [each for rank in ranks for each in program.unlocked_at(program.tiers[rank].key)]
    offered = _offered(unlocked)
    blocks: list[Block] = [
        header(f":tada: {partner.name} is now {after.name} {after.emoji}"),
        section(
            f"Congratulations! With *{fmt.money(arr)}* of ARR your rate on new subscriptions is now "
            f"*{fmt.rate(after.rate)}* (before: {fmt.rate(before.rate)})."
        ),
    ]
    if unlocked:
        rest = "\n".join(_with_links(each) for each in unlocked if each not in offered)
        blocks.append(section(f"*Unlocked now*\n{rest}" if rest else "*Unlocked now*"))
        blocks += [section(_with_links(each), accessory=claim_button(each)) for each in offered]
    blocks += [_anew(each, after) for each in program.benefits if _is_drawn_for(each, before, program)]
    blocks.append(
        buttons(
            button("See my benefits", Action.BENEFITS, style="primary"),
            button("My tier", Action.TIER),
        )
    )
    return blocks


def _is_drawn_for(benefit: Benefit, tier: Tier, program: Program) -> bool:
    """Whether a partner of a tier could have something that shows the tier, which another tier makes out of date."""
    return benefit.way is Way.INSTANT and program.rank(benefit.tier) <= program.rank(tier.key)


def _anew(benefit: Benefit, tier: Tier) -> Block:
    return section(f"*{safe(benefit.name)}* · get it anew, it now says {tier.name}", accessory=claim_button(benefit))


def _offered(unlocked: Sequence[Benefit]) -> Sequence[Benefit]:
    """What can be claimed with a button of its own: first what is delivered at once, then the newest tier's."""
    claimable = [each for each in reversed(unlocked) if each.way in CLAIMED]
    return sorted(claimable, key=lambda each: each.way is not Way.INSTANT)[:MOST_OFFERED]


def _with_links(benefit: Benefit) -> str:
    return f"• {safe(benefit.name)} · {_links(benefit) or HOW.get(benefit.way, '')}"
