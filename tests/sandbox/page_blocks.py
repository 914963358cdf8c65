"""The blocks and views that the tests of the page show."""

from typing import Any, Final

Json = dict[str, Any]

UNSAFE: Final = "<img src=x onerror=alert(1)>"


def plain(text: str) -> Json:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    """A mrkdwn text object."""
    return {"type": "mrkdwn", "text": text}


def option(text: str, description: str = "") -> Json:
    """An option whose value is its text in lower case."""
    made: Json = {"text": plain(text), "value": text.lower()}
    return made | ({"description": plain(description)} if description else {})


def button(text: str, action_id: str, **more: Any) -> Json:
    """A button."""
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def field(block_id: str, label: str, element: Json, **more: Any) -> Json:
    """An input block."""
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


WORDS: Final = "State: *{state}*, _soft_ ~gone~ `code` :rocket: &lt;!channel&gt; " + UNSAFE
CONFIRM: Final = {
    "title": plain("Really?"),
    "text": mrkdwn("It is *gone* then."),
    "confirm": plain("Yes"),
    "deny": plain("No"),
}


def _rich() -> Json:
    def section(*elements: Json) -> Json:
        return {"type": "rich_text_section", "elements": list(elements)}

    return {
        "type": "rich_text",
        "block_id": "rich",
        "elements": [
            section(
                {"type": "text", "text": "rich bold", "style": {"bold": True}},
                {"type": "text", "text": " by "},
                {"type": "user", "user_id": "U0SAM"},
                {"type": "emoji", "name": "tada", "unicode": "1f389"},
                {"type": "link", "url": "https://example.com/rich", "text": "rich link"},
            ),
            {"type": "rich_text_list", "style": "ordered", "elements": [section({"type": "text", "text": "first"})]},
            {
                "type": "rich_text_list",
                "style": "bullet",
                "indent": 1,
                "elements": [section({"type": "text", "text": "inner"})],
            },
            {"type": "rich_text_list", "style": "ordered", "elements": [section({"type": "text", "text": "second"})]},
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "quoted words"}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x = 1"}]},
        ],
    }


def kit(state: str = "ready") -> list[Json]:
    """Every block a message can have, some with text that must stay text."""
    return [
        {"type": "header", "block_id": "head", "text": plain("Every block")},
        {"type": "section", "block_id": "words", "text": mrkdwn(WORDS.format(state=state))},
        {"type": "section", "block_id": "fields", "fields": [mrkdwn("*Left*\none"), plain("right")]},
        {
            "type": "section",
            "block_id": "pick",
            "text": mrkdwn("<@U0SAM> in <#C0DEALS> on <!date^1762000000^{date_num}|then>"),
            "accessory": {
                "type": "static_select",
                "action_id": "stage",
                "placeholder": plain("Pick a stage"),
                "options": [option("Won"), option("Lost")],
            },
        },
        {"type": "divider", "block_id": "line"},
        {
            "type": "context",
            "block_id": "small",
            "elements": [
                mrkdwn("small print"),
                {"type": "image", "image_url": "https://nowhere.invalid/a.png", "alt_text": "a logo"},
            ],
        },
        {
            "type": "actions",
            "block_id": "buttons",
            "elements": [
                button("Count", "count", style="primary", value="7"),
                button("Delete", "delete", style="danger", confirm=CONFIRM),
                button("Read more", "more", url="https://example.com/more"),
                {"type": "overflow", "action_id": "menu", "options": [option("Export"), option("Archive")]},
                {"type": "datepicker", "action_id": "due", "placeholder": plain("Due day")},
            ],
        },
        {
            "type": "image",
            "block_id": "picture",
            "image_url": "https://nowhere.invalid/b.png",
            "alt_text": "a chart",
            "title": plain("Chart"),
        },
        _rich(),
        {
            "type": "markdown",
            "block_id": "markdown",
            "text": "## Big\n**strong** and [a link](https://example.com/md)\n\n- [x] done",
        },
        {
            "type": "table",
            "block_id": "table",
            "column_settings": [{"align": "left"}, {"align": "right"}],
            "rows": [
                [{"type": "raw_text", "text": "Name"}, {"type": "raw_text", "text": "ARR"}],
                [{"type": "raw_text", "text": "Acme"}, {"type": "raw_text", "text": "$7"}],
            ],
        },
    ]


def _modal(callback_id: str, title: str, blocks: list[Json], submit: str) -> Json:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title),
        "submit": plain(submit),
        "close": plain("Cancel"),
        "notify_on_close": True,
        "blocks": blocks,
    }


def lead_form(company: str = "", note: str = "Choose a plan") -> Json:
    """The first page: its plan is reported at once and changes the note."""
    name: Json = {"type": "plain_text_input", "action_id": "name", "max_length": 30} | (
        {"initial_value": company} if company else {}
    )
    plans = [option("Starter"), option("Business", "Most chosen")]
    return _modal(
        "lead",
        "A lead",
        [
            {"type": "section", "block_id": "note", "text": mrkdwn(note)},
            field(
                "plan",
                "Plan",
                {"type": "static_select", "action_id": "plan", "options": plans},
                dispatch_action=True,
                optional=True,
            ),
            field("company", "Company", name, hint=plain("As it is registered.")),
            field("email", "Email", {"type": "email_text_input", "action_id": "mail"}, optional=True),
        ],
        "Next",
    )


def price_form() -> Json:
    """The second page."""
    seats = {
        "type": "number_input",
        "action_id": "seats",
        "is_decimal_allowed": False,
        "min_value": "1",
        "max_value": "500",
    }
    return _modal("price", "The price", [field("seats", "Seats", seats)], "Send")


def whole_form() -> Json:
    """Every element that an input can hold, all optional."""
    options = [option("Alpha"), option("Beta", "The second"), option("Gamma")]
    groups = [{"label": plain("Greek"), "options": options}, {"label": plain("Other"), "options": [option("Omega")]}]
    elements: dict[str, Json] = {
        "Line": {"type": "plain_text_input", "placeholder": plain("One line")},
        "Words": {"type": "plain_text_input", "multiline": True},
        "Number": {"type": "number_input", "is_decimal_allowed": True},
        "Address": {"type": "url_text_input"},
        "Rich": {"type": "rich_text_input"},
        "One": {"type": "static_select", "option_groups": groups},
        "Several": {"type": "multi_static_select", "options": options, "initial_options": [option("Alpha")]},
        "Person": {"type": "users_select"},
        "Persons": {"type": "multi_users_select"},
        "Talk": {"type": "conversations_select"},
        "Channels": {"type": "multi_channels_select"},
        "Found": {"type": "external_select", "min_query_length": 1, "action_id": "company.find"},
        "Day": {"type": "datepicker"},
        "Hour": {"type": "timepicker"},
        "Moment": {"type": "datetimepicker"},
        "Radio": {"type": "radio_buttons", "options": options},
        "Boxes": {"type": "checkboxes", "options": options},
        "Paper": {"type": "file_input", "max_files": 2},
    }
    fields = [
        field(name.lower(), name, {"action_id": f"{name.lower()}.it", **element}, optional=True)
        for name, element in elements.items()
    ]
    return _modal(
        "whole",
        "Everything",
        [{"type": "alert", "block_id": "alert", "level": "warning", "text": mrkdwn("Fill *anything*")}, *fields],
        "Save",
    )


def home() -> Json:
    """The app's Home."""
    return {
        "type": "home",
        "blocks": [
            {"type": "header", "block_id": "home.head", "text": plain("Your Home")},
            {"type": "actions", "block_id": "home.buttons", "elements": [button("Refresh", "home.refresh")]},
        ],
    }
