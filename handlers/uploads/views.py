"""What a person sees of a dropped file: what would be submitted, what is wrong, what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block

from domain.lead_drafts import LeadUpload
from domain.leads import Lead
from domain.usecases.import_leads import Taken
from handlers.blocks import button, buttons, header, section, small
from handlers.context import House
from handlers.ids import Action
from handlers.sheets.problems import Problem
from handlers.texts.catalogue import say, say_many
from handlers.texts.format import Format, listed, safe, shortened
from handlers.uploads.reading import MOST_BYTES, MOST_HERE, Dropped
from handlers.ways import way_to

ROWS_SHOWN = 5
PROBLEMS_SHOWN = 20
FEW = 6
"""Problems shown of a file that is no table of leads: one of them names all the columns that are missing."""

LONGEST_PROBLEM = 120
COMPANIES_NAMED = 5
PARTS_NAMED = 5
LONGEST_COMPANY = 80
TEMPLATE = "leads-template.csv"


def ready(upload: LeadUpload, dropped: Dropped, house: House) -> list[Block]:
    """The first rows, how many there are, and the consent for all of them, to be confirmed."""
    fmt = house.format
    shown = [_row(row) for row in upload.rows[:ROWS_SHOWN]]
    left = len(upload.rows) - len(shown)
    if left:
        shown.append(say("and {rows}", rows=fmt.count(left, "more row")))
    blocks: list[Block] = [_title(upload, house), section("\n".join(shown))]
    if dropped.known:
        known = say_many(
            "{rows} is a lead of yours already: nothing changes about that.",
            "{rows} are leads of yours already: nothing changes about that.",
            dropped.known,
            rows=fmt.count(dropped.known, "row"),
        )
        blocks.append(small(known))
    if not dropped.new:
        return [*blocks, buttons(way_to(Action.LEADS))]
    blocks += [section(text) for text in _familiar(dropped, house)]
    consent = house.program.consent.rstrip(".")
    blocks.append(section(say("By submitting you say of each one: _{consent}._", consent=safe(consent))))
    submit = button(
        say("Submit {leads}", leads=fmt.count(dropped.new, "lead")), Action.UPLOAD_TAKE, upload.id, style="primary"
    )
    blocks.append(buttons(submit, button(say("Discard"), Action.UPLOAD_DISCARD, upload.id)))
    return blocks


def _familiar(dropped: Dropped, house: House) -> Iterator[str]:
    """Which companies were handed over before, and which may be known; of these never from whom, or since when."""
    if dropped.own:
        yield say(
            ":information_source: You have handed {companies} over already. Submit again only what is another deal.",
            companies=_companies(dropped.own, house),
        )
    if dropped.maybe_known:
        yield say(
            ":scales: We may know {companies} already. You can submit all the same: our sales team takes a look and "
            "tells you how it decided.",
            companies=_companies(dropped.maybe_known, house),
        )


def _companies(names: Sequence[str], house: House) -> str:
    """The first of them by name, and how many more there are."""
    named = [f"*{safe(shortened(name, LONGEST_COMPANY))}*" for name in names[:COMPANIES_NAMED]]
    left = len(names) - len(named)
    return listed([*named, *([say("{number} more", number=house.format.number(left))] if left else [])])


def wrong(file_name: str, dropped: Dropped, house: House) -> list[Block]:
    """What is wrong, line by line, and that nothing was submitted."""
    fmt = house.format
    lines = len({problem.line for problem in dropped.problems})
    of = fmt.count(len(dropped.rows), "lead")
    return [
        header(f"{file_name}: {of}"),
        section(
            say_many(
                ":warning: {lines} needs mending, so nothing can be submitted yet.",
                ":warning: {lines} need mending, so nothing can be submitted yet.",
                lines,
                lines=fmt.count(lines, "line"),
            )
        ),
        section(problem_lines(dropped.problems, house)),
        small(
            say("Mend the lines and drop the file again. It comes back to you with a column that says what is wrong.")
        ),
    ]


def unread(file_name: str, problems: Sequence[Problem], house: House) -> list[Block]:
    """Why a file is no table of leads."""
    return [
        section(
            "\n".join(
                [
                    say(":warning: I can't read *{file}* as leads.", file=safe(file_name)),
                    problem_lines(problems, house, FEW),
                ]
            )
        ),
        with_template(),
    ]


def with_template() -> Block:
    """The way to a file that has all columns."""
    return buttons(button(say("Get a template"), Action.UPLOAD_TEMPLATE))


def too_many(file_name: str, house: House) -> str:
    """That a file is too long, and what to do."""
    most = house.format.count(MOST_HERE, "lead")
    return say(
        ":warning: *{file}* has more than {leads}, the most in one file here. Please split it.",
        file=safe(file_name),
        leads=most,
    )


def too_large(file_name: str) -> str:
    """That a file is too large."""
    return say(
        ":warning: *{file}* is too large: at most {number} MB, please.",
        file=safe(file_name),
        number=MOST_BYTES // 1000000,
    )


def taken(upload: LeadUpload, done: Taken, house: House) -> list[Block]:
    """What became of a file that was submitted, in the place of its preview."""
    fmt = house.format
    lines = [
        say(
            ":white_check_mark: {leads} submitted from *{file}*",
            leads=fmt.count(len(done.leads), "lead"),
            file=safe(upload.file_name),
        )
    ]
    if done.leads:
        days = fmt.count(house.program.leads.review_within_business_days, "business day")
        soon = say("You hear from us within {days}.", days=days)
        lines.append(f"{_numbers(done.leads, fmt)}. {soon}")
    return [section("\n".join(lines)), buttons(way_to(Action.LEADS))]


def _numbers(made: Sequence[Lead], fmt: Format) -> str:
    """`L-12`, `L-12 and L-13`, `L-12 to L-20`, `L-12 to L-20 and L-23`: no lead of others is between.

    Of very many parts the first ones, and how many leads there are beside them.
    """
    parts: list[str] = []
    named = 0
    for run in _runs(made):
        parts += [say("{first} to {last}", first=run[0], last=run[-1])] if len(run) > 2 else run
        named += len(run)
        if len(parts) >= PARTS_NAMED:
            break
    if named < len(made):
        parts.append(say("{number} more", number=fmt.number(len(made) - named)))
    return listed(parts)


def _runs(made: Sequence[Lead]) -> list[list[str]]:
    """The leads' numbers, parted where one is not the next after the one before."""
    runs: list[list[str]] = []
    for before, lead in zip([None, *made], made, strict=False):
        if before is None or lead.id != before.id + 1:
            runs.append([])
        runs[-1].append(lead.number)
    return runs


def problem_lines(problems: Sequence[Problem], house: House, most: int = PROBLEMS_SHOWN) -> str:
    """The first problems, and how many more there are. Of fewer each may be longer."""
    longest = LONGEST_PROBLEM * PROBLEMS_SHOWN // most
    lines = [f"• {safe(shortened(str(each), longest))}" for each in problems[:most]]
    left = len(problems) - len(lines)
    return "\n".join([*lines, *([say("and {number} more", number=house.format.number(left))] if left else [])])


def _title(upload: LeadUpload, house: House) -> Block:
    return header(f"{upload.file_name}: {house.format.count(len(upload.rows), 'lead')}")


def _row(row: dict[str, str]) -> str:
    person = " ".join(filter(None, [row.get("first_name"), row.get("last_name")]))
    return f"• *{safe(row.get('company', ''))}* · {safe(row.get('domain', ''))} · {safe(person)}"
