"""Crashes share the fixtures of the stories."""

from tests.slack.conftest import plain_log_lines, program

__all__ = ["plain_log_lines", "program"]
