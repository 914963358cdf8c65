"""A local Slack workspace for developing and testing Slack apps. It imports nothing of the rest of the project."""

from sandbox.people.errors import NotOffered
from sandbox.people.workspace import Workspace

__all__ = ["NotOffered", "Workspace"]
