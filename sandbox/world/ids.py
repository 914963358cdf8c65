"""Ids in the form Slack gives them."""

import secrets
import string
from itertools import count

_DIGITS = string.digits + string.ascii_uppercase


class Ids:
    """Numbered ids (`V0000000012`): readable in a log and the same in every run."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def new(self, prefix: str) -> str:
        """An id nobody has yet; `prefix` is Slack's letter for the kind of thing."""
        number, digits = next(self._numbers), ""
        while number:
            number, digit = divmod(number, 36)
            digits = _DIGITS[digit] + digits
        return f"{prefix}0{digits.rjust(9, '0')}"

    def secret(self) -> str:
        """What an address needs that nobody may guess."""
        return secrets.token_urlsafe(18)

    def short(self) -> str:
        """A block_id or action_id for a block that came without one."""
        return secrets.token_urlsafe(4)[:5]
