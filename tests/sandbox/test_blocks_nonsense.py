"""Whatever an app sends, the rules answer with problems and never with an exception."""

from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.rules.blocks import check_message, check_view

WORDS: Final = """
    type text blocks elements element accessory options option_groups initial_option initial_options value label
    fields confirm title rows child_blocks action_id block_id focus_on_load response_url_enabled dispatch_action
    section actions input context table rich_text container carousel static_select checkboxes button image
    plain_text mrkdwn modal home data_table data_visualization chart series axis_config categories attachments
"""

_words = st.sampled_from(WORDS.split())
_scalars = st.none() | st.booleans() | st.integers(-5, 5) | st.just("") | _words
_nonsense = st.recursive(
    _scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(_words, inner, max_size=5)
        | st.builds(
            lambda kind, rest: {**rest, "type": kind},
            _words,
            st.dictionaries(_words, inner),
        )
    ),
    max_leaves=25,
)


@settings(deadline=None)
@given(blocks=_nonsense, text=_nonsense, attachments=_nonsense)
def test_a_message_of_nonsense_is_answered(blocks: Any, text: Any, attachments: Any) -> None:
    for problem in check_message({"text": text, "blocks": blocks, "attachments": attachments}):
        assert problem.path.startswith("/")
        assert problem.message


@settings(deadline=None)
@given(kind=st.sampled_from(["modal", "home"]), rest=st.dictionaries(_words, _nonsense))
def test_a_view_of_nonsense_is_answered(kind: str, rest: dict[str, Any]) -> None:
    for problem in check_view({"title": {"type": "plain_text", "text": "T"}, **rest, "type": kind}):
        assert problem.message
