"""`jobs list|run NAME`."""

from __future__ import annotations

from tests.cli.conftest import Program


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


def test_an_unknown_job_is_answered_with_the_nearest(app: Program) -> None:
    shown = app("jobs", "run", "tier")
    assert (shown.code, shown.error) == (2, 'error: there is no job "tier"; did you mean tiers?')
