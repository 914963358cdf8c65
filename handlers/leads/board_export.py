"""Leads as CSV by direct message: what the board shows, or all that has happened to one lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.leads import Lead, LeadEvent
from domain.money import Cents
from domain.people import Task
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.leads_desk import selected_leads
from domain.usecases.work_leads import open_lead
from handlers.context import Context
from handlers.leads.board_state import read_state
from handlers.requests import Click
from handlers.results import Reply, SendFile
from handlers.texts.catalogue import mark, say
from handlers.texts.spreadsheet import amount, as_csv, defused
from handlers.values import lead_id

COLUMNS = (
    "lead", "partner", "status", "withdrawn", "part_of", "stage", "next_step_on", "assignee", "submitted_at", "company",
    "domain", "first_name", "last_name", "email", "phone", "job_title", "country", "employees", "products", "agents",
    "billing_cycle", "estimate", "reward", "involvement", "confirmed_value", "rewarded", "sold_products", "sold_agents",
    "protected_until", "reason",
)  # fmt: skip
EVENT_COLUMNS = ("at", "by", "what", "before", "after", "text", "amount")
ON_ITS_WAY = mark(":outbox_tray: The CSV file is on its way to your messages.")


def export_board(click: Click, context: Context) -> SendFile:
    """Every lead that the board shows, on all its pages."""
    context.actor.require(Task.SEE_PROGRAM)
    selection, program, actor, now = read_state(click.value), context.program, context.actor, context.now

    def content(uow: UnitOfWork) -> bytes:
        found = selected_leads(uow, program, actor, selection, now=now)
        return as_csv(_lead_rows(found))

    name = f"leads-{context.today.isoformat()}.csv"
    return SendFile(
        name, say("Leads"), content, say("The leads you asked for."), Reply(say(ON_ITS_WAY), title=say("Leads"))
    )


def export_lead(click: Click, context: Context) -> SendFile:
    """The whole history of one lead."""
    file = open_lead(context.uow, context.program, context.actor, lead_id(click.value), now=context.now)
    number = file.lead.number
    content = as_csv(_event_rows(file.history, context.program))
    return SendFile(
        f"{number}.csv",
        number,
        content,
        say("The whole history of {number}.", number=number),
        Reply(say(ON_ITS_WAY), title=say("Lead {number}", number=number)),
    )


def _lead_rows(found: Iterable[Lead]) -> Iterator[list[str | int]]:
    yield list(COLUMNS)
    yield from (_row(lead) for lead in found)


def _row(lead: Lead) -> list[str | int]:
    contact, deal = lead.contact, lead.deal
    values: list[object] = [
        lead.number, lead.partner_id, lead.status.value, "yes" if lead.withdrawn_at else "no",
        f"L-{lead.deal_of}" if lead.deal_of else "", lead.stage, lead.next_step_on, lead.assignee,
        lead.submitted_at.isoformat(), contact.company, contact.domain, contact.first_name, contact.last_name,
        contact.email, contact.phone, contact.job_title, contact.country, contact.employees,
        ";".join(f"{each.product}:{each.plan}" for each in deal.products), deal.agents, deal.billing_cycle,
        _money(lead.estimate), deal.reward.value, lead.involvement, _money(lead.confirmed_value), _money(lead.rewarded),
        ";".join(f"{each.product}:{each.plan}" for each in lead.sold_products), lead.sold_agents, lead.protected_until,
        lead.reason,
    ]  # fmt: skip
    return [_cell(value) for value in values]


def _event_rows(history: Iterable[LeadEvent], program: Program) -> Iterator[list[str | int]]:
    yield list(EVENT_COLUMNS)
    for event in history:
        at = event.at.astimezone(program.calendar.zone).isoformat(timespec="seconds")
        values = (at, event.by, event.kind.value, event.before, event.after, event.reason, _money(event.amount))
        yield [_cell(value) for value in values]


def _money(cents: Cents | None) -> str:
    return "" if cents is None else amount(cents)


def _cell(value: object) -> str | int:
    if value is None:
        return ""
    return value if isinstance(value, int) else defused(str(value))
