"""Tokens at rest: encrypted with the first key of TOKEN_ENCRYPTION_KEY, read with any of them."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

MAKE_ONE = 'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'


class UnreadableTokenError(Exception):
    """A token that none of the keys can read."""

    def __init__(self) -> None:
        super().__init__("none of the keys of TOKEN_ENCRYPTION_KEY reads it; put back the key it was encrypted with")


def split_keys(text: str) -> tuple[str, ...]:
    """The keys between commas, the newest first. ValueError where one of them is none."""
    keys = tuple(filter(None, (part.strip() for part in text.split(","))))
    if not keys:
        raise ValueError(f"has no key in it; make one with: {MAKE_ONE}")
    for number, key in enumerate(keys, start=1):
        try:
            Fernet(key)
        except ValueError:
            which = f"key {number} of {len(keys)} is" if len(keys) > 1 else "is"
            raise ValueError(f"{which} no key (32 bytes in URL-safe base64); make one with: {MAKE_ONE}") from None
    return keys


class Vault:
    """Encrypts and reads tokens. It shows its keys to nobody."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._fernets = [Fernet(key) for key in keys]
        self._all = MultiFernet(self._fernets)

    def lock(self, token: str) -> str:
        """The token as it is kept."""
        return self._all.encrypt(token.encode()).decode()

    def unlock(self, kept: str) -> str:
        """The token. Raises UnreadableTokenError."""
        try:
            return self._all.decrypt(kept).decode()
        except InvalidToken:
            raise UnreadableTokenError from None

    def is_current(self, kept: str) -> bool:
        """Whether it is encrypted with the newest key."""
        try:
            self._fernets[0].decrypt(kept)
        except InvalidToken:
            return False
        return True

    def relock(self, kept: str) -> str:
        """The same token under the newest key. Raises UnreadableTokenError."""
        return self.lock(self.unlock(kept))
