"""The secrets that billing events are signed with, as they stand in the settings."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable

SAFE_BYTES = 24
"""Standard Webhooks asks for so many random bytes; a shorter secret works, and `doctor` says so."""

MOST_SECRETS = 2
PREFIX = "whsec_"
MAKE_ONE = "python3 -c \"import base64, secrets; print('whsec_' + base64.b64encode(secrets.token_bytes(32)).decode())\""


def split_secrets(text: str) -> tuple[str, ...]:
    """One secret, or two while it is being changed, with a space or comma between. ValueError says what is wrong."""
    secrets = tuple(part for part in re.split(r"[\s,]+", text) if part)
    if not 1 <= len(secrets) <= MOST_SECRETS:
        raise ValueError("must be one secret, or two with a space between while it is being changed")
    for secret in secrets:
        if not _decoded(secret):
            raise ValueError(f"must be {PREFIX} and random bytes in base64; make one with: {MAKE_ONE}")
    return secrets


def too_short(secrets: Iterable[str]) -> bool:
    """Whether one of them could be guessed."""
    return any(len(_decoded(secret)) < SAFE_BYTES for secret in secrets)


def _decoded(secret: str) -> bytes:
    bare = secret.removeprefix(PREFIX).rstrip("=")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except binascii.Error:
        return b""
