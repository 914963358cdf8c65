"""What is sent to Slack is what the SDK would send, and what the SDK refuses is refused."""

from __future__ import annotations

import json

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import (
    ButtonElement,
    ConfirmObject,
    InputBlock,
    Option,
    OverflowMenuElement,
    PlainTextInputElement,
    PlainTextObject,
    RichTextBlock,
    RichTextElementParts,
    RichTextSectionElement,
    SectionBlock,
    StaticSelectElement,
)

from bot.as_json import as_json, as_text
from tests.unit import samples
from tests.views.gallery import gallery

PARTS = RichTextElementParts
RARER: dict[str, JsonObject] = {
    "a confirmation within a button": ButtonElement(
        text="Go", action_id="go", confirm=ConfirmObject(title="Sure?", text="Really", style="danger")
    ),
    "choices with descriptions and addresses": OverflowMenuElement(
        action_id="more",
        options=[
            Option(text="One", value="1", description="The first", url="https://example.com"),
            Option(label="Two", value="2"),
        ],
    ),
    "rich text with an empty section": RichTextBlock(
        elements=[
            RichTextSectionElement(elements=[]),
            RichTextSectionElement(elements=[PARTS.Text(text="x", style=PARTS.TextStyle(bold=True))]),
        ]
    ),
    "a section with everything": SectionBlock(
        block_id="b", text="*x*", fields=["a", "b"], accessory=ButtonElement(text="Go", action_id="go", value="1")
    ),
    "a section of nothing but fields": SectionBlock(fields=["a"], text=""),
}

LONG = "x" * 5000
REFUSED: dict[str, JsonObject] = {
    "text": SectionBlock(text=LONG),
    "nothing": SectionBlock(),
    "a button's text": SectionBlock(text="x", accessory=ButtonElement(text=LONG, action_id="go")),
    "an option's value": StaticSelectElement(action_id="a", options=[Option(text="One", value=LONG)]),
    "an option's text": StaticSelectElement(action_id="a", options=[Option(text=LONG, value="1")]),
    "a label": InputBlock(label=PlainTextObject(text=LONG), element=PlainTextInputElement(action_id="a")),
}


def test_everything_the_app_shows_is_what_the_sdk_makes_of_it() -> None:
    for shown in gallery(samples.program()):
        for model in shown.blocks if shown.view is None else [shown.view]:
            assert as_json(model) == model.to_dict(), shown.name


@pytest.mark.parametrize("model", RARER.values(), ids=RARER.keys())
def test_rarer_objects_are_what_the_sdk_makes_of_them(model: JsonObject) -> None:
    assert as_json(model) == model.to_dict()


@pytest.mark.parametrize("model", REFUSED.values(), ids=REFUSED.keys())
def test_what_the_sdk_refuses_is_refused_in_its_words(model: JsonObject) -> None:
    with pytest.raises(SlackObjectFormationError) as of_the_sdk:
        model.to_dict()
    with pytest.raises(SlackObjectFormationError) as ours:
        as_json(model)
    assert str(ours.value) == str(of_the_sdk.value)


@pytest.mark.parametrize("text", ["Żółw “&” <b> 🐢", "half a character: \ud83d", "\u2028\x00"])
def test_an_answer_is_written_out_as_it_was_whatever_letters_it_has(text: str) -> None:
    body = {"text": text, "blocks": [{"type": "section", "fields": [text, None, True, 2**70]}]}
    assert json.loads(as_text(body)) == body
    del body["blocks"]
    assert json.loads(as_text(body)) == body
