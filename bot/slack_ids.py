"""The shapes of Slack's ids."""

from __future__ import annotations

TEAM = r"T[A-Z0-9]{2,20}"
USER = r"[UW][A-Z0-9]{2,20}"
CHANNEL = r"[CG][A-Z0-9]{2,20}"
