"""The desk's views, for the gallery: claims of every benefit in every state, ordinary, full and hostile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from domain.benefit_form import longest, most
from domain.benefits import CLAIMED, Benefit, FieldKind, FormField, Queue
from domain.claims import (
    Attention,
    Claim,
    ClaimEvent,
    ClaimEventKind,
    ClaimFile,
    ClaimStatus,
)
from domain.partners import Partner
from domain.people import SYSTEM, PersonKey
from domain.program import Program
from domain.usecases.evidence import EVIDENCE
from domain.usecases.work_claims import ClaimFolder, DeskPage, DeskView
from handlers.context import House
from handlers.desk import card, claim_views, form_views, list_views
from handlers.desk.form_views import TEXT, TO

MARIA, HANA = PersonKey("T0VENDOR:U0MARIA01"), PersonKey("T0HELIO:U0HANA001")
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
HOSTILE = "<!channel> & Co *bold* <@U0SAM>"
PARTNER = Partner("helio", HOSTILE, date(2025, 1, 1), tier="gold", tier_since=date(2025, 6, 1))

Entry = tuple[str, View | list[Block]]


def desk(house: House) -> Iterator[Entry]:
    """Everything of it."""
    for benefit in house.program.benefits:
        if benefit.way in CLAIMED:
            for size in ("ordinary", "full", "hostile"):
                yield from _of(f"{benefit.key}, {size}", a_claim(benefit, _answers(benefit, size)), house)
    training = next(each for each in house.program.benefits if each.key == "premium_listing")
    for status in ClaimStatus:
        for name, changes in STATES.items():
            shown = a_claim(training, _answers(training, "ordinary"), status=status, **changes)
            yield from _of(f"{status}, {name}", shown, house)
            for kind in form_views.FORMS:
                for answers in ({}, {TEXT: HOSTILE, TO: "U0MARIA01"}):
                    view = form_views.form(kind, shown, PARTNER, house, answers, within=True, notice="Changed.")
                    yield f"desk form {kind}, {status}, {name}", view
    yield from _lists(house)


STATES: dict[str, dict[str, Any]] = {
    "plain": {},
    "taken": {"handler": MARIA, "waiting": True},
    "late": {"due_on": TODAY - timedelta(days=2)},
    "lost": {"attention": Attention.TIER_LOST, "running_since": TODAY, "review_on": TODAY + timedelta(days=365)},
    "review": {"attention": Attention.REVIEW_DUE, "running_since": TODAY, "review_on": TODAY},
    "ended": {"running_since": TODAY, "ended_on": TODAY, "evidence": HOSTILE, "reason": HOSTILE},
    "much said": {"evidence": "Because " * 250, "reason": "Because\n" * 250, "handler": MARIA},
}


def some_claims(program: Program, number: int) -> list[Claim]:
    """So many, of different benefits, of which every other one runs."""
    claimed = [each for each in program.benefits if each.way in CLAIMED]
    runs = {"status": ClaimStatus.FULFILLED, "running_since": TODAY, "review_on": TODAY}
    return [a_claim(claimed[each % len(claimed)], {}, **(runs if each % 2 else {})) for each in range(number)]


def a_claim(benefit: Benefit, answers: dict[str, Any], **changes: Any) -> Claim:
    """Claim C-12 of Helio Labs."""
    made = Claim(
        partner_id="helio",
        benefit=benefit.key,
        tier="gold",
        claimed_by=HANA,
        claimed_at=NOW,
        draft_id="draft",
        answers=answers,
        queue=benefit.queue,
        **{"due_on": TODAY + timedelta(days=benefit.target_days or 0), **changes},
    )
    made.id = 12
    return made


def _answers(benefit: Benefit, size: str) -> dict[str, Any]:
    return {field.key: _answer(field, size) for field in benefit.fields}


def _answer(field: FormField, size: str) -> Any:
    text = {"ordinary": "As agreed", "full": "&" * longest(field), "hostile": HOSTILE}[size]
    name = HOSTILE if size == "hostile" else "Hana Sato"
    known: dict[FieldKind, Any] = {
        FieldKind.DATE: "2026-12-01",
        FieldKind.NUMBER: most(field) if size == "full" else 1,
        FieldKind.CHOICE: field.options[-1].key if field.options else "",
        FieldKind.CHOICES: [option.key for option in field.options],
    }
    if field.kind is FieldKind.FILE:
        return [f"F{number}" for number in range(most(field))]
    if field.kind is FieldKind.PEOPLE:
        return [name] * (most(field) if size == "full" else 2)
    return known.get(field.kind, text)


def _files(claim: Claim, benefit: Benefit | None) -> list[ClaimFile]:
    fields = [field for field in benefit.fields if field.kind is FieldKind.FILE] if benefit else []
    return [
        ClaimFile(
            claim.id,
            field.key,
            name,
            f"{HOSTILE}.png",
            "image/png",
            1_300_000 * number,
            "https://files.example",
            error="file_deleted" if number else None,
        )
        for field in fields
        for number, name in enumerate(claim.answers[field.key])
    ]


def _of(name: str, claim: Claim, house: House) -> Iterator[Entry]:
    """A claim wherever it is shown."""
    files = _files(claim, house.program.benefit(claim.benefit))
    if claim.status is ClaimStatus.FULFILLED:
        proofs = ((f"{HOSTILE}.pdf", None), ("lost.pdf", "file_deleted"))
        files += [
            ClaimFile(claim.id, EVIDENCE, name, name, "application/pdf", 9_000, "https://files.example", error=error)
            for name, error in proofs
        ]
    yield f"claim card, {name}", card.card(claim, PARTNER, files, house, TODAY)
    for may_work in (True, False):
        folder = ClaimFolder(claim, PARTNER, _history(), files, may_work)
        yield (
            f"claim at the desk, {name}",
            claim_views.claim(folder, house, TODAY, notice="Done." if may_work else None),
        )


def _history() -> list[ClaimEvent]:
    return [
        ClaimEvent(12, NOW, by, kind, after=after, text=text)
        for kind in ClaimEventKind
        for by, text in ((MARIA, HOSTILE), (SYSTEM, "Because\n" * 250))
        for after in [ClaimStatus.FULFILLED if kind is ClaimEventKind.MOVED else MARIA]
    ]


def _lists(house: House) -> Iterator[Entry]:
    benefits = [each for each in house.program.benefits if each.way in CLAIMED]
    changes = [{}, STATES["late"], STATES["lost"], {**STATES["taken"], "status": ClaimStatus.IN_PROGRESS}]
    some = [a_claim(benefit, {}, **changes[number % 4]) for number, benefit in enumerate(benefits[:10])]
    counts = dict.fromkeys((DeskView.ALL, DeskView.MINE, DeskView.UNASSIGNED, DeskView.LATE), 1_234)
    gone = a_claim(benefits[0], {"topics": HOSTILE})
    gone.benefit = HOSTILE
    yield from _of("of a benefit that is gone", gone, house)
    for view in DeskView:
        for benefit, queue in ((None, None), (benefits[-1].key, Queue.DESK), (None, Queue.ACCOUNT_MANAGER)):
            wanted = list_views.Wanted(view, benefit, queue)
            empty = DeskPage(dict.fromkeys(counts, 0), [], {}, 0, 0)
            yield f"desk, {wanted.state}, empty", list_views.claims(empty, wanted, house, TODAY)
            busy = DeskPage(counts, [*some[:9], gone], {"helio": PARTNER}, 10, 99, absent={MARIA})
            yield f"desk, {wanted.state}", list_views.claims(busy, wanted, house, TODAY)
