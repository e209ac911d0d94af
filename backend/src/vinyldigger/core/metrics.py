"""Prometheus metrics of the product. Names end in their unit. How processes add them up: metric_sums.py."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

OWN = CollectorRegistry()  # counted by this process

REQUESTS = Counter(
    "vinyldigger_http_requests_total", "HTTP requests answered", ["method", "route", "status"], registry=OWN
)
REQUEST_SECONDS = Histogram(
    "vinyldigger_http_request_seconds", "Time to answer a request", ["method", "route"], registry=OWN
)
JOBS = Counter("vinyldigger_jobs_total", "Attempts at jobs by how they ended", ["job", "outcome"], registry=OWN)
JOB_SECONDS = Histogram(
    "vinyldigger_job_seconds",
    "Duration of one attempt",
    ["job"],
    buckets=(0.05, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300),
    registry=OWN,
)
PUBLISH_FAILURES = Counter(
    "vinyldigger_publish_failures_total", "Jobs that could not be published at once", registry=OWN
)
LOGINS = Counter("vinyldigger_logins_total", "Attempts to log in by outcome", ["outcome"], registry=OWN)
MARKETPLACE_CALLS = Counter(
    "vinyldigger_marketplace_calls_total",
    "Calls to marketplaces by outcome",
    ["marketplace", "operation", "outcome"],
    registry=OWN,
)
# Read from the database right before they are shown.
OLDEST_DUE_JOB_SECONDS = Gauge("vinyldigger_oldest_due_job_seconds", "Age of the oldest job that is due and unclaimed")
JOBS_BY_STATE = Gauge("vinyldigger_jobs_by_state", "Jobs by state", ["state"])
DEAD_LETTERS = Gauge("vinyldigger_dead_letters", "Dead letters nobody has resolved")
