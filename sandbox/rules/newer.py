"""Blocks of 2025 and 2026, which Slack's clients support unevenly: their structure as documented."""

from collections.abc import Mapping
from typing import Any, Final

from sandbox.rules.composition import plain, text
from sandbox.rules.elements import ELEMENTS, button, image, url_source
from sandbox.rules.layout import LAYOUT, block, cells_fit, even_rows
from sandbox.rules.rich_text import CELLS, rich_text
from sandbox.rules.shapes import (
    FINE,
    Check,
    Findings,
    Problem,
    anything,
    array,
    at_least_one,
    boolean,
    by_type,
    integer,
    number,
    one_of,
    problem,
    record,
    string,
    web_address,
)


def _one_icon(card: Mapping[str, Any]) -> Findings:
    return problem("cannot provide both `icon` and `slack_icon`") if "icon" in card and "slack_icon" in card else FINE


def _divided_or_collapsible(container: Mapping[str, Any]) -> Findings:
    if container.get("is_collapsible") and container.get("has_header_divider"):
        return problem("must not be set on a collapsible container", at="/has_header_divider")
    if container.get("default_collapsed") and not container.get("is_collapsible"):
        return problem("must not be set unless `is_collapsible` is true", at="/default_collapsed")
    return FINE


def _plain_headings(table: Mapping[str, Any]) -> Findings:
    return [
        Problem(f"/rows/0/{index}/type", "unsupported type: rich_text")
        for index, cell in enumerate(table["rows"][0])
        if cell["type"] == "rich_text"
    ]


def _points_on_axis(chart: Mapping[str, Any]) -> Findings:
    """Series have names of their own, and one point for each category of the axis."""
    categories = chart["axis_config"]["categories"]
    names: set[str] = set()
    found: list[Problem] = []
    for index, series in enumerate(chart["series"]):
        if series["name"] in names:
            found.append(Problem(f"/series/{index}/name", f'`name` "{series["name"]}" already exists'))
        names.add(series["name"])
        if sorted(point["label"] for point in series["data"]) != sorted(categories):
            found.append(Problem(f"/series/{index}/data", "must provide one point for each category"))
    return found


_image = by_type({"image": image})
_button = by_type({"button": button})

_card = block(
    rules=[at_least_one("hero_image", "title", "actions", "body"), _one_icon],
    hero_image=_image,
    icon=_image,
    slack_icon=record({"type": anything, "name": string()}, required=["name"]),
    title=text(150),
    subtitle=text(150),
    body=text(200),
    actions=array(_button, 3),
)

_point = record({"label": string(20), "value": number}, required=["label", "value"])
_series = record({"name": string(20), "data": array(_point, 20)}, required=["name", "data"])
_axis = record(
    {"categories": array(string(20), 20), "x_label": string(50), "y_label": string(50)},
    required=["categories"],
)
_plot = record(
    {"type": anything, "series": array(_series, 6), "axis_config": _axis},
    required=["series", "axis_config"],
    rules=[_points_on_axis],
)
_pie = record({"type": anything, "segments": array(_point, 6)}, required=["segments"])

_CONTAINED: Final = (
    "actions", "context", "divider", "file", "header", "image", "input", "rich_text", "section", "table",
    "video",
)  # fmt: skip

_task = block(
    ["task_id", "title", "status"],
    task_id=string(),
    title=string(),
    details=rich_text,
    output=rich_text,
    sources=array(url_source),
    status=one_of("pending", "in_progress", "complete", "error"),
)

_auth_provider = block(
    ["value", "name", "is_connected"],
    value=string(150),
    name=plain(75),
    is_connected=boolean,
    description=plain(150),
    icon_url=web_address(),
    auth_url=web_address(),
    disconnect_url=web_address(),
    connected_identity=plain(75),
    connected_context=plain(75),
    accessory=by_type({"overflow": ELEMENTS["overflow"]}),
    fallback=array(by_type(LAYOUT)),
)

NEWER: Mapping[str, Check] = {
    "alert": block(
        ["text"],
        text=text(200),
        level=one_of("default", "info", "warning", "error", "success"),
    ),
    "card": _card,
    "carousel": block(["elements"], elements=array(by_type({"card": _card}), 10)),
    "container": block(
        ["child_blocks"],
        [at_least_one("title", "rich_text_title"), _divided_or_collapsible],
        title=plain(150),
        rich_text_title=rich_text,
        subtitle=text(150),
        child_blocks=array(by_type({name: LAYOUT[name] for name in _CONTAINED}), 10),
        width=one_of("narrow", "standard", "wide", "full"),
        icon=_image,
        is_collapsible=boolean,
        default_collapsed=boolean,
        has_header_divider=boolean,
    ),
    "data_table": block(
        ["rows", "caption"],
        [even_rows, _plain_headings, cells_fit],
        rows=array(array(by_type(CELLS), 20), 101, minimum=2),
        caption=string(),
        page_size=integer(1, 100),
        row_header_column_index=integer(0, 19),
    ),
    "data_visualization": block(
        ["title", "chart"],
        title=string(50),
        chart=by_type({"pie": _pie, "bar": _plot, "area": _plot, "line": _plot}),
    ),
    "task_card": _task,
    "plan": block(["title"], title=string(), tasks=array(by_type({"task_card": _task}), minimum=0)),
    "auth_provider": _auth_provider,
}
