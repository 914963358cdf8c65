"""Block elements: the fields of each, and which of them a block may hold."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sandbox.rules.composition import (
    CONTEXT_TEXTS,
    IMAGE_FIELDS,
    choices,
    confirm,
    conversation_filter,
    dispatch_action_config,
    identifier,
    one_image,
    option_group,
    options_or_groups,
    overflow_option,
    plain,
    plain_option,
    rich_option,
    style,
    within_maximum,
)
from sandbox.rules.rich_text import rich_text
from sandbox.rules.shapes import (
    Check,
    Rule,
    anything,
    array,
    boolean,
    by_type,
    in_order,
    integer,
    record,
    string,
)

_NUMERAL: Final = r"-?\d+(\.\d+)?"
_numeral = string(like=_NUMERAL, what="a number in a string")
_date = string(like=r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", what="a date in the format YYYY-MM-DD")
_time = string(like=r"([01]\d|2[0-3]):[0-5]\d", what="a time in the format HH:mm")
_ids = array(string())


def _element(required: Sequence[str] = (), rules: Iterable[Rule] = (), **fields: Check) -> Check:
    return record({"type": anything, "action_id": identifier, **fields}, required=required, rules=rules)


def _picker(required: Sequence[str] = (), rules: Iterable[Rule] = (), **fields: Check) -> Check:
    """An element that reports a choice at once, so it can ask for confirmation."""
    return _element(required, rules, confirm=confirm, focus_on_load=boolean, **fields)


def _menu(rules: Iterable[Rule] = (), **fields: Check) -> Check:
    return _picker((), rules, placeholder=plain(150), **fields)


def _multi_menu(initial: str, rules: Iterable[Rule] = (), **fields: Check) -> Check:
    return _menu([*rules, within_maximum(initial)], max_selected_items=integer(1), **fields)


def _typed(required: Sequence[str] = (), rules: Iterable[Rule] = (), **fields: Check) -> Check:
    """An element that is typed into, so it can say which keys report to the app."""
    return _element(
        required,
        rules,
        placeholder=plain(150),
        focus_on_load=boolean,
        dispatch_action_config=dispatch_action_config,
        **fields,
    )


_options = array(plain_option, 100)
_groups = array(option_group, 100)
_ticks = array(rich_option, 10)
_static = [options_or_groups, choices]

_feedback_button = record(
    {"text": plain(75), "value": string(2000), "accessibility_label": string(75)},
    required=["text", "value"],
)
_workflow = record(
    {
        "trigger": record(
            {
                "url": string(),
                "customizable_input_parameters": array(
                    record({"name": string(), "value": anything}, required=["name", "value"])
                ),
            },
            required=["url"],
        )
    },
    required=["trigger"],
)

button = _element(
    ["text"],
    text=plain(75),
    url=string(3000),
    value=string(2000, minimum=0),
    style=style,
    confirm=confirm,
    accessibility_label=string(75),
    agent_prompt=string(4000),
)
image = record(IMAGE_FIELDS, required=["alt_text"], rules=[one_image])

ELEMENTS: Mapping[str, Check] = {
    "button": button,
    "image": image,
    "workflow_button": _element(
        ["text", "workflow"],
        text=plain(75),
        workflow=_workflow,
        style=style,
        confirm=confirm,
        accessibility_label=string(75),
    ),
    "overflow": _element(["options"], [choices], options=array(overflow_option, 5), confirm=confirm),
    "checkboxes": _picker(["options"], [choices], options=_ticks, initial_options=_ticks),
    "radio_buttons": _picker(["options"], [choices], options=_ticks, initial_option=rich_option),
    "datepicker": _menu(initial_date=_date),
    "timepicker": _menu(initial_time=_time, timezone=string()),
    "datetimepicker": _picker(initial_date_time=integer(1_000_000_000, 9_999_999_999)),
    "static_select": _menu(_static, options=_options, option_groups=_groups, initial_option=plain_option),
    "multi_static_select": _multi_menu(
        "initial_options", _static, options=_options, option_groups=_groups, initial_options=_options
    ),
    "external_select": _menu(initial_option=plain_option, min_query_length=integer(0)),
    "multi_external_select": _multi_menu("initial_options", initial_options=_options, min_query_length=integer(0)),
    "users_select": _menu(initial_user=string()),
    "multi_users_select": _multi_menu("initial_users", initial_users=_ids),
    "conversations_select": _menu(
        initial_conversation=string(),
        default_to_current_conversation=boolean,
        response_url_enabled=boolean,
        filter=conversation_filter,
    ),
    "multi_conversations_select": _multi_menu(
        "initial_conversations",
        initial_conversations=_ids,
        default_to_current_conversation=boolean,
        filter=conversation_filter,
    ),
    "channels_select": _menu(initial_channel=string(), response_url_enabled=boolean),
    "multi_channels_select": _multi_menu("initial_channels", initial_channels=_ids),
    "plain_text_input": _typed(
        (),
        [in_order("min_length", "max_length")],
        initial_value=string(3000, minimum=0),
        multiline=boolean,
        min_length=integer(0, 3000),
        max_length=integer(1, 3000),
    ),
    "email_text_input": _typed(initial_value=string(minimum=0)),
    "url_text_input": _typed(initial_value=string(minimum=0)),
    "number_input": _typed(
        ["is_decimal_allowed"],
        [
            in_order("min_value", "max_value"),
            in_order("min_value", "initial_value"),
            in_order("initial_value", "max_value"),
        ],
        is_decimal_allowed=boolean,
        initial_value=_numeral,
        min_value=_numeral,
        max_value=_numeral,
    ),
    "rich_text_input": _typed(initial_value=rich_text, min_lines=integer(1), max_lines=integer(1)),
    "file_input": _element(filetypes=array(string()), max_files=integer(1, 10)),
    "feedback_buttons": _element(
        ["positive_button", "negative_button"],
        positive_button=_feedback_button,
        negative_button=_feedback_button,
    ),
    "icon_button": _element(
        ["icon", "text"],
        icon=string(),
        text=plain(75),
        value=string(2000, minimum=0),
        accessibility_label=string(75),
        visible_to_user_ids=array(string(), 10),
        confirm=confirm,
    ),
}
"""Every element by its type."""

url_source = by_type({"url": record({"type": anything, "url": string(), "text": string()}, required=["url", "text"])})

_SELECTS: Final = (
    "static_select",
    "external_select",
    "users_select",
    "conversations_select",
    "channels_select",
)
_MENUS: Final = (*_SELECTS, *(f"multi_{name}" for name in _SELECTS))
_CHOOSERS: Final = (*_MENUS, "checkboxes", "radio_buttons", "datepicker", "timepicker")


def _holding(*names: str) -> Check:
    return by_type({name: ELEMENTS[name] for name in names})


in_section = _holding(*_CHOOSERS, "button", "image", "overflow", "workflow_button")
in_actions = _holding(*_CHOOSERS, "button", "overflow", "workflow_button", "datetimepicker", "rich_text_input")
in_input = _holding(
    *_CHOOSERS,
    "datetimepicker",
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
)
in_context = by_type({"image": image, **CONTEXT_TEXTS})
in_context_actions = _holding("feedback_buttons", "icon_button")
