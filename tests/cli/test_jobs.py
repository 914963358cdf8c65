"""`jobs list|run NAME`."""

from __future__ import annotations

from tests.cli.conftest import VENDOR_TEAM, Program


def test_jobs_are_listed_and_run(app: Program) -> None:
    head, *rows = app("jobs", "list").out
    assert head.split("\t") == ["job", "when", "latest run", "does"]
    jobs = {row.split("\t")[0]: row.split("\t")[1] for row in rows}
    assert jobs["tiers"] == "daily at 06:00 (Europe/Warsaw)"
    assert {"lead-reminders", "outbox", "housekeeping"} < jobs.keys()
    ran = app("jobs", "run", "tiers")
    assert (ran.code, ran.out) == (0, ["tiers: 0 partners evaluated, 0 changed"])
    latest = {row.split("\t")[0]: row.split("\t")[2] for row in app("jobs", "list").out}
    assert latest["tiers"].endswith(" UTC, done, by hand")
    assert latest["lead-reminders"] == "never"


def test_what_a_job_did_is_told_with_the_right_number(app: Program) -> None:
    head = "id,name,slack_team_id,slack_channel_id,account_manager,members,joined_on"
    partners = app.write("partners.csv", head, "northwind,Northwind,,C0NORTHWND,U0ALEX001,U0PAT0001,2026-01-15")
    added = app("import", "partners", partners, VENDOR_TEAM_ID=VENDOR_TEAM)
    assert added.code == 0, added.err
    assert app("jobs", "run", "pinned-messages").out == ["pinned-messages: 1 channel seen to"]
    done = "lead-reminders: 0 missed deadlines of leads brought up, 0 told further up"
    assert app("jobs", "run", "lead-reminders").out == [done]
    assert app("jobs", "run", "housekeeping").out == [
        "housekeeping: 0 deliveries, 0 sent messages and 0 unfinished claims forgotten"
    ]


def test_an_unknown_job_is_answered_with_the_nearest(app: Program) -> None:
    shown = app("jobs", "run", "tier")
    assert (shown.code, shown.error) == (2, 'error: there is no job "tier"; did you mean tiers?')
