"""Reading what a request carries: numbers of pages and leads."""

from __future__ import annotations

import re
from typing import Any

from domain.errors import Code, DomainError
from handlers.requests import Click, Modal, Request
from handlers.texts.catalogue import say


def offset_of(request: Request) -> int:
    """Where a list starts: the value of a paging button, else 0."""
    value = request.value if isinstance(request, Click) else ""
    last = value.rpartition(":")[2]
    return int(last) if last.isdecimal() else 0


def front_of(click: Click) -> str:
    """What a button's value says before the number of its page: `acme` in `acme:20`. Empty where there is none."""
    return click.value.rpartition(":")[0]


def row_of(click: Click) -> int:
    """The id that a button's value is; 0, which nothing has, where it is none that a database has room for."""
    return int(click.value) if click.value.isdecimal() and len(click.value) <= 9 else 0


def lead_id(text: str) -> int:
    """The id in `L-12`, `l12` or `12`. Raises DomainError(LEAD_UNKNOWN) for anything else."""
    found = re.fullmatch(r"(?:[lL]-?|#)?(\d{1,9})", text.strip())
    if found is None:
        raise DomainError(Code.LEAD_UNKNOWN, number=text.strip() or say("that number"))
    return int(found[1])


def modal_of(request: Click) -> Modal:
    """The modal a click came from. ValueError for a click elsewhere: the action is offered in modals only."""
    if request.modal is None:
        raise ValueError(f"{request.action} was clicked outside a modal")
    return request.modal


def page_answers(form: Modal) -> dict[str, Any]:
    """All fields of a page, the emptied ones as None: what was taken out again must not come back."""
    return dict.fromkeys(form.fields) | dict(form.answers)
