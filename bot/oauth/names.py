"""What the ways in and out are called: our address, and Slack's types of events."""

from __future__ import annotations

INSTALL_PATH = "/slack/install"

GRANTED = "team_access_granted"
ACCESS = frozenset({GRANTED, "team_access_revoked"})
"""What tells that an organisation gives the app to one of its workspaces, or takes it away."""

MOVES = ACCESS | {"app_uninstalled", "tokens_revoked"}
"""What tells that the app is not, or is again, where it was."""
