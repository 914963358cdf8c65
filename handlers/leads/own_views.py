"""One lead in its partner's version, and what the partner can do about it: answer, correct, withdraw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, PlainTextInputElement
from slack_sdk.models.views import View

from domain.contacts import readable_phone
from domain.free_text import MAX_TEXT
from domain.lead_conflicts import Ruling
from domain.leads import MAX_REASON, Lead, LeadEvent, LeadEventKind
from domain.program import Program
from domain.usecases.own_leads import contact_answers, may_withdraw
from handlers.blocks import button, buttons, divider, field, header, modal, section, small
from handlers.context import House
from handlers.ids import Action, Callback
from handlers.leads.facts import deal_lines, marks, may_pay, reward_line, status_line, title
from handlers.leads.form_inputs import contact_inputs
from handlers.leads.labels import LABELS
from handlers.leads.list_views import quoted, status_text
from handlers.leads.timeline import partner_line, told
from handlers.texts.catalogue import say
from handlers.texts.format import Format, safe, shortened

EVENTS_A_PAGE = 20
EVENTS_A_SECTION = 7
"""Of the longest lines, so many fit into a section."""

ANSWER = "answer"
REASON = "reason"
LONGEST_NOW = 80


def lead(shown: Lead, history: Sequence[LeadEvent], house: House, today: date, *, skip: int = 0) -> list[Block]:
    """The status explained, what it may earn, who it is, what happened when, and what can be done.

    `skip` is how many of the newest lines of its history are left out to show those before.
    """
    program, fmt = house.program, house.format
    blocks: list[Block] = [
        header(f"{shown.number} · {shown.contact.company}"),
        section(f"*{status_line(shown, program)}*\n{status_text(shown, house, is_known_company=_is_known(history))}"),
        *_question(shown),
        section(_deal(shown, program, fmt)),
        small(_contact(shown)),
    ]
    known = marks(shown, fmt, today)
    if known:
        blocks.append(small(" · ".join(known)))
    blocks += [divider(), *_timeline(shown, history, house, skip)]
    export = button(say("Send me as CSV"), Action.LEAD_OWN_EXPORT, str(shown.id))
    blocks.append(buttons(*_ways_on(shown), button(say("All my leads"), Action.LEADS), export))
    return blocks


def _is_known(history: Sequence[LeadEvent]) -> bool:
    """Whether the newest move came of a ruling that somebody else had the company first: both happen at one instant."""
    ruled = {each.at for each in history if each.kind is LeadEventKind.RULED and each.after == Ruling.KNOWN}
    moved = [each.at for each in history if each.kind is LeadEventKind.MOVED]
    return bool(moved) and max(moved) in ruled


def _timeline(shown: Lead, history: Sequence[LeadEvent], house: House, skip: int) -> list[Block]:
    """What happened, oldest first: the newest lines, and the way to those before."""
    fmt, told_lines = house.format, told(history)
    end = max(0, len(told_lines) - skip)
    begin = max(0, end - EVENTS_A_PAGE)
    lines = [f"• {fmt.moment(each.at)}: {partner_line(each, house.program, fmt)}" for each in told_lines[begin:end]]
    blocks: list[Block] = [section("\n".join(part)) for part in _parts(lines)]
    row = [button(say("Earlier"), Action.LEAD_EARLIER, f"{shown.id}:{skip + EVENTS_A_PAGE}")] if begin else []
    if skip:
        row.append(button(say("Newest"), Action.LEAD, str(shown.id)))
    return [*blocks, *([buttons(*row)] if row else [])]


def withdraw_form(shown: Lead) -> View:
    """Asks whether it is meant, and why if the partner likes to say so."""
    reason = PlainTextInputElement(multiline=True, max_length=MAX_REASON)
    ends = say("Our sales team stops looking at it. You can submit it again later.")
    blocks: list[Block] = [
        section(f"*{title(shown)}*\n{ends}"),
        field(REASON, say("Why?"), reason, optional=True, hint=say("Our sales team reads this.")),
    ]
    return modal(
        say("Withdraw {number}?", number=shown.number),
        blocks,
        callback=Callback.LEAD_WITHDRAW,
        submit=say("Withdraw"),
        close=say("Keep it"),
        metadata={"lead": shown.id},
    )


def correct_form(shown: Lead, house: House, answers: Mapping[str, Any] | None = None, *, notice: str = "") -> View:
    """Page one of the form with what is known; `answers` are what was typed where the lead has changed meanwhile."""
    typed = contact_answers(shown.contact) if answers is None else answers
    blocks: list[Block] = [
        small(say("Mend what is wrong or missing. Our sales team sees what you change.")),
        *([section(notice)] if notice else []),
        *contact_inputs(typed, house.program.vendor.locale),
    ]
    return modal(
        say("Correct {number}", number=shown.number),
        blocks,
        callback=Callback.LEAD_CORRECT,
        submit=say("Save"),
        close=say("Cancel"),
        metadata={"lead": shown.id, "version": shown.version},
    )


def as_it_is_now(shown: Lead, typed: Mapping[str, Any]) -> str:
    """The fields of which something else is saved than what was typed, with what is saved."""
    nothing = say("nothing")
    lines = [
        f"• {LABELS[name]}: {safe(shortened(value, LONGEST_NOW)) if value else nothing}"
        for name, value in contact_answers(shown.contact).items()
        if (value or "") != (typed.get(name) or "")
    ]
    return "\n".join([say("What you typed is below, and not saved yet. Saved is now:"), *lines])


def reply_form(shown: Lead, typed: str | None = None, *, notice: str = "") -> View:
    """What was asked, and room for the answer; `typed` is one to a question that another has taken the place of."""
    answer = PlainTextInputElement(initial_value=typed, multiline=True, max_length=MAX_TEXT)
    blocks: list[Block] = [
        *([section(notice)] if notice else []),
        section(f"*{shown.number} · {safe(shown.contact.company)}*\n> {quoted(shown.question or '')}"),
        field(ANSWER, say("Your answer"), answer),
    ]
    return modal(
        say("{number}: answer", number=shown.number),
        blocks,
        callback=Callback.LEAD_REPLY,
        submit=say("Send"),
        close=say("Cancel"),
        metadata={"lead": shown.id, "asked": shown.asked_at.isoformat() if shown.asked_at else None},
    )


def _question(shown: Lead) -> list[Block]:
    if shown.question is None:
        return []
    return [section(say(":speech_balloon: *We have a question*\n> {question}", question=quoted(shown.question)))]


def _deal(shown: Lead, program: Program, fmt: Format) -> str:
    lines = deal_lines(shown, program, fmt)
    if not may_pay(shown):
        return lines
    return lines + "\n" + say("Reward: {reward}", reward=reward_line(shown, program, fmt))


def _contact(shown: Lead) -> str:
    contact = shown.contact
    person = f"{contact.first_name} {contact.last_name}{f', {contact.job_title}' if contact.job_title else ''}"
    phone = readable_phone(contact.phone) if contact.phone else None
    return " · ".join(safe(each) for each in (person, contact.email, phone, contact.domain) if each)


def _ways_on(shown: Lead) -> list[ButtonElement]:
    """What the partner can do with the lead as it stands."""
    found = []
    if shown.question is not None:
        found.append(button(say("Answer"), Action.LEAD_REPLY, str(shown.id), style="primary"))
    if shown.is_open:
        found.append(button(say("Correct"), Action.LEAD_CORRECT, str(shown.id)))
    if may_withdraw(shown):
        found.append(button(say("Withdraw"), Action.LEAD_WITHDRAW, str(shown.id)))
    if shown.deal_of is not None:
        found.append(button(say("Open {number}", number=f"L-{shown.deal_of}"), Action.LEAD, str(shown.deal_of)))
    if shown.withdrawn_at is not None:
        found.append(button(say("Submit again"), Action.LEAD_AGAIN, str(shown.id), style="primary"))
    return found


def _parts(lines: Sequence[str]) -> list[Sequence[str]]:
    return [lines[start : start + EVENTS_A_SECTION] for start in range(0, len(lines), EVENTS_A_SECTION)]
