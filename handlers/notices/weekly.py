"""A person's week in leads: figures, and what to do first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from slack_sdk.models.blocks import Block, ButtonElement

from domain.leads import Lead
from domain.notices import WeeklyDigest
from domain.weeks import Figures, Reader, Thing, ThingKind
from handlers.blocks import button, buttons, facts, header, section
from handlers.context import Reading
from handlers.ids import Action
from handlers.leads.draft_views import name_of
from handlers.leads.facts import title
from handlers.results import Post
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import Format
from handlers.ways import way_to

WHOSE: Mapping[Reader, str] = Spoken(
    {
        Reader.PARTNER: mark("Your company's week in leads"),
        Reader.REP: mark("Your week in leads"),
        Reader.MANAGER: mark("Your partners' week in leads"),
        Reader.ADMIN: mark("The program's week in leads"),
    }
)

TO_DO: Mapping[ThingKind, str] = Spoken(
    {
        ThingKind.REPLY: mark("*{lead}* waits for your answer."),
        ThingKind.INTRODUCE: mark("Please introduce us to the contact of *{lead}*."),
        ThingKind.REVIEW: mark("The review of *{lead}* is overdue."),
        ThingKind.STEP: mark("The next step of *{lead}* is overdue."),
        ThingKind.TRIAL: mark("The trial of *{lead}* ends or has ended."),
        ThingKind.ANSWER: mark("The partner hasn't answered about *{lead}*."),
        ThingKind.SILENT: mark("Nobody has touched *{lead}* for a while."),
        ThingKind.TAKE: mark("*{lead}* is nobody's yet."),
    }
)


def weekly(notice: WeeklyDigest, reading: Reading) -> Post:
    """What was when the week ended; of the things to do those that still can be done."""
    fmt = reading.format
    last = notice.week.ends - timedelta(days=1)
    text = say(
        "{whose_week}, {first_day} to {last_day}",
        whose_week=WHOSE[notice.reader],
        first_day=fmt.short_day(notice.week.starts),
        last_day=fmt.short_day(last),
    )
    blocks: list[Block] = [header(text), facts(_figures(notice.figures, notice.reader, fmt))]
    leads = reading.uow.leads.by_id(each.lead_id for each in notice.things if each.lead_id is not None)
    lines = [line for line in (_thing(each, leads.get(each.lead_id or 0), notice, reading) for each in notice.things)
             if line is not None]  # fmt: skip
    if lines:
        blocks.append(section(say("*To do first*") if len(lines) > 1 else say("*To do*")))
        blocks += [section(line, accessory=way_on) for line, way_on in lines]
    blocks.append(buttons(*_ways_on(notice.reader)))
    return Post(f":calendar: {text}", blocks)


def _figures(figures: Figures, reader: Reader, fmt: Format) -> list[tuple[str, str]]:
    pairs = [
        (say("Submitted"), fmt.number(figures.submitted)),
        (say("Approved"), fmt.number(figures.approved)),
        (say("Won"), fmt.number(figures.won)),
        (say("Lost or rejected"), fmt.number(figures.lost + figures.rejected)),
        (say("Open now"), fmt.number(figures.open)),
    ]
    if reader is not Reader.PARTNER:
        pairs.append((say("Value won"), fmt.money(figures.value)))
    if reader is not Reader.REP:
        pairs.append((say("Rewards"), fmt.money(figures.booked)))
    return pairs


def _thing(each: Thing, lead: Lead | None, notice: WeeklyDigest, reading: Reading) -> tuple[str, ButtonElement] | None:
    """The line with its button; None for what is settled meanwhile."""
    if each.draft_id is not None:
        draft = reading.uow.leads.draft(each.draft_id)
        if draft is None or draft.lead_id is not None:
            return None
        begun = say("You have begun a lead, *{lead}*.", lead=name_of(draft))
        return begun, button(say("Go on"), Action.LEAD_DRAFT, draft.id)
    if lead is None or not lead.is_open or (each.kind is ThingKind.REPLY and lead.question is None):
        return None
    if each.kind is ThingKind.REPLY:
        way_on = button(say("Answer"), Action.LEAD_REPLY, str(lead.id))
    elif notice.reader is Reader.PARTNER:
        way_on = button(say("Details"), Action.LEAD, str(lead.id))
    else:
        way_on = button(say("Review"), Action.LEAD_REVIEW, str(lead.id))
    return TO_DO[each.kind].format(lead=title(lead)), way_on


def _ways_on(reader: Reader) -> list[ButtonElement]:
    if reader is Reader.PARTNER:
        return [way_to(Action.LEADS), way_to(Action.PARTNER_SETTINGS)]
    return [button(say("All leads"), Action.BOARD), way_to(Action.STAFF_SETTINGS)]
