"""Every block element: a good one passes, and each rule refuses what breaks it."""

from typing import Any, Final

import pytest

from tests.sandbox.blocks_support import (
    EMPTY,
    FEW,
    GONE,
    LONG,
    asked,
    button,
    image,
    in_home,
    in_message,
    in_modal,
    mrkdwn,
    option,
    plain,
    section,
    with_change,
)

CONFIRM: Final = {"title": plain(), "text": mrkdwn(), "confirm": plain(), "deny": plain(), "style": "danger"}
OPTIONS: Final = [option("a", "A"), option("b", "B")]
TICKS: Final = [{"text": mrkdwn("*A*"), "value": "a", "description": mrkdwn("_a_")}, option("b", "B")]
GROUPS: Final = [{"label": plain(), "options": [option("a", "A")]}, {"label": plain(), "options": [option("b", "B")]}]
RICH: Final = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
}
CHOSEN: Final = {"action_id": "chosen", "confirm": CONFIRM, "focus_on_load": True}
MENU: Final = {**CHOSEN, "placeholder": plain("Choose")}
MULTI: Final = {**MENU, "max_selected_items": 2}
TYPED: Final = {
    "action_id": "typed",
    "placeholder": plain("Type"),
    "focus_on_load": True,
    "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]},
}
FILTER: Final = {"include": ["im", "mpim", "private", "public"], "exclude_bot_users": True}

INPUTS: Final[dict[str, dict[str, Any]]] = {
    "checkboxes": {**CHOSEN, "options": TICKS, "initial_options": [TICKS[0]]},
    "radio_buttons": {**CHOSEN, "options": TICKS, "initial_option": TICKS[1]},
    "datepicker": {**MENU, "initial_date": "2026-11-30"},
    "timepicker": {**MENU, "initial_time": "09:30", "timezone": "Europe/Warsaw"},
    "datetimepicker": {**CHOSEN, "initial_date_time": 1_700_000_000},
    "static_select": {**MENU, "options": OPTIONS, "initial_option": OPTIONS[1]},
    "multi_static_select": {**MULTI, "option_groups": GROUPS, "initial_options": [option("b", "B")]},
    "external_select": {**MENU, "initial_option": option(), "min_query_length": 0},
    "multi_external_select": {**MULTI, "initial_options": [option()], "min_query_length": 3},
    "users_select": {**MENU, "initial_user": "U1"},
    "multi_users_select": {**MULTI, "initial_users": ["U1"]},
    "conversations_select": {
        **MENU,
        "default_to_current_conversation": True,
        "response_url_enabled": True,
        "filter": FILTER,
    },
    "multi_conversations_select": {**MULTI, "initial_conversations": ["C1"], "filter": FILTER},
    "channels_select": {**MENU, "initial_channel": "C1", "response_url_enabled": True},
    "multi_channels_select": {**MULTI, "initial_channels": ["C1", "C2"]},
    "plain_text_input": {**TYPED, "initial_value": "", "multiline": True, "min_length": 0, "max_length": 3000},
    "email_text_input": {**TYPED, "initial_value": "pat@a.example"},
    "url_text_input": {**TYPED, "initial_value": "https://a.example"},
    "number_input": {**TYPED, "is_decimal_allowed": True, "min_value": "-1", "initial_value": "0.5", "max_value": "1"},
    "rich_text_input": {**TYPED, "initial_value": RICH},
    "file_input": {"action_id": "file", "filetypes": ["pdf"], "max_files": 10},
}
ACTIONS: Final[dict[str, dict[str, Any]]] = {
    "button": button(
        url="https://a.example",
        value="1",
        style="primary",
        confirm=CONFIRM,
        accessibility_label="Go",
        agent_prompt="Go",
    ),
    "overflow": {"action_id": "more", "options": [{**option(), "url": "https://a.example"}], "confirm": CONFIRM},
    "workflow_button": {
        "text": plain(),
        "workflow": {
            "trigger": {"url": "https://a.example", "customizable_input_parameters": [{"name": "a", "value": "b"}]}
        },
    },
    **{name: {k: v for k, v in fields.items() if k != "response_url_enabled"} for name, fields in INPUTS.items()},
}
NOT_IN_ACTIONS: Final = {"plain_text_input", "email_text_input", "url_text_input", "number_input", "file_input"}
ONLY_IN_ACTIONS: Final = {"datetimepicker", "rich_text_input"}


@pytest.mark.parametrize("name", INPUTS)
def test_a_good_element_passes_in_an_input(name: str) -> None:
    assert in_modal(asked({"type": name, **INPUTS[name]})) == []


@pytest.mark.parametrize("name", ACTIONS)
def test_an_actions_block_takes_what_slack_documents(name: str) -> None:
    block = {"type": "actions", "elements": [{**ACTIONS[name], "type": name}]}
    refused = in_home(block) if name == "rich_text_input" else in_message(block)
    assert bool(refused) is (name in NOT_IN_ACTIONS)


@pytest.mark.parametrize("name", [*ACTIONS, "image"])
def test_a_section_takes_what_slack_documents(name: str) -> None:
    accessory = image() if name == "image" else {**ACTIONS[name], "type": name}
    refused = in_message(section(accessory=accessory))
    assert bool(refused) is (name in NOT_IN_ACTIONS | ONLY_IN_ACTIONS)


@pytest.mark.parametrize("name", ["button", "overflow", "workflow_button", "image"])
def test_an_input_takes_no_button_and_no_picture(name: str) -> None:
    element = image() if name == "image" else {**ACTIONS[name], "type": name}
    assert f"/blocks/0/element/type: unsupported type: {name}" in in_modal(asked(element))


FOREIGN: Final = "must be one of the provided options"

REFUSED_IN_INPUTS: Final = [
    # any element
    ("static_select", "/action_id", "x" * 256, "/action_id", LONG.format(256)),
    ("static_select", "/action_id", 5, "/action_id", "must provide a string"),
    ("static_select", "/surprise", 1, "", "invalid additional property: surprise"),
    ("static_select", "/type", "dropdown", "/type", "unsupported type: dropdown"),
    ("static_select", "/type", GONE, "", "missing required field: type"),
    ("static_select", "/focus_on_load", "yes", "/focus_on_load", "must provide a boolean"),
    ("static_select", "/placeholder/text", "x" * 151, "/placeholder/text", LONG.format(151)),
    ("static_select", "/placeholder", mrkdwn(), "/placeholder/type", "unsupported type: mrkdwn"),
    ("static_select", "/placeholder", "Choose", "/placeholder", "must provide an object"),
    # confirmation
    ("static_select", "/confirm/title", GONE, "/confirm", "missing required field: title"),
    ("static_select", "/confirm/deny", GONE, "/confirm", "missing required field: deny"),
    ("static_select", "/confirm/title/text", "x" * 101, "/confirm/title/text", LONG.format(101)),
    ("static_select", "/confirm/text/text", "x" * 301, "/confirm/text/text", LONG.format(301)),
    ("static_select", "/confirm/confirm/text", "x" * 31, "/confirm/confirm/text", LONG.format(31)),
    ("static_select", "/confirm/deny/text", "x" * 31, "/confirm/deny/text", LONG.format(31)),
    ("static_select", "/confirm/deny", mrkdwn(), "/confirm/deny/type", "unsupported type: mrkdwn"),
    ("static_select", "/confirm/style", "red", "/confirm/style", "must be a valid enum value (primary, danger)"),
    # options
    ("static_select", "/options", GONE, "", "must define either `options` or `option_groups`"),
    ("static_select", "/option_groups", GROUPS, "", "cannot provide both `options` and `option_groups`"),
    ("static_select", "/options", [], "/options", "must provide at least 1 items"),
    ("static_select", "/options", [option(str(n)) for n in range(101)], "/options", FEW.format(100)),
    ("static_select", "/options/0/text/text", "x" * 76, "/options/0/text/text", LONG.format(76)),
    ("static_select", "/options/0/text/text", "", "/options/0/text/text", "must be more than 0 characters"),
    ("static_select", "/options/0/text", mrkdwn(), "/options/0/text/type", "unsupported type: mrkdwn"),
    ("static_select", "/options/0/value", "x" * 151, "/options/0/value", LONG.format(151)),
    ("static_select", "/options/0/value", GONE, "/options/0", "missing required field: value"),
    ("static_select", "/options/0/description", plain("x" * 76), "/options/0/description/text", LONG.format(76)),
    ("static_select", "/options/0/url", "https://a.example", "/options/0", "invalid additional property: url"),
    ("static_select", "/options/0/value", "b", "/options/1/value", '`value` "b" already exists'),
    ("static_select", "/options/0", None, "/options/0", "must provide an object"),
    ("static_select", "/initial_option", option("c"), "/initial_option", FOREIGN),
    ("static_select", "/initial_option/text/text", "Other", "/initial_option", FOREIGN),
    ("multi_static_select", "/option_groups", [], "/option_groups", "must provide at least 1 items"),
    ("multi_static_select", "/option_groups", GROUPS[:1] * 101, "/option_groups", FEW.format(100)),
    ("multi_static_select", "/option_groups/0/options", [], "/option_groups/0/options", EMPTY),
    ("multi_static_select", "/option_groups/0/label/text", "x" * 76, "/option_groups/0/label/text", LONG.format(76)),
    ("multi_static_select", "/option_groups/0/label", GONE, "/option_groups/0", "missing required field: label"),
    (
        "multi_static_select", "/option_groups/1/options/0/value", "a",
        "/option_groups/1/options/0/value", '`value` "a" already exists',
    ),
    ("multi_static_select", "/initial_options/0", option("z"), "/initial_options/0", FOREIGN),
    ("multi_static_select", "/initial_options", [], "/initial_options", "must provide at least 1 items"),
    ("multi_static_select", "/max_selected_items", 0, "/max_selected_items", "must be greater than 0"),
    ("multi_channels_select", "/max_selected_items", 1, "/initial_channels", FEW.format(1)),
    ("multi_users_select", "/initial_user", "U1", "", "invalid additional property: initial_user"),
    ("multi_users_select", "/initial_users", ["U1", 2], "/initial_users/1", "must provide a string"),
    ("checkboxes", "/options", [option(str(n)) for n in range(11)], "/options", FEW.format(10)),
    ("checkboxes", "/options", GONE, "", "missing required field: options"),
    ("checkboxes", "/initial_options/0", option("z"), "/initial_options/0", FOREIGN),
    ("checkboxes", "/initial_options/0/text", plain("*A*"), "/initial_options/0", FOREIGN),
    ("radio_buttons", "/options", [option(str(n)) for n in range(11)], "/options", FEW.format(10)),
    ("radio_buttons", "/options", [], "/options", "must provide at least 1 items"),
    ("radio_buttons", "/initial_option", option("z"), "/initial_option", FOREIGN),
    # dates and times
    ("datepicker", "/initial_date", "30.11.2026", "/initial_date", "must be a date in the format YYYY-MM-DD"),
    ("datepicker", "/initial_date", "2026-13-01", "/initial_date", "must be a date in the format YYYY-MM-DD"),
    ("timepicker", "/initial_time", "9:30", "/initial_time", "must be a time in the format HH:mm"),
    ("timepicker", "/initial_time", "24:00", "/initial_time", "must be a time in the format HH:mm"),
    ("datetimepicker", "/initial_date_time", "1700000000", "/initial_date_time", "must provide an integer"),
    ("datetimepicker", "/initial_date_time", 1_700_000, "/initial_date_time", "must be greater than 999999999"),
    ("datetimepicker", "/placeholder", plain(), "", "invalid additional property: placeholder"),
    # conversations
    ("conversations_select", "/filter/include", [], "/filter/include", "must provide at least 1 items"),
    (
        "conversations_select", "/filter/include/0", "dm",
        "/filter/include/0", "must be a valid enum value (im, mpim, private, public)",
    ),
    (
        "conversations_select", "/filter", {},
        "/filter", "must define either `include` or `exclude_external_shared_channels` or `exclude_bot_users`",
    ),
    ("external_select", "/min_query_length", -1, "/min_query_length", "must be greater than -1"),
    ("external_select", "/options", OPTIONS, "", "invalid additional property: options"),
    # typed
    ("plain_text_input", "/max_length", 3001, "/max_length", "must be less than 3001"),
    ("plain_text_input", "/max_length", True, "/max_length", "must provide an integer"),
    ("plain_text_input", "/min_length", 3001, "/min_length", "must be less than 3001"),
    ("plain_text_input", "/initial_value", "x" * 3001, "/initial_value", LONG.format(3001)),
    ("plain_text_input", "/initial_value", None, "/initial_value", "must provide a string"),
    (
        "plain_text_input", "/dispatch_action_config/trigger_actions_on", ["on_blur"],
        "/dispatch_action_config/trigger_actions_on/0",
        "must be a valid enum value (on_enter_pressed, on_character_entered)",
    ),
    (
        "plain_text_input", "/dispatch_action_config/trigger_actions_on", [],
        "/dispatch_action_config/trigger_actions_on", "must provide at least 1 items",
    ),
    ("number_input", "/is_decimal_allowed", GONE, "", "missing required field: is_decimal_allowed"),
    ("number_input", "/min_value", 1, "/min_value", "must provide a string"),
    ("number_input", "/initial_value", "many", "/initial_value", "must be a number in a string"),
    ("number_input", "/max_value", "0", "/initial_value", "must not be greater than `max_value`"),
    ("number_input", "/initial_value", "-2", "/min_value", "must not be greater than `initial_value`"),
    ("rich_text_input", "/initial_value", "text", "/initial_value", "must provide an object"),
    ("file_input", "/max_files", 11, "/max_files", "must be less than 11"),
    ("file_input", "/max_files", 0, "/max_files", "must be greater than 0"),
    ("file_input", "/filetypes", [], "/filetypes", "must provide at least 1 items"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "pointer", "value", "path", "sentence"), REFUSED_IN_INPUTS)
def test_an_input_element_is_refused(name: str, pointer: str, value: Any, path: str, sentence: str) -> None:
    element = with_change({"type": name, **INPUTS[name]}, pointer, value)
    assert f"/blocks/0/element{path}: {sentence}" in in_modal(asked(element))


REFUSED_IN_ACTIONS: Final = [
    ("button", "/text", GONE, "", "missing required field: text"),
    ("button", "/text/text", "x" * 76, "/text/text", LONG.format(76)),
    ("button", "/text", mrkdwn(), "/text/type", "unsupported type: mrkdwn"),
    ("button", "/text", "Go", "/text", "must provide an object"),
    ("button", "/value", "x" * 2001, "/value", LONG.format(2001)),
    ("button", "/url", "https://" + "x" * 3000, "/url", LONG.format(3001)),
    ("button", "/style", "default", "/style", "must be a valid enum value (primary, danger)"),
    ("button", "/accessibility_label", "x" * 76, "/accessibility_label", LONG.format(76)),
    ("button", "/agent_prompt", "x" * 4001, "/agent_prompt", LONG.format(4001)),
    ("button", "/text/emoji", "yes", "/text/emoji", "must provide a boolean"),
    ("overflow", "/options", [option(str(n)) for n in range(6)], "/options", FEW.format(5)),
    ("overflow", "/options", [], "/options", "must provide at least 1 items"),
    ("overflow", "/options/0/url", "x" * 3001, "/options/0/url", LONG.format(3001)),
    ("workflow_button", "/workflow", GONE, "", "missing required field: workflow"),
    ("workflow_button", "/workflow/trigger/url", GONE, "/workflow/trigger", "missing required field: url"),
]


@pytest.mark.parametrize(("name", "pointer", "value", "path", "sentence"), REFUSED_IN_ACTIONS)
def test_an_action_element_is_refused(name: str, pointer: str, value: Any, path: str, sentence: str) -> None:
    element = with_change({**ACTIONS[name], "type": name}, pointer, value)
    assert f"/blocks/0/elements/0{path}: {sentence}" in in_message({"type": "actions", "elements": [element]})


def test_mrkdwn_takes_no_emoji_flag_and_plain_text_no_verbatim_flag() -> None:
    assert in_message(section(text={**mrkdwn(), "emoji": True})) == [
        "/blocks/0/text: invalid additional property: emoji"
    ]
    assert in_message(section(text={**plain(), "verbatim": True})) == [
        "/blocks/0/text: invalid additional property: verbatim"
    ]


def test_an_initial_option_may_differ_in_flags_that_slack_fills_in() -> None:
    first = {"text": {**plain("A"), "emoji": True}, "value": "a"}
    assert in_modal(asked({"type": "static_select", "options": OPTIONS, "initial_option": first})) == []


@pytest.mark.parametrize(
    ("name", "surface", "taken"),
    [
        ("file_input", in_message, False),
        ("file_input", in_home, False),
        ("email_text_input", in_message, False),
        ("number_input", in_home, False),
        ("rich_text_input", in_message, False),
        ("rich_text_input", in_home, True),
        ("datetimepicker", in_message, True),
        ("datetimepicker", in_home, False),
        ("plain_text_input", in_message, True),
        ("plain_text_input", in_home, True),
    ],
)
def test_some_elements_stand_on_some_surfaces_only(name: str, surface: Any, taken: bool) -> None:
    expected = [] if taken else [f"/blocks/0/element/type: unsupported type: {name}"]
    assert surface(asked({"type": name, **INPUTS[name]})) == expected


def test_a_workflow_button_stands_in_messages_only() -> None:
    block = {"type": "actions", "elements": [{**ACTIONS["workflow_button"], "type": "workflow_button"}]}
    assert in_message(block) == []
    assert in_modal(block) == ["/blocks/0/elements/0/type: unsupported type: workflow_button"]


def test_a_response_url_is_asked_for_in_a_modals_input_only() -> None:
    menu = {"type": "channels_select", "response_url_enabled": True}
    assert in_modal(asked(menu)) == []
    where = "must be used in an `input` block of a modal"
    assert in_message(asked(menu)) == [f"/blocks/0/element/response_url_enabled: {where}"]
    assert in_modal(section(accessory=menu)) == [f"/blocks/0/accessory/response_url_enabled: {where}"]
