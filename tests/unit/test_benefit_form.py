"""A benefit's form: each kind of answer in one form or refused, all wrong fields at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.benefit_form import MOST_BYTES, check_answers
from domain.benefits import CLAIMED, Benefit
from domain.errors import Code, FormError
from tests.claims.filling import LOGO, filled
from tests.unit import samples

PROGRAM = samples.program()
TODAY = date(2026, 11, 2)
CLAIMABLE = [benefit for benefit in PROGRAM.benefits if benefit.way in CLAIMED]

FORM = Benefit.model_validate(
    {
        "key": "anything",
        "name": "Anything",
        "tier": "bronze",
        "way": "request",
        "text": "All kinds of fields.",
        "target_days": 1,
        "fields": [
            {"key": "line", "label": "Line", "kind": "text", "at_least": 3, "at_most": 10},
            {"key": "text", "label": "Text", "kind": "long_text", "required": False},
            {
                "key": "one",
                "label": "One",
                "kind": "choice",
                "required": False,
                "options": [{"key": "a", "name": "A"}, {"key": "b", "name": "B"}],
            },
            {
                "key": "some",
                "label": "Some",
                "kind": "choices",
                "required": False,
                "at_least": 2,
                "options": [{"key": "a", "name": "A"}, {"key": "b", "name": "B"}, {"key": "c", "name": "C"}],
            },
            {"key": "day", "label": "Day", "kind": "date", "required": False},
            {"key": "link", "label": "Link", "kind": "url", "required": False},
            {"key": "email", "label": "Email", "kind": "email", "required": False},
            {"key": "number", "label": "Number", "kind": "number", "required": False, "at_least": 2, "at_most": 50},
            {"key": "zero", "label": "Zero", "kind": "number", "required": False},
            {"key": "files", "label": "Files", "kind": "file", "required": False, "at_most": 2},
            {"key": "picture", "label": "Picture", "kind": "file", "required": False, "accept": ["png", "jpg"]},
            {"key": "people", "label": "People", "kind": "people", "required": False, "at_most": 2},
        ],
    }
)


@pytest.mark.parametrize("benefit", CLAIMABLE, ids=lambda benefit: benefit.key)
def test_every_form_takes_what_it_asks_for_and_nothing_less(benefit: Benefit) -> None:
    answers = filled(benefit, TODAY)
    checked = check_answers(benefit, answers, TODAY)
    assert checked.answers.keys() == answers.keys()
    for key in answers:
        with pytest.raises(FormError) as refused:
            check_answers(benefit, {**answers, key: None}, TODAY)
        assert {field: error.code for field, error in refused.value.errors.items()} == {key: Code.REQUIRED}


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        ("line", "  a   b  ", "a b"),
        ("text", " a\n\n b ", "a\n\n b"),
        ("one", "b", "b"),
        ("some", ["c", "a", "c"], ["c", "a"]),
        ("day", "2026-11-02", "2026-11-02"),
        ("link", "acme.com/page?a=1", "https://acme.com/page?a=1"),
        ("link", "http://acme.com", "http://acme.com"),
        ("email", "mailto:Ann@ACME.com", "Ann@acme.com"),
        ("number", " 50 ", 50),
        ("zero", "0", 0),
        ("files", [LOGO], ["F0LOGO"]),
        ("people", ["U1", "U2", "U1"], ["U1", "U2"]),
        ("picture", [{**LOGO, "name": "Logo.PNG"}], ["F0LOGO"]),
        ("picture", [{**LOGO, "name": "photo.jpeg"}], ["F0LOGO"]),
    ],
)
def test_an_answer_is_brought_into_one_form(field: str, given: Any, kept: Any) -> None:
    assert check_answers(FORM, {"line": "abc", field: given}, TODAY).answers[field] == kept


@pytest.mark.parametrize(
    ("field", "given", "code"),
    [
        ("line", "   ", Code.REQUIRED),
        ("line", "ab", Code.TOO_SHORT),
        ("line", "x" * 11, Code.TOO_LONG),
        ("text", "x" * 3001, Code.TOO_LONG),
        ("one", "c", Code.UNKNOWN_CHOICE),
        ("some", ["a", "z"], Code.UNKNOWN_CHOICE),
        ("some", ["a"], Code.TOO_FEW),
        ("day", "soon", Code.DATE_INVALID),
        ("day", "2026-11-01", Code.DATE_OUT_OF_RANGE),
        ("day", "2028-11-02", Code.DATE_OUT_OF_RANGE),
        ("link", "ftp://acme.com", Code.DOMAIN_INVALID),
        ("link", "javascript:alert(1)", Code.DOMAIN_INVALID),
        ("link", "no page", Code.DOMAIN_INVALID),
        ("link", "acme.com/" + "x" * 500, Code.TOO_LONG),
        ("email", "ann", Code.EMAIL_INVALID),
        ("number", "1", Code.OUT_OF_RANGE),
        ("number", "51", Code.OUT_OF_RANGE),
        ("number", "many", Code.NOT_A_NUMBER),
        ("files", [LOGO] * 3, Code.TOO_MANY),
        ("files", [{**LOGO, "size": MOST_BYTES + 1}], Code.FILE_TOO_LARGE),
        ("people", ["U1", "U2", "U3"], Code.TOO_MANY),
        ("picture", [{**LOGO, "name": "logo.svg"}], Code.FILE_KIND),
        ("picture", [{**LOGO, "name": "logo.png.exe"}], Code.FILE_KIND),
        ("picture", [{**LOGO, "name": "png"}], Code.FILE_KIND),
    ],
)
def test_a_wrong_answer_is_refused_with_its_reason(field: str, given: Any, code: Code) -> None:
    with pytest.raises(FormError) as refused:
        check_answers(FORM, {"line": "abc", field: given}, TODAY)
    assert {key: error.code for key, error in refused.value.errors.items()} == {field: code}
    assert refused.value.errors[field].field == field


def test_all_wrong_fields_are_told_at_once_and_unknown_ones_left_out() -> None:
    with pytest.raises(FormError) as refused:
        check_answers(FORM, {"email": "ann", "number": "x"}, TODAY)
    assert refused.value.errors.keys() == {"line", "email", "number"}
    assert check_answers(FORM, {"line": "abc", "other": "x"}, TODAY).answers == {"line": "abc"}


def test_files_come_with_the_field_they_were_handed_in_for() -> None:
    [file] = check_answers(FORM, {"line": "abc", "files": [LOGO]}, TODAY).files
    assert (file.field, file.slack_id, file.name, file.mimetype) == ("files", "F0LOGO", "logo.png", "image/png")
    assert (file.size, file.url, file.content) == (2048, "https://files.example/logo.png", None)
