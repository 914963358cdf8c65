"""What a person sees of a dropped file: what would be submitted, what is wrong, what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from domain.lead_drafts import LeadUpload
from domain.usecases.import_leads import Taken
from handlers.blocks import button, buttons, header, section, small
from handlers.context import House
from handlers.ids import Action
from handlers.sheets.problems import Problem
from handlers.texts.format import safe, shortened
from handlers.uploads.reading import MOST_BYTES, MOST_HERE, Dropped

ROWS_SHOWN = 5
PROBLEMS_SHOWN = 20
FEW = 6
"""Problems shown of a file that is no table of leads: one of them names all the columns that are missing."""

LONGEST_PROBLEM = 120
TEMPLATE = "leads-template.csv"


def ready(upload: LeadUpload, dropped: Dropped, house: House) -> list[Block]:
    """The first rows, how many there are, and the consent for all of them, to be confirmed."""
    fmt = house.format
    shown = [_row(row) for row in upload.rows[:ROWS_SHOWN]]
    left = len(upload.rows) - len(shown)
    if left:
        shown.append(f"and {fmt.count(left, 'more row')}")
    blocks: list[Block] = [_title(upload, house), section("\n".join(shown))]
    if dropped.known:
        are = "is a lead" if dropped.known == 1 else "are leads"
        blocks.append(small(f"{fmt.count(dropped.known, 'row')} {are} of yours already: nothing changes about that."))
    if not dropped.new:
        return [*blocks, buttons(button("My leads", Action.LEADS))]
    consent = house.program.consent.rstrip(".")
    blocks.append(section(f"By submitting you say of each one: _{safe(consent)}._"))
    submit = button(f"Submit {fmt.count(dropped.new, 'lead')}", Action.UPLOAD_TAKE, upload.id, style="primary")
    blocks.append(buttons(submit, button("Discard", Action.UPLOAD_DISCARD, upload.id)))
    return blocks


def wrong(file_name: str, dropped: Dropped, house: House) -> list[Block]:
    """What is wrong, line by line, and that nothing was submitted."""
    fmt = house.format
    lines = len({problem.line for problem in dropped.problems})
    of = fmt.count(len(dropped.rows), "lead")
    needs = "needs" if lines == 1 else "need"
    return [
        header(f"{file_name}: {of}"),
        section(f":warning: {fmt.count(lines, 'line')} {needs} mending, so nothing can be submitted yet."),
        section(problem_lines(dropped.problems, house)),
        small("Mend the lines and drop the file again. It comes back to you with a column that says what is wrong."),
    ]


def unread(file_name: str, problems: Sequence[Problem], house: House) -> list[Block]:
    """Why a file is no table of leads."""
    return [
        section(f":warning: I can't read *{safe(file_name)}* as leads.\n{problem_lines(problems, house, FEW)}"),
        with_template(),
    ]


def with_template() -> Block:
    """The way to a file that has all columns."""
    return buttons(button("Get a template", Action.UPLOAD_TEMPLATE))


def too_many(file_name: str, house: House) -> str:
    """That a file is too long, and what to do."""
    most = house.format.count(MOST_HERE, "lead")
    return f":warning: *{safe(file_name)}* has more than {most}, the most in one file here. Please split it."


def too_large(file_name: str) -> str:
    """That a file is too large."""
    return f":warning: *{safe(file_name)}* is too large: at most {MOST_BYTES // 1_000_000} MB, please."


def taken(upload: LeadUpload, done: Taken, house: House) -> list[Block]:
    """What became of a file that was submitted, in the place of its preview."""
    fmt = house.format
    lines = [f":white_check_mark: {fmt.count(len(done.leads), 'lead')} submitted from *{safe(upload.file_name)}*"]
    if done.leads:
        first, last = done.leads[0].number, done.leads[-1].number
        between = " and " if len(done.leads) == 2 else " to "
        numbers = first if len(done.leads) == 1 else f"{first}{between}{last}"
        days = fmt.count(house.program.leads.review_within_business_days, "business day")
        lines.append(f"{numbers}. You hear from us within {days}.")
    return [section("\n".join(lines)), buttons(button("My leads", Action.LEADS))]


def problem_lines(problems: Sequence[Problem], house: House, most: int = PROBLEMS_SHOWN) -> str:
    """The first problems, and how many more there are. Of fewer each may be longer."""
    longest = LONGEST_PROBLEM * PROBLEMS_SHOWN // most
    lines = [f"• {safe(shortened(str(each), longest))}" for each in problems[:most]]
    left = len(problems) - len(lines)
    return "\n".join([*lines, *([f"and {house.format.number(left)} more"] if left else [])])


def _title(upload: LeadUpload, house: House) -> Block:
    return header(f"{upload.file_name}: {house.format.count(len(upload.rows), 'lead')}")


def _row(row: dict[str, str]) -> str:
    person = " ".join(filter(None, [row.get("first_name"), row.get("last_name")]))
    return f"• *{safe(row.get('company', ''))}* · {safe(row.get('domain', ''))} · {safe(person)}"
