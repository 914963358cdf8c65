"""The scheduled jobs: what there is, when each is due, and what it does."""

from bot.jobs.job import Job, JobError
from bot.jobs.registry import Jobs
from bot.jobs.schedules import Daily, Every, OnRequest, Weekly

__all__ = ["Daily", "Every", "Job", "JobError", "Jobs", "OnRequest", "Weekly"]
