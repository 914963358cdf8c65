"""Inputs that tell of themselves while one types or chooses, so that what is in a form is kept as it comes about.

Slack says nothing of it when a form is closed. The handler of these reports keeps `page_answers(modal_of(click))` where
`domain.drafts.is_newest` says so, and answers `Nothing()`: what is being typed is not disturbed.
"""

from __future__ import annotations

from slack_sdk.models.blocks import EmailInputElement, InputBlock, NumberInputElement, PlainTextInputElement
from slack_sdk.models.blocks.block_elements import FileInputElement, InputInteractiveElement

from handlers.ids import Action

EVERY_KEY = {"trigger_actions_on": ["on_character_entered"]}
WRITTEN = (PlainTextInputElement, EmailInputElement, NumberInputElement)


def reporting(block: InputBlock, action: Action) -> InputBlock:
    """The same input, reporting as `action`. An input for files stays as it is: Slack has none of these report."""
    element = block.element
    if not isinstance(element, InputInteractiveElement) or isinstance(element, FileInputElement):
        return block
    element.action_id = action
    if isinstance(element, WRITTEN):
        element.dispatch_action_config = EVERY_KEY
    block.dispatch_action = True
    return block
