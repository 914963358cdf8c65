"""Checks messages and views as Slack does; the door to the Block Kit rules.

A message's pointers start at the call's arguments, a view's at the view: Slack shows the latter as
`/view/blocks/3/text`, which the caller of `check_view` gets with `problem.below("view")`.
"""

from sandbox.rules.messages import check_message
from sandbox.rules.shapes import Problem
from sandbox.rules.views import check_view

__all__ = ["Problem", "check_message", "check_view"]
