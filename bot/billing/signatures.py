"""Who may tell us of billing events: whoever knows the secret (Standard Webhooks)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from standardwebhooks import Webhook, WebhookVerificationError


class Signatures:
    """Knows a body that was signed with one of the secrets within the last five minutes."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._webhooks = [Webhook(secret) for secret in secrets]

    def vouch_for(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Whether one of the secrets has signed this body under these headers."""
        return any(_verified(webhook, body, dict(headers)) for webhook in self._webhooks)


def _verified(webhook: Webhook, body: bytes, headers: dict[str, str]) -> bool:
    try:
        webhook.verify(body, headers, json_parse=False)
    except (WebhookVerificationError, ValueError):  # the second for what is no UTF-8, no base64, or has no version
        return False
    return True
