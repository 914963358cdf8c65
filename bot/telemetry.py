"""What an operator sees: log lines with what they are about, and figures for Prometheus."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.settings import LogFormat

LATENCIES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)

QUIET = ("slack_bolt", "slack_sdk", "apscheduler", "uvicorn.access", "aiohttp.access")
"""Libraries whose lines below a warning say nothing that ours do not."""


class Metrics:
    """The figures of one process object; each has its own registry, so that two of them never clash."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "partner_requests", "Requests of Slack", ["kind", "route", "outcome"], registry=self.registry
        )
        self.latency = Histogram(
            "partner_request_seconds",
            "From a request's arrival to its ack",
            ["kind"],
            buckets=LATENCIES,
            registry=self.registry,
        )
        self.sends = Counter("partner_sends", "Messages from the outbox", ["outcome"], registry=self.registry)
        self.calls_failed = Counter(
            "partner_call_failures",
            "Answers to people that Slack did not take",
            ["method", "code"],
            registry=self.registry,
        )
        self.pending = Gauge("partner_outbox_pending", "Messages waiting to be sent", registry=self.registry)
        self.dead = Gauge("partner_outbox_dead", "Messages that could not be sent", registry=self.registry)
        self.billing_requests = Counter(
            "partner_billing_requests", "Requests with billing events", ["status"], registry=self.registry
        )
        self.billing_events = Counter("partner_billing_events", "Billing events", ["outcome"], registry=self.registry)
        self.jobs = Counter("partner_job_runs", "Runs of scheduled jobs", ["job", "outcome"], registry=self.registry)

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self.registry)


def configure_logging(form: LogFormat, *, level: int = logging.INFO) -> None:
    """Sends our lines and those of libraries to standard error, in one form. For a process of its own only.

    Ours go there directly: a line for each request through the standard library's loggers costs twice as much.
    """
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    if form is LogFormat.JSON:
        last: list[Any] = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    else:
        # not the default's tracebacks, which show the values of variables: tokens are among them
        plain = structlog.dev.plain_traceback
        last = [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)]
    structlog.configure(
        processors=[*shared, *last],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
