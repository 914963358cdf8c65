"""All leads of a partner as CSV: the fields of the form by their names, and how each lead stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from domain.leads import Lead, LeadEvent
from domain.program import Program
from domain.usecases.own_leads import contact_answers
from handlers.leads.timeline import has_text_for_partner, told
from handlers.texts.spreadsheet import amount, as_csv, defused
from handlers.texts.words import STATUS

CONTACT = (
    "company",
    "domain",
    "first_name",
    "last_name",
    "email",
    "job_title",
    "country",
    "phone",
    "employees",
    "notes",
)
COLUMNS = (
    "number",
    "submitted_on",
    "status",
    "status_since",
    "stage",
    "withdrawn_on",
    "question",
    "protected_until",
    *CONTACT,
    "products",
    "agents",
    "billing_cycle",
    "reward",
    "involvement",
    "estimate",
    "confirmed_value",
    "rewarded",
    "currency",
    "reason",
)


EVENT_COLUMNS = ("at", "what", "before", "after", "text")


def leads_csv(leads: Iterable[Lead], program: Program) -> bytes:
    """A row for each lead. Days are the vendor's, amounts in the program's currency."""
    return as_csv(_rows(leads, program))


def history_csv(history: Sequence[LeadEvent], program: Program) -> bytes:
    """A row for each line of a lead's history that its partner reads; nobody of the vendor is named."""
    rows = [[*map(defused, _happened(event, program))] for event in told(history)]
    return as_csv([list(EVENT_COLUMNS), *rows])


def _happened(event: LeadEvent, program: Program) -> Iterator[str]:
    yield event.at.astimezone(program.calendar.zone).isoformat(timespec="seconds")
    yield event.kind.value
    yield event.before or ""
    yield event.after or ""
    yield (event.reason or "") if has_text_for_partner(event) else ""


def _rows(leads: Iterable[Lead], program: Program) -> Iterator[list[str | int]]:
    yield list(COLUMNS)
    for lead in leads:
        yield [*_standing(lead, program), *_typed(lead, program), *_money(lead, program)]


def _standing(lead: Lead, program: Program) -> list[str | int]:
    stage = program.stage(lead.stage or "")
    return [
        lead.number,
        _day(lead.submitted_at, program),
        STATUS[lead.status],
        _day(lead.waiting_since, program),
        defused(stage.name) if stage else "",
        _day(lead.withdrawn_at, program),
        defused(lead.question or ""),
        lead.protected_until.isoformat() if lead.protected_until else "",
    ]


def _typed(lead: Lead, program: Program) -> list[str | int]:
    contact, deal = contact_answers(lead.contact), lead.deal
    products = ", ".join(program.product_name(each.product, each.plan) for each in deal.products)
    involvement = {choice.key: choice.name for choice in program.leads.involvement}
    return [
        *(defused(contact[name] or "") for name in CONTACT),
        defused(products),
        deal.agents or "",
        deal.billing_cycle.value if deal.billing_cycle else "",
        deal.reward.value,
        defused(involvement.get(lead.involvement, lead.involvement)),
    ]


def _money(lead: Lead, program: Program) -> list[str | int]:
    amounts = (lead.estimate, lead.confirmed_value, lead.rewarded)
    return [
        *("" if each is None else amount(each) for each in amounts),
        program.vendor.currency,
        defused(lead.reason or ""),
    ]


def _day(instant: datetime | None, program: Program) -> str:
    return "" if instant is None else program.calendar.local_day(instant).isoformat()
