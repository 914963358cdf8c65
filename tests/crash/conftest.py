"""Crashes share the fixtures of the stories."""

from tests.slack.conftest import program

__all__ = ["program"]
