"""What a partner sees of its benefits and claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from domain.benefits import Benefit, FieldKind, FormField
from domain.claims import Claim, ClaimEvent, ClaimEventKind, ClaimFile, ClaimStatus
from domain.entitlements import entitlements
from domain.money import Cents
from domain.partners import Partner
from domain.people import PersonKey
from domain.program import Program
from domain.tiers import Figures, standing
from domain.usecases.claim_benefit import Catalogue, ClaimPage, TierBenefits
from handlers.benefits import claim_views, form_views, views
from handlers.context import House

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
PAT, MARIA = PersonKey("T0VENDOR:U0PAT"), PersonKey("T0VENDOR:U0MARIA")
HOSTILE = "<!channel> & Co *bold* <@U0SAM>"
LONG = "Ä<" * 400

Sight = tuple[str, View | Sequence[Block]]


def a_partner(tier: str, name: str = "Northwind") -> Partner:
    """A partner of a tier with an account manager."""
    made = Partner("northwind", name, date(2025, 1, 1), tier=tier, tier_since=date(2025, 6, 1))
    made.account_manager = MARIA
    return made


def a_claim(benefit: Benefit, status: ClaimStatus, *, number: int = 12, text: str = "A text", **changes: Any) -> Claim:
    """A claim with every answer given."""
    answers: dict[str, Any] = {}
    for field in benefit.fields:
        answers[field.key] = an_answer(field, text)
    made = Claim(
        "northwind", benefit.key, benefit.tier, PAT, NOW, f"draft-{number}", answers, benefit.queue, status=status,
        status_since=NOW, due_on=date(2026, 11, 12), handler=MARIA if status is ClaimStatus.IN_PROGRESS else None,
        reason=text if status is ClaimStatus.DECLINED else None,
        evidence=text if status is ClaimStatus.FULFILLED else None,
    )  # fmt: skip
    made.id = number
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def an_answer(field: FormField, text: str) -> Any:
    """An answer to a field, as the domain keeps it."""
    answers: dict[FieldKind, Any] = {
        FieldKind.CHOICES: [option.key for option in field.options],
        FieldKind.DATE: "2026-12-01",
        FieldKind.NUMBER: 7,
        FieldKind.PEOPLE: [text, "Hana", "T0V:U0PAT"],
        FieldKind.FILE: ["F012345"],
        FieldKind.URL: "https://example.com",
        FieldKind.EMAIL: "ann@example.com",
    }
    if field.kind is FieldKind.CHOICE:
        return field.options[0].key
    return answers.get(field.kind, text)


def history(text: str) -> list[ClaimEvent]:
    """A claim's history with an event of each kind."""
    before, after = ClaimStatus.REQUESTED, ClaimStatus.IN_PROGRESS
    return [
        ClaimEvent(12, NOW, PAT, ClaimEventKind.CLAIMED, after=before),
        *(ClaimEvent(12, NOW, MARIA, kind, before, after, text) for kind in ClaimEventKind if kind != "claimed"),
    ]


def benefits(house: House) -> Iterator[Sight]:
    """All of it."""
    yield from _catalogues(house)
    yield from _forms(house)
    yield from _claims(house)
    program, fmt = house.program, house.format
    bronze, silver, gold = program.tiers
    for partner in (a_partner("gold"), a_partner("gold", HOSTILE)):
        for before, after in ((bronze, gold), (bronze, silver), (silver, gold)):
            blocks = views.promoted(partner, before, after, Cents(2_100_000), program, fmt)
            yield f"promoted: {partner.name}, {before.name} to {after.name}", blocks


def catalogue_of(program: Program, tier: str, figures: Figures, claims: Sequence[Claim]) -> Catalogue:
    """A catalogue as the use case makes it."""
    each, held = entitlements(program, tier, claims, TODAY), program.rank(tier)
    tiers = [
        TierBenefits(one, rank <= held, [entitled for entitled in each if entitled.benefit.tier == one.key])
        for rank, one in enumerate(program.tiers)
    ]
    return Catalogue(standing(program, tier, figures), tiers)


def _catalogues(house: House) -> Iterator[Sight]:
    program = house.program
    claimed = [each for each in program.benefits if each.target_days]
    everything: list[Claim] = []
    for number, benefit in enumerate(claimed, start=1):
        status = list(ClaimStatus)[number % len(ClaimStatus)]
        running = {"running_since": TODAY} if status is ClaimStatus.FULFILLED and benefit.runs else {}
        waiting = {"waiting": number % 2 == 0}
        everything.append(a_claim(benefit, status, number=number, text=HOSTILE, **running, **waiting))
    for tier, figures in (
        ("bronze", Figures(Cents(0), 0)),
        ("silver", Figures(Cents(1_990_000), 0)),
        ("gold", Figures(Cents(2_100_000), 1)),
    ):
        for name, claims in (("nothing claimed", []), ("much claimed", everything)):
            shown = catalogue_of(program, tier, figures, claims)
            blocks = views.benefits(shown, a_partner(tier), house, TODAY)
            yield f"benefits at {tier}, {name}", blocks
            chosen = views.to_choose(shown.all, HOSTILE.replace("<", "&lt;"), a_partner(tier), house, TODAY)
            yield f"benefits to choose at {tier}, {name}", chosen.blocks
    many = [
        each.model_copy(update={"key": f"{each.key}_{copy}"}) for each in program.benefits for copy in range(4)
    ]  # fmt: skip
    large = program.model_copy(update={"benefits": tuple(many)})
    shown = catalogue_of(large, "gold", Figures(Cents(2_100_000), 1), [])
    yield "benefits of a large program", views.benefits(shown, a_partner("gold"), House(large), TODAY)


def _forms(house: House) -> Iterator[Sight]:
    for benefit in house.program.benefits:
        if not benefit.fields:
            continue
        typed = {field.key: an_answer(field, LONG) for field in benefit.fields}
        wrong = {field.key: HOSTILE for field in benefit.fields}
        for name, answers in (("empty", {}), ("filled", typed), ("wrong", wrong)):
            yield f"claim form {benefit.key}, {name}", form_views.form(benefit, answers, "draft")
            yield f"claim form {benefit.key}, {name}, people chosen", form_views.form(benefit, answers, "draft", "T0V")
        claim = a_claim(benefit, ClaimStatus.REQUESTED)
        yield f"claimed {benefit.key}", form_views.claimed(claim, benefit, house)


def _claims(house: House) -> Iterator[Sight]:
    program = house.program
    file = ClaimFile(12, "logo", "F012345", HOSTILE, "image/png", 12_345, "https://files.example/f", error="gone")
    profile = next(each for each in program.benefits if each.key == "directory_profile")
    badge = next(each for each in program.benefits if each.key == "badge")
    every = [
        a_claim(profile, status, text=text, waiting=waiting)
        for status in ClaimStatus
        for text in ("A text", HOSTILE, LONG)
        for waiting in (True, False)
    ]
    given_up = profile.model_copy(update={"key": "given_up"})
    every += [
        a_claim(badge, ClaimStatus.FULFILLED, running_since=TODAY),
        a_claim(badge, ClaimStatus.FULFILLED, running_since=TODAY, ended_on=TODAY),
        a_claim(given_up, ClaimStatus.IN_PROGRESS, due_on=date(2026, 10, 1)),
    ]
    for index, claim in enumerate(every):
        events = history(LONG if index % 3 == 2 else HOSTILE) * 6
        yield f"claim {index}", claim_views.claim(claim, events, [file], house, TODAY)
        if claim.is_open:
            yield f"answer to claim {index}", claim_views.answer_form(claim, events, house, TODAY)
    yield "claims in the middle", claim_views.claims(ClaimPage(every[:10], 10, 99), house, TODAY)
    yield "no claims", claim_views.claims(ClaimPage([], 0, 0), house, TODAY)
