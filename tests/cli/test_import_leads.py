"""`import leads`: the form's fields as columns and its words for what is wrong; all rows or none, and each once."""

from __future__ import annotations

from tests.cli.conftest import Program
from tests.cli.importing import PARTNERS, rows

COLUMNS = (
    "partner,company,domain,first_name,last_name,email,country,products,plan_livechat,agents,reward,involvement,consent"
)
ACME = "northwind,Acme,acme.com,Ann,Lee,ann@acme.com,US,livechat;helpdesk,team,5,rev_share,email,yes"
BOLT = "helio,Bolt,www.bolt.com,Bo,Day,bo@bolt.com,,,,,FLAT_FEE,none,Yes"


def enrolled(app: Program) -> Program:
    assert app("import", "partners", app.write("partners.csv", *PARTNERS)).code == 0
    return app


def test_leads_come_in_once(app: Program) -> None:
    file = enrolled(app).write("leads.csv", COLUMNS, ACME, BOLT)
    assert app("import", "leads", file, "--dry-run").out == ["dry run, nothing was stored: 2 leads: 2 added"]
    assert rows(app, "SELECT count(*) FROM leads") == [(0,)]
    assert app("import", "leads", file).out == ["2 leads: 2 added"]
    assert rows(
        app, "SELECT partner_id, company, domain, country, agents, reward, source, submitted_by FROM leads"
    ) == [
        ("northwind", "Acme", "acme.com", "US", 5, "rev_share", "file", "system"),
        ("helio", "Bolt", "bolt.com", None, None, "flat_fee", "file", "system"),
    ]
    assert rows(app, "SELECT estimate FROM leads ORDER BY id")[0] == (12 * 5 * (4100 + 2900),)
    assert app("import", "leads", file).out == ["2 leads: 2 unchanged"]
    more = app.write("more.csv", COLUMNS, BOLT, ACME.replace("Acme", "Acme Labs"), ACME)
    assert app("import", "leads", more).out == ["3 leads: 1 added, 2 unchanged"]


def test_the_same_on_postgresql(app_on_postgresql: Program) -> None:
    app = enrolled(app_on_postgresql)
    file = app.write("leads.csv", COLUMNS, ACME, BOLT)
    assert app("import", "leads", file).out == ["2 leads: 2 added"]
    assert app("import", "leads", file).out == ["2 leads: 2 unchanged"]
    assert rows(app, "SELECT count(*) FROM leads") == [(2,)]


def test_one_wrong_row_keeps_all_out_and_everything_wrong_is_told_as_the_form_does(app: Program) -> None:
    wrong = "northwnd,Coil,coil,Co,,co@,XX,livechat,gold,0,fee,email,no"
    file = enrolled(app).write("leads.csv", COLUMNS, ACME, wrong, ACME)
    shown = app("import", "leads", file)
    assert (shown.code, shown.out) == (1, [])
    assert shown.err == [
        'line 3: partner: there is no partner "northwnd"; did you mean "northwind"?',
        "line 3: domain: This doesn't look like a website, such as acme.com.",
        "line 3: last_name: Please fill this in.",
        "line 3: email: This doesn't look like an email address, such as jane@acme.com.",
        'line 3: country: Please choose one from the list: its name, or two letters such as PL. Not "XX"',
        'line 3: plan_livechat: Please choose one from the list: starter, team, business, enterprise. Not "gold"',
        "line 3: agents: A number from 1 to 100,000, please.",
        'line 3: reward: Please choose one from the list: flat_fee, rev_share. Not "fee"',
        "line 3: consent: We can only contact leads that know about it. Please ask first, then write yes.",
        "line 4: is the same as line 2",
        "error: leads.csv: 10 problems, nothing was imported; mend the lines above and run it again",
    ]
    assert rows(app, "SELECT count(*) FROM leads") == [(0,)]


def test_a_column_that_must_be_there(app: Program) -> None:
    file = enrolled(app).write("leads.csv", COLUMNS.replace(",consent", ",agreed"), ACME)
    shown = app("import", "leads", file)
    assert 'line 1: unknown column "agreed"' in shown.err[0]
    assert "line 1: missing: consent" in shown.err[1]


def test_a_file_has_a_bound(app: Program) -> None:
    leads = (ACME.replace("Acme", f"Acme {number}").replace("livechat;helpdesk", "gold") for number in range(5001))
    shown = app("import", "leads", enrolled(app).write("leads.csv", COLUMNS, *leads), "--dry-run")
    assert (shown.code, shown.out) == (1, [])
    assert "and 4951 more" in shown.err[-2]
    assert shown.err[-1].startswith("error: leads.csv: 5,001 problems")
