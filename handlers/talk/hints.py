"""Words by which a talk is begun and steered, as people type them."""

from __future__ import annotations

from handlers.texts.catalogue import mark, say

LEAD = frozenset({"lead", "a lead", "new lead", "submit a lead", "submit lead", "start"})

SUBMIT = frozenset(
    {"yes", "y", "yes please", "yes submit it", "ok", "sure", "please do", "do it", "go ahead", "submit it", "send it"}
)
NOT_YET = frozenset({"no", "n", "not yet", "wait", "no wait", "not now"})
"""Answers to whether a lead shall be submitted."""

CHANGE = "change "
THE = "the "
"""Said before what is to be changed, and before a choice."""

TAUGHT = (mark("back"), mark("cancel"), mark("form"), mark("help"), mark("lead"), mark("show"), mark("skip"))
"""What we ask people to say: asked for in the language that is spoken, and understood in it as well as in English."""


def bare(text: str) -> str:
    """A message as such a word in English; it may be anything else too."""
    said = " ".join(text.replace(",", " ").split()).strip(" .!?*").casefold()
    return next((word for word in TAUGHT if say(word).casefold() == said), said)
