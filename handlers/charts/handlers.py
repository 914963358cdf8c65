"""`/partner arr chart`: the last twelve months as a picture, by direct message."""

from __future__ import annotations

from domain.arr_history import ArrHistory
from domain.usecases.arr_chart import arr_of_a_year
from handlers.blocks import buttons, section
from handlers.charts.arr import in_words, picture
from handlers.context import Context
from handlers.ids import Action
from handlers.requests import Click, Command
from handlers.results import Reply, SendFile
from handlers.texts.catalogue import mark, say
from handlers.texts.format import Format, safe
from handlers.ways import way_to

TITLE = mark("ARR over 12 months")
TOLD = mark(":chart_with_upwards_trend: Your chart is on its way: look into your direct messages with me in a moment.")


def arr_chart(_: Command | Click, context: Context) -> SendFile | Reply:
    """The chart, drawn once Slack has its answer; in words where there is nothing worth drawing."""
    partner, program, fmt = context.actor.of_partner(), context.program, context.format
    history = arr_of_a_year(context.uow, program, partner, context.today)
    words = in_words(history, program, fmt)
    if not history.can_be_drawn:
        text = f"{_why_not(history, fmt)} {words}."
        ways_on = buttons(way_to(Action.OVERVIEW), way_to(Action.ARR))
        return Reply(text, [section(text), ways_on], title=say(TITLE))
    name = partner.name  # the partner itself belongs to this transaction, which is over when the chart is drawn
    return SendFile(
        name=f"arr-{context.today}.png",
        title=say(TITLE),
        content=lambda _: picture(name, history, program, fmt),
        comment=f"*{safe(name)}*: {words}.",
        told=Reply(say(TOLD), title=say("Chart")),
        alt_text=words,
    )


def _why_not(history: ArrHistory, fmt: Format) -> str:
    if history.highest == 0:
        return say("There is no ARR to draw yet: the chart begins with your first customer.")
    if history.days == 0:
        return say("Your record begins today, so there is no chart yet.")
    return say("Your record is only {days} old, so there is no chart yet.", days=fmt.count(history.days, "day"))
