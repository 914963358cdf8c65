"""`import partners|subscriptions`: all rows or none, and again without effect."""

from __future__ import annotations

from tests.cli.conftest import Program
from tests.cli.importing import ACME, BOLT, COLUMNS, PARTNERS, rows

WRONG = "sub_3;northwnd;cus_3;Coil;;referral;livechat;team;1;monthly;41;USD;active;;2026-02-01;"


def test_partners_and_subscriptions_come_in_and_stay_as_they_are(app: Program) -> None:
    partners = app.write("partners.csv", *PARTNERS)
    tried = app("import", "partners", partners, "--dry-run")
    assert tried.out == ["dry run, nothing was stored: 2 partners: 2 added"]
    assert rows(app, "SELECT count(*) FROM partners") == [(0,)]
    assert app("import", "partners", partners).out == ["2 partners: 2 added"]
    assert rows(app, "SELECT person, partner_id FROM members ORDER BY person") == [
        ("T0HELIO:U0HANA001", "helio"),
        ("T0LIVECHAT:U0PAT0001", "northwind"),
        ("T0LIVECHAT:U0PIOTR01", "northwind"),
    ]
    subscriptions = app.write("subscriptions.csv", COLUMNS, ACME, BOLT)
    assert app("import", "subscriptions", subscriptions).out == ["2 subscriptions: 2 added; 1 tier change"]
    assert rows(app, "SELECT id, contribution, rate FROM subscriptions ORDER BY id") == [
        ("sub_1", 283_200, 2000),
        ("sub_2", 984_000, 2500),
    ]
    again = app.write("subscriptions.csv", COLUMNS, ACME, BOLT.replace("9840.00", "9000.00"))
    assert app("import", "subscriptions", again).out == ["2 subscriptions: 1 changed, 1 unchanged"]
    assert rows(app, "SELECT tier FROM partners WHERE id = 'northwind'") == [("silver",)]


def test_the_same_on_postgresql(app_on_postgresql: Program) -> None:
    app = app_on_postgresql
    assert app("import", "partners", app.write("partners.csv", *PARTNERS)).out == ["2 partners: 2 added"]
    subscriptions = app.write("subscriptions.csv", COLUMNS, ACME, BOLT)
    assert app("import", "subscriptions", subscriptions).out == ["2 subscriptions: 2 added; 1 tier change"]
    assert rows(app, "SELECT sum(contribution) FROM subscriptions WHERE counts") == [(1_267_200,)]


def test_one_wrong_row_keeps_all_out(app: Program) -> None:
    assert app("import", "partners", app.write("partners.csv", *PARTNERS)).code == 0
    shown = app("import", "subscriptions", app.write("subscriptions.csv", COLUMNS, ACME, WRONG))
    assert (shown.code, shown.out) == (1, [])
    assert shown.err == [
        'line 3: partner: there is no partner "northwnd"; did you mean "northwind"?',
        "error: subscriptions.csv: 1 problem, nothing was imported; mend the lines above and run it again",
    ]
    assert rows(app, "SELECT count(*) FROM subscriptions") == [(0,)]
    assert rows(app, "SELECT count(*) FROM customers") == [(0,)]


def test_a_file_that_is_not_there(app: Program) -> None:
    shown = app("import", "partners", "nowhere.csv")
    assert (shown.code, shown.error) == (1, "error: nowhere.csv: No such file or directory; check the path")
