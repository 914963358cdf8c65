"""`jobs run audit-arr` as an operator sees it."""

from __future__ import annotations

from contextlib import closing

import pytest
from sqlalchemy import create_engine, text

from tests.cli.conftest import Program
from tests.cli.importing import ACME, BOLT, COLUMNS, PARTNERS


@pytest.mark.parametrize("kind", ["app", "app_on_postgresql"])
def test_differences_are_shown_line_by_line_and_fail_the_command(kind: str, request: pytest.FixtureRequest) -> None:
    app: Program = request.getfixturevalue(kind)
    app("import", "partners", app.write("partners.csv", *PARTNERS))
    app("import", "subscriptions", app.write("subscriptions.csv", COLUMNS, ACME, BOLT))
    right = app("jobs", "run", "audit-arr")
    assert (right.code, right.out) == (0, ["audit-arr: 2 subscriptions checked, no difference"])

    engine = create_engine(app.environment["DATABASE_URL"])
    with closing(engine.connect()) as connection:
        connection.execute(text("UPDATE subscriptions SET contribution = contribution + 1 WHERE id = 'sub_1'"))
        connection.commit()
    engine.dispose()
    wrong = app("jobs", "run", "audit-arr")
    assert wrong.code == 1
    assert wrong.out[0] == "subscription sub_1: ARR is stored as 2832.01, computed 2832.00"
    assert wrong.out[1].startswith("partner northwind: ARR of ")
    assert wrong.out[1].endswith(" is stored as 12672.00, computed 12672.01")
    assert wrong.error == "error: audit-arr failed: 2 differences found"
