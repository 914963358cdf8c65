"""What the buttons of a talk are about: its draft and the field, in the id of their row."""

from __future__ import annotations

from dataclasses import dataclass

_MARK = "talk"


@dataclass(frozen=True)
class Ref:
    """A question of a talk. Slack wants rows to differ: `row` counts them within a message."""

    draft_id: str
    field: str

    def block_id(self, row: str) -> str:
        """The id of one of the question's rows of buttons."""
        return f"{_MARK}|{self.draft_id}|{self.field}|{row}"

    @classmethod
    def of(cls, block_id: str) -> Ref | None:
        """The question that a row belongs to; None for any other row."""
        parts = block_id.split("|")
        return cls(parts[1], parts[2]) if len(parts) == 4 and parts[0] == _MARK else None
