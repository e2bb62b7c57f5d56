"""What this system measures about itself, for Prometheus."""

import os
from collections.abc import Callable, Iterator
from time import perf_counter

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from mingtang.kernel.jobs.queries import count_jobs_by_state, count_late_jobs, is_worker_alive
from mingtang.kernel.logs import log
from mingtang.kernel.outbox.queries import list_lines

SLOW_SECONDS = 1.0
#: Questions of the machinery, not of people.
_UNMEASURED = ("/health/", "/ready/", "/internal/metrics")

REQUESTS = Counter(
    "mingtang_requests_total",
    "Requests answered.",
    ["system", "route", "method", "status"],
)
DURATION = Histogram(
    "mingtang_request_seconds",
    "Time to answer.",
    ["system", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10),
)


class MetricsMiddleware:
    """Counts and times requests by route name, never by address: addresses name people's cases."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.system = settings.MINGTANG_SYSTEM

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        response = self.get_response(request)
        if not request.path.startswith(_UNMEASURED):
            self._measure(request, response, seconds=perf_counter() - began)
        return response

    def _measure(self, request: HttpRequest, response: HttpResponse, *, seconds: float) -> None:
        match = request.resolver_match
        route = (match.view_name or match.route) if match else "unknown"
        method = request.method or ""
        REQUESTS.labels(self.system, route, method, str(response.status_code)).inc()
        DURATION.labels(self.system, route).observe(seconds)
        if response.status_code >= 500 or seconds > SLOW_SECONDS:
            log.warning(
                "request_troubled",
                route=route,
                method=method,
                status=response.status_code,
                milliseconds=round(seconds * 1000),
            )


class QueueCollector(Collector):
    """Asks the database, when Prometheus asks, what waits and what is stuck."""

    def collect(self) -> Iterator[Metric]:
        try:
            yield from self._outbox()
            yield from self._jobs()
        except DatabaseError:
            log.warning("metrics_without_database")

    def _outbox(self) -> Iterator[Metric]:
        system = settings.MINGTANG_SYSTEM
        labels = ["system", "subscriber"]
        waiting = GaugeMetricFamily("mingtang_outbox_waiting", "Messages to send.", labels=labels)
        lag = GaugeMetricFamily("mingtang_outbox_lag_seconds", "Age of the oldest.", labels=labels)
        dead = GaugeMetricFamily("mingtang_outbox_dead", "Messages given up.", labels=labels)
        for line in list_lines():
            waiting.add_metric([system, line.subscriber], line.waiting)
            lag.add_metric([system, line.subscriber], line.lag_seconds)
            dead.add_metric([system, line.subscriber], line.dead)
        yield from (waiting, lag, dead)

    def _jobs(self) -> Iterator[Metric]:
        system = settings.MINGTANG_SYSTEM
        jobs = GaugeMetricFamily("mingtang_jobs", "Jobs by state.", labels=["system", "state"])
        for state, count in count_jobs_by_state().items():
            jobs.add_metric([system, state], count)
        late = GaugeMetricFamily(
            "mingtang_jobs_late", "Past their deadline or without a worker.", labels=["system"]
        )
        late.add_metric([system], count_late_jobs())
        worker = GaugeMetricFamily("mingtang_worker_alive", "1: it beats.", labels=["system"])
        worker.add_metric([system], int(is_worker_alive()))
        yield from (jobs, late, worker)


def metrics(request: HttpRequest) -> HttpResponse:
    """Answer in the text format of Prometheus."""
    of_database = CollectorRegistry(auto_describe=False)
    of_database.register(QueueCollector())
    body = generate_latest(_of_processes()) + generate_latest(of_database)
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST)


def _of_processes() -> CollectorRegistry:
    """Several web processes add up their numbers in the folder of PROMETHEUS_MULTIPROC_DIR."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry
