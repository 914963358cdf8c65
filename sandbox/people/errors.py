"""What a person cannot do."""


class NotOffered(AssertionError):  # noqa: N818 - reads as what it says in a failing test
    """There is no such button, field or command for this person; the sentence lists what there is."""


def listed(names: list[str]) -> str:
    """The names there are, for such a sentence."""
    return ", ".join(f'"{name}"' for name in names) if names else "nothing"
